"""Initiatives as open data: what everybody may read, to take away. See docs/data.md."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef

from councilhub.types import VISITOR
from initiatives import content
from initiatives.choices import Audience
from initiatives.models import Initiative

BATCH = 500
# A cell that begins so would be run as a formula when the file is opened.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = [
    "reference", "url", "title", "summary", "lead_council", "lead_council_code",
    "nation", "region", "supplied_by", "stage", "functions", "themes", "started",
    "ended", "setup_cost", "annual_cost", "price_year", "cost_band", "staff_days",
    "evidence_level", "evidence_checked", "taken_up_by", "challenge", "approach",
    "results", "what_did_not_work", "advice", "conditions", "outcomes", "language",
    "licence", "source_url", "published", "updated",
]  # fmt: skip


def records(pks: list[int]) -> Iterator[dict[str, Any]]:
    """One record for each, in this order, two statements for each 500.

    Holds the whole document as a visitor may read it, and `COLUMNS` beside it.
    """
    for start in range(0, len(pks), BATCH):
        batch = pks[start : start + BATCH]
        # Once more: one may have been removed since the list was made.
        listed = Initiative.objects.listed_for(VISITOR).real()
        origin = Exists(listed.filter(pk=OuterRef("adapted_from")))
        rows = listed.filter(pk__in=batch).for_result().annotate(names_origin=origin)
        by_pk = {row.pk: row for row in rows}
        yield from (record(by_pk[pk]) for pk in batch if pk in by_pk)


def record(initiative: Any) -> dict[str, Any]:
    document = content.readable_by(initiative.document, Audience.PUBLIC)
    lead = initiative.lead_council
    return {
        **document,
        "reference": initiative.reference,
        "url": f"{settings.SITE_URL}{initiative.get_absolute_url()}",
        "lead_council": lead.name if lead else "",
        "lead_council_code": lead.la_code if lead else "",
        "nation": lead.nation if lead else "",
        "region": lead.region if lead else "",
        "adapted_from": document["adapted_from"] if initiative.names_origin else "",
        "supplied_by": initiative.supplied_by.name if initiative.supplied_by else "",
        "cost_band": initiative.cost_band,
        "evidence_checked": initiative.evidence_checked,
        "taken_up_by": initiative.uptake_count,
        "licence": document["text_licence"],
        "source_url": initiative.source.get("url", ""),
        "published": _day(initiative.published_at),
        "updated": _day(initiative.updated_at),
    }


def _day(moment: Any) -> str:
    return moment.date().isoformat() if moment else ""


def as_csv(rows: Iterator[dict[str, Any]], columns: list[str]) -> Iterator[str]:
    """Lines of a CSV file, the heads first; opens with a mark so that Excel sees UTF-8.

    Lists are joined by semicolons, repeating parts are JSON.
    """
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    yield "\ufeff"
    for cells in _with_heads(rows, columns):
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _with_heads(rows: Iterator[dict[str, Any]], columns: list[str]) -> Iterator[Any]:
    yield columns
    for row in rows:
        yield [_cell(row.get(column)) for column in columns]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return ";".join(value)
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def as_json(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    """The text of one JSON list, a record a line."""
    yield "["
    for place, row in enumerate(rows):
        yield (",\n" if place else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"
