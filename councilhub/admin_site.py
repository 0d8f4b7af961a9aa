"""The Django admin of the hub."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class HubAdminSite(AdminSite):
    """For moderators and administrators; they sign in as everybody does."""

    site_header = _("CouncilHub moderation")
    site_title = _("CouncilHub moderation")
    index_title = _("What waits, and what is kept")

    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        del extra_context
        return redirect_to_login(
            request.GET.get("next", reverse("admin:index")), reverse("account_login")
        )
