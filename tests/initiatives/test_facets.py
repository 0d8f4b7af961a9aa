"""Counts beside the filters, and the chips of what is applied."""

import pytest
from django.http import QueryDict

from initiatives.search.facets import chips_of, facets_of, orders_of
from initiatives.search.find import find
from initiatives.search.query import BrowseQuery
from tests.factories import (
    CouncilFactory,
    FunctionFactory,
    NeighbourFactory,
    ThemeFactory,
    published,
)

pytestmark = pytest.mark.django_db


def counts(name, asked=""):
    """Value and number of every option of a filter, in the order shown."""
    return {option.value: option.shown for option in options(name, asked)}


def options(name, asked=""):
    query = BrowseQuery.read(QueryDict(asked))
    facets = {f.name: f for f in facets_of(query, find(query, 0))}
    return facets[name].options + facets[name].more if name in facets else []


def total(asked):
    return find(BrowseQuery.read(QueryDict(asked)), 0).total


def test_a_count_tells_what_a_click_would_give(officer):
    for stage, level in [("pilot", 1), ("pilot", 3), ("idea", 3), ("stopped", 0)]:
        published(officer, stage=stage, stage_reason="Why", evidence_level=level)

    assert counts("stage") == {"idea": "1", "pilot": "2", "stopped": "1"}
    assert counts("stage", "evidence=3") == {"idea": "1", "pilot": "1"}
    for asked in ["", "evidence=1", "evidence=3", "q=food&evidence=2"]:
        for stage, shown in counts("stage", asked).items():
            assert total(f"{asked}&stage={stage}") == int(shown), (asked, stage)


def test_a_filter_in_use_still_counts_its_other_values(officer):
    for stage in ["pilot", "pilot", "idea"]:
        published(officer, stage=stage)

    assert counts("stage", "stage=idea") == {"idea": "1", "pilot": "2"}


def test_what_fails_two_filters_counts_for_neither(officer):
    published(officer, stage="pilot", started="2020-01")
    published(officer, stage="idea", started="2021-01")

    assert counts("stage", "stage=pilot&year=2020") == {"pilot": "1"}
    assert counts("year", "stage=pilot&year=2020") == {"2020": "1"}


def test_evidence_counts_this_level_and_all_above(officer):
    for level in [0, 1, 1, 2, 5]:
        published(officer, evidence_level=level)

    assert counts("evidence") == {"5": "1", "4": "1", "3": "1", "2": "2", "1": "4"}
    assert counts("evidence", "evidence=5") == counts("evidence")


def test_a_chosen_value_that_finds_nothing_is_still_shown(officer):
    published(officer, stage="pilot")

    assert counts("stage", "stage=idea") == {"idea": "0", "pilot": "1"}


def test_services_open_where_one_is_chosen(officer):
    group = FunctionFactory(code="66", name="Housing")
    FunctionFactory(code="67", name="Lettings", parent=group)
    FunctionFactory(code="68", name="Repairs", parent=group)
    FunctionFactory(code="1", name="Advice")
    for codes in [["67"], ["67", "1"], ["68"], ["1"]]:
        published(officer, functions=codes)

    assert counts("function") == {"66": "3", "1": "2"}
    chosen = counts("function", "function=66")
    assert list(chosen.items()) == [("66", "3"), ("67", "2"), ("68", "1"), ("1", "2")]
    within = [option.within for option in options("function", "function=66")]
    assert within == ["", "66", "66", ""]
    # A part alone: its group would add nothing, so it is not offered.
    assert counts("function", "function=67") == {"67": "2", "68": "1", "1": "2"}


def test_every_count_of_a_service_tells_what_a_click_would_give(officer):
    group = FunctionFactory(code="66", name="Housing")
    FunctionFactory(code="67", name="Lettings", parent=group)
    for codes in [["66"], ["67"], ["67"]]:
        published(officer, functions=codes)

    for code, shown in counts("function", "function=66").items():
        assert total(f"function=66&function={code}") == int(shown), code


def test_less_common_values_are_folded_away_unless_chosen(officer):
    names = [f"t{number}" for number in range(8)]
    for name in names:
        ThemeFactory(slug=name, name=name)
        published(officer, themes=[name])

    query = BrowseQuery.read(QueryDict("theme=t7"))
    [facet] = [f for f in facets_of(query, find(query, 0)) if f.name == "theme"]

    assert [o.value for o in facet.options] == ["t7", "t0", "t1", "t2", "t3", "t4"]
    assert [o.value for o in facet.more] == ["t5", "t6"]


def test_years_run_back_and_lists_keep_their_order(officer):
    for year, stage in [("2019", "stopped"), ("2024", "idea"), ("2021", "pilot")]:
        published(officer, started=f"{year}-05", stage=stage, stage_reason="Why")

    assert list(counts("year")) == ["2024", "2021", "2019"]
    assert list(counts("stage")) == ["idea", "pilot", "stopped"]


def test_a_nation_is_offered_once():
    wales = {"type": "welsh", "nation": "wales", "region": "wales"}
    published(council=CouncilFactory(**wales))
    published(council=CouncilFactory())

    assert counts("nation") == {"england": "1", "wales": "1"}
    assert counts("region") == {"south-east": "1"}


def test_above_the_cap_totals_and_counts_say_at_least(officer, client, monkeypatch):
    monkeypatch.setattr("initiatives.search.matches.CAP", 2)
    for stage in ["pilot", "pilot", "pilot", "idea"]:
        published(officer, stage=stage)

    response = client.get("/initiatives/")

    assert response.context["found"].capped
    assert "<h1>2+ initiatives</h1>" in response.text
    assert all(shown.endswith("+") for shown in counts("stage").values())


def test_a_filter_that_leaves_few_is_exact_however_many_there_are(officer, monkeypatch):
    older = published(officer, stage="idea", started="2020-01")
    newer = published(officer, stage="idea", started="2021-01")
    for _number in range(4):
        published(officer, stage="pilot")
    monkeypatch.setattr("initiatives.search.matches.CAP", 2)

    query = BrowseQuery.read(QueryDict("stage=idea"))
    found = find(query, 0)

    assert found.pks == [newer.pk, older.pk]
    assert (found.total, found.capped) == (2, False)
    assert counts("stage", "stage=idea") == {"idea": "2", "pilot": "4"}
    assert counts("year", "stage=idea") == {"2020": "1", "2021": "1"}


def test_a_filter_that_changes_nothing_is_not_offered(officer):
    published(officer, stage="idea", started="2020-01")
    published(officer, stage="idea")

    assert counts("stage") == {}
    assert counts("year") == {"2020": "1"}
    assert counts("stage", "stage=idea") == {"idea": "2"}


def test_chips_show_what_is_applied_and_take_it_away(leeds):
    FunctionFactory(code="66", name="Housing")
    asked = "q=damp&function=66&stage=pilot&stage=idea&council=leeds&like=leeds"

    chips = chips_of(BrowseQuery.read(QueryDict(asked)))

    assert {chip.text: chip.rest for chip in chips} == {
        "Service: Housing": "q=damp&stage=pilot&stage=idea&council=leeds&like=leeds",
        "Stage: Pilot": "q=damp&function=66&stage=idea&council=leeds&like=leeds",
        "Stage: Idea": "q=damp&function=66&stage=pilot&council=leeds&like=leeds",
        "Council: Leeds": "q=damp&function=66&stage=pilot&stage=idea&like=leeds",
        "Like Leeds": "q=damp&function=66&stage=pilot&stage=idea&council=leeds",
    }


def orders(asked, home=""):
    query = BrowseQuery.read(QueryDict(asked), home=home)
    return [(order.text, order.address, order.current) for order in orders_of(query)]


def test_orders_fit_what_is_asked(leeds):
    NeighbourFactory(council=leeds)

    assert orders("") == [
        ("Newest", "", True),
        ("Most taken up", "sort=adopted", False),
        ("Strongest evidence", "sort=evidence", False),
    ]
    assert orders("q=damp&sort=newest&stage=pilot", home="leeds") == [
        ("Best match", "q=damp&stage=pilot", False),
        ("Newest", "q=damp&stage=pilot&sort=newest", True),
        ("Most taken up", "q=damp&stage=pilot&sort=adopted", False),
        ("Strongest evidence", "q=damp&stage=pilot&sort=evidence", False),
        ("Most like Leeds", "q=damp&stage=pilot&sort=like", False),
    ]
