"""Documents: made blank, checked, compared, and cut to what a reader may see."""

import copy
import hashlib
import json
import secrets
from decimal import Decimal
from typing import Any

from initiatives import choices as c
from initiatives.content.fields import CONFIRMED, FIELDS, NEEDED, PROMPTED
from initiatives.content.kinds import Text

Document = dict[str, Any]

LEAST_OF_10K_BAND = 10_000
BANDS = [
    (50_000, c.CostBand.TO_50K),
    (250_000, c.CostBand.TO_250K),
    (1_000_000, c.CostBand.TO_1M),
]


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

    A stopped initiative must also say why it stopped, and a high level of evidence
    name a source.
    """
    keys = [key for key in NEEDED if not _answered(document.get(key))]
    stopped = document.get("stage") == c.Stage.STOPPED
    if stopped and not _answered(document.get("stage_reason")):
        keys.append("stage_reason")
    if lacks_source(document):
        keys.append("evidence")
    return keys


def lacks_source(document: Document) -> bool:
    """Does it claim that the cause is shown, and point to nothing that shows it?"""
    level = document.get("evidence_level") or 0
    return level >= c.Evidence.CAUSE and not document.get("evidence")


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
    if total == 0:
        return c.CostBand.NONE
    if total < LEAST_OF_10K_BAND:
        return c.CostBand.UNDER_10K
    return next((band for top, band in BANDS if total <= top), c.CostBand.OVER_1M)
