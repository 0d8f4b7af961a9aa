"""Choosing services out of a hundred: in groups, what is chosen first."""

import re

import pytest
from django.urls import reverse

from tests.conftest import HTMX
from tests.factories import FunctionFactory, draft
from tests.initiatives.pages import answers_of, error_beside, fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def services(db):
    """Two groups of two."""
    for group, children in {"Housing": "AB", "Transport": "CD"}.items():
        parent = FunctionFactory(code=group.lower(), name=group, slug=group.lower())
        for letter in children:
            FunctionFactory(
                code=letter, name=f"{group} {letter}", slug=letter, parent=parent
            )


@pytest.fixture
def revision(services, officer):
    return draft(officer, functions=["B"])


@pytest.fixture
def url(revision):
    return reverse("initiatives:edit", args=[revision.initiative.slug, "topic"])


def test_services_are_checkboxes_in_groups_under_one_legend(sign_in, officer, url):
    page = sign_in(officer).get(url).text

    field = page[page.index('id="id_functions"') : page.index('id="id_stage"')]
    assert "<legend>Service</legend>" in field
    assert re.findall("<summary>(.*?)</summary>", field) == ["Housing", "Transport"]
    assert re.findall('type="checkbox" name="functions" value="(.*?)"', field) == [
        "B",
        "housing",
        "A",
        "transport",
        "C",
        "D",
    ]
    assert "<select" not in field


def test_what_is_chosen_stands_first_outside_the_groups(sign_in, officer, url):
    page = sign_in(officer).get(url).text

    chosen = page[page.index(">Chosen</p>") : page.index('<details class="group">')]
    assert re.findall("<span>(.*?)</span>", chosen) == ["Housing B"]
    assert chosen.count(" checked") == 1


def test_a_group_can_be_chosen_whole(sign_in, officer, revision, url):
    fill(sign_in(officer), url, functions=["transport", "B", "C"])

    revision.refresh_from_db()
    assert revision.document["functions"] == ["transport", "B", "C"]


def test_more_than_three_are_refused_and_stay_chosen(sign_in, officer, revision, url):
    response = fill(sign_in(officer), url, functions=["A", "B", "C", "D"])

    revision.refresh_from_db()
    assert error_beside(response, "id_functions") == (
        "Error: Choose at most 3: you chose 4."
    )
    assert answers_of(response, url)["functions"] == ["A", "B", "C", "D"]
    assert revision.document["functions"] == ["B"]


def test_the_limit_is_told_as_one_chooses(sign_in, officer, url):
    client = sign_in(officer)
    answers = answers_of(client.get(url), url) | {"functions": ["A", "B", "C", "D"]}

    response = client.post(url, answers, headers=HTMX)

    assert error_beside(response, "id_functions") == (
        "Error: Choose at most 3: you chose 4."
    )


def test_a_service_sent_twice_counts_once(sign_in, officer, revision, url):
    fill(sign_in(officer), url, functions=["A", "A", "B", "C"])

    revision.refresh_from_db()
    assert revision.document["functions"] == ["A", "B", "C"]
