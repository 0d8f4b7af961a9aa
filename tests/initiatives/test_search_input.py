"""Whatever is typed into the search gets an answer or a kind sentence."""

from urllib.parse import quote

import pytest
from django.http import QueryDict

from initiatives.search.query import BrowseQuery
from initiatives.search.token import Token
from tests.conftest import HTMX
from tests.factories import published
from tests.reading import headings

pytestmark = pytest.mark.django_db

ODD = {
    "only a stop word": "the",
    "only stop words": "of and the",
    "only signs": "!!! ???",
    "an emoji": "🙂",
    "operators": "foo & | ! ( <-> :*",
    "tsquery": "'food':A & !(waste | <2>)",
    "an open quote": '"food',
    "a backslash": "food\\",
    "a quote": "a'b''c",
    "a percent sign": "100% %s %(q)s",
    "right to left": "نفايات الطعام",
    "a mark of direction": "\u202efood\u202c",
    "nul": "food\x00waste",
    "spaces": "   ",
    "like a reference": "CH-",
    "a reference of nobody": "CH-5",
    "very long": "w" * 10_000,
    "very many words": "food waste " * 2_000,
    "html": "<script>alert(1)</script>",
    "a minus": "-",
    "only not": "-food",
    "only words left out": '-food -"waste bins" -the',
    "an open quote at the end": 'food waste" "',
    "sql": "'; DROP TABLE initiatives_initiative; -- %s %(q)s",
    "300 different words": " ".join(f"word{n}" for n in range(300)),
    "50 phrases": " ".join(f'"a{n} b"' for n in range(50)),
    "very many choices": "a or b or c or food or " * 100,
    "very many misspelt words": "houseing repiars libary serivces resedents " * 7,
    "minuses": "-" * 300,
    "minuses before a word": "-" * 299 + "a",
    "minuses apart": "- " * 149 + "a",
    "minuses and signs": "-!" * 149 + "a",
    "brackets": "(" * 300,
    "a distance": "food <1000000> <-> waste",
    "letters alone": " ".join("abcdefghijklmnop"),
    "half a letter": "food \udc80",
    "marks on marks": "e" + "\u0301" * 290,
    "marks of our own": "\ue000food\ue001",
    "chinese": "垃圾分类回收",
    "an address": "https://a.b/c?d=e&f#g",
}


@pytest.mark.parametrize("typed", ODD.values(), ids=ODD)
def test_any_text_is_answered(client, officer, typed):
    published(officer)

    asked = quote(typed.encode(errors="surrogatepass"))
    response = client.get(f"/initiatives/?q={asked}")

    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "\x00" not in response.text


def test_a_swap_may_push_any_text(client, officer):
    published(officer)

    response = client.get("/initiatives/", {"q": "نفايات\x00 <b> ü\n"}, headers=HTMX)

    assert response.status_code == 200
    assert response["HX-Push-Url"].isascii()


@pytest.mark.parametrize("typed", ["the", "of and the", "!!! ???", "🙂"])
def test_a_search_without_a_telling_word_is_told_so(client, officer, typed):
    published(officer)

    response = client.get("/initiatives/", {"q": typed})

    assert response.context["found"].total == 0
    assert "Your search has no word that tells one text from another" in response.text


@pytest.mark.parametrize("typed", ["food - waste", "food -- waste", "food- waste"])
def test_a_dash_leaves_nothing_out(client, officer, typed):
    published(officer)

    response = client.get("/initiatives/", {"q": typed})

    assert response.context["found"].total == 1
    assert client.get("/initiatives/?q=food+-waste").context["found"].total == 0


def test_a_search_that_finds_nothing_is_told_what_to_try(client, officer):
    published(officer)

    response = client.get("/initiatives/", {"q": "zebra"})

    assert "Try fewer or other words" in response.text
    assert "no word that tells" not in response.text


def test_a_long_search_is_cut_and_says_so(client, officer):
    published(officer)

    response = client.get("/initiatives/", {"q": "waste " * 2_000})

    assert response.context["query"].q == ("waste " * 50).strip()
    assert response.context["heading"] == f"1 initiative for ‘{('waste ' * 17)[:99]}…’"
    notice = "Your search was long. We used its first 300 letters."
    assert response.context["query"].notices == [notice]
    assert notice in response.text


def test_what_cannot_be_seen_is_not_searched(client, officer):
    published(officer)

    response = client.get("/initiatives/", {"q": "\u202efo\u200bod\x00waste\u202c"})

    assert response.context["query"].q == "food waste"
    assert response.context["found"].total == 1


def test_a_reference_leads_to_its_page(client, officer):
    initiative = published(officer)
    for typed in [initiative.reference, f" {initiative.reference.lower()} "]:
        response = client.get("/initiatives/", {"q": typed})

        assert response.status_code == 302
        assert response.url == f"/i/{typed.strip()}"


def test_unknown_values_are_left_out_with_one_notice(client, officer):
    published(officer)
    asked = {
        "stage": ["pilot", "nonsense"],
        "function": ["999999"],
        "year": ["20x4", "٢٠٢٤"],
        "cost": ["\x00"],
        "council": ["atlantis"],
        "sort": "sideways",
        "like": "atlantis",
    }

    response = client.get("/initiatives/", asked)

    query = response.context["query"]
    left_out = "We do not know “999999”, “nonsense”, “atlantis”, so we left that out."
    assert query.chosen == {"stage": ["pilot"]}
    assert (query.sort, query.like) == ("best", None)
    assert response.context["found"].total == 1
    assert query.notices == [
        "We do not know the council “atlantis” that others should be like.",
        "We do not know this order, so we left it out.",
        f"{left_out} The same goes for 2 more.",
    ]


def test_of_very_many_filters_the_first_are_used(client, officer):
    published(officer)
    asked = {"year": [str(year) for year in range(1800, 2050)], "stage": ["pilot"]}

    response = client.get("/initiatives/", asked)

    query = response.context["query"]
    assert query.chosen == {"stage": ["pilot"], "year": asked["year"][:99]}
    assert query.notices == ["Those were many filters. We used the first 100."]
    assert len(response.content) < 600_000


def test_more_values_than_any_form_sends_are_refused(client):
    response = client.get("/initiatives/", {"year": ["2020"] * 3_000})

    assert response.status_code == 400
    assert headings(response) == ["We could not read that"]


@pytest.mark.parametrize(
    "token",
    ["", "x", "made-up", "8J-Yig", "bmFuIDE", "MS41IC0z", "ü", "\x00", "A" * 9_000],
)
def test_a_made_up_page_is_the_first_page(client, officer, token):
    initiative = published(officer)

    response = client.get("/initiatives/", {"after": token})

    assert [row.pk for row in response.context["initiatives"]] == [initiative.pk]
    said = response.context["query"].notices
    assert said == (
        ["That page does not exist. This is the first one."] if token else []
    )


def test_a_page_past_the_end_leads_back_to_the_first(client, officer):
    published(officer)

    response = client.get("/initiatives/", {"after": Token(-1e14, 1).written()})

    assert response.context["initiatives"] == []
    assert "You are past the end of the list." in response.text


@pytest.mark.parametrize("key", [1e25, -1e300, 1e308])
@pytest.mark.parametrize("sort", ["adopted", "evidence", "newest"])
def test_no_forged_page_breaks_the_order(client, officer, key, sort):
    published(officer)

    asked = {"after": Token(key, 1).written(), "sort": sort}

    assert len(client.get("/initiatives/", asked).context["initiatives"]) == 1


def test_tokens_hold_what_was_written():
    token = Token(1763829.25, 12, "a-1")

    assert Token.read(token.written()) == token


def test_the_address_holds_what_was_understood_and_nothing_else():
    asked = "q=+food++waste&stage=pilot&stage=x&stage=idea&year=&sort=adopted&after=x"

    query = BrowseQuery.read(QueryDict(asked))

    assert query.address() == "q=food+waste&stage=pilot&stage=idea&sort=adopted"
