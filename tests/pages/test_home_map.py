"""The map of councils on the first page, and the table that says the same."""

import datetime as dt
import re

import pytest

from councils.models import Council
from tests.factories import CouncilFactory, published
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def hexes(response):
    """The words of each hexagon, by its colour."""
    svg = response.text.partition('class="hexmap"')[2].partition("</svg>")[0]
    groups = re.findall(r'(?s)<g class="(\w+)"[^>]*>(.*?)</g>', svg)
    found = {name: re.findall("<title>(.*?)</title>", group) for name, group in groups}
    return {name: words for name, words in found.items() if words}


def row(place, response):
    return re.search(rf"{place} (\d+) (\d+) (\d+)", text_of(response)).groups()


def test_each_council_has_the_colour_of_how_much_it_leads(client, officer, kirklees):
    published(officer)
    published(officer)

    response = client.get("/")

    assert hexes(response) == {"a0": ["Kirklees"], "a2": ["Leeds: 2"]}
    assert '<a href="/councils/leeds/" tabindex="-1"><title>Leeds: 2' in response.text
    assert "None 1 2 3–5 6+ 1 of 2 councils leads an initiative here" in text_of(
        response
    )


def test_the_table_says_the_same_and_leads_to_browse(client, officer, kirklees):
    CouncilFactory(nation=Council.Nation.WALES, region=Council.Region.WALES)
    published(officer)

    response = client.get("/")

    assert row("Yorkshire and The Humber", response) == ("2", "1", "1")
    assert row("Wales", response) == ("1", "0", "0")
    href = 'href="/initiatives/?region=yorkshire-and-the-humber">Yorkshire'
    assert href in response.text
    assert "region=wales" not in response.text
    found = text_of(client.get("/initiatives/?region=yorkshire-and-the-humber"))
    assert "1 initiative" in found
    assert "; most in Yorkshire and The Humber, 1 of 1 Source:" in text_of(response)


def test_no_region_has_the_most_where_two_have_as_much(client, officer):
    published(officer)
    published(council=CouncilFactory())

    assert "; most in" not in text_of(client.get("/"))


def test_counties_and_combined_authorities_stand_beside_it_with_their_names(client):
    CouncilFactory(short_name="Kent", type=Council.Type.COUNTY)
    CouncilFactory(short_name="Tees Valley", type=Council.Type.COMBINED)

    text = text_of(client.get("/"))

    assert "County councils Combined authorities Kent Tees Valley" in text
    assert "Newer councils" not in text


def test_a_council_that_has_ended_keeps_its_place_empty(client, leeds):
    published(council=leeds)
    Council.objects.filter(pk=leeds.pk).update(ends_on=dt.date(2025, 3, 31))
    published(council=CouncilFactory(short_name="New Leeds"))

    response = client.get("/")

    assert hexes(response) == {"gone": ["Leeds"], "a1": ["New Leeds: 1"]}
    text = text_of(response)
    assert "Newer councils" in text
    assert "1 is of a council since abolished: in the table, not on the map." in text
    assert row("Yorkshire and The Humber", response) == ("0", "1", "1")


def test_officers_find_their_own_council_in_amber(client, sign_in, officer):
    published(officer)

    response = sign_in(officer).get("/")

    own = re.search(r'<use class="own" href="#hex" x="(\d+)" y="(\d+)">', response.text)
    assert f'<use href="#hex" x="{own[1]}" y="{own[2]}"/></a>' in response.text
    assert "Your council" in text_of(response)
    assert 'class="own"' not in client.get("/").text
