"""A person's place and their data."""

import secrets
from typing import Any

from django.contrib import messages
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import actions
from accounts.actions.places import domain_of
from accounts.decorators import sign_in_required
from accounts.emails import send_renewal_code
from accounts.forms import ChooseCouncilForm, PlaceRequestForm, RenewalCodeForm
from accounts.models import Membership
from accounts.own_data import data_of
from councilhub.types import SignedInRequest
from councils.models import Council

RENEWAL = "renewal"
CODE_SECONDS = 15 * 60
TRIES = 5


@sign_in_required
def membership(request: SignedInRequest) -> HttpResponse:
    """The place one has, or the ways to one."""
    return _membership_page(request)


def _membership_page(request: SignedInRequest, **forms: Any) -> HttpResponse:
    place = Membership.objects.open().filter(user=request.user)
    current = place.select_related("council", "partner").first()
    councils = Council.objects.at_domain(domain_of(request.user.email))
    context = {
        "section": "my",
        "membership": current,
        "successors": Council.objects.acting_for(current.council)
        if current and current.council and current.council.has_ended
        else Council.objects.none(),
        "choose": ChooseCouncilForm(councils=councils),
        "councils": councils,
        "ask": PlaceRequestForm(),
        "asked": request.user.membership_requests.filter(state="waiting").first(),
        "all_councils": Council.objects.current(),
        **forms,
    }
    return TemplateResponse(request, "accounts/membership.html", context)


@sign_in_required
def membership_choose(request: SignedInRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("accounts:membership")
    councils = Council.objects.at_domain(domain_of(request.user.email))
    form = ChooseCouncilForm(request.POST, councils=councils)
    if not form.is_valid():
        return _membership_page(request, choose=form)
    actions.join_council(
        user=request.user, email=request.user.email, **form.cleaned_data
    )
    messages.success(request, _("You are now an officer of your council."))
    return redirect("my")


@sign_in_required
def membership_ask(request: SignedInRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("accounts:membership")
    form = PlaceRequestForm(request.POST)
    if not form.is_valid():
        return _membership_page(request, ask=form)
    actions.ask_for_place(
        user=request.user,
        council=form.cleaned_data.get("council"),
        organisation=form.cleaned_data["organisation"],
        note=form.cleaned_data["note"],
    )
    messages.success(request, _("A moderator will look at your request."))
    return redirect("accounts:membership")


@sign_in_required
def membership_leave(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        actions.leave(user=request.user)
        messages.success(request, _("You have left. What you wrote stays."))
    return redirect("accounts:membership")


@sign_in_required
def membership_move(request: SignedInRequest) -> HttpResponse:
    """To the successor of an abolished council, as the person chooses."""
    place = Membership.objects.open().filter(user=request.user).first()
    council = Council.objects.current().filter(slug=request.POST.get("council")).first()
    if request.method == "POST" and place and council:
        actions.move_to_successor(membership=place, council=council)
        messages.success(request, _("You are now an officer of the new council."))
    return redirect("accounts:membership")


@sign_in_required
def membership_renew(request: SignedInRequest) -> HttpResponse:
    """Renewal: a code goes to the work address and is typed here, in one browser."""
    place = Membership.objects.open().filter(user=request.user).first()
    if place is None:
        return redirect("accounts:membership")
    form = RenewalCodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and "code" not in request.POST:
        code = secrets.token_hex(4).upper()
        until = timezone.now().timestamp() + CODE_SECONDS
        kept = {"code": make_password(code), "until": until, "tries": 0}
        request.session[RENEWAL] = kept
        send_renewal_code(place, code)
        messages.info(request, _("We sent a code to your work address."))
    elif form.is_bound and form.is_valid():
        if _code_is_right(request, form.cleaned_data["code"]):
            actions.renew(membership=place)
            messages.success(request, _("Renewed for another 180 days."))
            return redirect("accounts:membership")
        form.add_error("code", _("This is not the code, or it is too old."))
    context = {"section": "my", "form": form, "membership": place}
    return TemplateResponse(request, "accounts/renew.html", context)


def _code_is_right(request: SignedInRequest, typed: str) -> bool:
    kept = request.session.get(RENEWAL)
    if not kept or kept["until"] < timezone.now().timestamp() or kept["tries"] >= TRIES:
        return False
    kept["tries"] += 1
    request.session[RENEWAL] = kept
    if not check_password(typed.strip().upper(), kept["code"]):
        return False
    del request.session[RENEWAL]
    return True


@require_safe
@sign_in_required
def my_data(request: SignedInRequest) -> HttpResponse:
    """What the hub holds about the person: as a page, or to take away."""
    data = data_of(request.user)
    if request.GET.get("format") == "json":
        response = JsonResponse(data, json_dumps_params={"indent": 2})
        response["Content-Disposition"] = (
            'attachment; filename="councilhub-my-data.json"'
        )
        return response
    context = {"section": "my", "data": data}
    return TemplateResponse(request, "accounts/data.html", context)
