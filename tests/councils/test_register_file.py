"""Broken files are refused whole, with the line and the reason."""

import pytest
from django.core.management import CommandError, call_command

from councils.models import Council
from councils.register import BrokenRegisterError, read_register


def problems_of(path):
    with pytest.raises(BrokenRegisterError) as caught:
        read_register(path)
    return [tuple(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("la_code", "", "la_code: This field cannot be blank."),
        ("name", "", "name: This field cannot be blank."),
        (
            "name",
            "x" * 121,
            "name: Ensure this value has at most 120 characters (it has 121).",
        ),
        ("type", "borough", "type: Value 'borough' is not a valid choice."),
        ("nation", "mercia", "nation: Value 'mercia' is not a valid choice."),
        ("region", "", None),
        ("slug", "a b", None),
        ("website", "kent", "website: Enter a valid URL."),
        ("website", "javascript:alert(1)", "website: Enter a valid URL."),
        ("gss_code", "E1", "gss_code: “E1” is not a GSS code."),
        ("area", "many", "area: “many” is not a figure."),
        ("area", "NaN", "area: “NaN” is not a figure."),
        ("area", "-3", "area: “-3” is not a figure."),
        ("area", "1e30", "area: “1e30” is not a figure."),
        ("upper_tier", "XXX", "upper_tier: no council “XXX” in the file."),
        ("upper_tier", "KEN", "upper_tier: the council itself."),
        ("combined_authority", "DOV", None),
        ("successors", "XXX", "successors: no council “XXX” in the file."),
        ("neighbours", "DOV DOV", "neighbours: a council occurs twice."),
        ("neighbours", "KEN", "neighbours: the council itself."),
        ("email_domains", "kent", "email_domains: “kent” is not a domain."),
        ("email_domains", "Kent.gov.uk", None),
        ("urban_rural", "x" * 81, "urban_rural: over 80 letters."),
    ],
)
def test_a_bad_value_is_named_with_its_line(
    register_file, kent, dover, column, value, reason
):
    path = register_file(dover, kent | {column: value})
    if column == "region":
        assert len(read_register(path)) == 2
        return
    if column == "la_code":
        path = register_file(kent | {column: value})
    lines = problems_of(path)
    assert len(lines) == 1
    assert lines[0][0] == (2 if column == "la_code" else 3)
    if reason:
        assert lines[0][1] == reason
    else:
        assert lines[0][1].startswith(f"{column}: ")


def test_every_fault_is_told_in_the_order_of_the_lines(register_file, kent, dover):
    path = register_file(
        dover | {"starts_on": "2023-13-01"},
        kent | {"starts_on": "2024-04-01", "ends_on": "2020-03-31"},
        kent,
    )

    assert [line for line, _ in problems_of(path)] == [2, 3, 4, 4]
    assert problems_of(path)[1:] == [
        (3, "ends_on: before starts_on."),
        (4, "gss_code: “E10000016” is on line 3 too."),
        (4, "la_code: “KEN” is on line 3 too."),
    ]


def test_a_row_after_a_cell_of_several_lines_has_its_own_line(
    register_file, kent, dover
):
    kent["note"] = "one\ntwo\nthree"
    path = register_file(kent, dover | {"area": "x"})
    assert problems_of(path) == [(5, "area: “x” is not a figure.")]


def test_files_that_are_no_register(tmp_path, register_file, kent):
    good = register_file(kent).read_bytes()
    path = tmp_path / "bad.csv"
    cases = {
        b"": "The column “alt_names” is missing.",
        good.splitlines()[0]: "The file holds no council.",
        good.replace(b"Kent", b"K\xffnt", 1): "This is not UTF-8.",
        good.replace(b"Kent", b"K\0nt", 1): "A NUL byte.",
        good.replace(b"population", b"people"): "The column “population” is missing.",
        good.replace(b"area,", b"area,area,", 1): "A column occurs twice.",
        good + b"KEN,too,few\n": "3 cells, but 29 columns.",
        good + b'"never closed': "Not CSV: unexpected end of data.",
    }
    for data, reason in cases.items():
        path.write_bytes(data)
        assert reason in [why for _, why in problems_of(path)]


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path):
    missing = "The file cannot be read: No such file or directory."
    assert problems_of(tmp_path / "no.csv") == [(1, missing)]
    assert problems_of(tmp_path) == [(1, "The file cannot be read: Is a directory.")]


@pytest.mark.django_db
def test_one_bad_line_keeps_the_good_ones_out(register_file, kent, dover):
    path = register_file(kent, dover | {"area": "x"})
    with pytest.raises(CommandError, match=r"nothing was loaded\.\n  line 3: area"):
        call_command("load_register", path)
    assert not Council.objects.exists()


def test_a_spreadsheets_byte_order_mark_does_not_matter(register_file, kent):
    path = register_file(kent)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_register(path)) == 1


def test_slugs_are_the_files_or_made_from_the_name(register_file, kent, dover):
    slug = {"slug": "", "gss_code": "", "email_domains": ""}
    old = kent | slug | {"la_code": "OLD", "ends_on": "2020-03-31"}
    combined = kent | slug | {"la_code": "CA", "type": "combined-authority"}
    rows = read_register(register_file(kent, dover, old, combined))
    assert [row.council.slug for row in rows] == [
        "kent",
        "dover",
        "kent-until-2020",
        "kent-combined-authority",
    ]


def test_two_current_councils_cannot_share_a_slug(register_file, kent, dover):
    path = register_file(kent, dover | {"slug": "kent"})
    assert problems_of(path) == [(3, "slug: “kent” is on line 2 too.")]
