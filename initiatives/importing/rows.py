"""A record of the file as an initiative to be, with all that is wrong with it."""

from dataclasses import dataclass, field
from typing import Any

from initiatives import content
from initiatives.content import Document
from initiatives.importing import studies
from initiatives.importing.columns import document_from, source_from
from initiatives.importing.known import Known
from initiatives.importing.reading import Record

# A collected text has no answers to the other questions, and cannot be given any.
STUDY_NEEDS = ("title", "summary", "approach")
KEPT_WHOLE = [
    key for key, kind in content.FIELDS.items() if isinstance(kind, content.Text)
]


@dataclass
class Row:
    """One row: `reasons` against it, or why it is left out, or what it still lacks."""

    line: int
    values: dict[str, Any]
    document: Document = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    left_out: str = ""
    lacks: list[str] = field(default_factory=list)
    stays_draft: bool = False

    @property
    def is_bad(self) -> bool:
        return bool(self.reasons)

    @property
    def is_loaded(self) -> bool:
        return not self.reasons and not self.left_out

    @property
    def why(self) -> str:
        return "; ".join(self.reasons) or self.left_out


def row_from(record: Record, known: Known, *, published: bool) -> Row:
    """What the record stands for, checked for the way it is to be loaded."""
    row = Row(record.line, record.values)
    if record.reason:
        row.reasons = [record.reason]
    elif studies.is_study(record.values):
        _fill_from_study(row, known)
    else:
        row.document = document_from(record.values, known, row.reasons)
        row.source = source_from(record.values)
        _check(row)
        _refuse_unpublishable(row, published=published)
    return row


def _fill_from_study(row: Row, known: Known) -> None:
    if studies.names_no_council(row.values):
        row.left_out = studies.NO_COUNCIL
        return
    row.document = studies.study_document(row.values, known, row.reasons)
    row.source = studies.study_source(row.values)
    _check(row)
    if row.is_bad:
        return
    unfit = [key for key in STUDY_NEEDS if not row.document[key]]
    unfit += content.too_long(row.document)
    row.stays_draft = bool(unfit) or not studies.may_be_published(row.values)


def _check(row: Row) -> None:
    """Shape first: a text that is only too long is kept whole, as a draft."""
    for problem in content.problems(row.document):
        key, _space, what = problem.partition(" ")
        kept = key in KEPT_WHOLE and what.startswith("is longer than")
        (row.lacks if kept else row.reasons).append(problem)
    if problem := content.Link().problem(row.source.get("url", "")):
        row.reasons.append(f"source_url {problem}")
    if not row.document["title"]:
        row.reasons.append("title is missing")
    if not row.document["lead_council"] and not row.reasons:
        row.reasons.append("lead_council is missing")
    row.lacks += [f"{key} is missing" for key in content.missing(row.document)]


def _refuse_unpublishable(row: Row, *, published: bool) -> None:
    if published and row.lacks and not row.reasons:
        row.reasons.append(f"cannot be published: {', '.join(row.lacks)}")
