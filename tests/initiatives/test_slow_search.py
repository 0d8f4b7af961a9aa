"""A search that takes too long is cancelled, and the reader told what to try."""

import pytest

from initiatives.search import by_council, limit, suggesting
from tests.conftest import HTMX
from tests.factories import published
from tests.reading import headings, text_of

pytestmark = pytest.mark.django_db

SLEEP = "SELECT pg_sleep(5)::text, 1"


@pytest.fixture
def hurry(officer, settings):
    """A hub with one initiative that gives a search a millisecond."""
    published(officer)
    settings.SEARCH_TIMEOUT = 1


@pytest.mark.parametrize("address", ["/initiatives/", "/initiatives/map/"])
def test_the_page_says_so_and_keeps_what_was_typed(hurry, client, address):
    asked = {"q": 'food "& waste', "stage": ["pilot", "idea"], "after": "x"}

    response = client.get(address, asked)

    assert response.status_code == 503
    assert headings(response) == ["That search took too long"]
    assert "Try fewer or rarer words, or add a filter." in text_of(response)
    assert f'action="{address}"' in response.text
    assert 'value="food &quot;&amp; waste"' in response.text
    assert '<input type="hidden" name="stage" value="pilot">' in response.text
    assert '<input type="hidden" name="stage" value="idea">' in response.text
    assert 'name="after"' not in response.text
    assert f'href="{address}?q=food%20%22%26%20waste"' in response.text
    assert 'href="/initiatives/"' in response.text


def test_a_swap_gets_the_words_in_place(hurry, client):
    response = client.get("/initiatives/?q=food&cost=", headers=HTMX)

    assert response.status_code == 503
    assert '<div id="results"' in response.text
    assert "<html" not in response.text
    assert response["HX-Push-Url"] == "/initiatives/?q=food"


@pytest.mark.parametrize(
    "address",
    ["/feeds/initiatives.atom", "/data/initiatives.csv", "/data/initiatives.json"],
)
def test_files_and_feeds_too(hurry, client, monkeypatch, address):
    monkeypatch.setattr(limit, "FILES", 1)

    response = client.get(address, {"q": "food"})

    assert response.status_code == 503
    assert headings(response) == ["That search took too long"]
    assert 'action="/initiatives/"' in response.text


def test_suggestions_too(client, settings, monkeypatch):
    settings.SEARCH_TIMEOUT = 20
    monkeypatch.setattr(suggesting, "ONE_WORD", SLEEP)

    response = client.get("/initiatives/suggest/", {"q": "food"}, headers=HTMX)

    assert response.status_code == 503
    assert not response.has_header("HX-Push-Url")


def test_so_is_what_is_asked_while_the_page_is_written(
    client, officer, settings, monkeypatch
):
    published(officer)
    settings.SEARCH_TIMEOUT = 200
    monkeypatch.setattr(by_council, "_councils_with_matches", lambda _query: SLEEP)

    response = client.get("/initiatives/map/", {"q": "food"})

    assert response.status_code == 503
    assert headings(response) == ["That search took too long"]


def test_the_limit_ends_with_the_search(client, settings):
    settings.SEARCH_TIMEOUT = 500

    assert limit.fetch("SHOW statement_timeout", None) == [("500ms",)]
    assert limit.fetch("SHOW statement_timeout", None, times=2) == [("1s",)]
    settings.SEARCH_TIMEOUT = 0
    assert limit.fetch("SHOW statement_timeout", None) == [("0",)]
