"""Publishing: what readers get of documents, for many initiatives in few statements.

Whoever publishes calls `set_live`, saves, and calls `write_rows`: the deciding of one
revision (`actions.deciding.put_live`), and the storing of many new entries at once
(`importing.storing`).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.text import slugify

from councils.models import Council
from initiatives import content
from initiatives.choices import Status, Visibility
from initiatives.content import Document
from initiatives.models import (
    Artefact,
    FormerSlug,
    Function,
    Initiative,
    Involvement,
    Outcome,
    Saving,
    Theme,
)
from initiatives.search.indexing import index_initiatives
from partners.models import Partner

# After so long the team is asked whether it is still right.
CONFIRM_AFTER = dt.timedelta(days=365)
SLUG_LENGTH = 100
BATCH = 500
# Addresses below /initiatives/ that are pages of their own, now or later.
RESERVED = {"new", "import", "map", "suggest"}
SLUG_LOCK = 7_103_001


@dataclass(frozen=True)
class Keys:
    """Database keys behind the codes in documents."""

    councils: dict[str, int]
    functions: dict[str, int]
    themes: dict[str, int]
    partners: dict[str, int]


def database_keys() -> Keys:
    return Keys(
        councils=dict(Council.objects.values_list("la_code", "pk")),
        functions=dict(Function.objects.values_list("code", "pk")),
        themes=dict(Theme.objects.values_list("slug", "pk")),
        partners=dict(Partner.objects.values_list("slug", "pk")),
    )


class Slugs:
    """Gives every title a slug of its own; a number tells the like apart."""

    def __init__(self) -> None:
        # Two publishings at once would find the same slug free.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLUG_LOCK])
        own = Initiative.objects.values_list("slug", flat=True)
        former = FormerSlug.objects.values_list("slug", flat=True)
        self.taken = RESERVED.union(own, former)

    def give(self, title: str) -> str:
        base = slugify(title)[:SLUG_LENGTH].strip("-") or "initiative"
        slug, number = base, 1
        while slug in self.taken:
            number += 1
            slug = f"{base}-{number}"
        self.taken.add(slug)
        return slug


def set_live(
    initiative: Initiative, document: Document, keys: Keys, *, slugs: Slugs | None
) -> None:
    """Set all that readers get of it to what the document says; saves nothing.

    `slugs` gives its address when it is published for the first time. A summary of the
    library has no team that could be asked whether it is still right.
    """
    now = timezone.now()
    _set_columns(initiative, document, keys)
    if initiative.published_at is None and slugs is not None:
        initiative.slug = slugs.give(initiative.title)
        initiative.published_at = now
    if initiative.status == Status.UNPUBLISHED:
        initiative.status = Status.PUBLISHED
    initiative.updated_at = now
    if not initiative.is_library_summary:
        initiative.confirm_due_at = now + CONFIRM_AFTER


def write_rows(initiatives: list[Initiative], keys: Keys) -> None:
    """Write what is queried: who leads, child rows and search rows."""
    leads = {one.pk: content.lead_codes(one.document) for one in initiatives}
    replace_leads(leads, keys.councils)
    _replace_children(initiatives, keys)
    index_initiatives(list(leads))


def _set_columns(initiative: Initiative, document: Document, keys: Keys) -> None:
    initiative.document = document
    initiative.audience = Visibility(document["visibility"]).audience
    initiative.lead_council_id = keys.councils[document["lead_council"]]
    for key in ("title", "summary", "stage", "evidence_level", "language"):
        setattr(initiative, key, document[key])
    initiative.started = month_start(document["started"])
    initiative.ended = month_start(document["ended"])
    initiative.setup_cost = number(document["setup_cost"])
    initiative.annual_cost = number(document["annual_cost"])
    initiative.cost_band = content.cost_band(document)
    initiative.completeness = content.completeness(document)


def month_start(month: str) -> dt.date | None:
    """Its first day, of a year alone too: the column is read for its year."""
    first = {4: f"{month}-01-01", 7: f"{month}-01"}.get(len(month))
    return dt.date.fromisoformat(first) if first else None


def number(amount: str | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)


def _replace_children(initiatives: list[Initiative], keys: Keys) -> None:
    """Write the rows that are queried anew from each initiative's document."""
    counted = Artefact.objects.filter(initiative__in=initiatives, times_taken__gt=0)
    taken = {(a.initiative_id, a.uid): a.times_taken for a in counted}
    for model in (Involvement, Outcome, Saving, Artefact):
        model.objects.filter(initiative__in=initiatives).delete()
    _link(initiatives, "functions", keys.functions)
    _link(initiatives, "themes", keys.themes)
    for start in range(0, len(initiatives), BATCH):
        batch = initiatives[start : start + BATCH]
        Involvement.objects.bulk_create(_involvements(batch, keys))
        Outcome.objects.bulk_create(_rows(Outcome, "outcomes", batch))
        Saving.objects.bulk_create(_rows(Saving, "savings", batch))
        artefacts = list(_rows(Artefact, "artefacts", batch))
        for artefact in artefacts:
            artefact.times_taken = taken.get((artefact.initiative_id, artefact.uid), 0)
        Artefact.objects.bulk_create(artefacts)


def replace_leads(leads: dict[int, list[str]], councils: dict[str, int]) -> None:
    """Whose officers may edit: the councils that lead, by initiative."""
    link = Initiative.leads.through
    link.objects.filter(initiative__in=leads).delete()
    link.objects.bulk_create(
        (
            link(initiative_id=pk, council_id=councils[code])
            for pk, codes in leads.items()
            for code in codes
        ),
        batch_size=BATCH,
    )


def _link(initiatives: list[Initiative], part: str, keys: dict[str, int]) -> None:
    link = getattr(Initiative, part).through
    link.objects.filter(initiative__in=initiatives).delete()
    column = f"{part.removesuffix('s')}_id"
    link.objects.bulk_create(
        (
            link(initiative_id=initiative.pk, **{column: keys[code]})
            for initiative in initiatives
            for code in initiative.document[part]
            if code in keys  # a theme may be gone since it was chosen
        ),
        batch_size=BATCH,
    )


def _involvements(initiatives: list[Initiative], keys: Keys) -> Iterable[Involvement]:
    for initiative in initiatives:
        for row in initiative.document["involvements"]:
            yield Involvement(
                initiative=initiative,
                uid=row["uid"],
                council_id=keys.councils.get(row["council"]),
                partner_id=keys.partners.get(row["partner"]),
                name=row["name"],
                role=row["role"],
                brought=row["brought"],
                paid=row["paid"],
            )


def _rows(model: Any, part: str, initiatives: list[Initiative]) -> Iterable[Any]:
    """Rows of a part whose columns are called like the document's keys."""
    columns = {field.attname for field in model._meta.concrete_fields}
    for initiative in initiatives:
        for row in initiative.document[part]:
            if part == "savings" and row["amount"] is None:
                continue
            yield model(
                initiative=initiative,
                **{key: value for key, value in row.items() if key in columns},
            )
