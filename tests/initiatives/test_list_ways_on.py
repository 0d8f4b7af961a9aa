"""Where the list leads: to its next page, to files and feeds, and out of a dead end."""

import html
import re

import pytest

from initiatives.models import Initiative
from tests.conftest import HTMX
from tests.factories import FunctionFactory, ThemeFactory, published
from tests.reading import text_of

pytestmark = pytest.mark.django_db
FEED = re.compile(r'<link id="feed" rel="alternate"[^>]* href="([^"]*)"([^>]*)>')


def links_of(response, words):
    """Addresses of the links that say this."""
    found = re.findall(rf'<a [^>]*href="([^"]*)"[^>]*>{words}</a>', response.text)
    return [html.unescape(address) for address in found]


def test_more_says_how_many_come_next(client, officer, monkeypatch):
    monkeypatch.setattr("initiatives.search.matches.PAGE", 2)
    for _number in range(5):
        published(officer)

    first = client.get("/initiatives/?q=food")
    (second_address,) = links_of(first, "Show 2 more of 5")
    second = client.get(second_address)
    (third_address,) = links_of(second, "Show 1 more of 5")
    third = client.get(third_address)

    assert len(third.context["initiatives"]) == 1
    assert "That was the last." in text_of(third)


@pytest.mark.parametrize("seen", ["", "x", "-1", "²", "9" * 400])
def test_an_address_that_does_not_say_where_it_is_promises_no_number(
    client, officer, monkeypatch, seen
):
    monkeypatch.setattr("initiatives.search.matches.PAGE", 1)
    for _number in range(3):
        published(officer)
    after = client.get("/initiatives/").context["next"].partition("&seen")[0]

    response = client.get(f"/initiatives/?{after}&seen={seen}")

    assert len(links_of(response, "Show more")) == 1


def test_the_list_can_be_taken_away_as_it_is_filtered(client, officer):
    published(officer, title="Food waste")

    response = client.get("/initiatives/?sort=evidence&utm=x&stage=pilot&q=food")

    filters = "?q=food&stage=pilot"
    assert links_of(response, "CSV") == [f"/data/initiatives.csv{filters}"]
    assert links_of(response, "JSON") == [f"/data/initiatives.json{filters}"]
    assert links_of(response, "Atom feed") == [f"/feeds/initiatives.atom{filters}"]
    assert FEED.findall(response.text) == [
        ("/feeds/initiatives.atom?q=food&amp;stage=pilot", "")
    ]


def test_a_swap_brings_the_feed_of_what_it_shows(client, officer):
    published(officer)

    response = client.get("/initiatives/?stage=pilot", headers=HTMX)

    assert FEED.findall(response.text) == [
        ("/feeds/initiatives.atom?stage=pilot", ' hx-swap-oob="true"')
    ]


def test_a_topic_can_be_taken_away_too(client, officer):
    function, theme = FunctionFactory(code="66"), ThemeFactory(slug="early-help")
    published(officer, functions=["66"], themes=["early-help"])

    for topic, filters in [(function, "function=66"), (theme, "theme=early-help")]:
        response = client.get(topic.get_absolute_url())

        assert links_of(response, "CSV") == [f"/data/initiatives.csv?{filters}"]
        assert links_of(response, "JSON") == [f"/data/initiatives.json?{filters}"]
        assert FEED.findall(response.text) == [
            (f"/feeds/initiatives.atom?{filters}", "")
        ]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2017-05-03", ", 3 May 2017"),
        ("2017-05", ", May 2017"),
        ("2017", ", 2017"),
        ("", ""),
    ],
)
def test_a_summary_says_how_old_its_source_is(client, officer, date, said):
    initiative = published(officer)
    Initiative.objects.filter(pk=initiative.pk).update(
        library_key="a-key", source={"title": "A book", "date": date}
    )

    in_list = text_of(client.get("/initiatives/"))
    on_page = text_of(client.get(initiative.get_absolute_url()))

    label = f"Summarised by CouncilHub from a published source{said}"
    assert f"{label} Stage Pilot" in in_list
    assert f"{label} At a glance" in on_page
    assert "Published" not in on_page
