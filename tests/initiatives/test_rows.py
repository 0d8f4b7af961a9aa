"""The repeating parts: rows that are added, changed, removed and checked."""

import pytest
from django.urls import reverse

from initiatives import content
from tests.factories import PartnerFactory, draft
from tests.initiatives.pages import answers_of, fill

pytestmark = pytest.mark.django_db


def section_url(revision, section):
    return reverse("initiatives:edit", args=[revision.initiative.slug, section])


def uid(n):
    return f"{n:08x}"


def person(n, **fields):
    """A row of *People and partners*."""
    blank = {"council": "", "partner": "", "name": f"Trust {n}", "brought": ""}
    return {"uid": uid(n), **blank, "role": "other", "paid": None, **fields}


def rows_of(revision, part):
    revision.refresh_from_db()
    return revision.document[part]


ROWS = {
    "outcomes": {
        "measure": "Visits",
        "direction": "down",
        "unit": "a month",
        "baseline": "1,120.5",
        "baseline_date": "April 2024",
        "result": "-3",
        "result_date": "May 2025",
        "denominator": "1,120 households",
        "basis": "actual",
        "method": "Counted.",
        "comparison": "before-after",
        "source": "Our own log",
    },
    "savings": {
        "amount": "£12,000",
        "frequency": "yearly",
        "price_year": "2024",
        "cash": "cash-releasing",
        "efficiency": "technical",
        "basis": "estimated",
        "confirmed_by_finance": "yes",
        "beneficiary": "The housing service",
    },
    "involvements": {
        "council": "Kirklees",
        "partner": "",
        "name": "",
        "role": "delivery",
        "brought": "Two engineers",
        "paid": "no",
    },
    "evidence": {
        "kind": "published-evaluation",
        "title": "What we found",
        "url": "leeds.gov.uk/report",
        "independent": "no",
        "date": "06/2025",
    },
    "artefacts": {
        "kind": "business-case",
        "title": "Business case",
        "url": "https://leeds.gov.uk/case",
        "licence": "ogl",
        "redacted": "yes",
    },
    "technologies": {
        "product": "Boiler Watch",
        "supplier": "Heat Ltd",
        "contract_end": "March 2027",
    },
}
KEPT = {
    "outcomes": {
        "baseline": "1120.5",
        "baseline_date": "2024-04",
        "result_date": "2025-05",
    },
    "savings": {"amount": "12000", "price_year": 2024, "confirmed_by_finance": True},
    "involvements": {"council": "KIR", "paid": False},
    "evidence": {
        "url": "https://leeds.gov.uk/report",
        "independent": False,
        "date": "2025-06",
    },
    "artefacts": {"redacted": True},
    "technologies": {"contract_end": "2027-03"},
}
SECTIONS = {
    "outcomes": "outcomes",
    "savings": "savings",
    "involvements": "people",
    "evidence": "sources",
    "artefacts": "documents",
    "technologies": "technology",
}


@pytest.mark.parametrize("part", ROWS)
def test_a_row_is_kept_and_saving_it_again_changes_nothing(
    sign_in, officer, kirklees, part
):
    revision, client = draft(officer), sign_in(officer)
    url = section_url(revision, SECTIONS[part])

    fill(client, url, **{f"{part}-0-{key}": v for key, v in ROWS[part].items()})
    once = rows_of(revision, part)
    fill(client, url)

    assert len(once) == 1
    assert once[0] == {"uid": once[0]["uid"]} | ROWS[part] | KEPT[part]
    assert content.problems(revision.document) == []
    assert rows_of(revision, part) == once


def test_a_new_row_that_is_sent_twice_is_kept_once(sign_in, officer):
    revision, client = draft(officer), sign_in(officer)
    url = section_url(revision, "people")
    answers = answers_of(client.get(url), url) | {
        "involvements-0-name": "A trust",
        "involvements-0-role": "other",
    }

    responses = [client.post(url, answers) for _press in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert len(rows_of(revision, "involvements")) == 1


def test_an_empty_row_is_no_row(sign_in, officer):
    revision = draft(officer)

    fill(sign_in(officer), section_url(revision, "people"))

    assert rows_of(revision, "involvements") == []


def test_rows_keep_their_uid_when_another_goes(sign_in, officer):
    revision = draft(officer, involvements=[person(1), person(2), person(3)])
    answers = {"involvements-1-DELETE": "on", "involvements-2-brought": "A van"}

    fill(sign_in(officer), section_url(revision, "people"), **answers)

    assert rows_of(revision, "involvements") == [
        person(1),
        person(3, brought="A van"),
    ]


def test_a_row_that_goes_need_not_be_right(sign_in, officer):
    revision = draft(officer, involvements=[person(1)])
    answers = {"involvements-0-DELETE": "on", "involvements-0-role": ""}

    fill(sign_in(officer), section_url(revision, "people"), **answers)

    assert rows_of(revision, "involvements") == []


@pytest.mark.parametrize("made_up", ["", "<script>", uid(1), uid(9)])
def test_a_uid_cannot_be_made_up_or_used_twice(sign_in, officer, made_up):
    revision = draft(officer, involvements=[person(1)])
    new = {
        "involvements-1-uid": made_up,
        "involvements-1-name": "Another",
        "involvements-1-role": "other",
    }

    fill(sign_in(officer), section_url(revision, "people"), **new)

    first, second = rows_of(revision, "involvements")
    assert (first["uid"], second["name"]) == (uid(1), "Another")
    assert second["uid"] not in {uid(1), uid(9), made_up}
    assert content.problems(revision.document) == []


def test_thirty_rows_fit_and_then_none_is_offered(sign_in, officer):
    revision = draft(officer, involvements=[person(n) for n in range(30)])
    client, url = sign_in(officer), section_url(revision, "people")

    page, saved = client.get(url), fill(client, url)

    assert "Add one" not in page.text
    assert saved.status_code == 302
    assert len(rows_of(revision, "involvements")) == 30


def test_a_31st_row_is_refused_and_shown(sign_in, officer):
    revision = draft(officer, involvements=[person(n) for n in range(30)])
    client, url = sign_in(officer), section_url(revision, "people")
    more = {
        "involvements-TOTAL_FORMS": "31",
        "involvements-30-name": "One too many",
        "involvements-30-role": "other",
    }

    response = fill(client, url, **more)

    assert "<li>There is room for at most 30.</li>" in response.text
    assert answers_of(response, url)["involvements-30-name"] == "One too many"
    assert len(rows_of(revision, "involvements")) == 30


@pytest.mark.parametrize("total", ["", "many", "-1", "100000", "\x00"])
def test_a_made_up_number_of_rows_changes_nothing(sign_in, officer, total):
    revision = draft(officer, involvements=[person(1)])
    url = section_url(revision, "people")

    response = fill(sign_in(officer), url, **{"involvements-TOTAL_FORMS": total})

    assert "There is a problem" in response.text
    assert rows_of(revision, "involvements") == [person(1)]


def test_councils_and_partners_are_shown_by_their_names(
    sign_in, officer, kirklees, firm
):
    rows = [person(1, name="", council="KIR"), person(2, name="", partner=firm.slug)]
    revision = draft(officer, involvements=rows)
    client, url = sign_in(officer), section_url(revision, "people")

    shown = answers_of(client.get(url), url)
    fill(client, url, **{"involvements-0-brought": "A van"})

    assert shown["involvements-0-council"] == "Kirklees Council"
    assert shown["involvements-1-partner"] == "Brightwater"
    assert rows_of(revision, "involvements") == [
        rows[0] | {"brought": "A van"},
        rows[1],
    ]


def test_a_partner_that_is_no_longer_verified_may_stay(sign_in, officer):
    gone = PartnerFactory(name="Gone Ltd", status="suspended")
    revision = draft(officer, involvements=[person(1, name="", partner=gone.slug)])

    response = fill(sign_in(officer), section_url(revision, "people"))

    assert response.status_code == 302
    assert rows_of(revision, "involvements")[0]["partner"] == gone.slug
