"""What follows the writing: look at it as a reader, and submit it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.decorators import sign_in_required
from accounts.held import typed
from councilhub.types import SignedInRequest
from initiatives import actions, content
from initiatives.choices import State, Status
from initiatives.forms import BY_SLUG, section_of
from initiatives.forms.confirming import invitation_to
from initiatives.forms.submitting import NoteForm
from initiatives.models import Initiative, Revision, why_sent_back
from initiatives.reading.context import page_context
from initiatives.views.writing import get_own

SUBMITTED = {
    State.AWAITING_CONFIRMATION: gettext_lazy(
        "Sent to the councils you named. They are asked now."
    ),
    State.SUBMITTED: gettext_lazy("Submitted. You get a mail when it is decided."),
    State.PUBLISHED: gettext_lazy("Published. A moderator looks at it afterwards."),
}


@require_safe
@sign_in_required
def initiative_preview(request: SignedInRequest, slug: str) -> HttpResponse:
    """Exactly the page that readers will get."""
    initiative = get_own(request, slug)
    last = initiative.revisions.first()
    is_shown = last and (last.is_open or initiative.status == Status.UNPUBLISHED)
    context = page_context(
        initiative, request.viewer, last if is_shown else None, is_own=True
    )
    context |= {"section": "write", "open_revision": last and last.is_open}
    return TemplateResponse(request, "initiatives/preview.html", context)


@sign_in_required
def initiative_submit(request: SignedInRequest, slug: str) -> HttpResponse:
    """What is still missing, what happens next, and the button."""
    initiative = get_own(request, slug)
    revision = initiative.revisions.open().first()
    if revision is None:
        return redirect(initiative)
    form = NoteForm(typed(request))
    if request.method == "POST" and form.is_valid():
        return _submit(request, revision, form.cleaned_data["note"])
    context = submit_context(initiative, revision) | {"form": form}
    return TemplateResponse(request, "initiatives/submit.html", context)


def submit_context(initiative: Initiative, revision: Revision) -> dict[str, Any]:
    """What is wanting, who is asked, and what was said to it last."""
    document = revision.document
    wanting = content.missing(document) + content.too_long(document)
    missing = [BY_SLUG[section_of(key)] for key in wanting]
    asked: list[Any] = list(
        revision.confirmations.with_officers().select_related("council")
    )
    for confirmation in asked:
        confirmation.invitation = invitation_to(confirmation.council)
    return {
        "section": "write",
        "initiative": initiative,
        "revision": revision,
        "missing": list(dict.fromkeys(missing)),
        "confirmations": asked,
        "sent_back": why_sent_back(initiative, revision),
    }


def _submit(request: SignedInRequest, revision: Revision, note: str) -> HttpResponse:
    initiative = revision.initiative
    try:
        done = actions.submit(
            revision=revision, by=request.viewer, note_for_readers=note
        )
    except actions.IncompleteError:
        messages.error(request, _("Some answers are still missing."))
    except actions.WrongStateError:
        messages.warning(request, _("That no longer fits: somebody was quicker."))
    else:
        messages.success(request, SUBMITTED[State(done.state)])
        if done.state == State.PUBLISHED:
            return redirect(done.initiative)
    return redirect("initiatives:submit", initiative.slug)
