"""One visit to a section of the editor: what is shown, and what was answered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from councilhub.types import Viewer
from initiatives.content import Document, blank_document
from initiatives.forms import CONTACTS, SECTIONS, Section
from initiatives.forms.base import changes_of, initial_of
from initiatives.forms.rows import row_set
from initiatives.models import Initiative, WorkingCopy, why_sent_back
from initiatives.reading.names import names_of
from initiatives.reading.page import codes_in

# Stands in a form that was sent and came back: then nothing in it is untouched.
SENT = "sent"


@dataclass(frozen=True)
class Step:
    """One line of the progress list."""

    section: Section
    done: bool
    current: bool


@dataclass(frozen=True)
class Trouble:
    """A line of the summary: what is wrong, where, and the id that it leads to."""

    text: str
    target: str = ""


@dataclass(frozen=True)
class Difference:
    """Two texts of one answer: what stands there, and what was typed."""

    label: str
    theirs: str
    mine: str


def form_of(
    section: Section,
    initiative: Initiative,
    document: Document,
    *,
    viewer: Viewer,
    data: QueryDict | None = None,
) -> Any:
    """The section's form or set of rows, filled from the document or from `data`."""
    is_supplied = initiative.supplied_by_id is not None
    form, document = section.form_for(is_supplied=is_supplied), _whole(document)
    names = {}
    if section.asks_names(is_supplied=is_supplied):
        names = names_of(*codes_in(document))
    asked: dict[str, Any] = {"viewer": viewer, "names": names}
    if section.rows_key:
        return row_set(form, section.rows_key, document, data, **asked)
    return form(data, initial=initial_of(form, document), **asked)


def _whole(document: Document) -> Document:
    """With the keys that came into use after it was written."""
    return blank_document() | document


def changes_from(section: Section, form: Any) -> Document:
    """What a valid form changes in the document."""
    if section.rows_key:
        return {section.rows_key: form.rows()}
    return changes_of(form)


def context_of(
    section: Section, initiative: Initiative, copy: WorkingCopy, form: Any
) -> dict[str, Any]:
    """What every section of the editor shows."""
    return {
        "section": "write",
        "initiative": initiative,
        "part": section,
        "steps": _steps(section, initiative, copy.document),
        "form": form,
        "troubles": troubles(form, str(section.row)),
        "sent_back": why_sent_back(initiative, copy.revision),
    }


def _steps(section: Section, initiative: Initiative, document: Document) -> list[Step]:
    """The progress list. One query: the contacts are not in the document."""
    document = _whole(document)
    steps = [Step(s, s.is_done(document), s == section) for s in SECTIONS]
    has_contacts = initiative.contacts.exists()
    return [*steps, Step(CONTACTS, has_contacts, section == CONTACTS)]


def troubles(form: Any, row: str = "") -> list[Trouble]:
    """All that is wrong with a form, or with a set of rows that are called `row`."""
    if not hasattr(form, "forms"):
        return list(_troubles_of(form, ""))
    found = [Trouble(error) for error in form.non_form_errors()]
    for number, one in enumerate(form.forms, start=1):
        found += _troubles_of(one, f"{row} {number}")
    return found


def _troubles_of(form: Any, row: str) -> Iterator[Trouble]:
    for error in form.non_field_errors():
        yield Trouble(f"{row}: {error}" if row else error, form.prefix or "")
    for field in form:
        target = field.id_for_label or field.auto_id
        for error in field.errors:
            yield Trouble(_placed(error, row, str(field.label)), target)


def _placed(error: str, row: str, label: str) -> str:
    """With the row, and with the question unless the sentence names it itself."""
    question = f"“{label.rstrip('?')}”"
    place = ", ".join(x for x in (row, question if question not in error else "") if x)
    return f"{place}: {error}" if place else error


def kept_otherwise(form: Any) -> str:
    """Of a valid form: what was read from answers that were typed in another way."""
    return " ".join(
        _("“%(label)s” is kept as %(words)s.")
        % {"label": field.label, "words": field.kept}
        for part in getattr(form, "forms", [form])
        for field in part.fields.values()
        if getattr(field, "kept", "")
    )


def scolded(form: Any, data: Mapping[str, Any]) -> set[str]:
    """Ids of the fields whose errors are told while one types: those one has touched,
    or all of a form that was sent before.
    """
    parts = form.forms if hasattr(form, "forms") else [form]
    return {
        part[name].auto_id
        for part in parts
        for name in (part.fields if SENT in data else part.changed_data)
    }


def differences(
    section: Section, form: Any, current: Document, changes: Document
) -> list[Difference]:
    """Where somebody else's text and mine part, by the labels of the form."""
    found = []
    for key, mine in changes.items():
        theirs = current.get(key)
        if section.rows_key:
            label, tell = section.heading, _tell_rows(form.empty_form.fields)
        else:
            label, tell = form.fields[key].label, _tell(form.fields[key])
        # In words: the same new rows sent twice differ in their uid alone.
        difference = Difference(str(label), tell(theirs), tell(mine))
        if theirs != mine and difference.theirs != difference.mine:
            found.append(difference)
    return found


def _tell(field: forms.Field) -> Callable[[Any], str]:
    return lambda value: _words(value, field)


def _tell_rows(fields: dict[str, forms.Field]) -> Callable[[Any], str]:
    def line(row: Document) -> str:
        told = [_words(row[key], field) for key, field in fields.items() if key in row]
        return ", ".join(words for words in told[1:] if words)  # the first is the uid

    return lambda rows: "\n".join(line(row) for row in rows or [])


def _words(value: Any, field: forms.Field) -> str:
    """An answer as people read it."""
    if isinstance(value, list):
        return "\n".join(_words(item, field) for item in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in (None, ""):
        return ""
    if isinstance(field, forms.ChoiceField):
        return str(_labels(field).get(str(value), value))
    return str(getattr(field, "known", {}).get(value, value))


def _labels(field: forms.ChoiceField) -> dict[str, Any]:
    """Labels by value, out of groups too."""
    labels: dict[str, Any] = {}
    choices: Any = field.choices
    for value, label in choices:
        pairs = label if isinstance(label, list | tuple) else [(value, label)]
        labels |= {str(v): words for v, words in pairs}
    return labels
