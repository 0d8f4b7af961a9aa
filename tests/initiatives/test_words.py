"""How the words of a search are read: abbreviations, misspellings, any of the words."""

import pytest

from initiatives.models import Synonym
from initiatives.search.spelling import nearest, slips
from tests.factories import SynonymFactory, published
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def search(client, q, **asked):
    response = client.get("/initiatives/", {"q": q, **asked})
    titles = [row.title for row in response.context["initiatives"]]
    return titles, text_of(response)


@pytest.fixture
def asc():
    return SynonymFactory(term="ASC", meaning="adult social care")


def test_an_abbreviation_finds_what_it_stands_for_and_the_other_way_round(
    client, officer, asc
):
    published(officer, title="A new front door for adult social care")
    published(officer, title="How ASC works")
    published(officer, title="Care of adult trees in social housing")

    for q in ["ASC", "asc", "adult social care"]:
        titles, _text = search(client, q)

        assert sorted(titles) == [
            "A new front door for adult social care",
            "How ASC works",
        ]


def test_the_page_says_how_an_abbreviation_was_understood(client, officer, asc):
    published(officer, title="How ASC works")

    _titles, text = search(client, "ASC front door")

    assert "ASC: adult social care" in text
    assert "ASC: adult social care" not in search(client, "front door")[1]


def test_an_abbreviation_that_is_a_word_is_one_only_in_capitals(client, officer):
    SynonymFactory(term="SEND", meaning="special needs", in_capitals=True)
    published(officer, title="A school for special needs")
    published(officer, title="Send letters early")

    assert search(client, "send")[0] == ["Send letters early"]
    assert search(client, "SEND")[0] != ["Send letters early"]
    assert "A school for special needs" in search(client, "SEND")[0]


def test_a_misspelt_word_is_taken_for_the_one_that_was_meant(client, officer):
    published(officer, title="Loneliness among carers")

    titles, text = search(client, "lonliness")

    assert titles == ["Loneliness among carers"]
    assert "Showing results for loneliness" in text
    assert "Search for ‘lonliness’ instead" in text


def test_what_was_typed_is_one_click_away(client, officer):
    published(officer, title="Loneliness among carers")

    titles, text = search(client, "lonliness", exact="1")

    assert titles == []
    assert "Your words were taken exactly as typed." in text


def test_no_word_of_what_one_may_not_read_is_suggested(client, sign_in, officer):
    published(officer, title="Loneliness among carers", visibility="councils")

    assert "loneliness" not in search(client, "lonliness")[1]
    assert "Showing results for loneliness" in search(sign_in(officer), "lonliness")[1]


def test_where_few_hold_all_words_those_with_some_follow_the_best_first(
    client, officer
):
    published(officer, title="Bicycle lanes")
    published(officer, title="Otters and beavers in the river")
    published(officer, title="Otters")

    titles, text = search(client, "why do otters and beavers build")

    assert titles == ["Otters and beavers in the river", "Otters"]
    assert "2 initiatives for some of ‘why do otters and beavers build’" in text


def test_what_holds_all_words_comes_before_what_holds_some(client, officer):
    published(officer, title="Otters and beavers in the river")
    published(officer, title="Otters")

    titles, text = search(client, "otters beavers")

    assert titles == ["Otters and beavers in the river", "Otters"]
    assert "2 initiatives for some of ‘otters beavers’" in text
    assert search(client, "otters beavers", exact="1")[0] == titles[:1]


def test_a_rare_word_weighs_more_than_a_common_one(client, officer):
    for number in range(12):
        published(officer, title=f"Pilot {number}")
    published(officer, title="Otters")

    titles, _text = search(client, "pilot otters nowhere")

    assert titles[0] == "Otters"


@pytest.mark.parametrize(
    ("q", "found"),
    [('"otters beavers"', 0), ("otters -rivers", 0), ("otters or herons", 2)],
)
def test_who_says_how_to_read_a_search_is_taken_at_their_word(
    client, officer, q, found
):
    published(officer, title="Otters in rivers")
    published(officer, title="Beavers and otters in rivers")

    titles, text = search(client, q)

    assert len(titles) == found
    assert "some of" not in text


def test_a_filter_never_shows_more_than_there_were_without_it(client, officer):
    for number in range(10):
        published(officer, title=f"Otters and beavers {number}", stage="pilot")
    published(officer, title="Otters", stage="idea")

    assert search(client, "otters beavers", stage="idea")[0] == []


def test_moderators_keep_the_list(sign_in, moderator):
    asked = {"term": "EHCP", "meaning": "education, health and care plan"}
    asked["language"] = "en"

    sign_in(moderator).post("/admin/initiatives/synonym/add/", asked)

    assert list(Synonym.objects.values_list("term", "meaning")) == [
        ("EHCP", "education, health and care plan")
    ]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("view", "view", 0),
        ("veiw", "view", 1),
        ("lonliness", "loneliness", 1),
        ("wast", "waste", 1),
        ("recieves", "receive", 2),
        ("", "bin", 3),
    ],
)
def test_slips_are_counted_as_typists_make_them(one, other, count):
    assert slips(one, other) == count


def test_of_words_as_near_the_one_that_more_texts_hold_was_meant():
    assert nearest("veiw", [("vein", 2), ("view", 40), ("vow", 90)]) == "view"
    assert nearest("veiw", [("verve", 9), ("view", 0)]) == ""


def test_letters_that_changed_places_are_put_right(client, officer):
    published(officer, title="A single view of the resident")

    assert search(client, "veiw")[0] == ["A single view of the resident"]
