"""What is only being written shows on no public page before it is published."""

import pytest

from councils.models import Council
from initiatives import actions
from initiatives.models import Initiative, SearchRow
from initiatives.search.indexing import index_initiatives
from tests.factories import published, viewer_for

pytestmark = pytest.mark.django_db


def lead_row(council):
    return {
        "uid": "0123abcd",
        "council": council.la_code,
        "partner": "",
        "name": "",
        "role": "lead",
        "brought": "",
        "paid": None,
    }


def with_draft_of_a_second_lead(officer, kirklees):
    """Published; a new version that names Kirklees as a lead is saved, no more."""
    initiative = published(officer, title="Food waste")
    revision = actions.start_revision(initiative=initiative, by=viewer_for(officer))
    actions.save_revision(
        revision=revision,
        changes={"involvements": [lead_row(kirklees)]},
        expected_version=revision.version,
        by=viewer_for(officer),
    )
    return initiative


def test_a_saved_draft_adds_nothing_to_a_councils_page(client, officer, kirklees):
    initiative = with_draft_of_a_second_lead(officer, kirklees)

    page = client.get(kirklees.get_absolute_url()).text

    assert "Food waste" not in page
    assert list(Initiative.objects.of_council(kirklees)) == []
    assert list(Initiative.objects.of_council(initiative.lead_council)) == [initiative]


def test_a_saved_draft_is_not_found_under_its_new_council(client, officer, kirklees):
    initiative = with_draft_of_a_second_lead(officer, kirklees)

    index_initiatives([initiative.pk])

    leeds = Council.objects.get(slug="leeds")
    assert SearchRow.objects.get().councils == [leeds.pk]
    assert "Food waste" not in client.get("/initiatives/?council=kirklees").text


def test_once_published_the_second_lead_is_found(client, officer, leeds, kirklees):
    initiative = published(officer, involvements=[lead_row(kirklees)])

    assert list(Initiative.objects.of_council(kirklees)) == [initiative]
    assert set(SearchRow.objects.get().councils) == {leeds.pk, kirklees.pk}
