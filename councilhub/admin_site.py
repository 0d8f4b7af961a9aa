"""The Django admin of the hub."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import unquote

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

SHOWN = 10
View = TypeVar("View", bound=Callable[..., Any])


class HubAdminSite(AdminSite):
    """For moderators and administrators; they sign in as everybody does."""

    site_header = _("CouncilHub moderation")
    site_title = _("CouncilHub moderation")
    index_title = _("What waits, and what is kept")
    enable_nav_sidebar = False  # the index is one click away, and lists need the room

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.viewer.is_staff)  # type: ignore[attr-defined]

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """400 for an address with a null character, which no column can hold."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if "\0" in unquote(request.get_full_path()):
                raise BadRequest
            return inner(request, *args, **kwargs)

        return cast("View", checked)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The hub's own sign-in; 403 for a person who is signed in and not staff."""
        del extra_context
        if request.viewer.is_signed_in:  # type: ignore[attr-defined]
            raise PermissionDenied
        return redirect_to_login(
            request.GET.get("next", reverse("admin:index")), reverse("account_login")
        )

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """What waits comes first: the oldest of the queue, places, partners."""
        # The site is made before the apps and their models are there.
        from accounts.models import MembershipRequest
        from initiatives.models import Revision
        from partners.models import Partner

        queue = Revision.objects.queue()
        waiting = {
            "queue": queue.for_queue()[:SHOWN],
            "queue_count": queue.count(),
            "asked": MembershipRequest.objects.filter(state="waiting").count(),
            "unverified": Partner.objects.filter(status="unverified").count(),
        }
        return super().index(request, {**waiting, **(extra_context or {})})
