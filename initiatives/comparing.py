"""Two documents side by side, field by field, in the words of the form."""

import difflib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from councils.models import Council
from initiatives import content
from initiatives.choices import Evidence
from initiatives.content import Document
from initiatives.forms import SECTIONS
from initiatives.models import Function, HistoryEntry, Theme
from initiatives.reading.words import month
from partners.models import Partner

# Keys that hold the code of a council or a partner.
CODED = {"lead_council", "council", "partner"}
# Of like words, at which a comparison takes about a second.
MOST_PAIRS = 200_000
# Compared word by word; of other answers the old one and the new one are shown whole.
IN_WORDS = (content.Text, content.Rows, content.Many)
WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Change:
    """One answer that differs; `html` marks what went and what came."""

    label: str
    html: SafeString


def compare(before: Document, after: Document) -> list[Change]:
    """What `after` says otherwise than `before`, in the order of the editor.

    Asks for the names of councils, partners, services and themes: four statements.
    """
    names = _names()
    changes = []
    for key, label, labels in _questions():
        kind = content.FIELDS[key]
        old, new = (
            _words(key, doc.get(key, kind.blank), kind, names, labels)
            for doc in (before, after)
        )
        if old != new:
            mark = marked if isinstance(kind, IN_WORDS) else replaced
            changes.append(Change(label, mark(old, new)))
    return changes


def changes_since(no: HistoryEntry | None, document: Document) -> list[Change] | None:
    """What the document says otherwise than what was read when the no was said; None
    where there was no such no, or one from before such documents were kept.
    """
    if no is None or no.document is None:
        return None
    return compare(content.blank_document() | no.document, document)


def _questions() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Key, label and, for a repeating part, the labels inside its rows."""
    for section in SECTIONS:
        form = section.supplied_form or section.form
        labels = {
            key: str(field.label)
            for key, field in form.base_fields.items()
            if key != "uid"
        }
        if section.rows_key:
            yield section.rows_key, str(section.heading), labels
        else:
            yield from ((key, labels[key], {}) for key in labels)


def _names() -> dict[str, str]:
    """Words for the codes that documents hold."""
    return {
        **dict(Theme.objects.values_list("slug", "name")),
        **dict(Partner.objects.values_list("slug", "name")),
        **dict(Function.objects.values_list("code", "name")),
        **dict(Council.objects.values_list("la_code", "name")),
    }


def _words(
    key: str, value: Any, kind: Any, names: dict[str, str], labels: dict[str, str]
) -> str:
    """A value as a person would say it, several on lines of their own."""
    if value in (None, "", []):
        return ""
    if isinstance(kind, content.Rows):
        return "\n\n".join(_row(kind, row, names, labels) for row in value)
    if isinstance(kind, content.Many):
        return "\n".join(_one(kind.of, item, names) for item in value)
    if isinstance(kind, content.Flag):
        return _("Yes") if value else _("No")
    if key in CODED:
        return names.get(value, str(value))
    choices = Evidence if key == "evidence_level" else getattr(kind, "of", None)
    return _one(choices, month(value) if isinstance(kind, content.Month) else value, {})


def _row(
    kind: Any, row: dict[str, Any], names: dict[str, str], labels: dict[str, str]
) -> str:
    lines = (
        (labels.get(key, key), _words(key, row.get(key), field, names, {}))
        for key, field in kind.fields.items()
    )
    return "\n".join(f"{label}: {words}" for label, words in lines if words)


def _one(choices: Any, value: Any, names: dict[str, str]) -> str:
    if choices is not None and value in choices.values:
        return str(choices(value).label)
    return names.get(str(value), str(value))


def marked(before: str, after: str) -> SafeString:
    """`after` with <del> for what went and <ins> for what came; all of it escaped.

    Compared line by line, and word by word where lines were rewritten.
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    parts: list[str] = []
    for tag, i, j, k, m in _opcodes(old, new):
        went, came = "".join(old[i:j]), "".join(new[k:m])
        if tag == "replace":
            parts += _by_words(WORD.findall(went), WORD.findall(came))
        else:
            parts += _piece(tag, went, came)
    return mark_safe("".join(parts))  # noqa: S308 - every piece is escaped


def replaced(before: str, after: str) -> SafeString:
    """The one text struck out, the other new; both escaped."""
    return mark_safe("".join(_piece("replace", before, after)))  # noqa: S308 - escaped


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """What to do to `old` to get `new`; all of it at once where that takes too long."""
    matcher = difflib.SequenceMatcher(None, old, new)
    places: dict[str, list[int]] = matcher.b2j  # type: ignore[attr-defined]
    pairs = sum(len(places.get(piece, ())) for piece in old)
    if pairs > MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return list(matcher.get_opcodes())


def _by_words(old: list[str], new: list[str]) -> Iterator[str]:
    for tag, i, j, k, m in _opcodes(old, new):
        yield from _piece(tag, "".join(old[i:j]), "".join(new[k:m]))


def _piece(tag: str, went: str, came: str) -> Iterator[str]:
    if tag == "equal":
        yield html.escape(came)
        return
    if went:
        yield f"<del>{html.escape(went)}</del>"
    if came:
        yield f"<ins>{html.escape(came)}</ins>"
