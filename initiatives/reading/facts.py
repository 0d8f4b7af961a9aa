"""*At a glance*: what an initiative is in figures and few words."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives import choices as c
from initiatives.content import Document
from initiatives.reading.names import Link
from initiatives.reading.words import day, each, label, listed, money, month, prices

LONG, LONG_NOTE = 36, 100


@dataclass(frozen=True)
class Fact:
    """A label, a value, and what qualifies it. `is_missing`: it is not stated."""

    label: str
    value: str
    note: str = ""
    url: str = ""
    is_missing: bool = False

    @property
    def is_long(self) -> bool:
        """Too long to be set large."""
        return len(self.value) > LONG

    @property
    def is_wide(self) -> bool:
        """Too long for one column."""
        return self.is_long or len(self.note) > LONG_NOTE


def facts_of(document: Document, people: int | None, origin: Link | None) -> list[Fact]:
    """What readers ask first is always there, be it *not stated*; the rest if known.

    `people` is the population of the lead council; `origin` the initiative that this
    one was adapted from, where the reader may know of it.
    """
    always = [
        _or_missing(
            _("Stage"), label(c.Stage, document["stage"]), document["stage_reason"]
        ),
        _period(document),
        *_costs(document, people),
    ]
    known = [
        Fact(_("Team"), _days(document["staff_days"])),
        _funding(document),
        Fact(_("For whom"), label(c.Reach, document["reach"])),
        _origin(document, origin),
        Fact(_("Assessments"), _assessments(document)),
        Fact(
            _("The team offers"),
            listed(label(c.Offer, offer) for offer in document["offers"]),
        ),
    ]
    savings = [_saving(row, people) for row in document["savings"]]
    return always + savings + [fact for fact in known if fact.value]


def _or_missing(name: str, value: str, note: str = "") -> Fact:
    if value:
        return Fact(name, value, note)
    return Fact(name, _("Not stated"), note, is_missing=True)


def _period(document: Document) -> Fact:
    start, end = month(document["started"]), month(document["ended"])
    if start and end:
        when = _("%(start)s to %(end)s") % {"start": start, "end": end}
    elif end:
        when = _("Until %(end)s") % {"end": end}
    else:
        when = _("Since %(start)s") % {"start": start} if start else ""
    return _or_missing(_("When"), when, _first_result(document))


def _first_result(document: Document) -> str:
    months = document["months_to_first_result"]
    if months is None:
        return ""
    text = ngettext(
        "first result after %(n)d month", "first result after %(n)d months", months
    )
    return text % {"n": months}


def _costs(document: Document, people: int | None) -> list[Fact]:
    named = {"setup_cost": _("Cost to set up"), "annual_cost": _("Cost a year")}
    notes = [
        label(c.Basis, document["cost_basis"]).lower(),
        prices(document["price_year"]),
    ]
    stated = [
        Fact(name, money(amount), listed([each(amount, people), *notes]))
        for key, name in named.items()
        if (amount := document[key]) is not None
    ]
    if stated:
        return stated
    known_to_none = document["cost_known"] == c.CostKnown.NO
    return [_or_missing(_("Cost"), _("Not known to the team") if known_to_none else "")]


def _days(days: int | None) -> str:
    if days is None:
        return ""
    text = ngettext("%(n)s staff day", "%(n)s staff days", days)
    return text % {"n": f"{days:,}"}


def _funding(document: Document) -> Fact:
    source, note = label(c.FundingSource, document["funding_source"]), ""
    if source:
        note = document["funding_note"]
    return Fact(_("Paid for by"), source or document["funding_note"], note)


def _origin(document: Document, origin: Link | None) -> Fact:
    words = label(c.Origin, document["origin"])
    if not origin:
        return Fact(_("Origin"), words)
    return Fact(_("Adapted from"), origin.text, words, origin.url)


def _assessments(document: Document) -> str:
    names = {
        "dpia": _("data protection"),
        "equality_assessment": _("equality"),
        "user_research": _("user research"),
    }
    said = [
        f"{name}: {label(c.Assessment, document[key]).lower()}"
        for key, name in names.items()
        if document[key]
    ]
    return capfirst(listed(said))


def _saving(row: dict[str, Any], people: int | None) -> Fact:
    yearly = row["frequency"] == c.Frequency.YEARLY
    kinds = {
        c.Efficiency.TECHNICAL: _("technical efficiency"),
        c.Efficiency.ALLOCATIVE: _("allocative efficiency"),
    }
    confirmed = {
        True: _("confirmed by finance"),
        False: _("not confirmed by finance"),
    }
    amount = row["amount"]
    notes = [
        each(amount, people) if amount else "",
        "" if yearly else label(c.Frequency, row["frequency"]).lower(),
        label(c.Cash, row["cash"]).lower(),
        kinds.get(row["efficiency"], ""),
        label(c.Basis, row["basis"]).lower(),
        prices(row["price_year"]),
        confirmed.get(row["confirmed_by_finance"], ""),
        _("to the benefit of %(who)s") % {"who": row["beneficiary"]}
        if row["beneficiary"]
        else "",
    ]
    name = _("Saving a year") if yearly else _("Saving")
    return _or_missing(name, money(amount) if amount else "", listed(notes))


def source_of(source: dict[str, str]) -> str:
    """Who published the text this comes from, when, and on what terms."""
    date = day(source.get("date", ""))
    return ". ".join(
        part.rstrip(".")
        for part in (
            listed([source.get("publisher", ""), date]),
            source.get("licence", ""),
        )
        if part
    )
