"""What authors do: start, save, submit, withdraw, throw away, archive."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from councilhub.types import Viewer
from councils.models import Council
from initiatives import content
from initiatives.actions.confirming import ask_leads
from initiatives.actions.deciding import put_live
from initiatives.actions.states import (
    Act,
    WrongStateError,
    change_state,
    change_status,
    locked,
    locked_initiative,
    note,
    require_own,
)
from initiatives.choices import WRITING_STATES, State, Status
from initiatives.content import Document
from initiatives.models import Initiative, Revision, working_copy
from initiatives.publishing import replace_leads
from initiatives.search.indexing import index_initiatives


class StaleVersionError(Exception):
    """Somebody saved in between; `current` is what stands there now."""

    def __init__(self, current: Revision) -> None:
        super().__init__("the revision was saved by somebody else")
        self.current = current


class IncompleteError(Exception):
    """The document cannot be submitted yet; `keys` names what is wanting."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


@transaction.atomic
def start_initiative(
    *, by: Viewer, document: Document, token: uuid.UUID | None = None
) -> Revision:
    """The first draft of a new initiative, for the viewer's council or partner.

    An officer's lead council is their own, whatever the document says. The same
    token again gives the same draft. Raises PermissionDenied without a place.
    """
    partner_id = by.partner_id or by.pending_partner_id
    if not (by.council_id or partner_id):
        raise PermissionDenied
    initiative, made = Initiative.objects.get_or_create(
        token=token or uuid.uuid4(),
        author_id=by.user_id,
        defaults={"supplied_by_id": None if by.council_id else partner_id},
    )
    if not made:
        return initiative.revisions.latest("number")
    if by.council_id:
        own = Council.objects.get(pk=by.council_id)
        document = document | {"lead_council": own.la_code}
    revision = initiative.revisions.create(
        number=1, author_id=by.user_id, document=document
    )
    _follow(initiative, document)
    note(revision=revision, act=Act.CREATE, by=by)
    return revision


@transaction.atomic
def start_revision(*, initiative: Initiative, by: Viewer) -> Revision:
    """The open revision, or a new one that begins with the newest content."""
    require_own(initiative, by)
    initiative = locked_initiative(initiative.pk)
    there = working_copy(initiative)
    if there.revision:
        return there.revision
    last = initiative.revisions.aggregate(last=Max("number"))["last"] or 0
    revision = initiative.revisions.create(
        number=last + 1,
        author_id=by.user_id,
        document=there.document,
        version=there.version,
    )
    note(revision=revision, act=Act.REVISE, by=by)
    return revision


@transaction.atomic
def save_revision(
    *, revision: Revision, changes: dict[str, Any], expected_version: int, by: Viewer
) -> Revision:
    """Put `changes` into the document.

    Raises StaleVersionError when the version is not the one that the writer saw,
    WrongStateError when the revision is not being written.
    """
    require_own(revision.initiative, by)
    revision = locked(revision)
    if not revision.can_be_written:
        raise WrongStateError(f"cannot write in {revision.state}")
    if revision.version != expected_version:
        raise StaleVersionError(revision)
    initiative = revision.initiative
    if initiative.supplied_by_id is None:
        changes = {k: v for k, v in changes.items() if k != "lead_council"}
    revision.document = revision.document | changes
    revision.version += 1
    revision.save(update_fields=["document", "version", "saved_at"])
    _follow(initiative, revision.document)
    return revision


@transaction.atomic
def write(
    *,
    initiative: Initiative,
    changes: dict[str, Any],
    expected_version: int,
    by: Viewer,
) -> Revision:
    """Save into what is being written, or into a new version. Raises what
    `save_revision` raises; what is not saved starts no new version.
    """
    return save_revision(
        revision=start_revision(initiative=initiative, by=by),
        changes=changes,
        expected_version=expected_version,
        by=by,
    )


UNDER_WAY = [State.AWAITING_CONFIRMATION, State.SUBMITTED, State.PUBLISHED]


@transaction.atomic
def submit(*, revision: Revision, by: Viewer, note_for_readers: str = "") -> Revision:
    """Send it on its way: to its leads, to the moderators, or straight to readers.

    Submitting twice gives one result. Raises IncompleteError, PermissionDenied (an
    unverified partner's members may only draft), WrongStateError when it was closed.
    """
    require_own(revision.initiative, by)
    revision = locked(revision)
    if revision.state in UNDER_WAY:
        return revision
    if revision.state not in WRITING_STATES:
        raise WrongStateError(f"cannot submit what is {revision.state}")
    initiative, partner = revision.initiative, revision.initiative.supplied_by
    if partner is not None and not partner.is_verified:
        raise PermissionDenied
    wanting = content.missing(revision.document) + content.too_long(revision.document)
    if wanting:
        raise IncompleteError(wanting)
    revision.submitted_at = timezone.now()
    revision.note = note_for_readers
    revision.save(update_fields=["note"])
    if partner is not None and not ask_leads(revision):
        change_state(
            revision=revision, act=Act.SUBMIT, to=State.AWAITING_CONFIRMATION, by=by
        )
        return revision
    revision.needs_look = _is_trusted(initiative, by)
    change_state(revision=revision, act=Act.SUBMIT, to=State.SUBMITTED, by=by)
    if revision.needs_look:
        put_live(revision=revision, by=by)
    return revision


def _is_trusted(initiative: Initiative, by: Viewer) -> bool:
    lead = initiative.lead_council
    return (
        initiative.supplied_by_id is None
        and lead is not None
        and lead.trusted_publisher
        and lead.pk == by.council_id
    )


@transaction.atomic
def withdraw(*, revision: Revision, by: Viewer) -> Revision:
    """Take a submission back into writing. Withdrawing twice does no harm."""
    require_own(revision.initiative, by)
    revision = locked(revision)
    if revision.state not in WRITING_STATES:
        revision.submitted_at = None
        change_state(revision=revision, act=Act.WITHDRAW, to=State.DRAFT, by=by)
    return revision


@transaction.atomic
def discard(*, initiative: Initiative, by: Viewer) -> bool:
    """Throw the open revision away; with it an initiative that had no other.

    One that was submitted before is closed instead, so that what moderators said of
    it stays on record. True when nothing of the initiative is left. Raises
    WrongStateError while it is submitted: withdraw first.
    """
    require_own(initiative, by)
    initiative = locked_initiative(initiative.pk)
    revision = initiative.revisions.open().first()
    if revision is None:
        return False
    if not revision.can_be_written:
        raise WrongStateError("withdraw it first")
    if not initiative.revisions.exclude(pk=revision.pk).exists():
        if initiative.history.filter(act=Act.SUBMIT).exists():
            revision.initiative = initiative
            change_state(revision=revision, act=Act.DISCARD, to=State.DECLINED, by=by)
            return False
        initiative.delete()
        return True
    note(revision=revision, act=Act.DISCARD, by=by)
    revision.delete()
    _follow(initiative, working_copy(initiative).document)
    return False


@transaction.atomic
def archive(*, initiative: Initiative, by: Viewer, reason: str = "") -> None:
    """Out of lists and feeds; still readable at its address, with a banner."""
    _shelve(initiative, Act.ARCHIVE, by, reason)


@transaction.atomic
def unarchive(*, initiative: Initiative, by: Viewer, reason: str = "") -> None:
    """Back into the lists. A removed one is restored by moderators alone."""
    _shelve(initiative, Act.UNARCHIVE, by, reason)


SHELVED = {
    Act.ARCHIVE: (Status.PUBLISHED, Status.ARCHIVED),
    Act.UNARCHIVE: (Status.ARCHIVED, Status.PUBLISHED),
}


def _shelve(initiative: Initiative, act: Act, by: Viewer, reason: str) -> None:
    require_own(initiative, by)
    initiative = locked_initiative(initiative.pk)
    before, after = SHELVED[act]
    if initiative.status == after:
        return  # the button was pressed twice
    if initiative.status != before:
        raise WrongStateError(f"{act} does not fit {initiative.status}")
    change_status(initiative=initiative, act=act, to=after, by=by, reason=reason)
    index_initiatives([initiative.pk])


def _follow(initiative: Initiative, document: Document) -> None:
    """Keep who leads in step: the published content and the one being written."""
    codes = content.lead_codes(initiative.document) + content.lead_codes(document)
    known = Council.objects.filter(la_code__in=codes)
    councils = dict(known.values_list("la_code", "pk"))
    leads = [code for code in dict.fromkeys(codes) if code in councils]
    replace_leads({initiative.pk: leads}, councils)
    if initiative.status == Status.UNPUBLISHED:
        lead = councils.get(document.get("lead_council", ""))
        initiative.lead_council_id = lead
        initiative.title = document.get("title", "")[: content.TITLE_LENGTH]
        initiative.save(update_fields=["lead_council", "title"])
