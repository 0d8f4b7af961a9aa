import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from councils.register import REGISTER
from initiatives import content
from initiatives.choices import State, Status
from initiatives.importing import library as starter
from initiatives.importing.known import known_names
from initiatives.importing.library import faults, load_library, read_library
from initiatives.models import Initiative

ENTRIES = read_library()
TOPICS = Path(starter.__file__).resolve().parents[1] / "data"


def column(path, name):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[name] for row in csv.DictReader(file)}


@pytest.fixture
def register(db):
    call_command("load_register", verbosity=0)
    call_command("load_topics", verbosity=0)


def by_key(key):
    return next(entry for entry in ENTRIES if entry.key == key)


def test_the_library_has_at_least_ten_entries_from_ten_councils():
    assert len(ENTRIES) >= 10
    assert len({entry.document["lead_council"] for entry in ENTRIES}) >= 10


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
class TestEveryFile:
    def test_is_a_whole_document_ready_to_be_published(self, entry):
        assert content.problems(entry.document) == []
        assert content.missing(entry.document) == []

    def test_names_councils_functions_and_themes_that_exist(self, entry):
        codes = column(REGISTER, "la_code")
        named = [row["council"] for row in entry.document["involvements"]]
        assert {entry.document["lead_council"], *filter(None, named)} <= codes
        functions = column(TOPICS / "functions.csv", "code")
        assert set(entry.document["functions"]) <= functions
        assert set(entry.document["themes"]) <= column(TOPICS / "themes.csv", "slug")

    def test_says_where_it_and_each_of_its_figures_comes_from(self, entry):
        assert set(entry.source) == starter.SOURCE_KEYS
        assert entry.source["title"]
        assert entry.source["publisher"]
        assert entry.source["licence"]
        assert entry.source["url"].startswith("https://")
        for outcome in entry.document["outcomes"]:
            assert outcome["source"]
            assert outcome["result"] or outcome["baseline"]
        for saving in entry.document["savings"]:
            assert saving["amount"]
            assert saving["basis"]
            assert entry.document["evidence"]

    def test_is_a_public_summary_under_the_open_licence(self, entry):
        assert entry.document["visibility"] == "public"
        assert entry.document["text_licence"] == "ogl"


def test_uids_are_never_used_twice():
    uids = Counter(
        (entry.key, row["uid"])
        for entry in ENTRIES
        for part in content.ROWS
        for row in entry.document[part]
    )
    assert [uid for uid, times in uids.items() if times > 1] == []


def test_loading_publishes_every_entry_without_an_author(register):
    call_command("load_library")

    assert Initiative.objects.count() == len(ENTRIES)
    entry = by_key("kirklees-scanstation-self-service-scanning")
    initiative = Initiative.objects.get(library_key=entry.key)
    assert (initiative.status, initiative.author) == (Status.PUBLISHED, None)
    assert initiative.is_library_summary
    assert (initiative.title, initiative.source) == (
        entry.document["title"],
        entry.source,
    )
    assert initiative.lead_council.slug == "kirklees"
    assert [council.slug for council in initiative.leads.all()] == ["kirklees"]
    assert initiative.outcomes.count() == 3
    assert [saving.amount for saving in initiative.savings.all()] == [300000, 144000]
    assert initiative.revisions.get().state == State.PUBLISHED
    assert initiative.search_row.measured


def test_loading_again_changes_nothing(register):
    load_library(ENTRIES)
    before = list(Initiative.objects.values())

    loaded = load_library(ENTRIES)

    assert loaded.unchanged == [entry.key for entry in ENTRIES]
    assert list(Initiative.objects.values()) == before


def test_a_changed_file_becomes_a_new_revision_at_the_same_address(register):
    load_library(ENTRIES)
    entry = by_key("kirklees-scanstation-self-service-scanning")
    address = Initiative.objects.get(library_key=entry.key).slug
    changed = {**entry.document, "title": "A better title", "savings": []}

    loaded = load_library([entry._replace(document=changed)])

    assert loaded.changed == [entry.key]
    initiative = Initiative.objects.get(library_key=entry.key)
    assert (initiative.title, initiative.slug) == ("A better title", address)
    assert not initiative.savings.exists()
    states = initiative.revisions.values_list("number", "state")
    assert list(states) == [(2, State.PUBLISHED), (1, State.SUPERSEDED)]


def test_an_entry_that_moderators_removed_stays_removed(register):
    load_library(ENTRIES)
    entry = ENTRIES[0]
    Initiative.objects.filter(library_key=entry.key).update(status=Status.REMOVED)

    loaded = load_library([entry._replace(source={**entry.source, "title": "New"})])

    assert loaded.left_alone == [entry.key]
    initiative = Initiative.objects.get(library_key=entry.key)
    assert (initiative.status, initiative.source) == (Status.REMOVED, entry.source)


def test_an_entry_edited_in_the_hub_is_left_as_it_is(register, officer):
    load_library(ENTRIES[:1])
    entry = ENTRIES[0]
    initiative = Initiative.objects.get(library_key=entry.key)
    initiative.revisions.update(author=officer)

    loaded = load_library([entry._replace(source={**entry.source, "title": "New"})])

    assert loaded.left_alone == [entry.key]


def test_if_empty_leaves_a_hub_with_initiatives_alone(register, capsys):
    load_library(ENTRIES[:1])

    call_command("load_library", if_empty=True)

    assert Initiative.objects.count() == 1
    assert "nothing was loaded" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"lead_council": "NOPE"}, "lead_council: no council of the register: 'NOPE'"),
        ({"functions": ["9999"]}, "functions: not in the hub’s list: '9999'"),
        ({"summary": ""}, "summary is missing"),
        ({"title": "x" * 101}, "title is longer than 100 characters"),
        ({"colour": "blue"}, "unknown field: colour"),
    ],
)
def test_a_faulty_file_is_named_with_its_fault(register, change, reason):
    entry = ENTRIES[0]
    faulty = entry._replace(document={**entry.document, **change})
    assert faults(faulty, known_names()) == [reason]


def test_an_outcome_without_a_source_is_a_fault(register):
    entry = by_key("kirklees-scanstation-self-service-scanning")
    document = json.loads(json.dumps(entry.document))
    document["outcomes"][0]["source"] = ""
    [fault] = faults(entry._replace(document=document), known_names())
    assert "does not say where its figures come from" in fault


def test_one_faulty_entry_stops_all(register, monkeypatch):
    broken = ENTRIES[0]._replace(document={**ENTRIES[0].document, "stage": "odd"})
    command = "initiatives.management.commands.load_library.read_library"
    monkeypatch.setattr(command, lambda: [broken, *ENTRIES[1:]])

    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_library")

    assert not Initiative.objects.exists()
