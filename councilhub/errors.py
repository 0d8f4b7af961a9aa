"""What is shown when something goes wrong: one sentence, and a way on."""

from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SECRET_NAMES = ("csrfmiddlewaretoken", "password", "code", "secret", "otp")
LONGEST = 25_000


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return render(request, "404.html", {"path": request.get_full_path()}, status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Without the database, the session or the viewer: any may be what failed."""
    return HttpResponse(_SERVER_ERROR, status=500)


_SERVER_ERROR = """<!DOCTYPE html>
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
