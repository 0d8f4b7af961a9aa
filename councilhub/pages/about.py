"""What the hub is and on what terms, and all its components for who builds it."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from councilhub.pages.specimens import specimens
from councilhub.types import PageRequest

PAGES = {
    "hub": _("About CouncilHub"),
    "contributing": _("Write for CouncilHub"),
    "contact": _("Contact"),
    "accessibility": _("Accessibility"),
    "privacy": _("Privacy"),
    "cookies": _("Cookies"),
    "terms": _("Terms"),
    "licence": _("Licence and open data"),
}


@require_safe
def about_page(request: PageRequest, page: str) -> HttpResponse:
    return TemplateResponse(request, f"about/{page}.html", {"title": PAGES[page]})


@require_safe
def component_list(request: PageRequest) -> HttpResponse:
    """Every component in its states; for staff, and for whoever tries the hub out."""
    if not (settings.DEMO or request.viewer.is_staff):
        raise Http404
    return TemplateResponse(request, "about/components.html", specimens())
