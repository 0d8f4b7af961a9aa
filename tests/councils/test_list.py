"""The register as a list."""

import pytest
from django.utils import timezone

from councils.models import Council
from tests.conftest import HTMX
from tests.factories import CouncilFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(db):
    CouncilFactory(
        short_name="Powys",
        name="Powys County Council",
        slug="powys",
        type=Council.Type.WELSH,
        nation="wales",
        region="wales",
    )
    CouncilFactory(
        short_name="Ynys Môn",
        name="Isle of Anglesey County Council",
        slug="ynys-mon",
        type=Council.Type.WELSH,
        nation="wales",
        region="wales",
        alt_names=["Cyngor Sir Ynys Môn"],
    )
    CouncilFactory(short_name="Hull", slug="hull", region="yorkshire-and-the-humber")
    CouncilFactory(short_name="King’s Lynn", slug="lynn", region="east-of-england")
    CouncilFactory(short_name="Gone", slug="gone", ends_on="2023-03-31")
    CouncilFactory(short_name="Planned", slug="planned", starts_on="2999-04-01")


def names(client, asked):
    page = client.get(f"/councils/?{asked}").context["page"]
    return [council.short_name for council in page]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Hull", "King’s Lynn", "Powys", "Ynys Môn", "Gone"]),
        ("type=welsh", ["Powys", "Ynys Môn"]),
        ("nation=wales", ["Powys", "Ynys Môn"]),
        ("region=east-of-england", ["King’s Lynn"]),
        ("region=east-of-england&region=yorkshire-and-the-humber",
         ["Hull", "King’s Lynn"]),
        ("nation=england&type=unitary&region=south-east", ["Gone"]),
        ("standing=abolished", ["Gone"]),
        ("standing=current&nation=england", ["Hull", "King’s Lynn"]),
        ("q=kings+lynn", ["King’s Lynn"]),
        ("q=ynys+mon", ["Ynys Môn"]),
        ("q=ANGLESEY", ["Ynys Môn"]),
        ("q=county+wys", ["Powys"]),
        ("q=atlantis", []),
        ("q=%27%27", []),
        ("q=planned", []),
        ("q=hull&nation=wales", []),
    ],
)  # fmt: skip
def test_filters(register, client, asked, found):
    assert names(client, asked) == found


def test_a_count_tells_what_a_click_would_give(register, client):
    response = client.get("/councils/?nation=wales")

    facets = {facet.name: facet.options for facet in response.context["facets"]}
    counts = {o.value: o.count for o in facets["nation"] if o.count}
    assert counts == {"england": 3, "wales": 2}
    assert {o.value: o.count for o in facets["type"] if o.count} == {"welsh": 2}
    assert "wales" not in [o.value for o in facets["region"]]


def test_an_abolished_council_says_so_in_the_list(register, client):
    text = text_of(client.get("/councils/?standing=abolished"))

    assert "Gone Council Abolished on 1 April 2023" in text


def test_unknown_values_are_left_out_with_a_notice(register, client):
    response = client.get("/councils/?type=burgh&nation=wales&page=99")

    assert "does not know “burgh”" in response.text
    assert names(client, "type=burgh&nation=wales") == ["Powys", "Ynys Môn"]


def test_a_long_name_is_cut_and_says_so(register, client):
    response = client.get("/councils/", {"q": "hull " * 3_000})

    assert response.status_code == 200
    assert "its first 100 characters were searched" in response.text


def test_nothing_found_leads_on(register, client):
    response = client.get("/councils/?q=atlantis")

    assert "No council in the register fits." in response.text
    assert '<a href="/councils/">Show all councils</a>' in response.text


def test_a_swap_brings_results_title_counts_and_the_announcement(register, client):
    response = client.get("/councils/?q=powys&nation=", headers=HTMX)

    assert response.text.lstrip().startswith('<div id="results"')
    assert "<title>Councils named ‘powys’ – CouncilHub</title>" in response.text
    spoken = '<div id="announcements" hx-swap-oob="innerHTML">1 council</div>'
    assert spoken in response.text
    assert 'id="nation-england-count" hx-swap-oob="true">0<' in response.text
    assert response["HX-Push-Url"] == "/councils/?q=powys"


def test_tags_take_one_filter_away(register, client):
    response = client.get("/councils/?nation=wales&type=welsh&q=powys")

    tags = {tag.text: tag.rest for tag in response.context["filters"].tags()}
    assert tags == {
        "Type: Welsh council": "q=powys&nation=wales",
        "Nation: Wales": "q=powys&type=welsh",
    }


def test_fifty_a_page(client):
    for number in range(51):
        CouncilFactory(short_name=f"A {number:02}", slug=f"a-{number}")

    assert len(names(client, "")) == 50
    assert names(client, "page=2") == ["A 50"]
    assert names(client, "page=made-up") == names(client, "")


def test_a_council_that_ends_today_is_still_current(client):
    today = timezone.localdate()
    CouncilFactory(short_name="Last day", slug="last-day", ends_on=today)
    CouncilFactory(short_name="First day", slug="first-day", starts_on=today)

    assert names(client, "standing=current") == ["First day", "Last day"]


@pytest.mark.parametrize("count", [1, 3])
def test_statements(client, officer, sign_in, django_assert_num_queries, count):
    for number in range(count):
        CouncilFactory(short_name=f"B {number}", slug=f"b-{number}")
    as_officer = sign_in(officer)

    with django_assert_num_queries(3):
        client.get("/councils/?q=council&nation=england")
    with django_assert_num_queries(4):
        as_officer.get("/councils/")
