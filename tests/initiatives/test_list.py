"""The page of the list, and what a swap of it brings."""

import re

import pytest

from initiatives.choices import State
from tests.conftest import HTMX
from tests.factories import FunctionFactory, published, supplied
from tests.reading import text_of

pytestmark = pytest.mark.django_db
BACK = {**HTMX, "HX-History-Restore-Request": "true"}


def test_the_page_shows_each_with_its_facts(client, officer):
    initiative = published(
        officer,
        started="2022-03",
        ended="2024-01",
        setup_cost="20000",
        evidence_level=2,
    )

    response = client.get("/initiatives/")

    text = " ".join(re.sub(r"<[^>]+>", " ", response.text).split())
    assert (
        "Collect food waste on Sundays Leeds City Council A pilot in three wards that"
        " halved what goes into the bin. Stage Pilot Year 2022–24 Cost £10,000 to"
        " £50,000 Evidence data shows some change, cause not shown 2 of 5 " in text
    )
    assert f'href="{initiative.get_absolute_url()}"' in response.text
    assert "<title>1 initiative – CouncilHub</title>" in response.text


def test_what_is_not_stated_is_said(client, officer):
    published(officer)

    text = text_of(client.get("/initiatives/"))

    assert "Stage Pilot Not stated year, cost, evidence" in text
    assert "Taken up" not in text


def test_supplied_work_says_so_in_the_list(client, partner_member, leeds):
    supplied(partner_member, leeds, state=State.PUBLISHED)

    response = client.get("/initiatives/")

    assert "Supplied by Brightwater" in response.text
    assert "Confirmed by Leeds City Council" in response.text


def test_stopped_and_closed_entries_say_so_in_the_list(client, officer, sign_in):
    published(officer, stage="stopped", stage_reason="Cost", visibility="councils")

    response = sign_in(officer).get("/initiatives/")

    assert '<p class="state warn">Stopped</p>' in response.text
    assert "For councils only" in response.text
    assert "Nothing is published yet." in client.get("/initiatives/").text


def test_a_swap_brings_results_title_counts_and_the_announcement(client, officer):
    published(officer, stage="pilot")
    published(officer, stage="idea")

    response = client.get("/initiatives/?stage=idea&q=", headers=HTMX)

    title = "<title>1 initiative – CouncilHub</title>"
    assert response.text.lstrip().startswith(title)
    assert '<div id="results"' in response.text
    assert "<html" not in response.text
    spoken = '<div id="announcements" hx-swap-oob="innerHTML">1 initiative</div>'
    assert spoken in response.text
    assert '<div id="facets" hx-swap-oob="true">' in response.text
    assert 'value="idea" checked' in response.text
    assert response["HX-Push-Url"] == "/initiatives/?stage=idea"


def test_a_swap_without_filters_has_the_plain_address(client, officer):
    published(officer)

    response = client.get("/initiatives/?q=&evidence=", headers=HTMX)

    assert response["HX-Push-Url"] == "/initiatives/"


@pytest.mark.parametrize("headers", [{}, BACK, {**HTMX, "HX-Boosted": "true"}])
def test_a_reload_and_the_back_button_get_the_whole_page(client, officer, headers):
    published(officer)

    response = client.get("/initiatives/?stage=pilot", headers=headers)

    assert "<html" in response.text
    assert "hx-swap-oob" not in response.text
    assert not response.has_header("HX-Push-Url")


def test_title_and_heading_say_how_many_and_for_what(client, officer):
    published(officer)
    published(officer)

    response = client.get("/initiatives/", {"q": "food & 'waste'"})

    said = "2 initiatives for ‘food &amp; &#x27;waste&#x27;’"
    assert f"<title>{said} – CouncilHub</title>" in response.text
    assert f"<h1>{said}</h1>" in response.text


def test_without_scripts_the_form_holds_all_that_is_asked(client, officer, leeds):
    published(officer)
    asked = "/initiatives/?q=food&stage=pilot&council=leeds&sort=evidence&evidence=1"

    response = client.get(asked)

    form = response.text
    assert '<button class="button second" type="submit">Apply filters</button>' in form
    assert 'name="q" type="search" value="food"' in form
    assert '<input type="hidden" name="sort" value="evidence">' in form
    assert '<input type="hidden" name="council" value="leeds">' in form
    assert 'name="stage" value="pilot" checked' in form
    assert 'name="evidence" value="1" checked' in form


def test_clear_filters_keeps_the_words(client, officer):
    published(officer)

    response = client.get("/initiatives/?q=food+/+waste&stage=pilot")

    assert 'href="/initiatives/?q=food%20%2F%20waste">Clear filters' in response.text


def test_nothing_found_says_what_to_do_next(client, officer):
    published(officer)

    assert "Take away a filter above" in client.get("/initiatives/?stage=idea").text
    assert "Try fewer or other words" in client.get("/initiatives/?q=zebra").text


def test_an_officer_may_keep_to_councils_like_their_own(client, sign_in, officer):
    published(officer)

    assert 'name="like" value="leeds">' in sign_in(officer).get("/initiatives/").text
    assert 'name="like"' not in client.get("/initiatives/").text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "asked",
    ["", "q=food&stage=pilot&function=66&evidence=1&like=leeds&sort=evidence"],
)
def test_statements(client, officer, django_assert_num_queries, count, asked):
    statements = 5 if "q=" in asked else 4
    FunctionFactory(code="66")
    for _number in range(count):
        published(officer, functions=["66"], evidence_level=2)

    with django_assert_num_queries(statements):
        response = client.get(f"/initiatives/?{asked}")

    assert response.context["found"].total == count


@pytest.mark.parametrize("count", [1, 3])
def test_statements_signed_in(sign_in, officer, django_assert_num_queries, count):
    for _number in range(count):
        published(officer)
    browser = sign_in(officer)

    with django_assert_num_queries(7):
        browser.get("/initiatives/?q=food")
