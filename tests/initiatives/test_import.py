import csv
import json

import pytest
from django.core.management import CommandError, call_command

from councils.models import Council
from initiatives.choices import State, Status
from initiatives.importing.columns import COLUMNS
from initiatives.models import HistoryEntry, Initiative, Revision

pytestmark = pytest.mark.django_db

GOOD = {
    "key": "row-1",
    "title": "Collect food waste on Sundays",
    "summary": "A pilot in three wards.",
    "lead_council": "AAA",
    "functions": "39; finance",
    "themes": "climate",
    "stage": "Pilot",
    "challenge": "Food waste went into the bin.",
    "approach": "We asked **300 homes**.",
    "results": "Too early to say.",
    "started": "2024-04",
    "setup_cost": "£12,500",
    "staff_days": "30",
}
STUDY = {
    "id": "abc123",
    "title": "A study",
    "summary": "What happened.",
    "body": "# What happened\n\nThe whole text.",
    "organisation": "Somebody",
    "date": "2019-05-15",
    "licence": "MIT",
    "reuse": "ok: attribute",
    "source_url": "",
    "source_repo": "someone/site",
    "source_path": "posts/a study.md",
    "source_commit": "abc",
    "uk_council_gss": ["E07000001", "E07000002"],
}


@pytest.fixture(autouse=True)
def hub():
    call_command("load_topics", verbosity=0)
    for place, (code, name) in enumerate(
        [("AAA", "Ayford"), ("BBB", "Beeford"), ("CCC", "Ceeford")], start=1
    ):
        Council.objects.create(
            la_code=code,
            name=f"{name} Council",
            short_name=name,
            slug=name.lower(),
            gss_code=f"E0700000{place}",
            type=Council.Type.DISTRICT,
            nation=Council.Nation.ENGLAND,
        )


def csv_file(folder, *rows, columns=None):
    path = folder / "library.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or list(GOOD))
        writer.writeheader()
        writer.writerows(rows)
    return path


def lines_file(folder, *rows):
    path = folder / "library.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def refusal(path, **options):
    with pytest.raises(CommandError) as caught:
        call_command("import_initiatives", path, **options)
    assert not Initiative.objects.exists()
    return str(caught.value).splitlines()[1:]


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
        ({"started": "April 2024"}, "started must be a month such as 2024-04"),
        ({"setup_cost": "a lot"}, "setup_cost must be a plain number"),
        ({"setup_cost": "-5"}, "setup_cost must be a plain number"),
        ({"staff_days": "3.5"}, "staff_days must be from 0 to 1000000"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path, change, reason):
    path = csv_file(tmp_path, {**GOOD, **change})
    assert refusal(path) == [f"  line 2: {reason}"]


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


def test_an_administrator_may_publish_at_once(tmp_path, administrator):
    call_command(
        "import_initiatives",
        csv_file(tmp_path, {**GOOD, "outcome_measure": ""}, columns=COLUMNS),
        kind="published",
        by=administrator.email.upper(),
    )

    initiative = Initiative.objects.get()
    assert initiative.status == Status.PUBLISHED
    assert initiative.slug == "collect-food-waste-on-sundays"
    assert (initiative.title, initiative.cost_band) == (GOOD["title"], "10k-50k")
    assert {function.code for function in initiative.functions.all()} == {
        "39",
        "finance",
    }
    entry = initiative.history.get()
    assert (entry.act, entry.by) == (HistoryEntry.Act.PUBLISH, administrator)
    assert initiative.search_row.stage == "pilot"


def test_two_of_one_title_get_addresses_of_their_own(tmp_path, administrator):
    rows = [GOOD, {**GOOD, "key": "row-2"}]
    call_command(
        "import_initiatives",
        csv_file(tmp_path, *rows),
        kind="published",
        by=administrator.email,
    )
    assert set(Initiative.objects.values_list("slug", flat=True)) == {
        "collect-food-waste-on-sundays",
        "collect-food-waste-on-sundays-2",
    }


def test_nobody_else_may_publish_at_once(tmp_path, officer):
    path = csv_file(tmp_path, GOOD)
    for address in ("", officer.email, "nobody@example.org"):
        with pytest.raises(CommandError):
            call_command("import_initiatives", path, kind="published", by=address)
    assert not Initiative.objects.exists()


def test_what_lacks_an_answer_cannot_be_published(tmp_path, administrator):
    path = csv_file(tmp_path, {**GOOD, "results": ""})
    reasons = refusal(path, kind="published", by=administrator.email)
    assert reasons == ["  line 2: cannot be published: results is missing"]


def test_a_collected_text_becomes_a_draft_of_the_first_council_it_names(tmp_path):
    call_command("import_initiatives", lines_file(tmp_path, STUDY))

    revision = Revision.objects.get()
    assert revision.state == State.DRAFT
    assert revision.document["approach"] == STUDY["body"]
    assert revision.initiative.lead_council.slug == "ayford"
    [involved] = revision.document["involvements"]
    assert (involved["council"], involved["role"]) == ("BBB", "other")
    assert revision.initiative.source == {
        "key": "abc123",
        "title": "A study",
        "publisher": "Somebody",
        "url": "https://github.com/someone/site/blob/abc/posts/a%20study.md",
        "date": "2019-05-15",
        "licence": "MIT",
    }


def test_a_collected_text_that_names_no_council_is_left_out_and_reported(
    tmp_path, capsys
):
    other = {**STUDY, "id": "x", "uk_council_gss": []}
    call_command("import_initiatives", lines_file(tmp_path, STUDY, other))

    assert Initiative.objects.count() == 1
    assert "1 × names no UK council" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, Status.PUBLISHED),
        ({"summary": ""}, Status.UNPUBLISHED),
        ({"title": "x" * 101}, Status.UNPUBLISHED),
        ({"reuse": "test/internal use only: do not publish"}, Status.UNPUBLISHED),
    ],
)
def test_a_collected_text_is_published_only_when_it_fits_and_may_be(
    tmp_path, administrator, change, status
):
    call_command(
        "import_initiatives",
        lines_file(tmp_path, {**STUDY, **change}),
        kind="published",
        by=administrator.email,
    )
    assert Initiative.objects.get().status == status


def test_many_rows_take_no_more_statements_than_few(
    tmp_path, django_assert_max_num_queries
):
    rows = [{**GOOD, "key": str(n), "title": f"Title {n}"} for n in range(400)]
    with django_assert_max_num_queries(40):
        call_command("import_initiatives", csv_file(tmp_path, *rows))
    assert Initiative.objects.count() == 400
