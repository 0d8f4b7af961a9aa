"""What is typed in another way than it is kept: read in one sense, and told."""

import pytest
from django.urls import reverse

from tests.conftest import HTMX
from tests.factories import draft, published
from tests.initiatives.pages import answers_of, fill

pytestmark = pytest.mark.django_db


def section_url(revision, section):
    return reverse("initiatives:edit", args=[revision.initiative.slug, section])


LABELS = {
    "price_year": "In prices of the year",
    "setup_cost": "Cost to set up, in £",
    "annual_cost": "Cost a year, in £",
    "started": "When did it start?",
}
SECTIONS = {"costs": "Costs", "dates": "Dates"}
ONE_YEAR = "“%s” is not one year. Give 2024 or 2024/25, for example."
MAYBE = "“%s” may be a financial year. Give the month in letters."


def told(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("section", "field", "typed", "stored", "kept"),
    [
        ("costs", "price_year", "2024", 2024, ""),
        ("costs", "price_year", "2024/25", 2024, "2024"),
        ("costs", "price_year", "2024-2025", 2024, "2024"),
        ("costs", "price_year", "1999–00", 1999, "1999"),
        ("costs", "setup_cost", "12,000", "12000", ""),
        ("costs", "setup_cost", "1,200,000.50", "1200000.5", ""),
        ("costs", "setup_cost", "12,5", "125", "125"),
        ("costs", "setup_cost", "£1.5m", "1500000", "1,500,000"),
        ("costs", "annual_cost", "1.2505k", "1250.5", "1,250.5"),
        ("dates", "started", "2023", "2023", ""),
        ("dates", "started", "april 2024", "2024-04", ""),
        ("dates", "started", "04/2024", "2024-04", "April 2024"),
        ("dates", "started", "Sept 2024", "2024-09", "September 2024"),
    ],
)  # fmt: skip
def test_it_is_kept_as_is_told(  # noqa: PLR0913, PLR0917
    sign_in, officer, section, field, typed, stored, kept
):
    revision, client = draft(officer), sign_in(officer)

    saved = fill(client, section_url(revision, section), **{field: typed})

    revision.refresh_from_db()
    assert revision.document[field] == stored
    said = f"Saved: {SECTIONS[section]}."
    if kept:
        said += f" “{LABELS[field]}” is kept as {kept}."
    assert told(client.get(saved.url)) == [said]


@pytest.mark.parametrize(
    ("section", "field", "typed", "error"),
    [
        ("costs", "price_year", "2024/26", ONE_YEAR),
        ("dates", "started", "2011/12", MAYBE),
        ("dates", "started", "2024/25", MAYBE),
    ],
)  # fmt: skip
def test_what_may_mean_two_things_is_asked_again(
    sign_in, officer, section, field, typed, error
):
    revision = draft(officer)

    page = fill(sign_in(officer), section_url(revision, section), **{field: typed})

    assert page.context["form"].errors == {field: [error % typed]}


def test_it_is_told_while_one_types(sign_in, officer):
    client, url = sign_in(officer), section_url(draft(officer), "costs")
    answers = answers_of(client.get(url), url) | {"price_year": "2024/25"}

    swap = client.post(url, answers, headers=HTMX)

    line = '<span id="id_price_year_kept" hx-swap-oob="innerHTML">Kept as 2024.</span>'
    assert line in swap.text


def test_a_year_alone_is_shown_alone(client, officer):
    row = {"baseline": "5", "baseline_date": "2022", "result": "3"}
    blank = dict.fromkeys(
        ["unit", "direction", "denominator", "basis", "method", "comparison", "source"],
        "",
    )
    outcome = (
        blank | row | {"uid": "0000000a", "measure": "x", "result_date": "2023-05"}
    )

    page = client.get(
        published(
            officer, started="2021", ended="2023-03", outcomes=[outcome]
        ).get_absolute_url()
    )

    assert "2021 to March 2023" in page.text
    assert [bar.label for bar in page.context["page"].outcomes[0].bars] == [
        "Before, 2022",
        "Result, May 2023",
    ]


@pytest.mark.parametrize(
    ("started", "ended", "errors"),
    [
        ("May 2023", "2023", []),
        ("2023", "January 2023", []),
        ("2023", "December 2022", ["ended"]),
        ("May 2023", "2022", ["ended"]),
    ],
)
def test_an_end_is_before_the_start_only_where_that_is_sure(
    sign_in, officer, started, ended, errors
):
    url = section_url(draft(officer), "dates")

    page = fill(sign_in(officer), url, started=started, ended=ended)

    assert list(page.context["form"].errors if page.context else []) == errors
