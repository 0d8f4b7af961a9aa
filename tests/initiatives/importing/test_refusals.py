"""What is wrong with a file or a row is told, and nothing is half loaded."""

import csv

import pytest
from django.core.management import call_command

from initiatives.models import Initiative, Revision
from tests.initiatives.importing.files import GOOD, csv_file, refusal


def test_a_dry_run_checks_all_and_stores_nothing(tmp_path, capsys):
    call_command("import_initiatives", csv_file(tmp_path, GOOD), dry_run=True)
    assert "Would load 1: 0 published, 1 drafts." in capsys.readouterr().out
    assert not Initiative.objects.exists()


def test_one_bad_row_stops_the_whole_import(tmp_path):
    bad = {**GOOD, "key": "row-2", "title": "Other", "lead_council": "XXX"}
    assert refusal(csv_file(tmp_path, GOOD, bad)) == [
        "  line 3: lead_council: no council of the register: 'XXX'"
    ]


def test_skip_bad_loads_the_rest_and_keeps_the_bad_rows_with_reasons(tmp_path):
    bad = {**GOOD, "key": "row-2", "title": "Other", "stage": "finished"}
    path = csv_file(tmp_path, GOOD, bad)

    call_command("import_initiatives", path, skip_bad=True)

    assert [revision.document["title"] for revision in Revision.objects.all()] == [
        GOOD["title"]
    ]
    with (tmp_path / "library-rejected.csv").open(encoding="utf-8") as file:
        [rejected] = csv.DictReader(file)
    assert rejected == {
        **bad,
        "line": "3",
        "reason": "stage is not one of the list: 'finished'",
    }


def test_rejected_rows_once_mended_can_be_imported_as_they_are(tmp_path):
    bad = {**GOOD, "stage": "finished"}
    call_command("import_initiatives", csv_file(tmp_path, bad), skip_bad=True)
    rejected = tmp_path / "library-rejected.csv"
    text = rejected.read_text(encoding="utf-8")
    mended = text.replace("'finished'", "").replace("finished", "pilot")
    rejected.write_text(mended, encoding="utf-8")

    call_command("import_initiatives", rejected)

    assert Revision.objects.get().document["stage"] == "pilot"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": ""}, "title is missing"),
        ({"lead_council": ""}, "lead_council is missing"),
        ({"functions": "hats"}, "functions: not in the hub’s list: 'hats'"),
        (
            {"functions": "39;38;37;36"},
            "functions must hold at most 3 different values",
        ),
        (
            {"started": "April 2024"},
            "started must be a month such as 2024-04, or a year",
        ),
        ({"setup_cost": "a lot"}, "setup_cost must be a plain number"),
        ({"setup_cost": "-5"}, "setup_cost must be a plain number"),
        ({"staff_days": "3.5"}, "staff_days must be from 0 to 1000000"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path, change, reason):
    path = csv_file(tmp_path, {**GOOD, **change})
    assert refusal(path) == [f"  line 2: {reason}"]


def test_a_source_that_runs_a_script_is_refused(tmp_path):
    row = {**GOOD, "source_url": "javascript:alert(1)"}

    assert refusal(csv_file(tmp_path, row, columns=[*row])) == [
        "  line 2: source_url must be a link such as https://example.org"
    ]


def test_the_line_of_a_row_is_where_it_starts(tmp_path):
    long = {**GOOD, "approach": "one\ntwo\nthree"}
    bad = {**GOOD, "key": "row-2", "title": ""}
    assert refusal(csv_file(tmp_path, long, bad)) == ["  line 5: title is missing"]


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        (b"title,lead_council\nCaf\xe9,AAA\n", ["line 2: This is not UTF-8."]),
        (b"title,lead_council\nA\x00B,AAA\n", ["line 2: There is a NUL byte."]),
        (b"", ["line 1: The column “title” is missing.",
               "line 1: The column “lead_council” is missing."]),
        (b"title,lead_council\n", ["line 1: The file holds no initiative."]),
        (b"title,lead_council,sumary\n",
         ["line 1: There is no column “sumary”. Did you mean “summary”?"]),
        (b"title,lead_council,title\n",
         ["line 1: The column “title” is there twice."]),
        (b"title,lead_council\nA\n", ["line 2: 1 cells, but 2 columns"]),
        (b'title,lead_council\n"A,AAA\n',
         ["line 2: This is not proper CSV: unexpected end of data."]),
    ],
    ids=["latin-1", "nul", "empty", "no rows", "unknown", "twice", "short", "quote"],
)  # fmt: skip
def test_a_file_that_is_not_proper_csv_is_refused(tmp_path, data, reasons):
    path = tmp_path / "library.csv"
    path.write_bytes(data)
    assert refusal(path) == [f"  {reason}" for reason in reasons]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("{oops", "is not JSON: Expecting property name enclosed in double quotes"),
        ("[1, 2]", "is not a JSON object {…}"),
        (r'{"title": "a\u0000b"}', "has a NUL character"),
        (r'{"title": "a\ud800"}', "has half of a character (a lone surrogate)"),
        ('{"title": 7, "lead_council": "AAA"}', "title must be text"),
        ('{"title": "A", "lead_council": "AAA", "hat": 1}', "there is no field 'hat'"),
        ('{"title": "A", "lead_council": "AAA", "outcomes": 3}',
         "outcomes must be a list of objects"),
    ],
)  # fmt: skip
def test_a_line_that_is_not_right_is_refused(tmp_path, written, reason):
    path = tmp_path / "library.jsonl"
    path.write_text(f"\n{written}\n", encoding="utf-8")
    assert refusal(path) == [f"  line 2: {reason}"]


def test_a_file_that_is_not_there_or_of_another_kind_is_refused(tmp_path):
    absent = tmp_path / "absent.csv"
    assert refusal(absent) == [
        "  line 1: The file cannot be read: No such file or directory."
    ]
    assert refusal(tmp_path / "library.xlsx") == [
        "  line 1: The name must end with .csv or .jsonl."
    ]


def test_a_repetition_in_the_file_is_refused(tmp_path):
    path = csv_file(tmp_path, GOOD, {**GOOD, "title": "Another title"})
    assert refusal(path) == ["  line 3: is the same initiative as line 2"]


def test_without_keys_the_same_title_and_council_is_a_repetition(tmp_path):
    rows = [{**GOOD, "key": ""}, {**GOOD, "key": "", "lead_council": "BBB"}]
    twin = {**GOOD, "key": "", "title": GOOD["title"].upper()}
    path = csv_file(tmp_path, *rows, twin)
    assert refusal(path) == ["  line 4: is the same initiative as line 2"]
