"""One button each: withdraw, throw away, archive, bring back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.decorators import sign_in_required
from councilhub.types import SignedInRequest
from initiatives import actions
from initiatives.choices import Status
from initiatives.views.writing import get_own

# The slug of a draft that is gone: its page is a 404 from now on.
THROWN_AWAY = "thrown_away"


def _act(
    request: SignedInRequest, done: str, act: Callable[..., Any], **of: Any
) -> Any:
    """What the act gave; None when somebody was quicker."""
    try:
        outcome = act(by=request.viewer, **of)
    except actions.WrongStateError:
        messages.warning(request, _("That no longer fits: somebody was quicker."))
        return None
    messages.success(request, done)
    return outcome


@sign_in_required
def initiative_withdraw(request: SignedInRequest, slug: str) -> HttpResponse:
    revision = get_own(request, slug).revisions.open().first()
    if request.method == "POST" and revision:
        done = _("Withdrawn. You can edit it.")
        _act(request, done, actions.withdraw, revision=revision)
    return redirect("initiatives:submit", slug)


@sign_in_required
def initiative_discard(request: SignedInRequest, slug: str) -> HttpResponse:
    if request.method == "POST" and request.session.get(THROWN_AWAY) == slug:
        return redirect("my")  # the button was pressed twice
    initiative = get_own(request, slug)
    if request.method != "POST":
        return redirect("initiatives:submit", slug)
    if _act(request, _("Thrown away."), actions.discard, initiative=initiative):
        request.session[THROWN_AWAY] = slug
    return redirect("my")


@sign_in_required
def initiative_archive(request: SignedInRequest, slug: str) -> HttpResponse:
    return _shelve(request, slug, Status.PUBLISHED, actions.archive, _("Archived."))


@sign_in_required
def initiative_unarchive(request: SignedInRequest, slug: str) -> HttpResponse:
    done = _("Back in the lists.")
    return _shelve(request, slug, Status.ARCHIVED, actions.unarchive, done)


def _shelve(
    request: SignedInRequest,
    slug: str,
    before: Status,
    act: Callable[..., Any],
    done: str,
) -> HttpResponse:
    """A page that says what it means and asks; its button does it."""
    initiative = get_own(request, slug)
    if request.method == "POST":
        _act(request, done, act, initiative=initiative)
    elif initiative.status == before:
        context = {"section": "write", "initiative": initiative}
        return TemplateResponse(request, "initiatives/archive.html", context)
    return redirect(initiative)
