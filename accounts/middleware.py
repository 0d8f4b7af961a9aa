"""Who is looking, and whether staff have passed their second factor."""

from collections.abc import Callable
from typing import cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.held import hold
from accounts.models import User
from accounts.viewer import viewer_for
from councilhub.types import VISITOR, PageRequest

Handler = Callable[[HttpRequest], HttpResponse]


def set_viewer(get_response: Handler) -> Handler:
    """Give each request its `viewer`; the session is opened only if its cookie came."""

    def middleware(request: HttpRequest) -> HttpResponse:
        page = cast("PageRequest", request)
        page.viewer = VISITOR
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            page.viewer = cast(
                "PageRequest", SimpleLazyObject(lambda: viewer_for(request.user))
            )  # type: ignore[assignment]
        return get_response(request)

    return middleware


def require_second_factor(get_response: Handler) -> Handler:
    """Staff use none of their powers before they have passed a second factor."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            and not request.path.startswith(ALWAYS_OPEN)
            and cast("PageRequest", request).viewer.is_staff
            and not has_second_factor(request)
        ):
            return _ask_for_second_factor(request)
        return get_response(request)

    return middleware


ALWAYS_OPEN = (
    "/accounts/", "/static/", "/about/", "/demo/", "/mail/", "/healthz", "/readyz"
)  # fmt: skip


def has_second_factor(request: HttpRequest) -> bool:
    """Was a second factor passed in this session?"""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return any(done.get("method") == "mfa" for done in records)


def _ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    """To type a code of the one they have, or to set one up; then back here."""
    if request.method == "POST":
        hold(request)
    if is_mfa_enabled(cast("User", request.user)):
        page = reverse("mfa_reauthenticate")
    else:
        messages.info(request, _("Staff need a second factor. Set yours up first."))
        page = reverse("mfa_index")
    return redirect_to_login(request.get_full_path(), page)
