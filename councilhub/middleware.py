"""Middleware that concerns every page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from councilhub.http import redirect_for_swap, wants_swap

Handler = Callable[[HttpRequest], HttpResponse]
REDIRECTS = {301, 302, 303, 307, 308}


def redirect_swaps(get_response: Handler) -> Handler:
    """Let a redirect met by a swap move the whole page, so that a lapsed session
    never puts the sign-in page inside a list.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code in REDIRECTS and wants_swap(request):  # type: ignore[arg-type]
            return redirect_for_swap(response)
        return response

    return middleware


def cache_headers(get_response: Handler) -> Handler:
    """Signed-in pages are never stored; anonymous ones are always asked for again."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response["Cache-Control"] = "private, no-store"
        elif not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-cache"
        return response

    return middleware
