"""A document as readers see it: on its page, in the preview, in the queue."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from councilhub.markdown import render
from councils.models import Council
from initiatives import choices as c
from initiatives import content
from initiatives.content import Document

SECTIONS = {
    "challenge": gettext_lazy("Challenge"),
    "approach": gettext_lazy("Approach"),
    "results": gettext_lazy("Results"),
    "what_did_not_work": gettext_lazy("What did not work"),
    "advice": gettext_lazy("Advice to others"),
    "conditions": gettext_lazy("What it needs"),
    "adaptation_note": gettext_lazy("Copy exactly, or change"),
}


@dataclass(frozen=True)
class Section:
    key: str
    heading: str
    html: SafeString


@dataclass(frozen=True)
class Fact:
    """One line of *At a glance*: a label, a value, and what qualifies it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Bar:
    label: str
    figure: str
    width: int


@dataclass(frozen=True)
class OutcomeView:
    """A measured result; bars share one scale that starts at zero."""

    measure: str
    unit: str
    direction: str
    bars: list[Bar]
    note: str


@dataclass(frozen=True)
class Page:
    """Everything `_content.html` shows, in plain values."""

    document: Document
    sections: list[Section]
    facts: list[Fact]
    outcomes: list[OutcomeView]
    savings: list[Fact]
    people: list[Fact]
    evidence: list[dict[str, Any]]
    artefacts: list[dict[str, Any]]
    technologies: list[Fact]
    level: int
    level_words: str


def page_of(
    document: Document, *, clearance: int, lead: Council | None, names: dict[str, str]
) -> Page:
    """The page of a document for a reader of this clearance.

    `names` gives words for the codes of councils and partners that it mentions: see
    `names_in`.
    """
    shown = content.blank_document() | content.readable_by(document, clearance)
    level = shown["evidence_level"]
    return Page(
        document=shown,
        sections=_sections(shown),
        facts=_facts(shown, lead),
        outcomes=[_outcome(row) for row in shown["outcomes"]],
        savings=[_saving(row) for row in shown["savings"]],
        people=[_person(row, names) for row in shown["involvements"]],
        evidence=[
            {**row, "kind": _label(c.EvidenceKind, row["kind"])}
            for row in shown["evidence"]
        ],
        artefacts=[
            {**row, "kind": _label(c.ArtefactKind, row["kind"])}
            for row in shown["artefacts"]
        ],
        technologies=[
            Fact(row["supplier"], row["product"], _month(row["contract_end"]))
            for row in shown["technologies"]
        ],
        level=level,
        level_words=str(c.Evidence(level).label),
    )


def _sections(document: Document) -> list[Section]:
    return [
        Section(key, str(heading), render(document[key]))
        for key, heading in SECTIONS.items()
        if document[key].strip()
    ]


def _facts(document: Document, lead: Council | None) -> list[Fact]:
    facts = [
        Fact(_("Stage"), _label(c.Stage, document["stage"]), document["stage_reason"]),
        Fact(_("When"), _period(document), _first_result(document)),
        _cost(_("Cost to set up"), document["setup_cost"], document, lead),
        _cost(_("Cost a year"), document["annual_cost"], document, lead),
        Fact(_("Team"), _days(document["staff_days"])),
        Fact(
            _("Paid for by"),
            _label(c.FundingSource, document["funding_source"]),
            document["funding_note"],
        ),
        Fact(_("For whom"), _label(c.Reach, document["reach"])),
        Fact(_("Origin"), _label(c.Origin, document["origin"])),
        Fact(_("Assessments"), _assessments(document)),
        Fact(
            _("The team offers"),
            ", ".join(_label(c.Offer, offer) for offer in document["offers"]),
        ),
    ]
    return [fact for fact in facts if fact.value]


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else ""


def _month(month: str) -> str:
    return date_format(dt.date.fromisoformat(f"{month}-01"), "F Y") if month else ""


def _period(document: Document) -> str:
    start, end = _month(document["started"]), _month(document["ended"])
    if start and end:
        return _("%(start)s to %(end)s") % {"start": start, "end": end}
    if end:
        return _("until %(end)s") % {"end": end}
    return _("since %(start)s") % {"start": start} if start else ""


def _first_result(document: Document) -> str:
    months = document["months_to_first_result"]
    if months is None:
        return ""
    return _("first result after %(n)d months") % {"n": months}


def _days(days: int | None) -> str:
    return "" if days is None else _("%(n)s staff days") % {"n": f"{days:,}"}


def money(amount: str | Decimal) -> str:
    """£1,234 or £0.40: pence only where there are any."""
    value = Decimal(amount)
    whole = value == value.to_integral_value()
    return f"£{value:,.0f}" if whole else f"£{value:,.2f}"


def _cost(
    label: str, amount: str | None, document: Document, lead: Council | None
) -> Fact:
    if amount is None:
        return Fact(label, "")
    notes = [_label(c.Basis, document["cost_basis"])]
    if document["price_year"]:
        notes.append(_("%(year)s prices") % {"year": document["price_year"]})
    if lead and lead.population and Decimal(amount):
        each = Decimal(amount) / lead.population
        notes.append(_("%(amount)s a resident") % {"amount": f"£{each:,.2f}"})
    return Fact(label, money(amount), ", ".join(note for note in notes if note))


def _assessments(document: Document) -> str:
    names = {
        "dpia": _("data protection"),
        "equality_assessment": _("equality"),
        "user_research": _("user research"),
    }
    done = [name for key, name in names.items() if document[key] == c.Assessment.YES]
    return ", ".join(done)


def _figure(value: str | None, unit: str) -> str:
    if value is None:
        return ""
    number = Decimal(value)
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    joined = unit in ("%", "p")
    return f"£{text}" if unit == "£" else f"{text}{'' if joined else ' '}{unit}".strip()


def _outcome(row: dict[str, Any]) -> OutcomeView:
    given = [
        (_("Before"), row["baseline"], row["baseline_date"]),
        (_("Result"), row["result"], row["result_date"]),
    ]
    figures = [(w, Decimal(v), v, d) for w, v, d in given if v is not None]
    # A bar for a figure below zero would say the wrong thing: figures alone then.
    top = max((value for _w, value, _v, _d in figures), default=Decimal(0))
    drawn = top > 0 and all(value >= 0 for _w, value, _v, _d in figures)
    bars = [
        Bar(
            f"{words}, {_month(date)}" if date else words,
            _figure(text, row["unit"]),
            round(100 * value / top) if drawn else 0,
        )
        for words, value, text, date in figures
    ]
    notes = [
        _label(c.Basis, row["basis"]), row["denominator"], row["method"],
        _compared(row["comparison"]), row["source"],
    ]  # fmt: skip
    return OutcomeView(
        measure=row["measure"],
        unit=row["unit"],
        direction=_label(c.Direction, row["direction"]),
        bars=bars,
        note=". ".join(note.rstrip(".") for note in notes if note),
    )


def _compared(comparison: str) -> str:
    words = _label(c.Comparison, comparison)
    return _("Compared: %(how)s") % {"how": words.lower()} if words else ""


def _saving(row: dict[str, Any]) -> Fact:
    confirmed = _("confirmed by finance") if row["confirmed_by_finance"] else ""
    year = str(row["price_year"] or "")
    notes = [
        _label(c.Frequency, row["frequency"]),
        _label(c.Cash, row["cash"]),
        _label(c.Basis, row["basis"]),
        _("%(year)s prices") % {"year": year} if year else "",
        confirmed,
        row["beneficiary"],
    ]
    amount = money(row["amount"]) if row["amount"] is not None else ""
    return Fact("", amount, ", ".join(note for note in notes if note))


def _person(row: dict[str, Any], names: dict[str, str]) -> Fact:
    code = row["council"] or row["partner"]
    name = names.get(code, code) or row["name"]
    return Fact(_label(c.Role, row["role"]), name, row["brought"])


def codes_in(document: Document) -> tuple[set[str], set[str]]:
    """Codes of the councils and slugs of the partners that a document mentions."""
    rows = document.get("involvements", [])
    councils = {row["council"] for row in rows} | {document.get("lead_council", "")}
    partners = {row["partner"] for row in rows}
    return councils - {""}, partners - {""}
