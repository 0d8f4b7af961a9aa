"""The same initiative twice: in the file, or in the hub already."""

from initiatives.importing.rows import Row
from initiatives.models import Initiative, Revision

Mark = tuple[str, ...]


def mark_twins(rows: list[Row]) -> None:
    """Give every row that is a repetition its reason.

    Two rows are the same initiative when they have the same key or, without keys,
    the same title and lead council.
    """
    stored = _marks_in_hub()
    lines: dict[Mark, int] = {}
    for row in rows:
        if not row.is_loaded:
            continue
        mark = _mark(row)
        if mark in lines:
            row.reasons.append(f"is the same initiative as line {lines[mark]}")
        elif mark in stored:
            row.reasons.append(f"is in the hub already: {stored[mark]}")
        else:
            lines[mark] = row.line


def _mark(row: Row) -> Mark:
    if row.source.get("key"):
        return (row.source["key"],)
    return _title_mark(row.document["lead_council"], row.document["title"])


def _title_mark(code: str, title: str) -> Mark:
    return code, " ".join(title.split()).casefold()


def _marks_in_hub() -> dict[Mark, str]:
    marks: dict[Mark, str] = {}
    keys = Initiative.objects.values_list("pk", "source__key")
    for pk, key in keys.exclude(source__key=None):
        marks[(key,)] = Initiative(pk=pk).reference
    titles = Revision.objects.values_list(
        "initiative", "document__lead_council", "document__title"
    )
    for pk, code, title in titles:
        marks[_title_mark(code or "", title or "")] = Initiative(pk=pk).reference
    return marks
