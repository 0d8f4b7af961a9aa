"""What `make bench` fills its database with: initiatives as publishing stores them."""

import pytest

from bench import filling, words
from bench.content import Maker
from initiatives import content
from initiatives.choices import CostBand
from initiatives.models import Initiative, Involvement, SearchRow
from tests.reading import headings

NUMBER = 50


@pytest.fixture
def filled(topics, leeds, kirklees, firm, monkeypatch):
    monkeypatch.setattr(words, "TAIL", 2_000)
    monkeypatch.setattr(filling, "maker", Maker(NUMBER), raising=False)
    filling.store_chunk(range(1, NUMBER + 1))


@pytest.mark.django_db
def test_made_up_initiatives_are_sound_and_can_be_read(filled, client):
    rows = Initiative.objects.order_by("pk")
    public = rows.filter(audience=0)

    pages = [client.get(row.get_absolute_url()) for row in public[:3]]
    listed = client.get("/initiatives/?q=residents")

    assert [content.problems(row.document) for row in rows] == [[]] * NUMBER
    assert [headings(page)[0] for page in pages] == [row.title for row in public[:3]]
    assert listed.context["found"].total == sum(
        "residents" in f"{row.title} {row.document}".lower() for row in public
    )


@pytest.mark.django_db
def test_their_columns_and_rows_say_what_their_documents_say(filled):
    rows = list(Initiative.objects.order_by("pk"))
    named = sum(len(row.document["involvements"]) for row in rows)

    indexed = SearchRow.objects.order_by("pk").values_list("pk", "cost_band")

    assert list(indexed) == [(row.pk, content.cost_band(row.document)) for row in rows]
    assert {row.cost_band for row in rows} > {CostBand.UNKNOWN}
    assert Involvement.objects.filter(partner__isnull=False).count() > 0
    assert Involvement.objects.count() == named
    assert [row.uptakes.count() for row in rows] == [row.uptake_count for row in rows]


@pytest.mark.django_db
def test_each_run_makes_the_same(filled):
    again = Maker(NUMBER)

    made = [again.make(pk).initiative.document for pk in range(1, NUMBER + 1)]

    stored = Initiative.objects.order_by("pk").values_list("document", flat=True)
    assert made == list(stored)
