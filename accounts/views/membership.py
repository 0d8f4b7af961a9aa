"""A person's place: how to come to one, change it and leave it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import actions
from accounts.decorators import sign_in_required
from accounts.forms import (
    ChooseCouncilForm,
    ChoosePartnerForm,
    PlaceRequestForm,
    WorkEmailForm,
)
from accounts.held import take
from accounts.models import Membership
from councilhub.types import SignedInRequest
from councils.models import Council


@require_safe
@sign_in_required
def membership(request: SignedInRequest) -> HttpResponse:
    """The place one has, and the ways to one."""
    return _page(request)


def place_of(request: SignedInRequest) -> Membership | None:
    place: Membership | None = request.user.memberships.open().with_names().first()
    return place


def _page(request: SignedInRequest, **bound: Any) -> HttpResponse:
    """The page, with `bound` for the form that was sent and is wrong."""
    user, place = request.user, place_of(request)
    context = {
        "section": "my",
        "membership": place,
        "asked": user.membership_requests.waiting().first(),
        "councils": Council.objects.current().only("name"),
        "choose": ChooseCouncilForm(councils=actions.councils_open_to(user, place)),
        "join": ChoosePartnerForm(partners=actions.partners_open_to(user, place)),
        "move": _move_form(None, place),
        "address": _address_form(None, place),
        "ask": PlaceRequestForm(),
        "wrong": next(iter(bound.values()), None),
        **bound,
    }
    return TemplateResponse(request, "accounts/membership.html", context)


def _move_form(data: QueryDict | None, place: Membership | None) -> ChooseCouncilForm:
    """Has ids of its own, since the page may show two choices of a council."""
    successors = actions.successors_of(place)
    return ChooseCouncilForm(data, councils=successors, auto_id="id_move_%s")


def _address_form(data: QueryDict | None, place: Membership | None) -> WorkEmailForm:
    if place is None:
        return WorkEmailForm(data, emails=[])
    now = {"email": place.work_email}
    return WorkEmailForm(data, initial=now, emails=actions.emails_for(place))


@sign_in_required
def membership_choose(request: SignedInRequest) -> HttpResponse:
    """A council at whose domain one has an address, instead of the place one has."""
    councils = actions.councils_proved_by(request.user)
    form = ChooseCouncilForm(request.POST, councils=councils)
    return _take_place(request, "choose", form, actions.join_council)


@sign_in_required
def membership_join(request: SignedInRequest) -> HttpResponse:
    """The same for a partner."""
    partners = actions.partners_proved_by(request.user)
    form = ChoosePartnerForm(request.POST, partners=partners)
    return _take_place(request, "join", form, actions.join_partner)


@sign_in_required
def membership_move(request: SignedInRequest) -> HttpResponse:
    """To a successor of one's abolished council."""
    form = _move_form(request.POST, place_of(request))
    return _take_place(request, "move", form, actions.move_to_successor)


def _take_place(
    request: SignedInRequest, name: str, form: Form, act: Callable[..., Membership]
) -> HttpResponse:
    """What choosing, joining and moving have in common; `name` is the form's own."""
    if request.method != "POST":
        return redirect("accounts:membership")
    if not form.is_valid():
        return _page(request, **{name: form})
    place = act(user=request.user, **form.cleaned_data)
    if place.is_overdue:
        return redirect("accounts:membership_renew")
    said = _("You now belong to %(place)s.") % {"place": place.place}
    messages.success(request, said)
    return redirect("accounts:membership")


@sign_in_required
def membership_email(request: SignedInRequest) -> HttpResponse:
    """Another of one's addresses at the same place, for the codes to renew it."""
    place = place_of(request)
    if request.method != "POST" or place is None:
        return redirect("accounts:membership")
    form = _address_form(request.POST, place)
    if not form.is_valid():
        return _page(request, address=form)
    actions.change_work_email(membership=place, **form.cleaned_data)
    messages.success(request, _("Changed. Codes to renew go to this address."))
    return redirect("accounts:membership")


@sign_in_required
def membership_ask(request: SignedInRequest) -> HttpResponse:
    """Ask a moderator for a place that no address proves."""
    if request.method != "POST":
        held = take(request)
        if held is None:
            return redirect("accounts:membership")
        return _page(request, ask=PlaceRequestForm(held))
    form = PlaceRequestForm(request.POST)
    if not form.is_valid():
        return _page(request, ask=form)
    wish = {key: form.cleaned_data[key] for key in ("council", "organisation", "note")}
    actions.ask_for_place(user=request.user, **wish)
    messages.success(request, _("A moderator will look at your request."))
    return redirect("accounts:membership")


@sign_in_required
def membership_leave(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST" and place_of(request):
        actions.leave(user=request.user)
        messages.success(request, _("You have left. What you wrote stays."))
    return redirect("accounts:membership")
