"""Councils, partners and topics named in a search become a way to filter."""

import pytest

from tests.factories import (
    CouncilFactory,
    FunctionFactory,
    PartnerFactory,
    ThemeFactory,
    published,
)
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def topics(leeds, firm):
    FunctionFactory(name="Homelessness", code="h-1", slug="homelessness")
    ThemeFactory(name="Open data", slug="open-data")


def named(client, q, **more):
    query = client.get("/initiatives/", {"q": q, **more}).context["query"]
    return [(said.text, said.address) for said in query.named]


LEEDS = ("Leeds City Council", "q=food+waste&council=leeds")


@pytest.mark.parametrize(
    "q",
    ["Leeds food waste", "food waste leeds", "food waste in Leeds", "LEEDS food waste",
     "leeds city council food waste", "food waste at Leeds Council", "food Leeds waste",
     "Leeds: food waste", "Leeds Borough Council food waste"],
)  # fmt: skip
def test_a_council_is_known_by_its_names(client, q):
    assert named(client, q) == [LEEDS]


def test_the_page_offers_to_search_there(client, officer):
    published(officer)

    response = client.get("/initiatives/", {"q": "food waste Leeds", "stage": "pilot"})

    said = "Only entries of Leeds City Council: search for “food waste” there"
    assert said in text_of(response)
    asked = "/initiatives/?q=food+waste&amp;stage=pilot&amp;council=leeds"
    assert f'<a href="{asked}">search for' in response.text
    there = client.get("/initiatives/?q=food+waste&stage=pilot&council=leeds")
    assert "1 initiative" in text_of(there)
    assert "Only entries of" not in text_of(there)


def test_nothing_else_asked_leads_to_all_of_it(client):
    response = client.get("/initiatives/", {"q": "Leeds"})

    assert named(client, "Leeds") == [("Leeds City Council", "council=leeds")]
    assert "Only entries of Leeds City Council: see all of them" in text_of(response)


def test_what_is_filtered_by_already_is_not_offered(client):
    assert named(client, "food waste Leeds", council="leeds") == []


def test_names_that_are_words_need_capitals_or_council(client):
    CouncilFactory(short_name="Reading", name="Reading Borough Council", slug="reading")
    reading = "Reading Borough Council"

    assert named(client, "reading recovery") == []
    assert named(client, "Reading recovery") == [
        (reading, "q=recovery&council=reading")
    ]
    assert named(client, "reading council recovery") == [
        (reading, "q=recovery&council=reading")
    ]


def test_partners_of_one_word_need_capitals(client):
    PartnerFactory(name="Capita plc", slug="capita")
    PartnerFactory(name="Waste", slug="waste", status="unverified")
    PartnerFactory(name="The Blue Trust", slug="blue-trust")

    capita = [("Capita plc", "q=per+cost&partner=capita")]
    assert named(client, "per Capita cost") == capita
    assert named(client, "per capita cost") == []
    assert named(client, "Waste collection") == []
    trust = [("The Blue Trust", "q=homes&partner=blue-trust")]
    assert named(client, "homes by the blue trust") == trust


def test_services_and_themes_are_named_exactly(client):
    assert named(client, "homelessness under 25") == [
        ("Homelessness", "q=under+25&function=h-1")
    ]
    assert named(client, "open data") == [("Open data", "theme=open-data")]
    assert named(client, "open the data") == []
    response = client.get("/initiatives/", {"q": "open data"})
    assert "Only entries about Open data: see all of them" in text_of(response)


def test_the_longest_name_goes_first_and_two_are_offered(client):
    CouncilFactory(
        short_name="Leeds and Bradford", name="Leeds and Bradford", slug="both"
    )

    said = [text for text, _a in named(client, "open data leeds and bradford")]

    assert said == ["Leeds and Bradford", "Open data"]


def test_planned_councils_are_not_named(client):
    CouncilFactory(short_name="Newtown", starts_on="2999-01-01")

    assert named(client, "Newtown") == []


@pytest.mark.parametrize("q", ['"Leeds" food', "food -Leeds", "Leeds " + "food " * 20])
def test_searches_that_say_how_they_are_read_are_left_alone(client, q):
    assert named(client, q) == []


def test_a_name_costs_no_statement(client, officer, django_assert_num_queries):
    published(officer)

    for q in ("food waste", "food waste leeds"):
        with django_assert_num_queries(5):
            client.get("/initiatives/", {"q": q})
