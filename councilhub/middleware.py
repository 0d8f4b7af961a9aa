"""Middleware that concerns every page."""

import hashlib
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import has_vary_header, patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import parse_etags

from councilhub.http import redirect_for_swap, vary_on_swap, wants_swap
from councilhub.models import ContentVersion
from councilhub.release import RELEASE
from councilhub.types import PageRequest

Handler = Callable[[HttpRequest], HttpResponse]
REDIRECTS = {301, 302, 303, 307, 308}
PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, "messages"}
MADE_ANEW = ("/accounts/", "/admin/", "/demo/", "/healthz", "/readyz")
# Answers to what is typed: so many that they would drive out the pages.
NOT_KEPT = ("/initiatives/suggest/", "/initiatives/new/alike/")
A_DAY = 24 * 60 * 60


def redirect_swaps(get_response: Handler) -> Handler:
    """Let a redirect met by a swap move the whole page, so that a lapsed session
    never puts the sign-in page inside a list.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code in REDIRECTS and wants_swap(
            cast("PageRequest", request)
        ):
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


def reuse_pages(get_response: Handler) -> Handler:
    """Make what every visitor gets once, until what it was made from changes.

    The tag of a page is known before the page is made, for one small statement: a
    visitor who has it gets a 304, the next one the page as this process made it last.
    Pages of people, pages that set a cookie or say themselves how they may be kept, and
    whatever is not a plain 200 are made anew each time.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        page = cast("PageRequest", request)
        page.content_version = cast("int", SimpleLazyObject(ContentVersion.current))
        if not _may_be_for_everyone(request):
            return get_response(request)
        try:
            tag = _tag(page)
        except DatabaseError:  # some pages need no database
            return get_response(request)
        if tag in parse_etags(request.headers.get("If-None-Match", "")):
            unchanged = HttpResponseNotModified(headers={"ETag": tag})
            vary_on_swap(unchanged)
            patch_vary_headers(unchanged, ["Accept-Encoding"])
            return unchanged
        pages = caches["process"]
        kept = pages.get(tag)
        if kept is not None:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = get_response(request)
        if _is_for_everyone(response):
            response["ETag"] = tag
            if not response.streaming and not request.path.startswith(NOT_KEPT):
                pages.set(tag, (response.content, dict(response.items())), A_DAY)
        return response

    return middleware


def _may_be_for_everyone(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and not PERSONAL_COOKIES & {*request.COOKIES}
        and not request.path.startswith(MADE_ANEW)
    )


def _tag(request: PageRequest) -> str:
    """Release, content, day (some pages tell the age of things), whole address, and in
    which of the forms that the page varies on.
    """
    parts = [
        RELEASE,
        request.content_version,
        timezone.localdate(),
        request.build_absolute_uri(),  # sitemaps name the host they were asked by
        wants_swap(request),
        request.headers.get("Accept-Encoding", ""),
    ]
    digest = hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()
    return f'W/"{digest[:32]}"'


def _is_for_everyone(response: HttpResponseBase) -> bool:
    return (
        response.status_code == HttpResponse.status_code
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not has_vary_header(response, "Cookie")
    )
