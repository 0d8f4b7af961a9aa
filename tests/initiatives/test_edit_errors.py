"""What is wrong is told beside its field, and nothing typed is lost."""

import pytest
from django.urls import reverse

from tests.conftest import HTMX
from tests.factories import draft, published
from tests.initiatives.pages import answers_of, error_beside, fill

pytestmark = pytest.mark.django_db


def section_url(revision, section):
    return reverse("initiatives:edit", args=[revision.initiative.slug, section])


NUL = (
    "There is an invisible character in it (NUL). Type it again, or paste it as "
    "plain text."
)
LOST = "Some letters did not come through (\N{REPLACEMENT CHARACTER}). Type them again."
# Of the fields whose errors do not name them: there the summary does.
QUESTIONS = {
    "results": "Results",
    "advice": "Advice to others",
    "setup_cost": "Cost to set up, in £",
    "annual_cost": "Cost a year, in £",
    "started": "When did it start",
    "ended": "When did it end",
    "adapted_from": "Adapted from",
}
MONTH = "Give the month and year, for example April 2024, or the year alone."


@pytest.mark.parametrize(
    ("section", "field", "typed", "error"),
    [
        ("challenge", "challenge", "", "Answer “Challenge”."),
        (
            "challenge",
            "challenge",
            "🚲" * 8_001,
            "Shorten “Challenge”: it has 8001 letters, the most is 8000.",
        ),
        (
            "approach",
            "approach",
            "x" * 20_001,
            "Shorten “Approach”: it has 20001 letters, the most is 20000.",
        ),
        ("results", "results", "a\x00b", NUL),
        ("challenge", "challenge", "\x01\x02", "Answer “Challenge”."),
        ("lessons", "advice", "Caf\N{REPLACEMENT CHARACTER}", LOST),
        (
            "lessons",
            "what_did_not_work_visibility",
            "everybody",
            "Choose one of the list for “Who may read what did not work”.",
        ),
        ("costs", "setup_cost", "a lot", "Give a number, for example 12,500."),
        ("costs", "setup_cost", "-5", "Give a number that is not below zero."),
        ("costs", "setup_cost", "0.005", "Give at most 2 digits after the point."),
        ("costs", "annual_cost", "9999999m", "This number is too large."),
        ("costs", "annual_cost", "5\x00", NUL),
        (
            "costs",
            "price_year",
            "1066",
            "“In prices of the year” must be at least 1990.",
        ),
        (
            "costs",
            "price_year",
            "9" * 5_000,
            "Give a whole number for “In prices of the year”.",
        ),
        ("costs", "staff_days", "many", "Give a whole number for “Staff days”."),
        ("costs", "staff_days", "1000001", "“Staff days” can be at most 1000000."),
        ("dates", "started", "2024-13", MONTH),
        ("dates", "started", "spring", MONTH),
        ("dates", "ended", "April 1066", MONTH),
        ("reuse", "adapted_from", "CH", "Give a reference such as CH-1042."),
        (
            "reuse",
            "adapted_from",
            "CH-999999",
            "There is no published initiative CH-999999.",
        ),
        (
            "evidence",
            "evidence_level",
            "6",
            "Choose one of the list for “How do you know”.",
        ),
        (
            "offers",
            "offers",
            ["documents", "bribe"],
            "Choose one of the list for “What will you do for others”.",
        ),
        ("readers", "visibility", "", "Answer “Who may read it”."),
        ("topic", "stage", "dreaming", "Choose one of the list for “Stage”."),
        ("topic", "themes", ["made-up"], "Choose one of the list for “Themes”."),
        ("topic", "functions", ["0"], "Choose one of the list for “Service”."),
        ("topic", "functions", [], "Answer “Service”."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_beside_the_field_and_in_the_summary(
    sign_in, officer, section, field, typed, error
):
    revision = draft(officer)
    url = section_url(revision, section)

    response = fill(sign_in(officer), url, **{field: typed})

    revision.refresh_from_db()
    assert revision.version == 1
    assert error_beside(response, f"id_{field}") == f"Error: {error}"
    told = error if "“" in error else f"“{QUESTIONS[field]}”: {error}"
    assert f'<a href="#id_{field}">{told}</a>' in response.text
    assert f'id="id_{field}"' in response.text
    assert "<title>Error: " in response.text
    if isinstance(typed, str) and field not in {"visibility", "stage"}:
        assert answers_of(response, url).get(field, typed) == typed


def test_a_stopped_initiative_must_say_why(sign_in, officer):
    url = section_url(draft(officer), "topic")

    response = fill(sign_in(officer), url, stage="stopped", stage_reason="  ")

    assert error_beside(response, "id_stage_reason") == (
        "Error: Say why it was stopped."
    )


def test_the_end_is_not_before_the_start(sign_in, officer):
    url = section_url(draft(officer), "dates")

    response = fill(sign_in(officer), url, started="April 2024", ended="March 2024")

    assert error_beside(response, "id_ended") == (
        "Error: The end must not be before the start."
    )


def test_a_cost_that_is_not_known_has_no_amount(sign_in, officer):
    url = section_url(draft(officer), "costs")

    response = fill(sign_in(officer), url, cost_known="no", setup_cost="500")

    assert error_beside(response, "id_cost_known") == (
        "Error: You give a cost below: choose “Roughly”, or empty the amounts."
    )


def test_scripts_in_a_text_are_kept_as_text(sign_in, officer):
    revision, client = draft(officer), sign_in(officer)
    attack = "</textarea><script>alert(1)</script>"

    fill(client, section_url(revision, "challenge"), challenge=attack)
    page = client.get(section_url(revision, "challenge"))
    preview = client.get(
        reverse("initiatives:preview", args=[revision.initiative.slug])
    )

    revision.refresh_from_db()
    assert revision.document["challenge"] == attack
    assert answers_of(page, "challenge/")["challenge"] == attack
    assert "<script>alert" not in page.text + preview.text


def test_a_body_that_is_not_utf_8_changes_nothing(sign_in, officer):
    revision = draft(officer)

    response = sign_in(officer).post(
        section_url(revision, "challenge"),
        b"version=1&challenge=caf%E9%FF",
        content_type="application/x-www-form-urlencoded",
    )

    revision.refresh_from_db()
    assert error_beside(response, "id_challenge") == f"Error: {LOST}"
    assert revision.version == 1


def test_only_published_initiatives_that_one_may_read_can_be_adapted(
    sign_in, partner_member, officer, leeds
):
    secret = published(officer, visibility="councils")
    seen = published(officer, title="Another one")
    revision, client = draft(partner_member, council=leeds), sign_in(partner_member)
    url = section_url(revision, "reuse")

    refused = fill(client, url, adapted_from=secret.reference)
    taken = fill(client, url, adapted_from=seen.reference.lower())

    revision.refresh_from_db()
    assert error_beside(refused, "id_adapted_from") == (
        f"Error: There is no published initiative {secret.reference}."
    )
    assert taken.status_code == 302
    assert revision.document["adapted_from"] == seen.reference


def left(client, url, **answers):
    """As when one leaves a field: the form so far is sent, and nothing is saved."""
    return client.post(url, answers_of(client.get(url), url) | answers, headers=HTMX)


def test_a_field_that_one_leaves_wrong_is_told_beside_it(sign_in, officer):
    url = section_url(draft(officer), "costs")

    response = left(sign_in(officer), url, setup_cost="a lot", staff_days="ten")

    assert error_beside(response, "id_setup_cost") == (
        "Error: Give a number, for example 12,500."
    )
    assert error_beside(response, "id_staff_days") == (
        "Error: Give a whole number for “Staff days”."
    )
    assert error_beside(response, "id_annual_cost") == ""


def test_checkboxes_and_radios_are_told_as_one_leaves_them_too(sign_in, officer):
    url = section_url(draft(officer), "offers")

    response = left(sign_in(officer), url, offers=["bribe"], reach="moon")

    assert error_beside(response, "id_offers") == (
        "Error: Choose one of the list for “What will you do for others”."
    )
    assert error_beside(response, "id_reach") == (
        "Error: Choose one of the list for “For whom is it”."
    )


def test_a_field_one_has_not_touched_is_not_scolded(sign_in, officer):
    url = section_url(draft(officer, challenge=""), "challenge")

    response = left(sign_in(officer), url)

    assert error_beside(response, "id_challenge") == ""


def test_an_answer_that_one_emptied_is_missed(sign_in, officer):
    url = section_url(draft(officer), "challenge")

    response = left(sign_in(officer), url, challenge="")

    assert error_beside(response, "id_challenge") == "Error: Answer “Challenge”."


def test_what_was_told_after_sending_stays_until_it_is_mended(sign_in, officer):
    revision, client = draft(officer, title="", summary=""), sign_in(officer)
    url = section_url(revision, "basics")
    answers = answers_of(fill(client, url), url)

    still = client.post(url, answers | {"summary": "Done."}, headers=HTMX)

    assert error_beside(still, "id_title") == "Error: Answer “Title”."
    assert error_beside(still, "id_summary") == ""


def test_who_types_on_is_not_told_any_more_what_was_saved_before(sign_in, officer):
    client, revision = sign_in(officer), draft(officer)
    saved = fill(client, section_url(revision, "approach"), approach="We asked.")
    page = client.get(saved.url)

    url = section_url(revision, "results")
    swap = client.post(url, answers_of(page, url), headers=HTMX)

    assert "Saved: Approach." in page.text
    assert '<div id="messages" hx-swap-oob="innerHTML"></div>' in swap.text
