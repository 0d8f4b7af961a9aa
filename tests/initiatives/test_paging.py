"""The orders of the list, and page after page of it."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone

from initiatives.choices import Audience
from initiatives.importing.storing import Entry, store
from initiatives.models import Initiative
from initiatives.search.find import find, matching
from initiatives.search.indexing import index_initiatives
from initiatives.search.query import BrowseQuery
from tests.factories import CouncilFactory, NeighbourFactory, document

pytestmark = pytest.mark.django_db
SORTS = ["best", "newest", "adopted", "evidence", "like"]


@pytest.fixture(autouse=True)
def small_pages(monkeypatch):
    monkeypatch.setattr("initiatives.search.matches.PAGE", 3)


def put(*rows):
    """Published entries at once: of each its council, and what its columns say."""
    entries = [Entry(document(council), {}, published=True) for council, _says in rows]
    pks = [initiative.pk for initiative in store(entries=entries, by=None)]
    for pk, (_council, says) in zip(pks, rows, strict=True):
        Initiative.objects.filter(pk=pk).update(**says)
    index_initiatives(pks)
    return pks


def says(days, uptake_count=0, evidence_level=0):
    return {
        "published_at": timezone.now() - dt.timedelta(days=days),
        "uptake_count": uptake_count,
        "evidence_level": evidence_level,
    }


def pages(asked, between=lambda: None):
    """Every row from the first page to the last, following the links."""
    seen, query = [], BrowseQuery.read(QueryDict(asked), home="leeds")
    while True:
        found = find(query, 0)
        seen.append(found.pks)
        address = query.address_after(found.next_token)
        if not address:
            return seen
        between()
        query = BrowseQuery.read(QueryDict(address), home="leeds")


@pytest.fixture
def eight(leeds, kirklees):
    NeighbourFactory(council=leeds, neighbour=kirklees, rank=1)
    far = CouncilFactory()
    return put(
        (leeds, says(8, 2, 1)),
        (leeds, says(7, 0, 5)),
        (kirklees, says(6, 9, 2)),
        (kirklees, says(5, 0, 2)),
        (far, says(4, 2, 0)),
        (far, says(3, 0, 2)),
        (far, says(2, 0, 1)),
        (far, says(1, 1, 0)),
    )


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("", "hgfedcba"),
        ("sort=newest", "hgfedcba"),
        ("q=food&sort=newest", "hgfedcba"),
        ("sort=adopted", "ceahgfdb"),
        ("sort=evidence", "bfdcgahe"),
        ("sort=like", "badchgfe"),
        ("like=leeds", "dcba"),
        ("like=leeds&sort=evidence", "bdca"),
    ],
)
def test_orders(eight, asked, order):
    found = [pk for page in pages(asked) for pk in page]

    names = dict(zip(eight, "abcdefgh", strict=True))
    assert "".join(names[pk] for pk in found) == order


@pytest.mark.parametrize("asked", ["", "q=food&stage=pilot"])
@pytest.mark.parametrize("sort", SORTS)
def test_all_pages_together_hold_every_row_once(eight, asked, sort):
    found = pages(f"{asked}&sort={sort}")

    assert [len(page) for page in found] == [3, 3, 2]
    assert sorted(pk for page in found for pk in page) == sorted(eight)


@pytest.mark.parametrize("sort", SORTS)
def test_rows_of_one_moment_are_all_shown(leeds, sort):
    same = says(1)
    rows = put(*[(leeds, same)] * 7)

    found = pages(f"q=food&sort={sort}")

    assert sorted(pk for page in found for pk in page) == rows


@pytest.mark.parametrize("sort", SORTS)
def test_what_is_published_meanwhile_moves_nothing(eight, leeds, sort):
    found = pages(
        f"q=food&sort={sort}",
        between=lambda: put((leeds, says(0, 1, 2))),
    )

    seen = [pk for page in found for pk in page]
    assert len(seen) == len(set(seen))
    assert set(eight) <= set(seen)


@pytest.mark.parametrize("sort", ["newest", "adopted", "evidence", "like"])
def test_pages_go_on_beyond_the_cap(eight, monkeypatch, sort):
    monkeypatch.setattr("initiatives.search.matches.CAP", 4)

    found = pages(f"stage=pilot&sort={sort}")

    assert sorted(pk for page in found for pk in page) == sorted(eight)


def test_above_the_cap_the_strongest_are_still_the_strongest(eight, monkeypatch):
    monkeypatch.setattr("initiatives.search.matches.CAP", 3)

    [first, *_rest] = pages("sort=evidence")

    assert first[0] == eight[1]


def test_a_file_of_all_matches_is_no_sample_of_them(eight, monkeypatch):
    monkeypatch.setattr("initiatives.search.matches.CAP", 2)
    monkeypatch.setattr("initiatives.search.matches.TELLING", 0)

    for asked in ["q=food", "stage=pilot"]:
        found = matching(BrowseQuery.read(QueryDict(asked)), 0)

        assert sorted(found) == sorted(eight)


def test_what_was_taken_back_meanwhile_is_on_no_page(client, eight):
    first = client.get("/initiatives/?q=food")
    more = f"/initiatives/?{first.context['next']}"
    assert client.get(more).context["initiatives"]

    Initiative.objects.update(audience=Audience.COUNCILS)

    assert client.get(more).context["initiatives"] == []


def test_likeness_as_an_order_without_a_council_is_explained(client, eight):
    response = client.get("/initiatives/?sort=like")

    query = response.context["query"]
    assert query.sort == "best"
    assert query.notices == ["To sort by likeness, name a council first."]


def test_show_more_is_a_link_to_the_next_page_and_the_last_page_says_so(client, eight):
    first = client.get("/initiatives/?stage=pilot")
    assert "Show 3 more of 8" in first.text
    assert "Back to the first" not in first.text

    second = client.get(f"/initiatives/?{first.context['next']}")
    last = client.get(f"/initiatives/?{second.context['next']}")

    assert [row.pk for row in last.context["initiatives"]] == [eight[1], eight[0]]
    back = '<a href="/initiatives/?stage=pilot">Back to the first</a>'
    assert f'<p class="note">4 to 6 · {back}</p>' in second.text
    assert f'<p class="note">7 to 8 · {back}</p>' in last.text
    assert 'rel="next"' not in last.text
    assert "That was the last." in last.text
    assert 'href="/initiatives/?stage=pilot">Back to the first' in last.text


def test_the_end_of_the_best_matches_says_that_there_are_more(
    client, eight, monkeypatch
):
    monkeypatch.setattr("initiatives.search.matches.CAP", 4)
    page = client.get("/initiatives/?q=food")

    while page.context["next"]:
        page = last = client.get(f"/initiatives/?{page.context['next']}")

    assert "There are more than are looked at." in last.text
