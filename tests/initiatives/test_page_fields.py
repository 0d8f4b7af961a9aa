"""Everything that an initiative holds is shown on its page, what is missing is not."""

import pytest
from django.utils.formats import date_format

from initiatives.content import FIELDS, ROWS
from initiatives.models import Initiative
from tests.factories import FunctionFactory, PartnerFactory, ThemeFactory, published
from tests.reading import headings, text_of

pytestmark = pytest.mark.django_db

# What a field holds, and how its page says it.
ASKED = {
    "title": ("Damp visits", "Damp visits"),
    "summary": ("Seen within five days.", "Seen within five days."),
    "lead_council": ("LDS", "Led by Leeds City Council"),
    "functions": (["66"], "Filed under Housing"),
    "themes": (["prevention"], "Prevention"),
    "stage": ("rolling-out", "Stage Rolling out"),
    "stage_reason": ("Two wards left.", "Rolling out Two wards left."),
    "challenge": ("A challenge.", "Challenge A challenge."),
    "approach": ("An approach.", "Approach An approach."),
    "results": ("The results.", "Results The results."),
    "what_did_not_work": ("A failure.", "What did not work A failure."),
    "what_did_not_work_visibility": ("public", ""),
    "advice": ("Some advice.", "Advice to others Some advice."),
    "conditions": ("A condition.", "What it needs A condition."),
    "adaptation_note": ("A note.", "Copy exactly, or change A note."),
    "origin": ("adapted", "Adapted from The first of them Adapted from another’s"),
    "adapted_from": ("", "Adapted from The first of them"),
    "started": ("2024-02", "When February 2024 to June 2025"),
    "ended": ("2025-06", "February 2024 to June 2025"),
    "months_to_first_result": (5, "first result after 5 months"),
    "cost_known": ("detailed", "Cost to set up"),
    "setup_cost": ("320000", "Cost to set up £320,000 40p a resident, actual, 2025"),
    "annual_cost": ("1600000.5", "Cost a year £1,600,000.50 £2.00 a resident, actual"),
    "price_year": (2025, "actual, 2025 prices"),
    "cost_basis": ("actual", "a resident, actual"),
    "staff_days": (1240, "Team 1,240 staff days"),
    "funding_source": ("health", "Paid for by Health service From the ICB"),
    "funding_note": ("From the ICB", "Health service From the ICB"),
    "evidence_level": (2, "Data shows some change, cause not shown 2 of 5 · As"),
    "dpia": ("yes", "Assessments Data protection: yes, equality: not needed"),
    "equality_assessment": ("not-needed", "equality: not needed"),
    "user_research": ("no", "user research: no"),
    "reach": ("group", "For whom A group of people"),
    "offers": (["call", "visit"], "The team offers A call, Host a visit"),
    "visibility": ("public", ""),
    "text_licence": ("cc-by", "Creative Commons Attribution 4.0"),
    "language": ("en", ""),
}
PARTS = {
    "outcomes": (
        {
            "measure": "Days to a visit", "direction": "down", "unit": "days",
            "baseline": "41.50", "baseline_date": "2024-04", "result": "9",
            "result_date": "2025-04", "denominator": "604 reports",
            "basis": "estimated", "method": "Repairs system.",
            "comparison": "before-after", "source": "Scrutiny report",
        },
        ("Days to a visit Lower is better Before, April 2024 41.5 days Result, April "
         "2025 9 days Estimated. Base: 604 reports. Repairs system. Compared: before "
         "and after. Source: Scrutiny report."),
    ),
    "savings": (
        {
            "amount": "80000", "frequency": "yearly", "price_year": 2024,
            "cash": "non-cash-releasing", "efficiency": "allocative",
            "basis": "estimated", "confirmed_by_finance": True,
            "beneficiary": "Tenants",
        },
        ("Saving a year £80,000 10p a resident, non-cash-releasing, allocative "
         "efficiency, estimated, 2024 prices, confirmed by finance, to the benefit of "
         "Tenants"),
    ),
    "involvements": (
        {
            "council": "", "partner": "acme", "name": "", "role": "supplier",
            "brought": "Sensors", "paid": True,
        },
        "Who took part Acme Supplier, paid: Sensors",
    ),
    "evidence": (
        {
            "kind": "published-evaluation", "title": "An evaluation",
            "url": "https://example.org/e", "independent": True, "date": "2025-03",
        },
        "Evidence An evaluation Published evaluation, independent, March 2025",
    ),
    "artefacts": (
        {
            "kind": "specification", "title": "The specification",
            "url": "https://example.org/s", "licence": "ogl", "redacted": True,
        },
        ("Take a copy The specification Specification, "
         "Open Government Licence v3.0, redacted"),
    ),
    "technologies": (
        {"product": "DampWatch", "supplier": "Sensing Ltd", "contract_end": "2027-03"},
        "Technology DampWatch Sensing Ltd",
    ),
}  # fmt: skip


@pytest.fixture
def whole(officer, leeds):
    """An initiative that answers every question."""
    FunctionFactory(code="66", slug="housing", name="Housing")
    ThemeFactory(slug="prevention", name="Prevention")
    PartnerFactory(slug="acme", name="Acme")
    first = published(officer, title="The first of them", functions=["66"])
    fields = {key: value for key, (value, _words) in ASKED.items()}
    rows = {key: [{"uid": "00000001", **row}] for key, (row, _words) in PARTS.items()}
    fields["adapted_from"] = first.reference
    return published(officer, **fields, **rows)


def test_every_field_of_a_document_is_tried_here():
    assert set(ASKED) | set(PARTS) == set(FIELDS)
    for key, (row, _words) in PARTS.items():
        assert set(row) == set(ROWS[key])


def test_everything_that_is_known_is_shown(client, whole):
    text = text_of(client.get(whole.get_absolute_url()))

    for key, (_value, words) in {**ASKED, **PARTS}.items():
        assert words in text, key


def test_the_end_of_a_contract_is_shown_to_councils_alone(
    client, sign_in, whole, partner_member, peer
):
    url = whole.get_absolute_url()

    assert "contract ends March 2027" in text_of(sign_in(peer).get(url))
    assert "March 2027" not in text_of(client.get(url))
    assert "March 2027" not in text_of(sign_in(partner_member).get(url))


def test_names_lead_to_their_pages(client, whole):
    page = client.get(whole.get_absolute_url()).text

    for address in [
        "/councils/leeds/",
        "/partners/acme/",
        "/functions/housing/",
        "/themes/prevention/",
        Initiative.objects.get(title="The first of them").get_absolute_url(),
    ]:
        assert f'href="{address}"' in page
    assert 'href="https://example.org/e" rel="nofollow noopener"' in page


def test_what_is_missing_leaves_no_hole_and_no_doubt(client, officer):
    initiative = published(officer)

    response = client.get(initiative.get_absolute_url())

    assert headings(response) == [
        "Collect food waste on Sundays",
        "At a glance",
        "Challenge",
        "Approach",
        "Results",
        "Filed under",
        "History",
        "Pass it on",
    ]
    assert (
        "At a glance Stage Pilot Last confirmed by its team"
        f" {date_format(initiative.last_confirmed_at)}"
        " Not stated When, cost, evidence Challenge" in text_of(response)
    )
    assert "None" not in text_of(response)
