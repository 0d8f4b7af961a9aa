"""The sections of the editor: opened, answered, kept."""

import pytest
from django.urls import reverse

from initiatives import content
from initiatives.forms import SECTIONS
from tests.conftest import HTMX
from tests.factories import ThemeFactory, draft
from tests.initiatives.pages import answers_of, error_beside, fill

pytestmark = pytest.mark.django_db


def section_url(revision, section):
    return reverse("initiatives:edit", args=[revision.initiative.slug, section])


ANSWERS = {
    "basics": {"title": "Warm homes", "summary": "We mended boilers.\nIt helped."},
    "challenge": {"challenge": "Cold homes."},
    "approach": {"approach": "1. We *asked*.\n2. We mended."},
    "results": {"results": "<b>Too early</b> to say."},
    "lessons": {
        "what_did_not_work": "The letter.",
        "what_did_not_work_visibility": "councils",
        "advice": "Ring people up.",
    },
    "costs": {
        "cost_known": "rough",
        "setup_cost": "£12,500.50",
        "annual_cost": "1.2m",
        "price_year": "2024",
        "cost_basis": "estimated",
        "staff_days": "120",
        "funding_source": "government-grant",
        "funding_note": "Household Support Fund",
    },
    "dates": {
        "started": "April 2024",
        "ended": "03/2025",
        "months_to_first_result": "6",
    },
    "reuse": {
        "conditions": "A gas engineer.",
        "adaptation_note": "Copy the letter.",
        "origin": "adapted",
        "adapted_from": "",
    },
    "evidence": {
        "evidence_level": "2",
        "dpia": "yes",
        "equality_assessment": "not-needed",
        "user_research": "no",
    },
    "offers": {"reach": "group", "offers": ["documents", "call"]},
    "readers": {"visibility": "members", "text_licence": "cc-by", "language": "cy"},
}
KEPT = {
    "costs": {
        "setup_cost": "12500.5",
        "annual_cost": "1200000",
        "price_year": 2024,
        "staff_days": 120,
    },
    "dates": {"started": "2024-04", "ended": "2025-03", "months_to_first_result": 6},
    "evidence": {"evidence_level": 2},
}


@pytest.mark.parametrize("section", ANSWERS)
def test_a_section_keeps_every_answer_and_saving_it_again_changes_nothing(
    sign_in, officer, section
):
    revision, client = draft(officer), sign_in(officer)

    fill(client, section_url(revision, section), **ANSWERS[section])
    revision.refresh_from_db()
    once = revision.document
    again = fill(client, section_url(revision, section))

    revision.refresh_from_db()
    kept = {key: once[key] for key in ANSWERS[section]}
    assert kept == ANSWERS[section] | KEPT.get(section, {})
    assert content.problems(once) == []
    assert (again.status_code, revision.document) == (302, once)


def test_every_answer_of_the_document_is_asked_for_in_one_section(firm):
    asked = [key for section in SECTIONS for key in section.answers()]

    assert sorted([*asked, "lead_council"]) == sorted(content.FIELDS)


def test_the_needed_sections_come_first():
    needed = [section.slug for section in SECTIONS if section.needed]

    assert needed == ["basics", "topic", "challenge", "approach", "results"]
    assert [section.slug for section in SECTIONS[:6]] == [*needed, "lessons"]


def test_the_progress_list_leads_to_every_section_and_marks_what_is_done(
    sign_in, officer
):
    revision = draft(officer, challenge="", advice="Ring people up.")

    page = sign_in(officer).get(section_url(revision, "topic"))

    done = [step.section.slug for step in page.context["steps"] if step.done]
    assert done == ["basics", "topic", "approach", "results", "lessons"]
    for section in [*SECTIONS[:3], SECTIONS[-1]]:
        assert f'href="{section_url(revision, section.slug)}"' in page.text
    assert page.text.count('aria-current="step"') == 1


@pytest.mark.parametrize(
    ("button", "place"),
    [
        ({}, "edit/costs/"),
        ({"add": "1"}, "edit/outcomes/"),
        ({"preview": "1"}, "preview/"),
    ],
    ids=["continue", "add", "preview"],
)
def test_each_button_leads_on(sign_in, officer, button, place):
    revision = draft(officer)

    response = fill(sign_in(officer), section_url(revision, "outcomes"), **button)

    assert response.url == f"/initiatives/{revision.initiative.slug}/{place}"


def test_the_last_section_leads_to_the_contacts(sign_in, officer):
    revision = draft(officer)

    response = fill(sign_in(officer), section_url(revision, "readers"))

    assert response.url == f"/initiatives/{revision.initiative.slug}/edit/contacts/"


def test_a_draft_follows_its_title(sign_in, officer):
    revision = draft(officer)

    fill(sign_in(officer), section_url(revision, "basics"), title="Warm homes")

    revision.initiative.refresh_from_db()
    assert revision.initiative.title == "Warm homes"


def test_the_page_says_what_a_choice_depends_on_in_plain_words(sign_in, officer):
    page = sign_in(officer).get(section_url(draft(officer), "readers"))

    assert "It is not proof against freedom-of-information requests." in page.text
    assert "All rights reserved" not in page.text


def test_a_partner_may_keep_all_rights(sign_in, partner_member, leeds):
    revision = draft(partner_member, council=leeds)

    fill(
        sign_in(partner_member),
        section_url(revision, "readers"),
        text_licence="reserved",
    )

    revision.refresh_from_db()
    assert revision.document["text_licence"] == "reserved"


def test_an_officer_may_not(sign_in, officer):
    revision = draft(officer)

    response = fill(
        sign_in(officer), section_url(revision, "readers"), text_licence="reserved"
    )

    assert error_beside(response, "id_text_licence") == (
        "Error: Choose one of the list for “Licence of the text”."
    )


def test_a_partner_sees_the_council_by_its_name_and_may_change_it(
    sign_in, partner_member, leeds, kirklees
):
    revision, client = draft(partner_member, council=leeds), sign_in(partner_member)
    url = section_url(revision, "basics")

    shown = answers_of(client.get(url), url)["lead_council"]
    fill(client, url, lead_council="kirklees council")

    revision.refresh_from_db()
    revision.initiative.refresh_from_db()
    assert shown == "Leeds City Council"
    assert revision.document["lead_council"] == "KIR"
    assert revision.initiative.lead_council == kirklees


@pytest.mark.parametrize("section", ["nothing", "basics-2", "BASICS"])
def test_a_section_that_does_not_exist_is_404(sign_in, officer, section):
    client, url = sign_in(officer), section_url(draft(officer), section)

    assert client.get(url).status_code == 404
    assert client.post(url, {}).status_code == 404


@pytest.mark.parametrize("section", ["basics", "topic", "outcomes"])
def test_leaving_a_field_saves_nothing(sign_in, officer, section):
    revision, client = draft(officer), sign_in(officer)
    url = section_url(revision, section)
    answers = answers_of(client.get(url), url) | ANSWERS.get(section, {})

    response = client.post(url, answers, headers=HTMX)

    revision.refresh_from_db()
    assert response.text.strip().startswith('<div id="errors" hidden>')
    assert revision.version == 1


@pytest.mark.parametrize("themes", [1, 3])
def test_the_number_of_queries_does_not_grow(
    sign_in, officer, themes, django_assert_num_queries
):
    revision, client = draft(officer), sign_in(officer)
    ThemeFactory.create_batch(themes)

    with django_assert_num_queries(9):
        client.get(section_url(revision, "topic"))


def test_invisible_characters_pasted_from_word_are_left_out(sign_in, officer):
    revision, client = draft(officer), sign_in(officer)

    fill(client, section_url(revision, "basics"), title="Food\x0bwaste\x01")
    fill(client, section_url(revision, "challenge"), challenge="One\x0btwo\x02\tthree")

    revision.refresh_from_db()
    assert revision.document["title"] == "Food waste"
    assert revision.document["challenge"] == "One\ntwo\tthree"


def test_the_levels_of_evidence_are_numbered_as_the_hint_counts_them(sign_in, officer):
    page = sign_in(officer).get(section_url(draft(officer), "evidence"))

    shown = [
        str(text)
        for _level, text in page.context["form"]["evidence_level"].field.choices
    ]
    assert shown[:2] == [
        "Not yet stated",
        "1: Says what it does and why it should work",
    ]
