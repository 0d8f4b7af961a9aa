"""One visit to a section of the editor: what is shown, and what was answered."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from initiatives import content
from initiatives.content import Document
from initiatives.forms import SECTIONS, Section
from initiatives.forms.rows import row_set
from initiatives.forms.sections import changes_of, initial_of
from initiatives.models import Initiative, Revision


@dataclass(frozen=True)
class Step:
    """One line of the progress list."""

    section: Section
    done: bool
    current: bool


@dataclass(frozen=True)
class Difference:
    """Two texts of one answer: what stands there, and what was typed."""

    label: str
    theirs: str
    mine: str


def working_document(initiative: Initiative, revision: Revision | None) -> Document:
    """What is being written: the open revision, else the published content."""
    document: Document = revision.document if revision else initiative.document
    return content.blank_document() | document


def form_of(
    section: Section,
    initiative: Initiative,
    document: Document,
    data: QueryDict | None = None,
) -> Any:
    """The section's form or set of rows, filled from the document or from `data`."""
    form = section.form_for(is_supplied=initiative.supplied_by_id is not None)
    if section.rows_key:
        return row_set(form, section.rows_key, document, data)
    return form(data, initial=initial_of(form, document))


def changes_from(section: Section, form: Any) -> dict[str, Any]:
    """What a valid form changes in the document."""
    if section.rows_key:
        return {section.rows_key: form.rows()}
    return changes_of(form)


def steps_of(section: Section | None, document: Document) -> list[Step]:
    return [Step(s, s.is_done(document), s == section) for s in SECTIONS]


def differences(
    form: forms.Form, current: Document, changes: dict[str, Any]
) -> list[Difference]:
    """Where somebody else's text and mine part, by the labels of the form."""
    found = []
    for key, mine in changes.items():
        theirs = current.get(key)
        if theirs != mine:
            field = getattr(form, "fields", {}).get(key)
            label = str(field.label) if field else key.capitalize()
            found.append(Difference(label, _as_text(theirs), _as_text(mine)))
    return found


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_as_text(item) for item in value)
    if isinstance(value, dict):
        told = [str(v) for k, v in value.items() if k != "uid" and v not in ("", None)]
        return ", ".join(told)
    return "" if value is None else str(value)
