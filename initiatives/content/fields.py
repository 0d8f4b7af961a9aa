"""What an initiative holds: every field with its rule."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from initiatives import choices as c
from initiatives.content.kinds import (
    Amount,
    Choice,
    Flag,
    Link,
    Many,
    Month,
    Rows,
    Text,
    Whole,
)

TITLE_LENGTH = 100
SUMMARY_LENGTH = 300
CHALLENGE_LENGTH = 8_000
RICH_LENGTH = 20_000

ROWS = {
    "outcomes": {
        "measure": Text(200),
        "direction": Choice(c.Direction),
        "unit": Text(40),
        "baseline": Amount(14, 4, signed=True),
        "baseline_date": Month(),
        "result": Amount(14, 4, signed=True),
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
        "url": Link(),
        "independent": Flag(),
        "date": Month(),
    },
    "artefacts": {
        "kind": Choice(c.ArtefactKind),
        "title": Text(150),
        "url": Link(),
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
