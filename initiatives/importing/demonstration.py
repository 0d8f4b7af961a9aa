"""What a demonstration shows besides the library: invented work of its people.

One JSON file each, in `initiatives/demonstration/`: who wrote it (one of the roles of
the demonstration), how far it came, and its answers. It goes the way that all work
goes: written, confirmed and published by the people whose part that is.
"""

import json
import uuid
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from accounts.actions.demonstration import person
from accounts.viewer import viewer_for
from initiatives import actions, content
from initiatives.choices import State
from initiatives.content import Document
from initiatives.importing.known import Known
from initiatives.models import Initiative, Revision

FOLDER = Path(__file__).resolve().parents[1] / "demonstration"
# Of the tokens that tell that a file was loaded before.
NAMESPACE = uuid.UUID("6f9e1d52-0c58-4f0e-9c3b-2b7a53c8f1aa")
STATES = (
    State.DRAFT,
    State.AWAITING_CONFIRMATION,
    State.SUBMITTED,
    State.PUBLISHED,
)
WRITERS = ("officer", "partner")


class Example(NamedTuple):
    key: str
    by: str
    state: str
    document: Document

    @property
    def token(self) -> uuid.UUID:
        return uuid.uuid5(NAMESPACE, self.key)


def read_examples(folder: Path = FOLDER) -> list[Example]:
    """All of them, in the order of their names; what a file leaves out is blank."""
    examples = []
    for path in sorted(folder.glob("*.json")):
        read = Example(**json.loads(path.read_text(encoding="utf-8")))
        document = content.blank_document(**read.document)
        examples.append(read._replace(document=document))
    return examples


def faults(example: Example, known: Known) -> list[str]:
    """All that keeps an example from being loaded, or from telling what it is."""
    found = content.problems(example.document)
    if example.state != State.DRAFT:
        found += [f"{key} is missing" for key in content.missing(example.document)]
    if example.state not in STATES or example.by not in WRITERS:
        found.append("by or state is none of those there are")
    if not example.document["challenge"].startswith("This entry is invented"):
        found.append("does not begin by saying that it is invented")
    known.put_codes(json.loads(json.dumps(example.document)), found)
    return found


@transaction.atomic
def load_examples(examples: list[Example]) -> int:
    """Load those that were not loaded before; how many they were."""
    there = Initiative.objects.filter(token__in=[example.token for example in examples])
    loaded = set(there.values_list("token", flat=True))
    new = [example for example in examples if example.token not in loaded]
    for example in new:
        _load(example)
    return len(new)


def _load(example: Example) -> None:
    by = viewer_for(person(example.by))
    revision = actions.start_initiative(
        by=by, document=example.document, token=example.token
    )
    revision.initiative.invented = True
    revision.initiative.save(update_fields=["invented"])
    if example.state != State.DRAFT:
        revision = actions.submit(revision=revision, by=by)
    if example.state == State.PUBLISHED:
        _publish(revision)


def _publish(revision: Revision) -> None:
    council, moderator = viewer_for(person("peer")), viewer_for(person("moderator"))
    for asked in revision.confirmations.select_related("council", "revision"):
        revision = actions.confirm(confirmation=asked, by=council)
    actions.publish(revision=revision, by=moderator)


def take_away() -> int:
    """Delete whatever is invented; how much it was."""
    invented = Initiative.objects.filter(invented=True)
    count = invented.count()
    invented.delete()
    return count
