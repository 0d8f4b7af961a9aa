"""What is suggested to somebody who types into the search."""

import re

import pytest

from initiatives.search.completing import completed
from tests.conftest import HTMX
from tests.factories import (
    CouncilFactory,
    FunctionFactory,
    PartnerFactory,
    ThemeFactory,
    published,
)

pytestmark = pytest.mark.django_db


def suggested(client, typed):
    """Texts of the suggestions by the name of their group."""
    response = client.get("/initiatives/suggest/", {"q": typed}, headers=HTMX)
    return {
        group.label: [said.text for said in group.suggestions]
        for group in response.context["groups"]
    }


def addresses(client, typed):
    response = client.get("/initiatives/suggest/", {"q": typed}, headers=HTMX)
    return re.findall(r'role="option"[^>]* href="([^"]+)"', response.text)


def test_the_beginning_of_any_word_of_a_title_finds_it(client, officer):
    first = published(officer, title="Collect food waste on Sundays")
    published(officer, title="Repair cafés in libraries")

    assert suggested(client, "sund")["Initiatives"] == [first.title]
    assert suggested(client, "cafe")["Initiatives"] == ["Repair cafés in libraries"]
    assert suggested(client, "FOOD sun")["Initiatives"] == [first.title]
    assert suggested(client, "sund food") == {}
    assert addresses(client, "food sund")[-1] == first.get_absolute_url()


def test_titles_that_begin_so_go_first_then_the_newest(client, officer):
    for title in ["Food waste", "Less food", "More food"]:
        published(officer, title=title)

    titles = suggested(client, "foo")["Initiatives"]

    assert titles == ["Food waste", "More food", "Less food"]


def test_what_is_not_for_this_reader_is_neither_named_nor_completed(
    client, officer, sign_in
):
    published(officer, title="Zebra crossings", visibility="councils")

    assert suggested(client, "zeb") == {}
    assert suggested(sign_in(officer), "zeb") == {
        "Searches": ["zebra"],
        "Initiatives": ["Zebra crossings"],
    }


def test_a_withdrawn_one_is_no_longer_suggested(client, officer):
    entry = published(officer, title="Zebra crossings")
    type(entry).objects.filter(pk=entry.pk).update(status="archived")

    assert suggested(client, "zeb") == {}


def test_councils_are_found_by_all_their_names_and_a_slip(client, leeds, kirklees):
    CouncilFactory(
        short_name="Cardiff", name="Cardiff Council", alt_names=["Cyngor Caerdydd"]
    )

    assert suggested(client, "le") == {"Councils": ["Leeds City Council"]}
    assert suggested(client, "city lee") == {"Councils": ["Leeds City Council"]}
    assert suggested(client, "caerd") == {"Councils": ["Cardiff Council"]}
    assert suggested(client, "kirkless") == {"Councils": ["Kirklees Council"]}
    assert suggested(client, "mirklees") == {}
    assert addresses(client, "leeds") == [leeds.get_absolute_url()]


def test_a_council_after_other_words_is_where_to_search_for_them(client, leeds):
    said = addresses(client, "food waste in leed")

    assert said == ["/initiatives/?council=leeds&amp;q=food+waste"]
    assert suggested(client, "food lee") == {}


def test_abolished_councils_say_so_and_go_last(client, leeds):
    CouncilFactory(short_name="Leedon", name="Leedon Council", ends_on="2020-01-01")

    response = client.get("/initiatives/suggest/", {"q": "leed"})

    assert suggested(client, "leed")["Councils"] == [
        "Leeds City Council",
        "Leedon Council",
    ]
    assert "Leedon Council <small>abolished</small>" in response.text


def test_verified_partners_services_and_themes_are_suggested(client, firm):
    PartnerFactory(name="Brighthelm", status="unverified")
    function = FunctionFactory(name="Bright streets")
    theme = ThemeFactory(name="Bright futures")

    assert suggested(client, "brigh") == {
        "Partners": ["Brightwater"],
        "Services and themes": ["Bright futures", "Bright streets"],
    }
    assert addresses(client, "brigh") == [
        firm.get_absolute_url(),
        theme.get_absolute_url(),
        function.get_absolute_url(),
    ]


def test_eight_at_most_and_something_of_each_group(client, officer):
    for number in range(6):
        published(officer, title=f"Brightness and word{number}")
        CouncilFactory(short_name=f"Brightley {number}", name=f"Brightley {number}")
        ThemeFactory(name=f"Bright {number}")
    PartnerFactory(name="Brightwater")

    said = suggested(client, "bright")

    assert {label: len(texts) for label, texts in said.items()} == {
        "Searches": 1,
        "Councils": 2,
        "Partners": 1,
        "Services and themes": 2,
        "Initiatives": 2,
    }


def test_completions_are_what_titles_hold_the_most_usual_first():
    titles = [
        "Temporary accommodation for families",
        "Better temporary accommodation",
        "Temps paid on time, and SEND temperatures",
    ]

    assert completed("temp", titles) == [
        "temporary accommodation", "temps", "temperatures",
    ]  # fmt: skip
    assert completed("Better tempo", titles) == ["better temporary accommodation"]
    assert completed("temporary", titles) == ["temporary accommodation"]
    assert completed("se", titles) == ["SEND"]
    assert completed("an", titles) == []
    assert completed("temporary ", titles) == []


@pytest.mark.parametrize(
    "typed",
    ["", "a", "  ", "%_", "'", "'a':*", "food & | !", "\x00fo", "🙂🙂", "نفايات الطعام",
     "w" * 10_000, "food waste " * 2_000, "<script>alert(1)</script>", "it's"],
)  # fmt: skip
def test_any_text_is_answered(client, officer, typed):
    published(officer)

    response = client.get("/initiatives/suggest/", {"q": typed})

    assert response.status_code == 200
    assert "<script>" not in response.text
    assert 'role="listbox"' in response.text


def test_a_visitor_gets_no_cookie_and_the_browser_asks_each_time(client, officer):
    published(officer)

    response = client.get("/initiatives/suggest/", {"q": "food"})

    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_what_members_get_is_never_stored(sign_in, officer):
    response = sign_in(officer).get("/initiatives/suggest/", {"q": "food"})

    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.usefixtures("process_cache")
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("typed", ["foo", "collect foo", "collect council foo"])
def test_statements(client, officer, django_assert_num_queries, count, typed):
    for _number in range(count):
        published(officer)
    client.get("/initiatives/suggest/", {"q": "lee"})

    with django_assert_num_queries(2):  # the version of the content, and the titles
        client.get("/initiatives/suggest/", {"q": typed})


def test_old_titles_are_found_beyond_the_newest(officer, monkeypatch):
    """Rare words through the index, rare pairs through their other words."""
    from initiatives.search import suggesting

    for title in ["Owl boxes by the canal", "Canal art", "Canal boats", "Bin lids"]:
        published(officer, title=title)
    for name in ("ONE_WORD", "WORDS_AND_BEGINNING"):
        few = getattr(suggesting, name).replace("LIMIT 300", "LIMIT 3")
        monkeypatch.setattr(suggesting, name, few.replace(">= 10", ">= 2"))

    found = {
        words: [*suggesting.titles_with(words.split(), 0).values()]
        for words in ("owl", "box", "owl bo", "owl ca", "bin owl")
    }

    assert found == {
        "owl": ["Owl boxes by the canal"],
        "box": ["Owl boxes by the canal"],
        "owl bo": ["Owl boxes by the canal"],
        "owl ca": ["Owl boxes by the canal"],
        "bin owl": [],
    }
