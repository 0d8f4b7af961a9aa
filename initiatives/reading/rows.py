"""Initiatives as rows of a list, with what matched in them marked."""

from typing import Any

from django.db.models import Case, F, Func, TextField, Value, When
from django.utils.safestring import SafeString

from initiatives.choices import Language
from initiatives.models import Initiative
from initiatives.models.initiative_rows import InitiativeQuerySet
from initiatives.reading import why
from initiatives.reading.marks import CLOSE, OPEN, marked
from initiatives.search.text import SearchText


def rows_for(
    pks: list[int],
    listed: InitiativeQuerySet,
    words: SearchText | None = None,
    near: int | None = None,
) -> list[Initiative]:
    """Those of the initiatives that are listed, in this order, in one statement: what
    was found before may be gone by now. Where words are given, with what matched
    marked, and why each was found.

    With `near`, the key of a council, each knows how alike its own is: its `likeness`,
    0 for the council itself and nothing for all that are not among its neighbours.
    """
    rows = listed.filter(pk__in=pks).for_list()
    if near:
        rows = rows.with_likeness(near)
    if words:
        rows = rows.annotate(
            marked_title=_marked("title", words),
            marked_summary=_marked("summary", words),
            marked_council=_marked("lead_council__name", words),
            why_found=why.why_of(words),
        )
    by_pk: dict[int, Any] = {row.pk: row for row in rows}
    found = [by_pk[pk] for pk in pks if pk in by_pk]
    for row in found if words else ():
        row.title_html = marked(row.marked_title)
        row.summary_html = marked(row.marked_summary)
        row.council_html = marked(row.marked_council)
        row.why = why.read(row.why_found)
        if row.why == why.Why() and words and not words.is_any_of:
            # Single words of a phrase are no match: “plan” of what EHCP stands for.
            row.title_html = row.summary_html = row.council_html = SafeString("")
    return found


class Headline(Func):
    """`ts_headline` in the language of the row, with the hub's own marks."""

    template = (
        "ts_headline(%(configuration)s, %(expressions)s, "
        f"'HighlightAll=true, StartSel={OPEN}, StopSel={CLOSE}')"
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
