import pytest

from initiatives.choices import Audience, CostBand
from initiatives.content import (
    CONFIRMED,
    blank_document,
    completeness,
    cost_band,
    failures_audience,
    fingerprint,
    lead_codes,
    missing,
    readable_by,
    too_long,
)

WHOLE = {
    "title": "Collect food waste",
    "summary": "A pilot.",
    "lead_council": "LDS",
    "functions": ["finance"],
    "stage": "pilot",
    "challenge": "Waste.",
    "approach": "Bins.",
    "results": "Too early to say.",
}


def written(**fields):
    return blank_document(**(WHOLE | fields))


def test_seven_answers_and_a_council_are_enough():
    assert missing(written()) == []


@pytest.mark.parametrize("key", WHOLE)
def test_each_needed_answer_is_missed(key):
    blank = [] if key == "functions" else "  "

    assert missing(written(**{key: blank})) == [key]


def test_a_stopped_initiative_also_says_why():
    assert missing(written(stage="stopped", stage_reason=" ")) == ["stage_reason"]
    assert missing(written(stage="stopped", stage_reason="No money.")) == []


def test_an_imported_text_that_is_too_long_is_told():
    assert too_long(written(title="x" * 101, challenge="x" * 8_001)) == [
        "title",
        "challenge",
    ]


def test_completeness_counts_the_optional_answers():
    document = written()
    nearly = written(what_did_not_work="The lids.", advice="Buy other lids.")

    assert (completeness(document), completeness(nearly)) == (0, round(200 / 21))


def test_the_lead_council_comes_first_among_the_leads():
    rows = [
        {"council": "KIR", "role": "lead"},
        {"council": "BRD", "role": "delivery"},
        {"council": "LDS", "role": "lead"},
        {"council": "", "role": "lead"},
    ]

    assert lead_codes(written(involvements=rows)) == ["LDS", "KIR"]


def test_what_a_council_puts_its_name_to():
    assert CONFIRMED == [
        "title",
        "summary",
        "challenge",
        "approach",
        "results",
        "outcomes",
        "savings",
    ]


@pytest.mark.parametrize("key", CONFIRMED)
def test_a_change_of_what_is_confirmed_changes_the_fingerprint(key):
    value = [{"uid": "0123abcd"}] if key in {"outcomes", "savings"} else "Other words."

    assert fingerprint(written(**{key: value})) != fingerprint(written())


@pytest.mark.parametrize("key", ["advice", "stage", "what_did_not_work", "offers"])
def test_a_change_of_anything_else_does_not(key):
    assert fingerprint(written(**{key: "Other words."})) == fingerprint(written())


@pytest.mark.parametrize(
    ("whole", "part", "audience"),
    [
        ("public", "", Audience.PUBLIC),
        ("public", "members", Audience.MEMBERS),
        ("public", "councils", Audience.COUNCILS),
        ("members", "", Audience.MEMBERS),
        ("members", "public", Audience.MEMBERS),
        ("councils", "members", Audience.COUNCILS),
    ],
)
def test_what_did_not_work_is_never_read_by_more_than_the_entry(whole, part, audience):
    document = written(visibility=whole, what_did_not_work_visibility=part)

    assert failures_audience(document) == audience


@pytest.mark.parametrize(
    ("part", "readers"),
    [("", [0, 1, 2]), ("members", [1, 2]), ("councils", [2])],
)
def test_what_did_not_work_is_left_out_for_who_may_not_read_it(part, readers):
    document = written(what_did_not_work="The lids.", what_did_not_work_visibility=part)

    shown = [n for n in (0, 1, 2) if readable_by(document, n)["what_did_not_work"]]

    assert shown == readers


def test_ends_of_contracts_are_for_councils_alone():
    row = {
        "uid": "0123abcd",
        "product": "Bins",
        "supplier": "Ltd",
        "contract_end": "2027-03",
    }
    document = written(technologies=[row])

    ends = [readable_by(document, n)["technologies"][0]["contract_end"] for n in (0, 1)]

    assert ends == ["", ""]
    assert readable_by(document, 2)["technologies"] == [row]
    assert document["technologies"] == [row]


@pytest.mark.parametrize(
    ("setup", "annual", "band"),
    [
        (None, None, CostBand.UNKNOWN),
        ("0", None, CostBand.NONE),
        ("9999.99", None, CostBand.UNDER_10K),
        ("5000", "5000", CostBand.TO_50K),
        ("50000", "0.01", CostBand.TO_250K),
        (None, "250000", CostBand.TO_250K),
        ("250000.01", None, CostBand.TO_1M),
        ("1000000", None, CostBand.TO_1M),
        ("1000000", "1", CostBand.OVER_1M),
    ],
)
def test_the_cost_band_is_of_set_up_plus_first_year(setup, annual, band):
    assert cost_band(written(setup_cost=setup, annual_cost=annual)) == band
