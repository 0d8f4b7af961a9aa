"""Searches in Welsh find English texts, and the other way round."""

import pytest

from initiatives.choices import Language
from initiatives.search.spoken import mutated, radicals, ways_to_say
from tests.factories import SynonymFactory, published
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def search(client, q, **asked):
    response = client.get("/initiatives/", {"q": q, **asked})
    titles = [row.title for row in response.context["initiatives"]]
    return titles, text_of(response)


@pytest.fixture
def glossary():
    for term, meaning in [
        ("digartrefedd", "homelessness"),
        ("treth gyngor", "council tax"),
        ("plant", "children"),
        ("plannu", "planting"),
        ("tŷ", "house"),
        ("helpu", "help"),
        ("helpu", "support"),
        ("helpu", "helping"),
        ("gofal cymdeithasol i oedolion", "adult social care"),
        ("gofal", "care"),
        ("cyngor sir", "county council"),
        ("cyngor", "council"),
        ("sir benfro", "Pembrokeshire"),
        ("rhyddid gwybodaeth", "freedom of information"),
    ]:
        SynonymFactory(term=term, meaning=meaning, language=Language.WELSH)


@pytest.mark.parametrize(
    ("spoken", "radical"),
    [
        ("gyngor", "cyngor"),
        ("nghyngor", "cyngor"),
        ("chyngor", "cyngor"),
        ("bobl", "pobl"),
        ("mhobl", "pobl"),
        ("phobl", "pobl"),
        ("dai", "tai"),
        ("nhai", "tai"),
        ("thai", "tai"),
        ("ofal", "gofal"),
        ("ngofal", "gofal"),
        ("wasanaeth", "gwasanaeth"),
        ("lan", "glan"),
        ("fudd-dal", "budd-dal"),
        ("mudd-dal", "budd-dal"),
        ("faes", "maes"),
        ("ddyled", "dyled"),
        ("nyled", "dyled"),
        ("lyfrgell", "llyfrgell"),
        ("rannu", "rhannu"),
        ("hysgol", "ysgol"),
    ],
)
def test_a_mutated_word_may_be_its_radical(spoken, radical):
    assert radical in radicals(spoken)
    assert radicals(spoken)[0] == spoken


@pytest.mark.parametrize("word", ["ffordd", "llyfrgell", "rhent", "swydd", ""])
def test_what_no_mutation_begins_with_is_itself_alone(word):
    assert radicals(word) == [word]


def test_each_mutation_is_undone_to_its_radical():
    for word in ["cyngor", "pobl", "tai", "gofal", "bws", "dyled", "llyfr", "rhent"]:
        assert [w for w in mutated(word) if word not in radicals(w)] == []

    assert mutated("cyngor") == ["cyngor", "gyngor", "nghyngor", "chyngor"]
    assert mutated("gofal") == ["gofal", "ofal", "ngofal"]
    assert mutated("ysgol") == ["ysgol"]


def test_little_words_that_hang_on_are_taken_off():
    assert "talu treth" in ways_to_say(["dalu'r", "treth"])
    assert ways_to_say(["cadw'n", "heini"])[0] == "cadw'n heini"


@pytest.mark.parametrize(
    "q",
    [
        "digartrefedd",
        "ddigartrefedd",
        "Digartrefedd",
        "am ddigartrefedd yn y gaeaf",
        "sut mae atal digartrefedd?",
    ],
)
def test_a_search_in_welsh_finds_what_is_written_in_english(
    client, officer, glossary, q
):
    published(officer, title="Preventing homelessness")
    published(officer, title="Potholes")

    assert search(client, q)[0] == ["Preventing homelessness"]


def test_a_search_in_english_finds_what_is_written_in_welsh(client, officer, glossary):
    published(officer, title="Atal digartrefedd", language="cy")
    published(officer, title="Help i bobl ddigartref: ein digartrefedd", language="cy")
    published(officer, title="Gostwng y dreth gyngor", language="cy")

    assert sorted(search(client, "homelessness")[0]) == [
        "Atal digartrefedd",
        "Help i bobl ddigartref: ein digartrefedd",
    ]
    assert search(client, "council tax")[0][0] == "Gostwng y dreth gyngor"


def test_a_search_in_welsh_finds_other_mutations_in_welsh_texts(
    client, officer, glossary
):
    published(officer, title="Help i bobl mewn dyled am eu treth gyngor", language="cy")

    assert len(search(client, "dreth gyngor")[0]) == 1


@pytest.mark.parametrize("q", ["tŷ", "ty gofal", "tŷ gofal", "dŷ gofal", "TŶ"])
def test_accents_need_not_be_typed(client, officer, glossary, q):
    published(officer, title="A house of care")

    assert search(client, q)[0] == ["A house of care"]


def test_a_welsh_word_that_is_english_too_counts_only_among_welsh_ones(
    client, officer, glossary
):
    published(officer, title="Plant trees")
    published(officer, title="A power plant")
    published(officer, title="Helping children")

    assert sorted(search(client, "plant")[0]) == ["A power plant", "Plant trees"]
    assert search(client, "plant trees")[0][0] == "Plant trees"
    assert "Helping children" not in search(client, "power plant")[0]
    assert search(client, "helpu plant")[0] == ["Helping children"]


def test_english_texts_are_not_found_by_a_welsh_word_that_is_english_too(
    client, officer, glossary
):
    published(officer, title="A power plant")
    published(officer, title="Helping children")

    assert search(client, "children")[0] == ["Helping children"]


def test_the_page_says_in_english_how_welsh_was_understood(client, officer, glossary):
    published(officer, title="Help with council tax")

    _titles, text = search(client, "helpu gyda'r dreth gyngor")

    assert "helpu: help, support; dreth gyngor: council tax" in text


def test_the_page_says_nothing_in_welsh_about_a_search_in_english(
    client, officer, glossary
):
    published(officer, title="Help with council tax")

    assert "treth" not in search(client, "help council tax")[1]


def test_a_search_in_english_is_weighed_as_if_there_were_no_glossary(client, officer):
    published(officer, title="Council houses and a tax")
    published(officer, title="Council tax")
    before = search(client, "council tax bands")[0]

    SynonymFactory(term="treth gyngor", meaning="council tax", language=Language.WELSH)

    assert search(client, "council tax bands")[0] == before != []


def test_abbreviations_are_known_to_those_who_ask_in_welsh(client, officer, glossary):
    SynonymFactory(term="ASC", meaning="adult social care")
    SynonymFactory(term="FOI", meaning="freedom of information")
    published(officer, title="How ASC works")
    published(officer, title="An FOI robot")

    assert search(client, "gofal cymdeithasol i oedolion")[0] == ["How ASC works"]
    assert search(client, "rhyddid gwybodaeth")[0] == ["An FOI robot"]


def test_the_fewest_terms_that_cover_a_search_are_meant(client, officer, glossary):
    published(officer, title="A bridge in Pembrokeshire")

    assert (
        "cyngor: council; sir benfro: Pembrokeshire"
        in (search(client, "cyngor sir benfro")[1])
    )


def test_small_words_alone_are_asked_for_as_they_are(client, officer, glossary):
    published(officer, title="Beth sydd yn y parc", language="cy")

    assert search(client, "beth sydd yn")[0] == ["Beth sydd yn y parc"]


def test_a_small_word_is_no_mutation_of_a_term(client, officer, glossary):
    SynonymFactory(term="tîm", meaning="team", language=Language.WELSH)
    published(officer, title="A house for all")
    published(officer, title="A team")

    titles, text = search(client, "dim digon o dŷ")

    assert titles == ["A house for all"]
    assert "dŷ: house" in text
    assert "dim:" not in text


def test_words_taken_as_typed_are_not_translated(client, officer, glossary):
    published(officer, title="Preventing homelessness")

    assert search(client, "digartrefedd", exact="1")[0] == []
    assert search(client, '"digartrefedd"')[0] == []


@pytest.mark.parametrize("q", ["homelessness", "sut i helpu plant y cyngor sir"])
def test_a_search_in_welsh_costs_no_more_statements(
    client, officer, glossary, django_assert_num_queries, q
):
    published(officer, title="Preventing homelessness")
    client.get("/initiatives/")

    with django_assert_num_queries(5):
        search(client, q)
