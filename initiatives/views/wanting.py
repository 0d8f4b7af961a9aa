"""What officers do with a need: join it, take that back, answer it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.decorators import sign_in_required
from accounts.held import typed
from councilhub.types import SignedInRequest
from initiatives import actions
from initiatives.forms.wanting import AnswerWantForm
from initiatives.models import Initiative, Want


def _get_want(request: SignedInRequest, slug: str) -> Want:
    """For officers: 404 where there is no such need, 403 for everybody else."""
    shown = Want.objects.shown().with_facts(request.viewer)
    want = get_object_or_404(shown, slug=slug)
    if not request.viewer.is_officer:
        raise PermissionDenied
    return want


def _act(
    request: SignedInRequest,
    said: str,
    act: Callable[..., Any],
    already: str = "",
    **of: Any,
) -> Any:
    """What the act gave; None, with the reason said, where a limit is reached. Where it
    gave nothing because it was done `already`, that is said.
    """
    try:
        outcome = act(by=request.viewer, **of)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return None
    messages.success(request, said if outcome or not already else already)
    return outcome


@sign_in_required
def want_join(request: SignedInRequest, slug: str) -> HttpResponse:
    want = _get_want(request, slug)
    if request.method == "POST":
        said = _("Noted for %(council)s. You are mailed when somebody has done it.")
        there = _("%(council)s has said so already, and whoever did is mailed.")
        named = {"council": request.viewer.council_name}
        _act(request, said % named, actions.join_want, there % named, want=want)
    return redirect(want)


@sign_in_required
def want_leave(request: SignedInRequest, slug: str) -> HttpResponse:
    want = _get_want(request, slug)
    if request.method == "POST":
        said = _("Taken back for %(council)s.")
        named = {"council": request.viewer.council_name}
        _act(request, said % named, actions.leave_want, want=want)
    return redirect(want)


@sign_in_required
def want_answer(request: SignedInRequest, slug: str) -> HttpResponse:
    """“We have done this”: link what is published, or write it up."""
    want = _get_want(request, slug)
    theirs = Initiative.objects.that_answer(want, request.viewer)
    form = AnswerWantForm(typed(request), initiatives=theirs)
    if request.method == "POST" and form.is_valid():
        said = _("Linked. Those who asked are told.")
        chosen = form.cleaned_data["initiative"]
        if _act(request, said, actions.answer_want, want=want, initiative=chosen):
            return redirect(want)
    context = {"section": "wanted", "want": want, "form": form, "token": uuid.uuid4()}
    return TemplateResponse(request, "wanted/answer.html", context)


@sign_in_required
def want_write(request: SignedInRequest, slug: str) -> HttpResponse:
    """A draft that answers the need once it is published."""
    want = _get_want(request, slug)
    if request.method != "POST":
        return redirect("wanted:answer", slug)
    said = _("Your draft is linked to the need. Those who asked are told once it is "
             "published.")  # fmt: skip
    token = _token(request.POST.get("token", ""))
    revision = _act(request, said, actions.write_answer, want=want, token=token)
    if revision is None:
        return redirect("wanted:answer", slug)
    return redirect("initiatives:edit", revision.initiative.slug, "basics")


def _token(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


@sign_in_required
def want_withdraw(request: SignedInRequest, slug: str) -> HttpResponse:
    """What the viewer's council linked is no answer after all."""
    want = _get_want(request, slug)
    if request.method == "POST":
        number = request.POST.get("answer", "")
        given = want.answers.of(request.viewer).numbered(number)
        answer = get_object_or_404(given)
        _act(request, _("No longer linked."), actions.withdraw_answer, answer=answer)
    return redirect(want)
