"""Every filter of the list, alone and together."""

import pytest
from django.http import QueryDict

from councils.models import Council
from initiatives.choices import State
from initiatives.search.find import find
from initiatives.search.query import FACETS, BrowseQuery
from tests.factories import (
    CouncilFactory,
    FunctionFactory,
    NeighbourFactory,
    PartnerFactory,
    ThemeFactory,
    UserFactory,
    published,
    supplied,
)

pytestmark = pytest.mark.django_db


def found(asked):
    return find(BrowseQuery.read(QueryDict(asked)), 0)


def titles(client, asked):
    response = client.get(f"/initiatives/?{asked}")
    assert response.context["query"].notices == []
    return [row.title for row in response.context["initiatives"]]


@pytest.fixture
def two(db):
    """*This* is what every filter of `FILTERS` looks for, *That* is the opposite."""
    group = FunctionFactory(code="66", slug="housing", name="Housing")
    FunctionFactory(code="67", slug="lettings", name="Lettings", parent=group)
    FunctionFactory(code="finance", slug="finance", name="Finance")
    ThemeFactory(slug="prevention", name="Prevention")
    elsewhere = CouncilFactory(
        short_name="Powys",
        slug="powys",
        type=Council.Type.WELSH,
        nation=Council.Nation.WALES,
        region=Council.Region.WALES,
        population=130_000,
    )
    here = CouncilFactory(
        short_name="Hull",
        slug="hull",
        region=Council.Region.YORKSHIRE,
        population=260_000,
    )
    charity = PartnerFactory(name="Mind", slug="mind", kind="charity")
    by = UserFactory(partner=charity)
    revision = supplied(
        by,
        here,
        state=State.PUBLISHED,
        title="This",
        functions=["67"],
        themes=["prevention"],
        stage="rolling-out",
        started="2024-02",
        setup_cost="15000",
        annual_cost="9000",
        evidence_level=3,
        outcomes=[outcome(result="4")],
    )
    published(
        council=elsewhere,
        title="That",
        functions=["finance"],
        started="2021-11",
        outcomes=[outcome(baseline="4")],
    )
    return revision.initiative


def outcome(**known):
    blank = {
        "uid": "00000001", "measure": "Days", "direction": "", "unit": "days",
        "baseline": None, "baseline_date": "", "result": None, "result_date": "",
        "denominator": "", "basis": "", "method": "", "comparison": "", "source": "",
    }  # fmt: skip
    return blank | known


FILTERS = {
    "function": ["function=66", "function=67", "function=housing", "function=lettings"],
    "theme": ["theme=prevention"],
    "stage": ["stage=rolling-out"],
    "evidence": ["evidence=3", "evidence=1"],
    "outcome": ["outcome=measured"],
    "cost": ["cost=10k-50k"],
    "council_type": ["council_type=unitary"],
    "population": ["population=250k-500k"],
    "nation": ["nation=england"],
    "region": ["region=yorkshire-and-the-humber"],
    "council": ["council=hull"],
    "partner": ["partner=mind"],
    "partner_kind": ["partner_kind=charity"],
    "year": ["year=2024"],
}


def test_every_filter_of_the_contract_is_tried_here():
    assert set(FILTERS) == set(FACETS)


@pytest.mark.parametrize("asked", [one for many in FILTERS.values() for one in many])
def test_a_filter_keeps_what_fits(two, client, asked):
    assert titles(client, asked) == ["This"]


def test_all_filters_together_keep_what_fits_all(two, client):
    everything = "&".join(values[0] for values in FILTERS.values())

    assert titles(client, everything) == ["This"]
    assert titles(client, f"{everything}&q=food") == ["This"]
    assert titles(client, everything.replace("year=2024", "year=2021")) == []


@pytest.mark.parametrize(
    "asked",
    [
        "stage=rolling-out&stage=pilot",
        "function=67&function=finance",
        "nation=england&nation=wales",
        "council=hull&council=powys",
        "cost=10k-50k&cost=unknown",
        "year=2024&year=2021",
    ],
)
def test_several_values_of_a_filter_widen_it(two, client, asked):
    assert sorted(titles(client, asked)) == ["That", "This"]


@pytest.mark.parametrize(
    ("setup", "annual", "band"),
    [
        ("0", None, "none"),
        ("9999.99", None, "under-10k"),
        ("6000", "4000", "10k-50k"),
        ("50000", None, "10k-50k"),
        ("50000.01", None, "50k-250k"),
        ("250000.01", None, "250k-1m"),
        (None, "1000000.01", "over-1m"),
        (None, None, "unknown"),
    ],
)
def test_cost_is_set_up_plus_first_year(client, officer, setup, annual, band):
    published(officer, title="This", setup_cost=setup, annual_cost=annual)

    assert titles(client, f"cost={band}") == ["This"]


@pytest.mark.parametrize(
    ("people", "band"),
    [
        (99_999, "under-100k"),
        (100_000, "100k-250k"),
        (250_000, "250k-500k"),
        (500_000, "500k-750k"),
        (750_000, "750k-1m"),
        (1_000_000, "over-1m"),
    ],
)
def test_population_bands_begin_at_their_lower_figure(client, people, band):
    published(council=CouncilFactory(population=people), title="This")

    assert titles(client, f"population={band}") == ["This"]


def test_evidence_means_this_level_or_higher(officer):
    for level in range(6):
        published(officer, evidence_level=level)

    totals = [found(f"evidence={level}").total for level in range(1, 6)]

    assert totals == [5, 4, 3, 2, 1]
    assert found("evidence=4&evidence=2").total == 4


def test_a_part_of_a_service_narrows_the_service(two, officer):
    published(officer, functions=["66"])

    assert found("function=66").total == 2
    assert found("function=66&function=67").total == 1
    assert found("function=66&function=67&function=finance").total == 2


def test_a_council_finds_what_it_leads_and_what_it_took_part_in(client, leeds):
    bute = CouncilFactory(short_name="Bute", slug="bute")
    row = {
        "uid": "00000001", "council": bute.la_code, "partner": "", "name": "",
        "role": "delivery", "brought": "", "paid": None,
    }  # fmt: skip
    published(council=leeds, title="Shared", involvements=[row])
    published(council=leeds, title="Alone")

    assert titles(client, "council=bute") == ["Shared"]
    assert sorted(titles(client, "council=leeds")) == ["Alone", "Shared"]


def test_a_partner_finds_what_it_supplied_and_what_it_took_part_in(client, officer):
    firm = PartnerFactory(slug="acme")
    row = {
        "uid": "00000001", "council": "", "partner": "acme", "name": "",
        "role": "supplier", "brought": "", "paid": True,
    }  # fmt: skip
    published(officer, title="Bought", involvements=[row])
    by = UserFactory(partner=firm)
    supplied(by, CouncilFactory(), state=State.PUBLISHED, title="Supplied")
    published(officer, title="Other")

    assert sorted(titles(client, "partner=acme")) == ["Bought", "Supplied"]


def test_like_keeps_the_council_and_those_most_like_it(client, leeds, kirklees):
    for council in (leeds, kirklees, CouncilFactory()):
        published(council=council, title=council.short_name)
    NeighbourFactory(council=leeds, neighbour=kirklees)

    assert sorted(titles(client, "like=leeds")) == ["Kirklees", "Leeds"]
    assert titles(client, "like=kirklees") == ["Kirklees"]


def test_a_planned_council_is_not_known_to_filters(client):
    CouncilFactory(slug="planned", starts_on="2999-04-01")

    response = client.get("/initiatives/?council=planned&like=planned")

    assert response.context["query"].chosen == {}
    assert len(response.context["query"].notices) == 2
