"""What the hub is, and on what terms."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from councilhub.types import PageRequest

PAGES = ("hub", "contributing", "accessibility", "privacy", "cookies", "terms")


@require_safe
def about_page(request: PageRequest, page: str) -> HttpResponse:
    return TemplateResponse(request, f"about/{page}.html")
