"""Who is looking, and whether staff have passed their second factor."""

from collections.abc import Callable
from typing import cast

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

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
        page = cast("PageRequest", request)
        if (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            and not request.path.startswith(ALWAYS_OPEN)
            and page.viewer.is_staff
            and not has_second_factor(request)
        ):
            messages.info(request, _("Staff need a second factor. Set yours up first."))
            return redirect(f"{reverse('mfa_index')}?next={request.path}")
        return get_response(request)

    return middleware


ALWAYS_OPEN = ("/accounts/", "/static/", "/about/", "/demo/", "/healthz", "/readyz")


def has_second_factor(request: HttpRequest) -> bool:
    """Was a second factor passed in this session?"""
    methods = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return any(done.get("method") == "mfa" for done in methods)
