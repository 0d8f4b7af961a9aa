"""What one click in a mail does, without signing in.

Opening the address only asks: programs that look at mails open every link in them. The
button does it, and so does a mail program by itself (RFC 8058), which sends no token
of ours and keeps no cookie.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.tokens import mail_address, read_token
from initiatives.actions.stopping import Stop, stop_of


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def mail_act(request: HttpRequest, token: str) -> HttpResponse:
    """404 for what we did not sign, or what it spoke of is gone."""
    said = read_token(token)
    stop = stop_of(*said) if said else None
    if stop is None:
        raise Http404
    if request.method == "POST":
        stop.now()
    context = {"stop": stop, "is_done": request.method == "POST"}
    context["all_address"] = _all_of(stop)
    response = TemplateResponse(request, "pages/mail.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _all_of(stop: Stop) -> str:
    """Where to stop the mails about all searches; nothing for what is no search."""
    return mail_address("searches", stop.user_id) if stop.is_one_search else ""
