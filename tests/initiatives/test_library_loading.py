"""Loading the starter library into a hub: new, again, and beside people's work."""

import json

import pytest
from django.core.management import CommandError, call_command

from initiatives.choices import State, Status
from initiatives.importing.known import known_names
from initiatives.importing.library import faults, load_library, read_library
from initiatives.models import Initiative
from tests.factories import CouncilFactory, published

ENTRIES = read_library()
SCANSTATION = "kirklees-scanstation-self-service-scanning"
FEW = [
    entry
    for entry in ENTRIES
    if entry.key
    in {
        "bath-energy-readings-opened",
        SCANSTATION,
        "leeds-special-needs-local-offer",
    }
]


@pytest.fixture
def councils(topics, leeds, kirklees):
    """The councils of FEW; the whole register takes long to load."""
    CouncilFactory(la_code="BAS", slug="bath-and-north-east-somerset")


def by_key(key):
    return next(entry for entry in ENTRIES if entry.key == key)


def test_the_command_publishes_every_entry_without_an_author(topics, capsys):
    call_command("load_register", verbosity=0)
    load_library(FEW[:1])

    call_command("load_library")

    said = capsys.readouterr().out
    assert f"{len(ENTRIES) - 1} added, 0 changed, 1 unchanged." in said
    assert Initiative.objects.count() == len(ENTRIES)
    entry = by_key(SCANSTATION)
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


def test_new_entries_join_a_hub_and_leave_alone_what_is_there(councils, officer):
    load_library(FEW[:1])
    published(by=officer)
    there = list(Initiative.objects.order_by("pk").values())

    loaded = load_library(FEW)

    assert loaded.added == [entry.key for entry in FEW[1:]]
    assert loaded.unchanged == [FEW[0].key]
    assert (loaded.changed, loaded.left_alone) == ([], [])
    old = Initiative.objects.filter(pk__in=[row["id"] for row in there])
    assert list(old.order_by("pk").values()) == there
    new = Initiative.objects.exclude(pk__in=[row["id"] for row in there])
    assert set(new.values_list("library_key", "status")) == {
        (entry.key, Status.PUBLISHED) for entry in FEW[1:]
    }


def test_loading_again_changes_nothing(councils):
    load_library(FEW)
    before = list(Initiative.objects.order_by("pk").values())

    loaded = load_library(FEW)

    assert loaded.unchanged == [entry.key for entry in FEW]
    assert list(Initiative.objects.order_by("pk").values()) == before


def test_a_changed_file_becomes_a_new_revision_at_the_same_address(councils):
    load_library(FEW)
    entry = by_key(SCANSTATION)
    address = Initiative.objects.get(library_key=entry.key).slug
    changed = {**entry.document, "title": "A better title", "savings": []}

    loaded = load_library([entry._replace(document=changed)])

    assert loaded.changed == [entry.key]
    initiative = Initiative.objects.get(library_key=entry.key)
    assert (initiative.title, initiative.slug) == ("A better title", address)
    assert not initiative.savings.exists()
    states = initiative.revisions.values_list("number", "state")
    assert list(states) == [(2, State.PUBLISHED), (1, State.SUPERSEDED)]


def test_an_entry_that_moderators_removed_stays_removed(councils):
    load_library(FEW)
    entry = FEW[0]
    Initiative.objects.filter(library_key=entry.key).update(status=Status.REMOVED)

    loaded = load_library([entry._replace(source={**entry.source, "title": "New"})])

    assert loaded.left_alone == [entry.key]
    initiative = Initiative.objects.get(library_key=entry.key)
    assert (initiative.status, initiative.source) == (Status.REMOVED, entry.source)


def test_an_entry_edited_in_the_hub_is_left_as_it_is(councils, officer):
    load_library(FEW[:1])
    entry = FEW[0]
    initiative = Initiative.objects.get(library_key=entry.key)
    initiative.revisions.update(author=officer)

    loaded = load_library([entry._replace(source={**entry.source, "title": "New"})])

    assert loaded.left_alone == [entry.key]
    initiative.refresh_from_db()
    assert initiative.source == entry.source


def test_if_empty_leaves_a_hub_with_initiatives_alone(councils, capsys):
    load_library(FEW[:1])

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
def test_a_faulty_file_is_named_with_its_fault(councils, change, reason):
    faulty = FEW[0]._replace(document={**FEW[0].document, **change})
    assert faults(faulty, known_names()) == [reason]


def test_an_outcome_without_a_source_is_a_fault(councils):
    entry = by_key(SCANSTATION)
    document = json.loads(json.dumps(entry.document))
    document["outcomes"][0]["source"] = ""

    [fault] = faults(entry._replace(document=document), known_names())

    assert "does not say where its figures come from" in fault


def test_one_faulty_entry_stops_all(councils, monkeypatch):
    broken = FEW[0]._replace(document={**FEW[0].document, "stage": "odd"})
    command = "initiatives.management.commands.load_library.read_library"
    monkeypatch.setattr(command, lambda: [broken, *FEW[1:]])

    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_library")

    assert not Initiative.objects.exists()
