"""The files of the starter library: whole, honest about their sources, and broad."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from councils.register import REGISTER
from initiatives import content
from initiatives.importing import library as starter
from initiatives.importing.library import read_library

ENTRIES = read_library()
TOPICS = Path(starter.__file__).resolve().parents[1] / "data"


def rows(path, key):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


COUNCILS = rows(REGISTER, "la_code")
FUNCTIONS = rows(TOPICS / "functions.csv", "code")
THEMES = rows(TOPICS / "themes.csv", "slug")


def group(code):
    """The top of a function's branch."""
    return FUNCTIONS[code]["parent"] or code


def councils_of(document):
    named = {row["council"] for row in document["involvements"] if row["council"]}
    return {document["lead_council"]} | named


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
class TestEveryFile:
    def test_is_a_whole_document_ready_to_be_published(self, entry):
        assert content.problems(entry.document) == []
        assert content.missing(entry.document) == []

    def test_names_councils_functions_and_themes_that_exist(self, entry):
        assert councils_of(entry.document) <= set(COUNCILS)
        assert set(entry.document["functions"]) <= set(FUNCTIONS)
        assert set(entry.document["themes"]) <= set(THEMES)

    def test_says_where_it_and_each_of_its_figures_comes_from(self, entry):
        assert set(entry.source) == starter.SOURCE_KEYS
        assert all(entry.source.values())
        assert entry.source["url"].startswith("https://")
        for outcome in entry.document["outcomes"]:
            assert outcome["source"]
            assert outcome["result"] or outcome["baseline"]
        for saving in entry.document["savings"]:
            assert saving["amount"]
            assert saving["basis"]
            assert saving["beneficiary"]
            assert entry.document["evidence"]

    def test_says_as_of_when_its_stage_was_so_and_how_far_it_is_proved(self, entry):
        assert entry.document["stage_reason"]
        assert entry.document["evidence_level"] in {1, 2}

    def test_is_a_public_summary_under_the_open_licence(self, entry):
        assert entry.document["visibility"] == "public"
        assert entry.document["text_licence"] == "ogl"


def test_uids_are_never_used_twice():
    uids = Counter(
        row["uid"]
        for entry in ENTRIES
        for part in content.ROWS
        for row in entry.document[part]
    )
    assert [uid for uid, times in uids.items() if times > 1] == []


def test_no_two_entries_have_the_same_title():
    titles = Counter(entry.document["title"] for entry in ENTRIES)
    assert [title for title, times in titles.items() if times > 1] == []


def test_many_councils_of_every_type_lead_an_initiative():
    leads = {entry.document["lead_council"] for entry in ENTRIES}
    named = {code for entry in ENTRIES for code in councils_of(entry.document)}

    assert len(ENTRIES) >= 45
    assert len(leads) >= 28
    assert len(named) >= 60
    assert Counter(COUNCILS[code]["type"] for code in leads) >= Counter(
        {
            "unitary": 7,
            "london-borough": 6,
            "metropolitan-district": 6,
            "non-metropolitan-district": 4,
            "county": 2,
            "combined-authority": 1,
            "scottish": 1,
            "welsh": 1,
        }
    )


def test_scotland_and_wales_are_there_with_what_the_sources_carry():
    entries = Counter(COUNCILS[e.document["lead_council"]]["nation"] for e in ENTRIES)
    assert entries >= Counter({"england": 43, "scotland": 1, "wales": 1})


def test_stages_reach_from_first_studies_to_what_was_stopped():
    assert Counter(entry.document["stage"] for entry in ENTRIES) >= Counter(
        {
            "exploring": 6,
            "pilot": 7,
            "rolling-out": 11,
            "business-as-usual": 18,
            "stopped": 3,
        }
    )


def test_entries_cover_nearly_every_group_of_services():
    covered = {group(code) for entry in ENTRIES for code in entry.document["functions"]}
    missing = {code for code, row in FUNCTIONS.items() if not row["parent"]} - covered
    assert {FUNCTIONS[code]["name"] for code in missing} <= {
        "Licences, permits and permissions",
        "Marine and waterway services",
    }
