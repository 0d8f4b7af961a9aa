"""Renewal: a code goes to the work address and is typed here, in the same browser."""

from django.contrib import messages
from django.contrib.auth.hashers import check_password
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import actions
from accounts.decorators import sign_in_required
from accounts.forms import RenewalCodeForm
from accounts.models import Membership
from accounts.views.membership import place_of
from councilhub.types import SignedInRequest

KEY = "renewal"
TRIES = 5


@sign_in_required
def membership_renew(request: SignedInRequest) -> HttpResponse:
    """Sends a code, or takes one."""
    place = place_of(request)
    if place is None:
        return redirect("accounts:membership")
    form = RenewalCodeForm(request.POST if "code" in request.POST else None)
    if form.is_valid():
        trouble = _trouble_with(request, place, form.cleaned_data["code"])
        if not trouble:
            actions.renew(membership=place)
            messages.success(request, _("Renewed for another 180 days."))
            return redirect("accounts:membership")
        form.add_error("code", trouble)
    elif request.method == "POST" and not form.is_bound:
        _send_code(request, place)
        return redirect("accounts:membership_renew")
    context = {"section": "my", "form": form, "membership": place}
    context["was_sent"] = KEY in request.session
    return TemplateResponse(request, "accounts/renew.html", context)


def _send_code(request: SignedInRequest, place: Membership) -> None:
    try:
        code = actions.send_code(membership=place)
    except actions.TooManyCodesError:
        told = _("We sent you several codes already. Wait a quarter of an hour.")
        messages.warning(request, told)
        return
    request.session[KEY] = {
        "place": place.pk,
        "code": code,
        "until": (timezone.now() + actions.CODE_LASTS).timestamp(),
        "tries": 0,
    }
    sent = _("We sent a code to %(email)s.") % {"email": place.work_email}
    messages.info(request, sent)


def _trouble_with(request: SignedInRequest, place: Membership, typed: str) -> str:
    """Why the code is not taken; empty if it is right."""
    kept = request.session.get(KEY)
    if not kept or kept["place"] != place.pk:
        return _("Ask for a code first.")
    if kept["until"] < timezone.now().timestamp():
        return _("This code is too old. Ask for a new one.")
    if kept["tries"] >= TRIES:
        return _("That was wrong too often. Ask for a new code.")
    request.session[KEY] = {**kept, "tries": kept["tries"] + 1}
    if not check_password(typed.strip().upper(), kept["code"]):
        return _("This is not the code that we sent.")
    del request.session[KEY]
    return ""
