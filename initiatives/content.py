"""What a revision's document holds, and what must be true of it.

A document is a JSON object with exactly the keys of ``FIELDS``; texts are never null,
amounts are decimal strings, months read ``2024-04``, repeating parts are lists of
objects with a permanent ``uid``. Forms check what a person types; `problems` checks any
document, whoever made it: an import, the library, a test.
"""

import copy
import hashlib
import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives import choices as c

Document = dict[str, Any]

TITLE_LENGTH = 100
SUMMARY_LENGTH = 300
CHALLENGE_LENGTH = 8_000
RICH_LENGTH = 20_000
_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")
_UID = re.compile(r"[0-9a-f]{8,16}")


@dataclass(frozen=True)
class Text:
    """Plain text or Markdown of at most `most` characters."""

    most: int
    blank: Any = ""

    def problem(self, value: Any) -> str:
        if not isinstance(value, str):
            return "must be text"
        if "\x00" in value:
            return "has a NUL character"
        return (
            f"is longer than {self.most} characters" if len(value) > self.most else ""
        )


@dataclass(frozen=True)
class Choice:
    """One value of a list, or the blank one."""

    of: type[models.Choices]
    blank: Any = ""

    def problem(self, value: Any) -> str:
        known = value in self.of.values or value == self.blank
        return "" if known else f"is not one of the list: {value!r}"


@dataclass(frozen=True)
class Many:
    """Up to `most` different values: of a list, or keys of other records."""

    most: int
    of: type[models.Choices] | None = None

    @property
    def blank(self) -> list[Any]:
        return []

    def problem(self, value: Any) -> str:
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            return "must be a list of texts"
        if len(value) > self.most or len(set(value)) < len(value):
            return f"must hold at most {self.most} different values"
        unknown = [v for v in value if self.of and v not in self.of.values]
        return f"is not one of the list: {unknown[0]!r}" if unknown else ""


@dataclass(frozen=True)
class Month:
    """A month as YYYY-MM, or nothing."""

    blank: Any = ""

    def problem(self, value: Any) -> str:
        fits = value == "" or (isinstance(value, str) and _MONTH.fullmatch(value))
        return "" if fits else "must be a month such as 2024-04"


@dataclass(frozen=True)
class Whole:
    """A whole number from `least` to `most`, or the blank one."""

    most: int
    least: int = 0
    blank: Any = None

    def problem(self, value: Any) -> str:
        if value == self.blank and type(value) is type(self.blank):
            return ""
        fits = type(value) is int and self.least <= value <= self.most
        return "" if fits else f"must be from {self.least} to {self.most}"


@dataclass(frozen=True)
class Amount:
    """A finite decimal as text, or nothing; `signed` ones may be below zero."""

    digits: int = 12
    signed: bool = False
    blank: Any = None

    def problem(self, value: Any) -> str:
        if value is None:
            return ""
        try:
            number = Decimal(value) if isinstance(value, str) else Decimal("nan")
        except InvalidOperation:
            number = Decimal("nan")
        fits = number.is_finite() and abs(number) < 10**self.digits
        if not fits or (number < 0 and not self.signed):
            return "must be a plain number"
        return ""


@dataclass(frozen=True)
class Flag:
    """Yes, no, or not said."""

    blank: Any = None

    def problem(self, value: Any) -> str:
        return "" if value in (True, False, None) else "must be true, false or null"


@dataclass(frozen=True)
class Rows:
    """A repeating part: up to `most` objects of these fields, each with its uid."""

    fields: dict[str, Any]
    most: int = 30

    @property
    def blank(self) -> list[Any]:
        return []

    def problem(self, value: Any) -> str:
        if not isinstance(value, list) or len(value) > self.most:
            return f"must be a list of at most {self.most} rows"
        for place, row in enumerate(value, start=1):
            wrong = next(_row_problems(row, self.fields), "")
            if wrong:
                return f"row {place}: {wrong}"
        uids = [row["uid"] for row in value]
        return "has two rows with one uid" if len(set(uids)) < len(uids) else ""


def _row_problems(row: Any, fields: dict[str, Any]) -> Iterator[str]:
    if not isinstance(row, dict) or set(row) != {"uid", *fields}:
        yield "must have the keys uid, " + ", ".join(fields)
        return
    if not (isinstance(row["uid"], str) and _UID.fullmatch(row["uid"])):
        yield "uid must be 8 to 16 hexadecimal digits"
    for key, field in fields.items():
        wrong = field.problem(row[key])
        if wrong:
            yield f"{key} {wrong}"


ROWS = {
    "outcomes": {
        "measure": Text(200),
        "direction": Choice(c.Direction),
        "unit": Text(40),
        "baseline": Amount(14, signed=True),
        "baseline_date": Month(),
        "result": Amount(14, signed=True),
        "result_date": Month(),
        "denominator": Text(100),
        "basis": Choice(c.Basis),
        "method": Text(300),
        "comparison": Choice(c.Comparison),
        "source": Text(300),
    },
    "savings": {
        "amount": Amount(),
        "frequency": Choice(c.Frequency),
        "price_year": Whole(2100, 1990),
        "cash": Choice(c.Cash),
        "efficiency": Choice(c.Efficiency),
        "basis": Choice(c.Basis),
        "confirmed_by_finance": Flag(),
        "beneficiary": Text(150),
    },
    "involvements": {
        "council": Text(20),
        "partner": Text(120),
        "name": Text(150),
        "role": Choice(c.Role),
        "brought": Text(300),
        "paid": Flag(),
    },
    "evidence": {
        "kind": Choice(c.EvidenceKind),
        "title": Text(200),
        "url": Text(500),
        "independent": Flag(),
        "date": Month(),
    },
    "artefacts": {
        "kind": Choice(c.ArtefactKind),
        "title": Text(150),
        "url": Text(500),
        "licence": Choice(c.TextLicence),
        "redacted": Flag(),
    },
    "technologies": {
        "product": Text(150),
        "supplier": Text(150),
        "contract_end": Month(),
    },
}

FIELDS: dict[str, Any] = {
    "title": Text(TITLE_LENGTH),
    "summary": Text(SUMMARY_LENGTH),
    "lead_council": Text(20),
    "functions": Many(3),
    "themes": Many(5),
    "stage": Choice(c.Stage),
    "stage_reason": Text(300),
    "challenge": Text(CHALLENGE_LENGTH),
    "approach": Text(RICH_LENGTH),
    "results": Text(RICH_LENGTH),
    "what_did_not_work": Text(RICH_LENGTH),
    "what_did_not_work_visibility": Choice(c.Visibility),
    "advice": Text(RICH_LENGTH),
    "conditions": Text(RICH_LENGTH),
    "adaptation_note": Text(RICH_LENGTH),
    "origin": Choice(c.Origin),
    "adapted_from": Text(20),
    "started": Month(),
    "ended": Month(),
    "months_to_first_result": Whole(240),
    "cost_known": Choice(c.CostKnown),
    "setup_cost": Amount(),
    "annual_cost": Amount(),
    "price_year": Whole(2100, 1990),
    "cost_basis": Choice(c.Basis),
    "staff_days": Whole(1_000_000),
    "funding_source": Choice(c.FundingSource),
    "funding_note": Text(300),
    "evidence_level": Whole(5, blank=0),
    "dpia": Choice(c.Assessment),
    "equality_assessment": Choice(c.Assessment),
    "user_research": Choice(c.Assessment),
    "reach": Choice(c.Reach),
    "offers": Many(5, c.Offer),
    "visibility": Choice(c.Visibility, blank="public"),
    "text_licence": Choice(c.TextLicence, blank="ogl"),
    "language": Choice(c.Language, blank="en"),
    **{key: Rows(fields) for key, fields in ROWS.items()},
}

NEEDED = {
    "title": _("Title"),
    "summary": _("Summary"),
    "lead_council": _("Lead council"),
    "functions": _("Service"),
    "stage": _("Stage"),
    "challenge": _("Challenge"),
    "approach": _("Approach"),
    "results": _("Results"),
}

# Asked for after publishing, in the order of the prompts; a list means any of them.
PROMPTED = [
    "what_did_not_work", "advice", "outcomes", "started", "cost_known",
    "evidence_level", "conditions", "adaptation_note", "involvements", "savings",
    "origin", "staff_days", "funding_source", "reach", "themes", "offers",
    "artefacts", "evidence", "dpia", "equality_assessment", "user_research",
]  # fmt: skip

# A later revision that changes one of these needs its councils' confirmation again.
CONFIRMED = [
    "title", "summary", "challenge", "approach", "results", "outcomes", "savings",
]  # fmt: skip


def blank_document(**known: Any) -> Document:
    """A document with nothing in it but what is `known`."""
    document = {key: copy.copy(field.blank) for key, field in FIELDS.items()}
    unknown = set(known) - set(document)
    if unknown:
        raise KeyError(f"no such field: {min(unknown)}")
    return document | known


def new_uid() -> str:
    """A permanent name for one row of a repeating part."""
    return secrets.token_hex(4)


def problems(document: Document) -> list[str]:
    """What is wrong with the shape of a document, one sentence each; [] when sound."""
    found = [f"unknown field: {key}" for key in document if key not in FIELDS]
    for key, field in FIELDS.items():
        wrong = field.problem(document[key]) if key in document else "is missing"
        if wrong:
            found.append(f"{key} {wrong}")
    rows = document.get("involvements") or []
    if any(isinstance(row, dict) and _named(row) != 1 for row in rows):
        found.append("involvements: each names one council, partner or other")
    return found


def _named(row: dict[str, Any]) -> int:
    return sum(bool(row.get(key)) for key in ("council", "partner", "name"))


def missing(document: Document) -> list[str]:
    """Keys still to be answered before the document can be submitted.

    A stopped initiative must also say why it stopped.
    """
    keys = [key for key in NEEDED if not _answered(document.get(key))]
    if document.get("stage") == c.Stage.STOPPED and not document.get("stage_reason"):
        keys.append("stage_reason")
    return keys


def too_long(document: Document) -> list[str]:
    """Texts kept whole by an import though no form would take them."""
    return [
        key
        for key, field in FIELDS.items()
        if isinstance(field, Text) and len(document.get(key, "")) > field.most
    ]


def _answered(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def completeness(document: Document) -> int:
    """Percent of the optional questions that are answered."""
    answered = sum(_answered(document.get(key)) for key in PROMPTED)
    return round(100 * answered / len(PROMPTED))


def lead_codes(document: Document) -> list[str]:
    """Register codes of all lead councils, the lead council first."""
    codes = [document.get("lead_council", "")]
    codes += [
        row["council"]
        for row in document.get("involvements", [])
        if row.get("role") == c.Role.LEAD
    ]
    return [code for code in dict.fromkeys(codes) if code]


def fingerprint(document: Document) -> str:
    """Of what a council puts its name to: equal as long as none of it has changed."""
    said = json.dumps([document.get(key) for key in CONFIRMED], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def failures_audience(document: Document) -> c.Audience:
    """Who may read *what did not work*: never more than may read the entry."""
    whole = c.Visibility(document.get("visibility") or "public").audience
    part = document.get("what_did_not_work_visibility")
    return max(whole, c.Visibility(part).audience) if part else whole


def readable_by(document: Document, clearance: int) -> Document:
    """The document as a reader of this clearance gets it.

    Leaves out *what did not work* where it is narrower than the reader, and the ends
    of contracts for all but councils.
    """
    shown = dict(document)
    if failures_audience(document) > clearance:
        shown["what_did_not_work"] = ""
    if clearance < c.Audience.COUNCILS:
        shown["technologies"] = [
            {**row, "contract_end": ""} for row in document.get("technologies", [])
        ]
    return shown


def cost_band(document: Document) -> c.CostBand:
    """The band of set-up plus first year; unknown unless one of them is stated."""
    stated = [document.get("setup_cost"), document.get("annual_cost")]
    amounts = [Decimal(amount) for amount in stated if amount is not None]
    if not amounts:
        return c.CostBand.UNKNOWN
    total = sum(amounts)
    bounds: list[tuple[float, c.CostBand]] = [
        (0, c.CostBand.NONE), (9_999.99, c.CostBand.UNDER_10K),
        (50_000, c.CostBand.TO_50K), (250_000, c.CostBand.TO_250K),
        (1_000_000, c.CostBand.TO_1M),
    ]  # fmt: skip
    return next((band for top, band in bounds if total <= top), c.CostBand.OVER_1M)
