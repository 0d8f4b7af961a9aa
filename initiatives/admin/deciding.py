"""The screen on which one item of the queue is read and decided."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from councilhub.types import Viewer
from initiatives import actions, content
from initiatives.comparing import Change, changes_since, compare
from initiatives.models import HistoryEntry, Revision
from initiatives.reading.context import page_context


def viewer_of(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


DONE = {
    "publish": gettext_lazy("Published: %(item)s."),
    "changes": gettext_lazy("Sent back for changes: %(item)s."),
    "decline": gettext_lazy("Declined: %(item)s."),
    "look": gettext_lazy("Looked at: %(item)s."),
}


class DecisionForm(forms.Form):
    """A moderator's word on one revision, in the version that they have read."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    evidence_checked = forms.BooleanField(
        label=gettext_lazy("I have checked the evidence level"),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "Needed to ask for changes or to decline. It is sent to the author."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def decide(request: HttpRequest, revision: Revision, form: DecisionForm) -> bool:
    """Do what the button says; False with the reason on the form or as a message."""
    by, reason = viewer_of(request), form.cleaned_data["reason"]
    chosen, seen = request.POST.get("decision"), form.cleaned_data["version"]
    try:
        if chosen == "publish":
            actions.publish(
                revision=revision,
                by=by,
                reason=reason,
                evidence_checked=form.cleaned_data["evidence_checked"],
                seen_version=seen,
            )
        elif chosen == "changes":
            actions.ask_for_changes(
                revision=revision, by=by, reason=reason, seen_version=seen
            )
        elif chosen == "decline":
            actions.decline(revision=revision, by=by, reason=reason, seen_version=seen)
        elif chosen == "look":
            actions.mark_looked_at(revisions=[revision], by=by)
        else:
            form.add_error(None, gettext("Choose what to do."))
            return False
    except ValidationError as error:
        form.add_error("reason", error)
        return False
    except actions.WrongStateError:
        messages.warning(
            request,
            gettext("Somebody was quicker: it changed meanwhile. Read it again."),
        )
        return True
    messages.success(request, DONE[chosen] % {"item": revision.document["title"]})
    return True


class Comparison(NamedTuple):
    """What changed since a no, or since a version that readers had."""

    changes: list[Change]
    no: HistoryEntry | None = None
    version: Revision | None = None


def decision_context(revision: Revision, viewer: Viewer) -> dict[str, Any]:
    """What the screen shows."""
    initiative = revision.initiative
    return page_context(initiative, viewer, revision) | {
        "section": "moderate",
        "revision": revision,
        "comparisons": _comparisons(revision),
        "may_decide": Revision.objects.decidable_by(viewer)
        .filter(pk=revision.pk)
        .exists(),
        "confirmations": revision.confirmations.select_related("council"),
        "entries": initiative.history.for_list()[:20],
    }


def _comparisons(revision: Revision) -> list[Comparison]:
    """With what was sent back last, and with what readers have or had before."""
    history, found = revision.initiative.history, []
    no = history.sent_back().by_moderators().first()
    changes = changes_since(no, revision.document)
    if changes is not None:
        found.append(Comparison(changes, no=no))
    earlier = revision.initiative.revisions.given_to_readers()
    before = earlier.filter(number__lt=revision.number).order_by("-number").first()
    if before:
        old = content.blank_document() | before.document
        found.append(Comparison(compare(old, revision.document), version=before))
    return found
