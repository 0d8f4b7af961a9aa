"""The starter library: summaries of published sources, one JSON file each."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from initiatives import content
from initiatives.actions.deciding import put_live
from initiatives.choices import State, Status
from initiatives.content import Document
from initiatives.importing.known import Known, known_names
from initiatives.importing.storing import Entry, store
from initiatives.models import Initiative, Revision

LIBRARY = Path(__file__).resolve().parents[1] / "library"
SOURCE_KEYS = {"title", "publisher", "url", "date", "licence"}


class LibraryEntry(NamedTuple):
    key: str
    source: dict[str, str]
    document: Document


class BrokenLibraryError(Exception):
    """A file of the library says something that the hub cannot hold."""


@dataclass
class Loaded:
    """What loading did, by key."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)


def read_library(folder: Path = LIBRARY) -> list[LibraryEntry]:
    """All entries, in the order of their names."""
    entries = []
    for path in sorted(folder.glob("*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        if set(read) != {"key", "source", "document"} or read["key"] != path.stem:
            raise BrokenLibraryError(f"{path.name}: needs key, source and document")
        # A field that is younger than the file is blank in it.
        document = content.blank_document() | read["document"]
        entries.append(LibraryEntry(read["key"], read["source"], document))
    return entries


def faults(entry: LibraryEntry, known: Known) -> list[str]:
    """All that keeps an entry from being published; [] when it is sound."""
    found = content.problems(entry.document)
    if found:
        return found
    found = [f"{key} is missing" for key in content.missing(entry.document)]
    if set(entry.source) != SOURCE_KEYS:
        found.append("source needs title, publisher, url, date and licence")
    found += [f"source {key} is blank" for key in SOURCE_KEYS if _blank(entry, key)]
    found += [
        f"the outcome “{row['measure']}” does not say where its figures come from"
        for row in entry.document["outcomes"]
        if not row["source"]
    ]
    known.put_codes(json.loads(json.dumps(entry.document)), found)
    return found


def _blank(entry: LibraryEntry, key: str) -> bool:
    return key != "date" and not entry.source.get(key)


@transaction.atomic
def load_library(entries: list[LibraryEntry]) -> Loaded:
    """Publish what is new and what has changed in the files.

    An entry that people of the hub have edited, archived or removed is theirs.
    """
    known = known_names()
    wrong = [(entry.key, why) for entry in entries for why in faults(entry, known)]
    if wrong:
        raise BrokenLibraryError("; ".join(f"{key}: {why}" for key, why in wrong))
    there = Initiative.objects.filter(library_key__in=[entry.key for entry in entries])
    stored = {initiative.library_key: initiative for initiative in there}
    edited = set(
        Revision.objects.filter(initiative__in=there, author__isnull=False)
        .values_list("initiative__library_key", flat=True)
    )  # fmt: skip
    loaded, new = Loaded(), []
    for entry in entries:
        initiative = stored.get(entry.key)
        if initiative is None:
            loaded.added.append(entry.key)
            new.append(Entry(entry.document, entry.source, True, entry.key))
        elif entry.key in edited or initiative.status != Status.PUBLISHED:
            loaded.left_alone.append(entry.key)
        elif (initiative.document, initiative.source) == (entry.document, entry.source):
            loaded.unchanged.append(entry.key)
        else:
            loaded.changed.append(entry.key)
            _publish_again(initiative, entry)
    store(entries=new, by=None)
    return loaded


def _publish_again(initiative: Initiative, entry: LibraryEntry) -> None:
    """A changed file becomes the next revision; the address and dates stay."""
    last = initiative.revisions.aggregate(last=Max("number"))["last"] or 0
    revision = initiative.revisions.create(
        number=last + 1,
        state=State.SUBMITTED,
        document=entry.document,
        submitted_at=timezone.now(),
    )
    initiative.source = entry.source
    revision.initiative = initiative
    put_live(revision=revision, by=None)
