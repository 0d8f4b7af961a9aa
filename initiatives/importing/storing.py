"""Checked rows into the hub: whole, in one transaction, in few statements."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from initiatives import content
from initiatives.choices import State
from initiatives.content import Document
from initiatives.models import HistoryEntry, Initiative, Revision
from initiatives.publishing import (
    BATCH,
    Keys,
    Slugs,
    database_keys,
    replace_leads,
    set_live,
    write_rows,
)


@dataclass(frozen=True)
class Entry:
    """One initiative to store; `library_key` marks a summary of the starter library."""

    document: Document
    source: dict[str, str]
    published: bool = False
    library_key: str | None = None


@transaction.atomic
def store(
    *,
    entries: list[Entry],
    by: User | None,
    on_batch: Callable[[int], object] = lambda _number: None,
) -> list[Initiative]:
    """Store every entry as a draft of its lead council, or published at once."""
    keys, slugs, now = database_keys(), Slugs(), timezone.now()
    stored: list[Initiative] = []
    for start in range(0, len(entries), BATCH):
        batch = entries[start : start + BATCH]
        made = [_initiative(entry, keys, slugs, now) for entry in batch]
        stored += _store_batch(batch, made, keys, now, by)
        on_batch(len(batch))
    return stored


def _store_batch(
    entries: list[Entry],
    initiatives: list[Initiative],
    keys: Keys,
    now: datetime,
    by: User | None,
) -> list[Initiative]:
    Initiative.objects.bulk_create(initiatives)
    pairs = list(zip(initiatives, entries, strict=True))
    revisions = Revision.objects.bulk_create(
        _first_revision(made, entry, now) for made, entry in pairs
    )
    drafts = [pair for pair in pairs if not pair[1].published]
    codes = {made.pk: content.lead_codes(entry.document) for made, entry in drafts}
    replace_leads(codes, keys.councils)
    published = [pair for pair in pairs if pair[1].published]
    _copy_documents([made for made, _entry in published])
    for made, entry in published:
        made.document = entry.document
    write_rows([made for made, _entry in published], keys)
    HistoryEntry.objects.bulk_create(
        HistoryEntry(
            initiative=revision.initiative,
            revision=revision,
            by=by,
            act=HistoryEntry.Act.PUBLISH
            if revision.state == State.PUBLISHED
            else HistoryEntry.Act.CREATE,
            after=revision.state,
        )
        for revision in revisions
    )
    return initiatives


def _copy_documents(initiatives: list[Initiative]) -> None:
    theirs = Revision.objects.filter(initiative=OuterRef("pk"))
    Initiative.objects.filter(pk__in=[made.pk for made in initiatives]).update(
        document=Subquery(theirs.values("document")[:1])
    )


def _initiative(entry: Entry, keys: Keys, slugs: Slugs, now: datetime) -> Initiative:
    initiative = Initiative(
        lead_council_id=keys.councils[entry.document["lead_council"]],
        source=entry.source,
        library_key=entry.library_key,
        updated_at=now,
    )
    if entry.published:
        set_live(initiative, entry.document, keys, slugs=slugs)
        initiative.document = {}  # copied from its revision: sent only once
    return initiative


def _first_revision(initiative: Initiative, entry: Entry, now: datetime) -> Revision:
    at = now if entry.published else None
    return Revision(
        initiative=initiative,
        number=1,
        state=State.PUBLISHED if entry.published else State.DRAFT,
        document=entry.document,
        submitted_at=at,
        published_at=at,
    )
