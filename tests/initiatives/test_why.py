"""A search says of each result why it is one, where title and summary do not."""

import re

import pytest
from django.http import QueryDict

from initiatives.models import Initiative
from initiatives.reading.rows import rows_for
from initiatives.search.find import find
from initiatives.search.meaning import query_vector
from initiatives.search.query import BrowseQuery
from tests.factories import (
    CouncilFactory,
    FunctionFactory,
    NeighbourFactory,
    SynonymFactory,
    embedded,
    published,
)
from tests.reading import text_of

pytestmark = pytest.mark.django_db

LONG = "We wrote to every home and waited for an answer. " * 60


@pytest.fixture
def why(client):
    """Why the one result of a search is one: field and words around, or None."""

    def asked(q, browser=client):
        [row] = browser.get("/initiatives/", {"q": q}).context["initiatives"]
        return row.why and tuple(map(str, row.why))

    return asked


def lines(response):
    """Below each title: whose it is."""
    return re.findall(r'<p class="by">(.*?)</p>', response.text)


def test_what_title_or_summary_show_needs_no_words(why, officer):
    published(officer, title="Sunday rounds", approach="Sunday rounds for food.")

    assert why("sunday") is None
    assert why("wards") is None


def test_the_first_field_that_holds_the_word_is_named_and_quoted(why, officer):
    published(
        officer,
        challenge="Nobody knew.",
        approach="We bought **caddies** for <b>flats</b>.",
        results="The caddies broke.",
    )

    marked = "We bought <mark>caddies</mark> for &lt;b&gt;flats&lt;/b&gt;."
    assert why("caddy") == ("What was done", marked)


def test_the_card_says_it(client, officer):
    published(officer, advice="Begin with the caddies.")

    response = client.get("/initiatives/", {"q": "caddies"})

    assert "In “Advice to others”: Begin with the caddies ." in text_of(response)


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("challenge", "Challenge"),
        ("results", "Results"),
        ("what_did_not_work", "What did not work"),
        ("conditions", "What it needs"),
        ("adaptation_note", "Copy exactly, or change"),
    ],
)
def test_every_text_is_known_by_its_heading(why, officer, field, name):
    published(officer, **{field: "Two caddies."})

    assert why("caddies") == (name, "Two <mark>caddies</mark>.")


def test_a_long_text_is_cut_around_the_word(why, officer):
    published(officer, approach=f"{LONG}Then the caddies came. {LONG}")

    _field, snippet = why("caddies")

    assert "<mark>caddies</mark>" in snippet
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")
    assert 100 < len(snippet.replace("<mark>", "").replace("</mark>", "")) <= 165


def test_a_word_that_only_begins_alike_does_not_count(why, officer):
    published(officer, challenge="Careful work.", results="A car came.")

    assert why("cars") == ("Results", "A <mark>car</mark> came.")


def test_of_several_words_those_are_told_that_the_title_lacks(why, officer):
    published(officer, title="Food waste", results="Food for all. Caddies for most.")

    field, snippet = why("food caddies")

    assert (field, snippet) == (
        "Results",
        "Food for all. <mark>Caddies</mark> for most.",
    )


def test_what_an_abbreviation_stands_for_is_found_as_a_phrase(why, officer):
    SynonymFactory(term="ASC", meaning="adult social care")
    published(
        officer,
        challenge="Adult learning, social clubs and care.",
        results="It is used in adult social care.",
    )

    marked = "It is used in <mark>adult social care</mark>."
    assert why("ASC") == ("Results", marked)


def test_what_is_to_be_left_out_is_not_looked_for(why, officer):
    published(officer, results="Caddies, not bins.")

    assert why("caddies -zebra") == ("Results", "<mark>Caddies</mark>, not bins.")
    assert why("-zebra") is None


def test_names_of_those_involved_and_of_services_are_told(why, officer, kirklees, firm):
    function = FunctionFactory(name="Lettings")
    blank = {"council": "", "partner": "", "name": "", "brought": "", "paid": None}
    involved = [
        {**blank, "uid": "1", "council": kirklees.la_code, "role": "partner"},
        {**blank, "uid": "2", "partner": firm.slug, "role": "supplier"},
    ]
    published(officer, functions=[function.code], involvements=involved)

    assert why("kirklees") == ("Councils", "<mark>Kirklees</mark> Council")
    assert why("brightwater") == ("Partners", "<mark>Brightwater</mark>")
    assert why("letting") == ("Services and themes", "<mark>Lettings</mark>")


def test_the_lead_council_is_marked_where_it_stands(client, officer):
    published(officer)

    [row] = client.get("/initiatives/", {"q": "leeds"}).context["initiatives"]

    assert row.council_html == "<mark>Leeds</mark> City Council"
    assert row.why is None


def test_welsh_texts_are_quoted_in_welsh(client, why, officer):
    published(officer, language="cy", title="Gwastraff", approach="Mae tŷ gennym.")

    assert why("ty") == ("What was done", "Mae <mark>tŷ</mark> gennym.")
    page = client.get("/initiatives/", {"q": "ty"}).text
    assert '<span lang="cy">Mae <mark>tŷ</mark> gennym.</span>' in page


def test_what_some_may_not_read_is_quoted_to_nobody(why, officer, sign_in):
    hidden = {"what_did_not_work": "Caddies.", "advice": "Many caddies."}
    published(officer, **hidden, what_did_not_work_visibility="councils")

    assert why("caddies", sign_in(officer)) == (
        "Advice to others",
        "Many <mark>caddies</mark>.",
    )


def test_without_words_nothing_is_said(client, officer):
    published(officer)

    response = client.get("/initiatives/")

    assert 'class="why"' not in response.text


def test_close_in_meaning_is_said_where_no_word_was_found(client, officer, vectors):
    initiative = embedded(published(officer), 1)
    query = BrowseQuery.read(QueryDict("q=loneliness"))
    find(query, 0)

    [row] = rows_for([initiative.pk], Initiative.objects.all(), query.text)

    assert row.why == ("", "")


def test_where_no_text_holds_the_words_that_is_said_first(client, officer, model):
    entry = published(officer, title="A plan for repairs", summary="Tenants book them.")
    SynonymFactory(term="zqx", meaning="plan of mending homes")
    near = query_vector("plan of mending homes dripping")
    embedded(entry, *(float(number) for number in near.strip("[]").split(",")))

    response = client.get("/initiatives/", {"q": "zqx dripping"})

    assert "1 initiative close in meaning to ‘zqx dripping’" in response.text
    assert "We found no text that holds these words." in response.text
    assert response.text.count("Add it to what councils want") == 2
    assert "<mark>" not in response.text


def test_likeness_is_told_in_words(client, leeds, kirklees):
    far, peer = CouncilFactory(), CouncilFactory(name="Bury Council")
    NeighbourFactory(council=leeds, neighbour=kirklees, rank=1)
    NeighbourFactory(council=leeds, neighbour=peer, rank=3)
    for council in (far, peer, kirklees, leeds):
        published(council=council)

    response = client.get("/initiatives/", {"sort": "like", "like": "leeds"})

    assert lines(response) == [
        "Leeds City Council · Leeds itself",
        "Kirklees Council · most like Leeds",
        "Bury Council · 3rd most like Leeds",
    ]


def test_likeness_of_all_others_is_not_told(sign_in, officer, leeds):
    published(council=CouncilFactory(name="Far Council"))
    browser = sign_in(officer)

    assert lines(browser.get("/initiatives/?sort=like")) == ["Far Council"]
    assert lines(browser.get("/initiatives/")) == ["Far Council"]
