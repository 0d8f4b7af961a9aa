"""A named lead council's answer to a partner's case study."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.decorators import sign_in_required
from councilhub.types import SignedInRequest
from initiatives import actions
from initiatives.choices import State
from initiatives.forms.confirming import AnswerForm, InviteForm
from initiatives.models import Confirmation
from initiatives.reading.context import page_context
from initiatives.views.detail import get_initiative
from initiatives.views.writing import get_own

ANSWERED = {
    State.SUBMITTED: gettext_lazy("Thank you. It now goes to the moderators."),
    State.AWAITING_CONFIRMATION: gettext_lazy(
        "Thank you. The other councils that lead it are still asked."
    ),
    State.CHANGES_REQUESTED: gettext_lazy("Sent back to its author with your reason."),
}


@sign_in_required
def initiative_confirm(request: SignedInRequest, slug: str) -> HttpResponse:
    """For officers of the lead council: read it, then say yes or no."""
    initiative, viewer = get_initiative(request, slug), request.viewer
    asked = Confirmation.objects.asked_of(viewer).on(initiative).for_list()
    confirmation = asked.first()
    if confirmation is None:
        if not initiative.is_led_by(viewer):
            raise PermissionDenied
        messages.info(request, _("There is nothing to confirm any more."))
        return redirect(initiative)
    revision = confirmation.revision
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={"version": revision.version},
    )
    if form.is_valid():
        seen = form.cleaned_data["version"]
        if seen in (None, revision.version):
            return _answer(request, confirmation, form.cleaned_data)
        messages.warning(request, _("It was changed meanwhile. Please read it again."))
        form = AnswerForm(form.cleaned_data | {"version": revision.version})
    context = page_context(initiative, viewer, revision)
    context |= {"form": form, "confirmation": confirmation}
    return TemplateResponse(request, "initiatives/confirm.html", context)


def _answer(
    request: SignedInRequest, confirmation: Confirmation, answer: dict[str, Any]
) -> HttpResponse:
    about: dict[str, Any] = {
        "confirmation": confirmation,
        "by": request.viewer,
        "seen_version": answer["version"],
    }
    try:
        if answer["answer"] == "yes":
            done = actions.confirm(**about)
        else:
            done = actions.refuse(**about, reason=answer["reason"])
    except actions.WrongStateError:
        messages.warning(
            request, _("It was changed or answered meanwhile. Look again.")
        )
        return redirect("initiatives:confirm", confirmation.revision.initiative.slug)
    messages.success(request, ANSWERED[State(done.state)])
    return redirect("my")


@sign_in_required
def initiative_invite(request: SignedInRequest, slug: str) -> HttpResponse:
    """The author names a person at a council where nobody is in the hub."""
    initiative = get_own(request, slug)
    if request.method != "POST":
        return redirect("initiatives:submit", slug)
    form = InviteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That is not an e-mail address."))
        return redirect("initiatives:submit", slug)
    confirmation = get_object_or_404(
        Confirmation.objects.waiting().on(initiative),
        council__slug=form.cleaned_data["council"],
    )
    _invite(request, confirmation, form.cleaned_data["email"])
    return redirect("initiatives:submit", slug)


def _invite(request: SignedInRequest, confirmation: Confirmation, email: str) -> None:
    try:
        actions.invite_confirmer(
            confirmation=confirmation, email=email, by=request.viewer
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    except actions.WrongStateError:
        messages.warning(request, _("That council is not asked any more."))
    else:
        messages.success(request, _("Invited."))
