"""The one place where states change: checked, written to the history, and told."""

from django.core.exceptions import PermissionDenied

from councilhub.types import Viewer
from councils.models import Council
from initiatives import emails
from initiatives.choices import State, Status
from initiatives.models import HistoryEntry, Initiative, Revision

Act = HistoryEntry.Act

REVISION_MOVES: dict[str, set[State]] = {
    State.DRAFT: {State.AWAITING_CONFIRMATION, State.SUBMITTED, State.DECLINED},
    State.CHANGES_REQUESTED: {
        State.AWAITING_CONFIRMATION,
        State.SUBMITTED,
        State.DECLINED,
    },
    State.AWAITING_CONFIRMATION: {
        State.SUBMITTED,
        State.CHANGES_REQUESTED,
        State.DRAFT,
    },
    State.SUBMITTED: {
        State.PUBLISHED,
        State.CHANGES_REQUESTED,
        State.DECLINED,
        State.DRAFT,
    },
    State.PUBLISHED: {State.SUPERSEDED},
}
INITIATIVE_MOVES: dict[str, set[Status]] = {
    Status.UNPUBLISHED: {Status.PUBLISHED},
    Status.PUBLISHED: {Status.ARCHIVED, Status.REMOVED},
    Status.ARCHIVED: {Status.PUBLISHED, Status.REMOVED},
    Status.REMOVED: {Status.PUBLISHED, Status.ARCHIVED},
}


class WrongStateError(Exception):
    """Somebody else was quicker: the act no longer fits the state."""


def change_state(
    *,
    revision: Revision,
    act: Act,
    to: State,
    by: Viewer | None,
    reason: str = "",
    council: Council | None = None,
) -> None:
    """Move a revision, note who did it and why, and tell the people concerned.

    The caller holds the row's lock and a transaction. Raises WrongStateError.
    """
    before = revision.state
    if to not in REVISION_MOVES.get(before, set()):
        raise WrongStateError(f"{act} does not fit {before}")
    revision.state = to
    revision.save(update_fields=["state", "submitted_at", "published_at", "needs_look"])
    entry = HistoryEntry(revision=revision, before=before, after=to, council=council)
    if act in HistoryEntry.NOES:
        entry.document = revision.document
    _record(entry, revision.initiative, act, by, reason)
    emails.tell_of_state(entry)


def change_status(
    *, initiative: Initiative, act: Act, to: Status, by: Viewer | None, reason: str = ""
) -> None:
    """Change what readers get, note it and tell the people concerned."""
    before = initiative.status
    if to not in INITIATIVE_MOVES.get(before, set()):
        raise WrongStateError(f"{act} does not fit {before}")
    initiative.status = to
    initiative.save(update_fields=["status"])
    entry = HistoryEntry(before=before, after=to)
    _record(entry, initiative, act, by, reason)
    emails.tell_of_state(entry)


def note(
    *, revision: Revision, act: Act, by: Viewer | None, council: Council | None = None
) -> None:
    """Write to the history what changes no state."""
    state = revision.state
    entry = HistoryEntry(revision=revision, before=state, after=state, council=council)
    _record(entry, revision.initiative, act, by, "")


def _record(
    entry: HistoryEntry,
    initiative: Initiative,
    act: Act,
    by: Viewer | None,
    reason: str,
) -> None:
    entry.initiative = initiative
    entry.act = act
    entry.by_id = by.user_id if by else None
    entry.reason = reason.strip()
    entry.save()


def locked(revision: Revision, seen_version: int | None = None) -> Revision:
    """The same revision and its initiative, fresh and locked until the commit.

    Raises WrongStateError when it was thrown away, or changed since the version that
    the person acting has seen.
    """
    locked_initiative(revision.initiative_id)
    rows = Revision.objects.select_for_update(of=("self",)).select_related(
        "initiative__supplied_by", "initiative__lead_council"
    )
    fresh = rows.filter(pk=revision.pk).first()
    if fresh is None:
        raise WrongStateError("it was thrown away")
    if seen_version is not None and fresh.version != seen_version:
        raise WrongStateError("it was changed")
    return fresh


def locked_initiative(pk: int) -> Initiative:
    """The initiative, fresh and locked. Raises WrongStateError when it is gone."""
    initiative = Initiative.objects.select_for_update().filter(pk=pk).first()
    if initiative is None:
        raise WrongStateError("it was thrown away")
    return initiative


def require_own(initiative: Initiative, by: Viewer) -> None:
    """Raise PermissionDenied unless the work is the viewer's own."""
    if not initiative.is_own_of(by):
        raise PermissionDenied


def require_decider(revision: Revision, by: Viewer) -> None:
    """Raise PermissionDenied unless the viewer may decide on this revision."""
    if not Revision.objects.decidable_by(by).filter(pk=revision.pk).exists():
        raise PermissionDenied
