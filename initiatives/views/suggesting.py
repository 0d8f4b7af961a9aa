"""Suggestions while somebody types into the search."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from councilhub.types import PageRequest
from initiatives.search.suggesting import suggestions_for


@require_safe
def initiative_suggest(request: PageRequest) -> HttpResponse:
    """A list to put below the field."""
    version = str(request.content_version)  # before the rest
    typed = request.GET.get("q", "")
    groups = suggestions_for(typed, request.viewer.clearance, version)
    response = TemplateResponse(
        request, "initiatives/_suggestions.html", {"groups": groups}
    )
    response["X-Robots-Tag"] = "noindex"
    return response
