"""What is shown when something goes wrong: one sentence, and a way on."""

import contextlib
import sys
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from councilhub.types import VISITOR

SECRET_NAMES = ("csrfmiddlewaretoken", "password", "code", "secret", "otp")
LONGEST = 25_000
PIECE, MOST_PIECES = 64 * 1024, 1024


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        read_to_the_end(request)
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def read_to_the_end(request: HttpRequest) -> None:
    """A browser that is still sending would see a broken line, not our answer."""
    with contextlib.suppress(OSError):
        for _number in range(MOST_PIECES):
            if not request.read(PIECE):
                return


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return render(request, "404.html", {"path": request.get_full_path()}, status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Without the database, the session or the viewer: any may be what failed."""
    is_busy = isinstance(sys.exc_info()[1], OperationalError)
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_busy else INTERNAL
    try:
        context = {
            "viewer": VISITOR,
            "section": "",
            "demo": settings.DEMO,
            "contact_email": settings.CONTACT_EMAIL,
        }
        page: str = render_to_string(f"{status.value}.html", context)
    except Exception:  # noqa: BLE001 - it may be the templates that failed
        page = PLAIN
    response = HttpResponse(page, status=status)
    if is_busy:
        response["Retry-After"] = RETRY_SECONDS
    return response


INTERNAL = HTTPStatus.INTERNAL_SERVER_ERROR
RETRY_SECONDS = "30"
PLAIN = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Something went wrong – CouncilHub</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Something went wrong</h1>
<p>The fault is ours. Go back and try again; what you saved is kept.</p>
<p><a href="/">CouncilHub</a></p></main></body></html>
"""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or came from elsewhere: give back what was typed."""
    del reason
    try:
        typed = [
            (name, value[:LONGEST])
            for name, values in request.POST.lists()
            for value in values
            if value and not any(word in name.lower() for word in SECRET_NAMES)
        ]
    except (RequestDataTooBig, TooManyFieldsSent):
        typed = []
    context = {"typed": typed, "is_ours": _is_from_us(request), "path": request.path}
    return render(request, "403_csrf.html", context, status=403)


def _is_from_us(request: HttpRequest) -> bool:
    """Sent by a page of this site: only then may it be sent again with one click."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.get_host()
