"""What the hub is and on what terms, and all its components for who builds it."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

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
