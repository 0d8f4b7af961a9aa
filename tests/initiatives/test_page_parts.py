"""What is half known is said as it is, and what stands beside the document."""

import re

import pytest

from initiatives.content import ROWS, blank_document
from initiatives.models import Initiative
from initiatives.reading.page import page_of
from tests.factories import ContactFactory, CouncilFactory, UptakeFactory, published
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"cost_known": "no"}, "Cost Not known to the team"),
        ({"setup_cost": "0"}, "Cost to set up £0 "),
        ({"annual_cost": "12"}, "Cost a year £12 less than a penny a resident"),
        ({"months_to_first_result": 1}, "When Not stated first result after 1 month"),
        ({"ended": "2020-01"}, "When Until January 2020"),
        ({"started": "2020-01"}, "When Since January 2020"),
        ({"funding_note": "A levy"}, "Paid for by A levy"),
        ({"staff_days": 1}, "Team 1 staff day "),
        ({"staff_days": 0}, "Team 0 staff days"),
    ],
)
def test_what_is_half_known_is_said(client, officer, known, said):
    initiative = published(officer, **known)

    assert said in text_of(client.get(initiative.get_absolute_url()))


def part(key, **known):
    blank = {name: field.blank for name, field in ROWS[key].items()}
    return {key: [{"uid": "00000001", **blank, **known}]}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (part("outcomes", measure="Calls"), "Calls No figure stated."),
        (part("outcomes", measure="Calls", result="6"), "Calls Result 6"),
        (
            part("outcomes", measure="Debt", unit="£", baseline="-5", result="2000"),
            "Debt Before −£5 Result £2,000",
        ),
        (
            part("outcomes", measure="Calls", result="0", comparison="none"),
            "Calls Result 0 Not compared with anything.",
        ),
        (part("savings", cash="cash-releasing"), "Saving Not stated cash-releasing"),
        (
            part("savings", amount="5.5", confirmed_by_finance=False),
            "Saving £5.50 less than a penny a resident, not confirmed by finance",
        ),
        (part("technologies", supplier="Ltd"), "Technology Ltd"),
        (part("involvements", name="A charity", role="other"), "A charity Other"),
    ],
)
def test_what_is_half_known_in_a_part_is_said(client, officer, rows, said):
    initiative = published(officer, **rows)

    assert said in text_of(client.get(initiative.get_absolute_url()))


def test_bars_are_drawn_only_where_they_say_something(client, officer):
    figures = [("40", "10"), (None, "10"), ("-4", "10"), ("0", "0")]
    rows = []
    for n, (before, after) in enumerate(figures):
        [row] = part("outcomes", measure="m", baseline=before, result=after)["outcomes"]
        rows.append({**row, "uid": f"0000000{n}"})
    initiative = published(officer, outcomes=rows)

    page = client.get(initiative.get_absolute_url()).text

    assert re.findall(r'<rect width="(\d+)%"', page) == ["100", "25"]


def test_contacts_are_for_members_unless_said_otherwise(
    client, sign_in, officer, somebody, partner_member
):
    initiative = published(officer)
    ContactFactory(initiative=initiative, name="Ann", email="ann@leeds.gov.uk")
    ContactFactory(initiative=initiative, name="Bob", is_public=True, calls_a_month=2)
    url = initiative.get_absolute_url()

    for browser in [client, sign_in(somebody)]:
        text = text_of(browser.get(url))
        assert "Talk to the team Bob waste@example.org , at most 2 calls" in text
        assert "ann@" not in text
    text = text_of(sign_in(partner_member).get(url))
    assert "Ann ann@leeds.gov.uk . Shown to members only." in text


def test_who_has_taken_it_up_is_shown_with_what_they_say(client, officer):
    initiative = published(officer)
    UptakeFactory(
        initiative=initiative,
        council=CouncilFactory(short_name="Bute"),
        status="live",
        since="2026-05-01",
        changes="Homes of our own only",
    )
    Initiative.objects.update(uptake_count=1)

    text = text_of(client.get(initiative.get_absolute_url()))

    assert "Taken up by 1 council " in text
    assert "Who has taken it up Bute Live since May 2026. Homes of our own only" in text


def test_an_original_that_the_reader_may_not_know_of_is_not_named(
    client, sign_in, officer
):
    first = published(officer, title="Hush", visibility="councils")
    initiative = published(officer, adapted_from=first.reference, origin="copy")
    url = initiative.get_absolute_url()

    assert "Origin Largely a copy" in text_of(client.get(url))
    assert "Hush" not in client.get(url).text
    assert "Adapted from Hush Largely a copy" in text_of(sign_in(officer).get(url))


def test_rich_text_is_rendered_and_harmless(client, officer):
    text = "**Bold** <script>x</script> [bad](javascript:x) [good](https://a.uk)"
    initiative = published(officer, approach=text)

    page = client.get(initiative.get_absolute_url()).text

    assert "<strong>Bold</strong> &lt;script&gt;" in page
    assert 'href="javascript:' not in page
    assert '<a href="https://a.uk" rel="nofollow noopener">good</a>' in page


def test_a_blank_document_has_a_page():
    page = page_of(blank_document(), clearance=0, lead=None, links={})

    assert page.sections == []
    assert [fact.value for fact in page.facts] == ["Not stated"] * 3


def test_a_fact_with_much_to_say_takes_two_columns(client, officer):
    initiative = published(officer, stage_reason="A long reason. " * 10)

    page = client.get(initiative.get_absolute_url()).text

    assert '<div class="two"><dt>Stage</dt><dd>Pilot</dd>' in page
