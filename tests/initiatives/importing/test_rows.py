"""What a row becomes."""

import csv

import pytest
from django.core.management import call_command

from initiatives.choices import State, Status
from initiatives.importing.columns import COLUMNS
from initiatives.models import HistoryEntry, Initiative, Revision
from tests.initiatives.importing.files import GOOD, csv_file, lines_file


def test_a_csv_row_becomes_a_draft_of_its_lead_council(tmp_path):
    call_command("import_initiatives", csv_file(tmp_path, GOOD))

    revision = Revision.objects.get()
    initiative = revision.initiative
    assert (initiative.status, revision.state) == (Status.UNPUBLISHED, State.DRAFT)
    assert initiative.lead_council.slug == "ayford"
    assert [council.slug for council in initiative.leads.all()] == ["ayford"]
    document = revision.document
    assert document["title"] == GOOD["title"]
    assert document["functions"] == ["39", "finance"]
    assert (document["stage"], document["setup_cost"]) == ("pilot", "12500")
    assert (document["staff_days"], document["started"]) == (30, "2024-04")
    assert initiative.history.get().act == HistoryEntry.Act.CREATE


@pytest.mark.parametrize("name", ["AAA", "aaa", "E07000001", "ayford", " Ayford "])
def test_a_council_may_be_named_by_code_or_slug(tmp_path, name):
    call_command(
        "import_initiatives", csv_file(tmp_path, {**GOOD, "lead_council": name})
    )
    assert Initiative.objects.get().lead_council.slug == "ayford"


@pytest.mark.parametrize("stage", ["business-as-usual", "Business as usual"])
def test_a_value_of_a_list_may_be_written_as_people_say_it(tmp_path, stage):
    call_command("import_initiatives", csv_file(tmp_path, {**GOOD, "stage": stage}))

    assert Revision.objects.get().document["stage"] == "business-as-usual"


def test_emoji_welsh_letters_commas_and_line_breaks_survive(tmp_path):
    text = 'Ŵyl y tŷ 🎉, "wedi’i" wneud\n\n- un\n- dau'
    row = {**GOOD, "approach": text.replace("\n", "\r\n")}
    call_command("import_initiatives", csv_file(tmp_path, row))
    assert Revision.objects.get().document["approach"] == text


def test_a_csv_row_can_carry_an_outcome_a_saving_and_those_involved(tmp_path):
    row = {
        **GOOD,
        "outcome_measure": "Tonnes collected",
        "outcome_baseline": "0",
        "outcome_result": "12.5",
        "saving_amount": "£1,000",
        "saving_confirmed_by_finance": "yes",
        "other_leads": "BBB",
        "involved_councils": "ceeford",
        "involved_others": "Green Trust; Bin Ltd",
    }
    call_command("import_initiatives", csv_file(tmp_path, row, columns=COLUMNS))

    revision = Revision.objects.get()
    [outcome], [saving] = revision.document["outcomes"], revision.document["savings"]
    assert (outcome["baseline"], outcome["result"]) == ("0", "12.5")
    assert (saving["amount"], saving["confirmed_by_finance"]) == ("1000", True)
    involved = [
        (row["council"] or row["name"], row["role"])
        for row in revision.document["involvements"]
    ]
    assert involved == [
        ("BBB", "lead"),
        ("CCC", "other"),
        ("Green Trust", "other"),
        ("Bin Ltd", "other"),
    ]
    leads = revision.initiative.leads.values_list("slug", flat=True)
    assert set(leads) == {"ayford", "beeford"}


def test_json_lines_may_hold_whole_parts(tmp_path):
    row = {
        **GOOD,
        "functions": ["39"],
        "staff_days": 30,
        "outcomes": [{"measure": "Visits", "result": 12}, {"measure": "Calls"}],
        "evidence": [{"title": "A report", "independent": True}],
    }
    call_command("import_initiatives", lines_file(tmp_path, row))

    document = Revision.objects.get().document
    assert [row["measure"] for row in document["outcomes"]] == ["Visits", "Calls"]
    assert document["outcomes"][0]["result"] == "12"
    assert document["evidence"][0]["independent"] is True


def test_importing_the_same_file_again_adds_nothing(tmp_path):
    path = csv_file(tmp_path, GOOD)
    call_command("import_initiatives", path)

    call_command("import_initiatives", path, skip_bad=True)

    initiative = Initiative.objects.get()
    with (tmp_path / "library-rejected.csv").open(encoding="utf-8") as file:
        [rejected] = csv.DictReader(file)
    assert rejected["reason"] == f"is in the hub already: {initiative.reference}"


def test_an_over_long_title_is_kept_whole_in_a_draft(tmp_path, capsys):
    row = {**GOOD, "title": "x" * 150, "summary": ""}
    call_command("import_initiatives", csv_file(tmp_path, row))

    assert Revision.objects.get().document["title"] == "x" * 150
    report = capsys.readouterr().out
    assert "1 × title is longer than 100 characters" in report
    assert "1 × summary is missing" in report


def test_invisible_characters_are_left_out(tmp_path):
    row = {**GOOD, "title": "Food\x0bwaste\x01"}

    call_command("import_initiatives", csv_file(tmp_path, row))

    assert Revision.objects.get().document["title"] == "Food waste"
