"""Under an entry stands the work most like it, and why."""

import pytest

from accounts.viewer import viewer_for
from councilhub.types import VISITOR
from initiatives import actions
from initiatives.models import Initiative
from initiatives.search.alike import more_like
from tests.factories import (
    FunctionFactory,
    NeighbourFactory,
    ThemeFactory,
    draft,
    embedded,
    published,
)


def found(initiative, viewer=VISITOR):
    return [other.initiative.title for other in more_like(initiative, viewer)]


@pytest.fixture
def bins(db):
    return FunctionFactory(name="Bins").code


@pytest.fixture
def homes(db):
    return FunctionFactory(name="Homes").code


def test_nearness_in_meaning_outweighs_a_shared_service(vectors, officer, bins, homes):
    initiative = embedded(published(officer, functions=[bins]), 1)
    embedded(published(officer, title="Far", functions=[bins]), 0.6, 0.8)
    embedded(published(officer, title="Near", functions=[homes]), 0.98, 0.2)
    embedded(published(officer, title="Both", functions=[bins]), 0.98, 0.2)
    embedded(published(officer, title="Neither", functions=[homes]), 0.6, 0.8)

    assert found(initiative) == ["Both", "Near", "Far"]


def test_each_says_why(vectors, officer, kirklees, leeds, bins, homes):
    NeighbourFactory(council=leeds, neighbour=kirklees, rank=1)
    initiative = embedded(published(officer, functions=[bins]), 1)
    embedded(published(council=kirklees, functions=[bins]), 0.98, 0.2)

    [other] = more_like(initiative, VISITOR)

    assert other.council == "Kirklees"
    assert other.why == [
        "Same service: Bins", "A council like Leeds", "About much the same",
    ]  # fmt: skip


def test_without_vectors_services_and_titles_decide(officer, bins, homes):
    themes = [ThemeFactory().slug]
    initiative = published(
        officer, title="Bins emptied by night", functions=[bins, homes], themes=themes
    )
    published(officer, title="Something else", functions=[bins])
    published(officer, title="Another thing", functions=[bins], themes=themes)
    published(officer, title="Homes and bins", functions=[bins, homes])
    published(
        officer, title="Bins emptied by night", functions=[FunctionFactory().code]
    )

    assert found(initiative) == ["Homes and bins", "Another thing", "Something else"]


def test_a_council_alike_comes_before_another(officer, leeds, kirklees, bins):
    NeighbourFactory(council=leeds, neighbour=kirklees, rank=3)
    initiative = published(officer, functions=[bins])
    published(council=kirklees, title="What we did", functions=[bins])
    published(title="What we did too", functions=[bins])

    assert found(initiative) == ["What we did", "What we did too"]


def test_between_equals_the_better_shown_comes_first(officer, bins):
    initiative = published(officer, functions=[bins])
    published(officer, title="Shown", functions=[bins], evidence_level=4)
    published(officer, title="Told.", functions=[bins], evidence_level=1)

    assert found(initiative) == ["Shown", "Told."]


def test_only_what_the_reader_may_read(vectors, officer, moderator, bins):
    initiative = embedded(published(officer, functions=[bins]), 1)
    embedded(
        published(officer, title="Hidden", functions=[bins], visibility="members"), 1
    )
    gone = published(officer, title="Gone", functions=[bins])
    actions.remove(initiative=gone, by=viewer_for(moderator), reason="Wrong.")
    invented = published(officer, title="Invented", functions=[bins])
    invented.invented = True
    invented.save()

    assert found(initiative) == []
    assert found(initiative, viewer_for(officer)) == ["Hidden"]


def test_six_at_most(officer, bins):
    initiative = published(officer, functions=[bins])
    for number in range(7):
        published(officer, title=f"Number {number}", functions=[bins])

    assert len(found(initiative)) == 6


@pytest.mark.parametrize("count", [1, 3])
def test_one_statement(vectors, officer, bins, count, django_assert_num_queries):
    initiative = embedded(published(officer, functions=[bins]), 1)
    for number in range(count):
        embedded(published(officer, title=f"Other {number}", functions=[bins]), 1)
    initiative = Initiative.objects.for_result().get(pk=initiative.pk)  # as its page

    with django_assert_num_queries(1):
        assert len(found(initiative)) == count


def test_a_draft_has_none(officer, bins, django_assert_num_queries):
    published(officer, functions=[bins])
    initiative = draft(officer, functions=[bins]).initiative

    with django_assert_num_queries(0):
        assert found(initiative) == []


def test_the_page_shows_them_with_their_facts(client, officer, bins):
    initiative = published(officer, functions=[bins])
    published(officer, title="Another round", functions=[bins], evidence_level=2)

    text = client.get(initiative.get_absolute_url()).text

    assert "More like this" in text
    assert "Leeds · pilot · evidence 2 of 5<br>Same service: Bins" in text.replace(
        "Pilot", "pilot"
    )
