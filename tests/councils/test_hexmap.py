"""Where councils stand on the map."""

import csv

import pytest

from councils.activity import key_to, scale_for
from councils.hexmap import layout, outline, places_of
from councils.models import Council
from councils.register import REGISTER


def test_every_single_and_lower_tier_council_of_the_register_has_a_place_of_its_own():
    with REGISTER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    beside = {"county", "combined-authority"}
    today = {
        row["la_code"]
        for row in rows
        if row["type"] not in beside and not row["ends_on"]
        and row["starts_on"] < "2026"
    }  # fmt: skip

    placed = {row["la_code"] for row in rows} & set(layout())

    assert len(placed) == len(set(layout().values())) == 361
    assert today - placed == set()


def test_north_is_up_and_east_is_right():
    orkney, penzance, dover, leeds = (
        layout()[code] for code in ("ORK", "CON", "DOV", "LDS")
    )

    assert orkney.y < leeds.y < penzance.y
    assert penzance.x < leeds.x < dover.x


def test_councils_beside_the_map_stand_in_lines_without_touching():
    counties = [
        Council(pk=number, la_code=f"X{number}", type=Council.Type.COUNTY)
        for number in range(21)
    ]

    places = places_of(counties)

    assert len({*places.values()}) == 21
    assert len({place.y for place in places.values()}) == 3
    assert not {*places.values()} & {*layout().values()}


def test_the_small_map_has_a_dot_for_each():
    assert outline().count("h0") == 361


@pytest.mark.parametrize(
    ("most", "key"),
    [
        (0, ["1", "2", "3–5", "6+"]),
        (23, ["1", "2", "3–5", "6+"]),
        (24, ["1–4", "5–9", "10–24", "25+"]),
        (5_000, ["1–9", "10–49", "50–99", "100+"]),
    ],
)
def test_the_colours_are_as_fine_as_the_busiest_council_allows(most, key):
    assert key_to(scale_for(most)) == key
