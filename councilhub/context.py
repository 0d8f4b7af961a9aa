"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path

from councilhub.types import VISITOR


def hub(request: HttpRequest) -> dict[str, Any]:
    """The viewer, whether this is a demonstration, whom to ask, and the page's home:
    its address without a query. A list whose query says what it shows adds that.
    """
    return {
        "viewer": getattr(request, "viewer", VISITOR),
        "demo": settings.DEMO,
        "contact_email": settings.CONTACT_EMAIL,
        "site_url": settings.SITE_URL,
        "page_url": settings.SITE_URL + escape_uri_path(request.path),
    }
