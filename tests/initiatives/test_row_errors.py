"""What is wrong in a row is told beside its field."""

import re

import pytest
from django.urls import reverse

from tests.conftest import HTMX
from tests.factories import draft
from tests.initiatives.pages import answers_of, error_beside, fill

pytestmark = pytest.mark.django_db

SECTIONS = {
    "outcomes": "outcomes",
    "savings": "savings",
    "involvements": "people",
    "evidence": "sources",
    "artefacts": "documents",
    "technologies": "technology",
}


def section_url(revision, section):
    return reverse("initiatives:edit", args=[revision.initiative.slug, section])


def rows_of(revision, part):
    revision.refresh_from_db()
    return revision.document[part]


@pytest.mark.parametrize(
    ("part", "typed", "field", "error"),
    [
        (
            "outcomes",
            {"unit": "%"},
            "measure",
            "Answer “What did you measure”.",
        ),
        (
            "outcomes",
            {"measure": "x", "baseline": "few"},
            "baseline",
            "Give a number, for example 12,500.",
        ),
        (
            "outcomes",
            {
                "measure": "x",
                "baseline_date": "May 2024",
                "result_date": "April 2024",
            },
            "result_date",
            "The result must not be dated before the start figure.",
        ),
        ("savings", {"beneficiary": "x"}, "amount", "Answer “Amount in £”."),
        (
            "involvements",
            {"role": "lead"},
            "council",
            "Name one council, one partner or one other.",
        ),
        (
            "involvements",
            {"role": "lead", "council": "Leeds", "name": "A trust"},
            "council",
            "Name one council, one partner or one other.",
        ),
        (
            "involvements",
            {"role": "lead", "council": "Atlantis"},
            "council",
            "There is no council of this name in the register.",
        ),
        (
            "involvements",
            {"role": "other", "partner": "Nobody Ltd"},
            "partner",
            "There is no verified partner of this name. Use “anybody else”.",
        ),
        ("involvements", {"name": "A trust"}, "role", "Answer “Part”."),
        (
            "artefacts",
            {"kind": "code", "title": "x", "url": "javascript:alert(1)"},
            "url",
            "Enter a valid URL.",
        ),
        (
            "evidence",
            {"kind": "other", "title": "x", "url": "ftp://leeds.gov.uk"},
            "url",
            "Give a link that begins with https://.",
        ),
        (
            "technologies",
            {"product": "x" * 151},
            "product",
            "Shorten “Product”: it has 151 letters, the most is 150.",
        ),
    ],
)
def test_what_is_wrong_in_a_row_is_told_beside_its_field(
    sign_in, officer, part, typed, field, error
):
    revision = draft(officer)
    url = section_url(revision, SECTIONS[part])
    answers = {f"{part}-0-{key}": value for key, value in typed.items()}

    response = fill(sign_in(officer), url, **answers)

    place = f"id_{part}-0-{field}"
    assert error_beside(response, place) == f"Error: {error}"
    assert [t.target for t in response.context["troubles"]] == [place]
    assert rows_of(revision, part) == []


def test_the_summary_names_the_row_and_the_question(sign_in, officer):
    client, url = sign_in(officer), section_url(draft(officer), "outcomes")
    fill(client, url, **{"outcomes-0-measure": "Visits"})

    page = fill(
        client,
        url,
        **{
            "outcomes-0-measure": "",
            "outcomes-1-measure": "Cost a visit",
            "outcomes-1-baseline": "few",
        },
    )

    links = re.findall(r'<li><a href="#(.*?)">(.*?)</a>', page.text)
    assert links[:2] == [
        ("id_outcomes-0-measure", "Outcome 1: Answer “What did you measure”."),
        (
            "id_outcomes-1-baseline",
            "Outcome 2, “Figure before”: Give a number, for example 12,500.",
        ),
    ]
    assert re.findall(r'<legend class="label">(.*?)</legend>', page.text) == [
        "Outcome 1",
        "Outcome 2",
    ]


def test_a_row_is_judged_as_one_leaves_its_fields(sign_in, officer):
    client, url = sign_in(officer), section_url(draft(officer), "people")
    answers = answers_of(client.get(url), url) | {"involvements-0-council": "Atlantis"}

    response = client.post(url, answers, headers=HTMX)

    assert error_beside(response, "id_involvements-0-council") == (
        "Error: There is no council of this name in the register."
    )
    assert error_beside(response, "id_involvements-0-role") == ""
