"""Initiatives as rows of a list, with what matched in them marked."""

import html
from collections.abc import Iterable

from django.db.models import Case, F, Func, TextField, Value, When
from django.utils.safestring import SafeString, mark_safe

from initiatives.choices import Language
from initiatives.models import Initiative
from initiatives.search.text import SearchText

# Letters of the private use area: no text holds them, and they survive escaping.
OPEN, CLOSE = "\ue000", "\ue001"


def rows_for(pks: list[int], words: SearchText | None = None) -> list[Initiative]:
    """The initiatives in this order, in one statement; marked where words are given."""
    rows = Initiative.objects.filter(pk__in=pks).for_list()
    if words:
        rows = rows.annotate(
            marked_title=_marked("title", words),
            marked_summary=_marked("summary", words),
        )
    by_pk = {row.pk: row for row in rows}
    found = [by_pk[pk] for pk in pks if pk in by_pk]
    if words:
        mark(found)
    return found


class Headline(Func):
    """`ts_headline` in the language of the row, with the hub's own marks."""

    template = (
        "ts_headline(%(configuration)s, %(expressions)s, "
        "'HighlightAll=true, StartSel=\ue000, StopSel=\ue001')"
    )
    output_field = TextField()


def _marked(name: str, words: SearchText) -> Case:
    """The field with what matches in it marked, as the search itself reads it."""
    return Case(
        When(
            language=Language.WELSH, then=_headline(name, words.as_written, "hub_welsh")
        ),
        default=_headline(name, words.words, "hub_english"),
    )


def _headline(name: str, words: str, configuration: str) -> Headline:
    query = Func(Value(words), template="%(expressions)s::tsquery")
    return Headline(F(name), query, configuration=f"'{configuration}'")


def mark(rows: Iterable[Initiative]) -> None:
    """Turn the database's marks into <mark>, everything else escaped."""
    for row in rows:
        row.title_html = _safe(row.marked_title)  # type: ignore[attr-defined]
        row.summary_html = _safe(row.marked_summary)  # type: ignore[attr-defined]


def _safe(text: str) -> SafeString:
    escaped = html.escape(text)
    return mark_safe(escaped.replace(OPEN, "<mark>").replace(CLOSE, "</mark>"))  # noqa: S308 - escaped on the line above
