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
from accounts.held import typed
from councilhub.types import SignedInRequest, Viewer
from initiatives import actions
from initiatives.choices import State
from initiatives.comparing import changes_since
from initiatives.forms.confirming import AnswerForm, InviteForm, invitation_to
from initiatives.models import Confirmation, Initiative
from initiatives.reading.context import page_context
from initiatives.views.submitting import submit_context
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
    viewer = request.viewer
    visible = Initiative.objects.visible_to(viewer).for_result()
    initiative = visible.at(slug) or get_object_or_404(visible.once_at(slug))
    asked = Confirmation.objects.asked_of(viewer).on(initiative).for_list()
    confirmation = asked.first()
    if confirmation is None:
        if not initiative.is_led_by(viewer):
            raise PermissionDenied
        messages.info(request, _("There is nothing to confirm any more."))
        return redirect(initiative)
    version = confirmation.revision.version
    form = AnswerForm(typed(request), initial={"version": version})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["version"] in (None, version):
            return _answer(request, confirmation, form.cleaned_data)
        messages.warning(request, _("It was changed meanwhile. Please read it again."))
        form = AnswerForm(form.cleaned_data | {"version": version})
    context = _confirm_context(initiative, confirmation, viewer) | {"form": form}
    return TemplateResponse(request, "initiatives/confirm.html", context)


def _confirm_context(
    initiative: Initiative, confirmation: Confirmation, viewer: Viewer
) -> dict[str, Any]:
    """What is to be confirmed and, where the council said no, what changed since."""
    revision = confirmation.revision
    refused = initiative.history.last_no_of(confirmation.council)
    return page_context(initiative, viewer, revision) | {
        "confirmation": confirmation,
        "refused": refused,
        "changes": changes_since(refused, revision.document),
    }


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
    confirmation = get_object_or_404(
        Confirmation.objects.waiting().on(initiative).for_list(),
        council__slug=request.POST.get("council", "").replace("\x00", ""),
    )
    form = invitation_to(confirmation.council, request.POST)
    if form.is_valid() and _invited(request, confirmation, form):
        return redirect("initiatives:submit", slug)
    context = submit_context(initiative, confirmation.revision) | {"form": form}
    for asked in context["confirmations"]:
        if asked.pk == confirmation.pk:
            asked.invitation = form
    return TemplateResponse(request, "initiatives/submit.html", context)


def _invited(
    request: SignedInRequest, confirmation: Confirmation, form: InviteForm
) -> bool:
    """Was it done, or is there no need any more? Otherwise the form says why not."""
    email = form.cleaned_data["email"]
    try:
        actions.invite_confirmer(
            confirmation=confirmation, email=email, by=request.viewer
        )
    except ValidationError as error:
        form.add_error("email", error)
        return False
    except actions.WrongStateError:
        messages.warning(request, _("That council is not asked any more."))
    else:
        messages.success(request, _("Invited."))
    return True
