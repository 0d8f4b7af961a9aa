"""The repeating parts of a document as readers see them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from initiatives import choices as c
from initiatives.reading.names import Link, Links
from initiatives.reading.words import figure, label, listed, month


@dataclass(frozen=True)
class Bar:
    label: str
    figure: str
    width: int


@dataclass(frozen=True)
class OutcomeView:
    """A measured result; bars share one scale that starts at zero."""

    measure: str
    direction: str
    bars: list[Bar]
    is_drawn: bool
    note: str


@dataclass(frozen=True)
class Item:
    """One line of a list: what it is, where it leads, and what is said of it."""

    text: str
    note: str = ""
    url: str = ""


def outcome(row: dict[str, Any]) -> OutcomeView:
    given = [
        (_("Before"), row["baseline"], row["baseline_date"]),
        (_("Result"), row["result"], row["result_date"]),
    ]
    figures = [(w, Decimal(v), v, d) for w, v, d in given if v is not None]
    # One bar alone, or one below zero, would say nothing or the wrong thing.
    top = max((value for _w, value, _v, _d in figures), default=Decimal(0))
    drawn = len(figures) > 1 and top > 0 and all(f[1] >= 0 for f in figures)
    bars = [
        Bar(
            f"{words}, {month(date)}" if date else words,
            figure(text, row["unit"]),
            round(100 * value / top) if drawn else 0,
        )
        for words, value, text, date in figures
    ]
    return OutcomeView(
        measure=row["measure"],
        direction=label(c.Direction, row["direction"]),
        bars=bars,
        is_drawn=drawn,
        note=_how_known(row),
    )


def _how_known(row: dict[str, Any]) -> str:
    compared = label(c.Comparison, row["comparison"]).lower()
    if row["comparison"] == c.Comparison.NONE:
        compared = _("Not compared with anything")
    elif compared:
        compared = _("Compared: %(how)s") % {"how": compared}
    notes = [
        "" if row["baseline"] or row["result"] else _("No figure stated"),
        label(c.Basis, row["basis"]),
        _("Base: %(whole)s") % {"whole": row["denominator"]}
        if row["denominator"]
        else "",
        row["method"],
        compared,
        _("Source: %(source)s") % {"source": row["source"]} if row["source"] else "",
    ]
    said = [note.rstrip(".") for note in notes if note]
    return ". ".join(said) + "." if said else ""


def person(row: dict[str, Any], links: Links) -> Item:
    """A council, partner or other organisation, and its part in the work."""
    kind, code = ("council" if row["council"] else "partner"), row["council"]
    code = code or row["partner"]
    link = links.get((kind, code), Link(row["name"] or code))
    paid = {True: _("paid"), False: _("unpaid")}.get(row["paid"], "")
    role = listed([label(c.Role, row["role"]), paid])
    return Item(link.text, ": ".join(x for x in (role, row["brought"]) if x), link.url)


def evidence(row: dict[str, Any]) -> Item:
    independent = {True: _("independent"), False: _("not independent")}
    notes = [
        label(c.EvidenceKind, row["kind"]),
        independent.get(row["independent"], ""),
        month(row["date"]),
    ]
    return Item(row["title"] or row["url"], listed(notes), row["url"])


def artefact(row: dict[str, Any]) -> Item:
    notes = [
        label(c.ArtefactKind, row["kind"]),
        label(c.TextLicence, row["licence"]),
        _("redacted") if row["redacted"] else "",
    ]
    return Item(row["title"] or row["url"], listed(notes), row["url"])


def technology(row: dict[str, Any]) -> Item:
    """Product and supplier; the end of the contract for those who may see it."""
    end = month(row["contract_end"])
    ends = _("contract ends %(month)s") % {"month": end} if end else ""
    if not row["product"]:
        return Item(row["supplier"], ends)
    return Item(row["product"], listed([row["supplier"], ends]))
