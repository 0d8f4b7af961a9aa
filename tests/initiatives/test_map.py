"""The map of what was found: browse by council, in colours and as a table."""

import datetime as dt
import html
import re

import pytest

from councils.models import Council
from tests.conftest import HTMX
from tests.factories import CouncilFactory, published
from tests.reading import headings, text_of

pytestmark = pytest.mark.django_db
BACK = {**HTMX, "HX-History-Restore-Request": "true"}
OWN = re.compile(r'<use class="own" href="#hex" x="(\d+)" y="(\d+)"/>')


def taking_part(council):
    named = {"council": council.la_code, "partner": "", "name": ""}
    said = {"role": "delivery", "brought": "", "paid": None}
    return {"uid": "0123abcd", **named, **said}


def hexes(response):
    """The words of each hexagon, by its colour."""
    svg = response.text.partition('class="hexmap"')[2].partition("</svg>")[0]
    groups = re.findall(r'(?s)<g class="(\w+)"[^>]*>(.*?)</g>', svg)
    found = {name: re.findall("<title>(.*?)</title>", group) for name, group in groups}
    return {name: words for name, words in found.items() if words}


def links_of(response, words):
    """Addresses of the links that say this, on the map or beside it."""
    said = rf'<a [^>]*href="([^"]*)"[^>]*>(?:<title>)?{words}<'
    return [html.unescape(address) for address in re.findall(said, response.text)]


def test_each_council_has_the_colour_of_how_much_of_it_was_found(client, officer, peer):
    published(officer, stage="pilot")
    published(officer, stage="pilot")
    published(peer, stage="pilot")
    CouncilFactory(short_name="Hull")

    every = client.get("/initiatives/map/")
    some = client.get("/initiatives/map/?stage=pilot&council=leeds")
    words = client.get("/initiatives/map/?q=kirklees")

    assert hexes(every) == {"a0": ["Hull"], "a1": ["Kirklees: 1"], "a2": ["Leeds: 2"]}
    assert hexes(some) == {"a0": ["Hull", "Kirklees"], "a2": ["Leeds: 2"]}
    assert hexes(words) == {"a0": ["Hull", "Leeds"], "a1": ["Kirklees: 1"]}
    assert "None 1 2 3–5 6+ 2 of 3 councils have what you look for" in text_of(every)


def test_every_number_tells_what_a_click_gives(client, officer, kirklees):
    published(officer, stage="pilot", involvements=[taking_part(kirklees)])
    published(officer, stage="pilot")
    published(council=kirklees, stage="idea")
    published(council=CouncilFactory(short_name="Hove"), stage="pilot")

    response = client.get("/initiatives/map/?q=food&stage=pilot&sort=evidence")

    kept = "q=food&stage=pilot&sort=evidence"
    for place, number in [("Leeds", 2), ("Kirklees", 1), ("Hove", 1)]:
        address = f"/initiatives/?{kept}&council={place.lower()}"
        assert links_of(response, f"{place}(?:: {number})?") == [address, address]
        assert client.get(address).context["found"].total == number
    (address,) = links_of(response, "Yorkshire and The Humber")
    assert address == f"/initiatives/?{kept}&region=yorkshire-and-the-humber"
    assert client.get(address).context["found"].total == 2
    said = text_of(response)
    assert "Yorkshire and The Humber 2 of 2 councils Leeds 2 Kirklees 1 2 " in said
    assert "South East 1 of 1 council Hove 1 1" in said


def test_a_click_on_one_of_several_councils_shows_that_one(client, officer, peer):
    published(officer)
    published(peer)

    response = client.get("/initiatives/map/?council=leeds&council=kirklees")

    address = "/initiatives/?council=leeds"
    assert links_of(response, "Leeds(?:: 1)?") == [address, address]


def test_a_region_without_a_match_says_none_and_leads_nowhere(client, officer):
    published(officer)
    CouncilFactory(nation=Council.Nation.WALES, region=Council.Region.WALES)

    response = client.get("/initiatives/map/")

    assert "Wales 0 of 1 council None 0" in text_of(response)
    assert links_of(response, "Wales") == []


def test_a_council_that_has_ended_is_in_the_table_alone(client, leeds, kirklees):
    published(council=leeds)
    Council.objects.filter(pk=leeds.pk).update(ends_on=dt.date(2025, 3, 31))

    response = client.get("/initiatives/map/")

    assert hexes(response) == {"gone": ["Leeds"], "a0": ["Kirklees"]}
    assert "0 of 1 council Leeds 1 (abolished) 1" in text_of(response)


def test_a_planned_council_is_hidden_until_it_starts(client, officer):
    published(officer)
    CouncilFactory(starts_on=dt.date(2999, 4, 1))

    assert hexes(client.get("/initiatives/map/")) == {"a1": ["Leeds: 1"]}


def test_only_what_the_reader_may_read_is_counted(client, sign_in, officer, peer):
    published(officer)
    published(officer, visibility="members")
    published(peer, visibility="councils")

    assert hexes(client.get("/initiatives/map/")) == {
        "a0": ["Kirklees"],
        "a1": ["Leeds: 1"],
    }
    assert hexes(sign_in(officer).get("/initiatives/map/")) == {
        "a1": ["Kirklees: 1"],
        "a2": ["Leeds: 2"],
    }


def test_officers_find_their_own_council_in_amber(client, sign_in, officer):
    published(officer)

    response = sign_in(officer).get("/initiatives/map/")

    own = OWN.search(response.text)
    assert f'<use href="#hex" x="{own[1]}" y="{own[2]}"/></a>' in response.text
    assert "Your council" in text_of(response)
    assert 'class="own"' not in client.get("/initiatives/map/").text


def test_list_and_map_lead_to_each_other_with_all_that_is_asked(client, officer):
    published(officer)
    asked = "q=food&stage=pilot&sort=newest"

    on_list = client.get(f"/initiatives/?{asked}")
    on_map = client.get(f"/initiatives/map/?{asked}")

    for response in (on_list, on_map):
        assert links_of(response, "List") == [f"/initiatives/?{asked}"]
        assert links_of(response, "Map") == [f"/initiatives/map/?{asked}"]
    assert 'aria-current="true">List</a>' in on_list.text
    assert 'aria-current="true">Map</a>' in on_map.text


def test_filters_and_chips_stay_on_the_map_and_count_as_in_the_list(client, officer):
    published(officer, stage="pilot", started="2024-04")
    published(officer, stage="idea")

    on_list = client.get("/initiatives/?q=food&stage=pilot&nation=mars")
    response = client.get("/initiatives/map/?q=food&stage=pilot&nation=mars")

    def part(text):
        return text.partition('<div id="facets">')[2].partition("</form>")[0]

    assert 'action="/initiatives/map/"' in response.text
    assert 'hx-get="/initiatives/map/"' in response.text
    assert part(response.text) == part(on_list.text)
    assert 'class="tag" href="/initiatives/map/?q=food"' in response.text
    assert links_of(response, "Clear filters") == ["/initiatives/map/?q=food"]
    assert "We do not know “mars”, so we left that out." in text_of(response)


def test_title_and_heading_tell_the_map_from_the_list(client, officer):
    published(officer)

    response = client.get("/initiatives/map/?q=food")

    said = "1 initiative for ‘food’, by council"
    assert f"<title>{said} – CouncilHub</title>" in response.text
    assert headings(response) == [said]


def test_a_swap_brings_map_title_counts_and_the_announcement(client, officer):
    published(officer, stage="pilot")
    published(officer, stage="idea")

    response = client.get("/initiatives/map/?stage=idea&q=", headers=HTMX)

    title = "<title>1 initiative, by council – CouncilHub</title>"
    assert response.text.lstrip().startswith(title)
    assert '<div id="results"' in response.text
    assert "<html" not in response.text
    assert hexes(response) == {"a1": ["Leeds: 1"]}
    spoken = 'hx-swap-oob="innerHTML">1 initiative, by council</div>'
    assert f'<div id="announcements" {spoken}' in response.text
    assert '<div id="facets" hx-swap-oob="true">' in response.text
    assert response["HX-Push-Url"] == "/initiatives/map/?stage=idea"


@pytest.mark.parametrize("headers", [{}, BACK, {**HTMX, "HX-Boosted": "true"}])
def test_a_reload_and_the_back_button_get_the_whole_page(client, officer, headers):
    published(officer)

    response = client.get("/initiatives/map/?stage=pilot", headers=headers)

    assert "<html" in response.text
    assert "hx-swap-oob" not in response.text


def test_nothing_found_says_what_to_do_next_and_stays_on_the_map(client, officer):
    published(officer)

    response = client.get("/initiatives/map/?q=zebra")

    assert hexes(response) == {}
    assert headings(response)[1:] == ["Nothing found"]
    assert links_of(response, "See all initiatives") == ["/initiatives/map/"]


def test_above_the_cap_each_number_says_at_least(client, officer, monkeypatch):
    monkeypatch.setattr("initiatives.search.matches.CAP", 2)
    for _number in range(3):
        published(officer)

    response = client.get("/initiatives/map/")

    assert hexes(response) == {"a2": ["Leeds: 2+"]}
    assert "Leeds 2+ 2+" in text_of(response)
    assert "each number is the least" in text_of(response)


def test_how_the_words_were_read_is_said_and_undone_on_the_map(client, officer):
    published(officer, title="Otters in rivers")

    response = client.get("/initiatives/map/?q=oters")

    assert hexes(response) == {"a1": ["Leeds: 1"]}
    assert "Showing results for otters" in text_of(response)
    instead = links_of(response, "Search for ‘oters’ instead")
    assert instead == ["/initiatives/map/?q=oters&exact=1"]
    assert links_of(response, "List") == ["/initiatives/?q=oters"]


def test_some_of_the_words_are_enough_as_in_the_list(client, officer, peer):
    published(officer, title="Otters in rivers")
    published(peer, title="Beavers in rivers")

    response = client.get("/initiatives/map/?q=otters+beavers")

    assert hexes(response) == {"a1": ["Kirklees: 1", "Leeds: 1"]}
    assert response.context["found"].total == 2


def test_a_reference_leads_to_its_page(client, officer):
    initiative = published(officer)

    response = client.get("/initiatives/map/", {"q": initiative.reference})

    assert response.url == f"/i/{initiative.reference}"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("asked", ["", "q=food&stage=pilot&like=leeds&sort=like"])
def test_statements(client, officer, django_assert_num_queries, count, asked):
    statements = 5 if "q=" in asked else 4
    for _number in range(count):
        published(officer)
        published(council=CouncilFactory())

    with django_assert_num_queries(statements):
        client.get(f"/initiatives/map/?{asked}")


@pytest.mark.parametrize("count", [1, 3])
def test_statements_signed_in(sign_in, officer, django_assert_num_queries, count):
    for _number in range(count):
        published(officer)
    browser = sign_in(officer)

    with django_assert_num_queries(7):
        browser.get("/initiatives/map/?q=food")
