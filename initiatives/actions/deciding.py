"""What moderators decide, and what publishing does."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from councilhub.types import Viewer
from initiatives import content
from initiatives.actions.meeting import meet_wants
from initiatives.actions.states import (
    Act,
    WrongStateError,
    change_state,
    change_status,
    locked,
    locked_initiative,
    note,
    require_decider,
)
from initiatives.choices import State, Status
from initiatives.models import HistoryEntry, Initiative, Revision, pk_from_reference
from initiatives.publishing import Slugs, database_keys, set_live, write_rows
from initiatives.search.indexing import index_initiatives


@transaction.atomic
def publish(
    *,
    revision: Revision,
    by: Viewer,
    reason: str = "",
    evidence_checked: bool = False,
    seen_version: int | None = None,
) -> Revision:
    """Give a submitted revision to readers.

    Raises PermissionDenied, ValidationError where its partner is not verified any more
    or a source is wanting, and WrongStateError when somebody was quicker or the author
    has changed it since `seen_version`.
    """
    require_decider(revision, by)
    revision = locked(revision, seen_version)
    partner = revision.initiative.supplied_by
    if partner is not None and not partner.is_verified:
        raise ValidationError(
            _("%(partner)s is not a verified partner: verify it first, or decline."),
            params={"partner": partner.name},
        )
    if content.lacks_source(revision.document):
        raise ValidationError(_("From evidence level 3 on, it must name a source."))
    put_live(revision=revision, by=by, reason=reason)
    if evidence_checked:
        revision.initiative.evidence_checked = True
        revision.initiative.save(update_fields=["evidence_checked"])
    return revision


@transaction.atomic
def ask_for_changes(
    *, revision: Revision, by: Viewer, reason: str, seen_version: int | None = None
) -> Revision:
    """Back to the author, who may submit it again."""
    return _send_back(revision, Act.ASK_CHANGES, by, reason, seen_version)


@transaction.atomic
def decline(
    *, revision: Revision, by: Viewer, reason: str, seen_version: int | None = None
) -> Revision:
    """Close this revision. The live page, if there is one, stays as it is."""
    return _send_back(revision, Act.DECLINE, by, reason, seen_version)


SENT_BACK = {
    Act.ASK_CHANGES: State.CHANGES_REQUESTED,
    Act.DECLINE: State.DECLINED,
}


def _send_back(
    revision: Revision, act: Act, by: Viewer, reason: str, seen_version: int | None
) -> Revision:
    require_decider(revision, by)
    require_reason(reason)
    revision = locked(revision, seen_version)
    # The named council's no has its own way back: see `confirming.refuse`.
    if revision.state != State.SUBMITTED:
        raise WrongStateError(f"{act} does not fit {revision.state}")
    change_state(revision=revision, act=act, to=SENT_BACK[act], by=by, reason=reason)
    return revision


@transaction.atomic
def mark_looked_at(*, revisions: Iterable[Revision], by: Viewer) -> int:
    """Note that what trusted publishers published has been seen; how many were."""
    rows = Revision.objects.decidable_by(by).unseen().select_for_update(of=("self",))
    count = 0
    chosen = rows.filter(pk__in=[row.pk for row in revisions])
    for revision in chosen.select_related("initiative"):
        revision.needs_look = False
        revision.save(update_fields=["needs_look"])
        note(revision=revision, act=Act.LOOK, by=by)
        count += 1
    return count


@transaction.atomic
def remove(*, initiative: Initiative, by: Viewer, reason: str) -> None:
    """Take the content from readers: its address answers 410."""
    _moderate(initiative, Act.REMOVE, by, reason)


@transaction.atomic
def restore(*, initiative: Initiative, by: Viewer, reason: str) -> None:
    """Give removed content back to readers; what was archived is archived again."""
    _moderate(initiative, Act.RESTORE, by, reason)


def _moderate(initiative: Initiative, act: Act, by: Viewer, reason: str) -> None:
    if not Initiative.objects.judged_by(by).filter(pk=initiative.pk).exists():
        raise PermissionDenied
    require_reason(reason)
    initiative = locked_initiative(initiative.pk)
    if (act == Act.RESTORE) != (initiative.status == Status.REMOVED):
        raise WrongStateError(f"{act} does not fit {initiative.status}")
    to = Status.REMOVED if act == Act.REMOVE else _before_removal(initiative)
    change_status(initiative=initiative, act=act, to=to, by=by, reason=reason)
    index_initiatives([initiative.pk])


def _before_removal(initiative: Initiative) -> Status:
    removal = initiative.history.filter(act=Act.REMOVE).first()
    return Status(removal.before) if removal else Status.PUBLISHED


@transaction.atomic
def change_slug(*, initiative: Initiative, slug: str, by: Viewer) -> None:
    """Give it a new address; the old one leads there, and going back is allowed.

    Raises PermissionDenied, or ValidationError where another has or had the slug.
    """
    if not Initiative.objects.judged_by(by).filter(pk=initiative.pk).exists():
        raise PermissionDenied
    taken = Slugs().taken - set(initiative.former_slugs.values_list("slug", flat=True))
    initiative = locked_initiative(initiative.pk)
    if slug == initiative.slug:
        return
    if slug in taken:
        raise ValidationError(_("Another initiative has or had this address."))
    initiative.former_slugs.filter(slug=slug).delete()
    initiative.former_slugs.create(slug=initiative.slug)
    HistoryEntry.objects.create(
        initiative=initiative, act=Act.MOVE, by_id=by.user_id, reason=initiative.slug
    )
    initiative.slug = slug
    initiative.save(update_fields=["slug"])


def require_reason(reason: str) -> None:
    """Raise ValidationError unless there is one: it is sent to the author."""
    if not reason.strip():
        raise ValidationError(_("Give the reason. It is sent to the author."))


def put_live(*, revision: Revision, by: Viewer | None, reason: str = "") -> None:
    """Give the revision's document to readers, in the caller's transaction."""
    initiative = revision.initiative
    for old in initiative.revisions.filter(state=State.PUBLISHED):
        old.needs_look = False  # whoever looks, looks at what readers get now
        change_state(revision=old, act=Act.SUPERSEDE, to=State.SUPERSEDED, by=by)
    slugs = None
    if initiative.published_at is None:
        # Mails that asked its councils name the draft's address.
        initiative.former_slugs.create(slug=initiative.slug)
        slugs = Slugs()
    keys, level = database_keys(), initiative.evidence_level
    set_live(initiative, revision.document, keys, slugs=slugs)
    if initiative.evidence_level != level:
        initiative.evidence_checked = False
    initiative.adapted_from = _adapted_from(revision)
    if not initiative.is_library_summary:
        initiative.last_confirmed_at = initiative.updated_at
    revision.published_at = initiative.updated_at
    change_state(
        revision=revision, act=Act.PUBLISH, to=State.PUBLISHED, by=by, reason=reason
    )
    initiative.save()
    write_rows([initiative], keys)
    meet_wants(initiative)


def _adapted_from(revision: Revision) -> Initiative | None:
    key = pk_from_reference(revision.document["adapted_from"])
    others = Initiative.objects.exclude(pk=revision.initiative_id)
    return others.filter(pk=key).first() if key else None
