"""The list of Welsh terms that comes with the hub, and how a hub gets it."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection

from initiatives.choices import Language
from initiatives.management.commands.load_topics import read
from initiatives.models import Synonym
from initiatives.search.spoken import spoken
from initiatives.search.welsh import (
    MOST_TOGETHER,
    SMALL_ENGLISH,
    SMALL_IN_EITHER,
    SMALL_WELSH,
)
from tests.factories import SynonymFactory

ROWS = [(row["welsh"], row["english"]) for row in read("welsh.csv")]


def test_no_term_is_empty_or_said_twice_or_like_what_it_means():
    said = Counter((spoken(term), meaning.lower()) for term, meaning in ROWS)

    assert [pair for pair, times in said.items() if times > 1] == []
    assert [pair for pair in said if not all(pair) or pair[0] == spoken(pair[1])] == []
    assert [
        text for pair in ROWS for text in pair if text != " ".join(text.split())
    ] == []


def test_every_term_can_be_found_as_it_stands():
    assert [term for term, _m in ROWS if len(term.split()) > MOST_TOGETHER] == []
    assert {term for term, _m in ROWS} & (SMALL_WELSH | SMALL_IN_EITHER) == set()
    assert [term for term, _m in ROWS if set(term) & set("().,;:")] == []


@pytest.mark.django_db
def test_words_that_the_database_leaves_out_are_known():
    words = {word for _t, meaning in ROWS for word in meaning.lower().split()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w FROM unnest(%s::text[]) w"
            " WHERE numnode(plainto_tsquery('hub_english', w)) = 0",
            [list(words)],
        )
        left_out = {word for (word,) in cursor.fetchall()}

    assert left_out - SMALL_ENGLISH == set()


@pytest.mark.django_db
def test_the_hub_looks_terms_up_as_searches_say_them():
    SynonymFactory(term="Ysgol Tŷ’r Gŵr", meaning="Café", language=Language.WELSH)

    synonym = Synonym.objects.get()

    assert synonym.term_spoken == spoken("Ysgol Tŷ’r Gŵr") == "ysgol ty'r gwr"
    assert synonym.meaning_spoken == spoken("Café") == "cafe"


@pytest.mark.django_db
def test_a_hub_without_welsh_terms_gets_them_and_keeps_its_own_abbreviations():
    SynonymFactory(term="ASC", meaning="our own meaning")

    call_command("load_topics")

    english = Synonym.objects.filter(language=Language.ENGLISH)
    assert [str(one) for one in english] == ["ASC: our own meaning"]
    assert Synonym.objects.filter(language=Language.WELSH).count() == len(ROWS)


@pytest.mark.django_db
def test_what_moderators_made_of_the_glossary_stays():
    SynonymFactory(term="sbwriel", meaning="litter", language=Language.WELSH)

    call_command("load_topics")

    welsh = Synonym.objects.filter(language=Language.WELSH)
    assert [str(one) for one in welsh] == ["sbwriel: litter"]
