"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from councilhub.types import VISITOR


def hub(request: HttpRequest) -> dict[str, Any]:
    """The viewer and whether this is a demonstration."""
    return {"viewer": getattr(request, "viewer", VISITOR), "demo": settings.DEMO}
