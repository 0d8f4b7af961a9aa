"""Finding initiatives by words."""

import pytest
from django.http import QueryDict

from accounts.viewer import viewer_for
from initiatives import actions
from initiatives.search.find import find
from initiatives.search.query import BrowseQuery
from tests.factories import (
    CouncilFactory,
    FunctionFactory,
    ThemeFactory,
    UserFactory,
    published,
)

pytestmark = pytest.mark.django_db


def titles(client, **asked):
    response = client.get("/initiatives/", asked)
    assert response.status_code == 200
    return [row.title for row in response.context["initiatives"]]


def test_words_are_found_in_any_form(client, officer):
    published(officer, title="Collecting bulky waste")
    published(officer, title="Parking permits")

    assert titles(client, q="collection") == ["Collecting bulky waste"]
    assert titles(client, q="collects BULKY") == ["Collecting bulky waste"]
    assert titles(client, q="permit") == ["Parking permits"]


def test_every_word_counts_unless_the_reader_says_or_or_not(client, officer):
    published(officer, title="Damp in council flats")
    published(officer, title="Damp in schools")
    published(officer, title="Noise in schools")

    assert titles(client, q="damp schools", exact="1") == ["Damp in schools"]
    assert titles(client, q="damp -collections schools") == ["Damp in schools"]
    assert titles(client, q="damp -schools") == ["Damp in council flats"]
    assert sorted(titles(client, q="noise or flats")) == [
        "Damp in council flats",
        "Noise in schools",
    ]
    assert titles(client, q='"council flats"') == ["Damp in council flats"]
    assert titles(client, q='"flats council"') == []


def test_a_phrase_left_out_leaves_its_words_in(client, officer):
    published(officer, title="Damp flats")

    assert titles(client, q='flats -"damp mould"') == ["Damp flats"]
    assert titles(client, q='flats -"damp flats"') == []


def test_not_this_word_holds_for_every_form_of_it(client, officer):
    published(officer, title="Bin collections")

    assert titles(client, q="bin -collection") == []


def test_a_title_beats_a_summary_and_a_summary_beats_the_text(client, officer):
    published(officer, title="Nothing", challenge="All about allotments.")
    published(officer, title="Something", summary="Allotments for every ward.")
    published(officer, title="Allotments")

    found = titles(client, q="allotments")

    assert found == ["Allotments", "Something", "Nothing"]


def test_one_word_in_the_title_beats_many_in_the_text(client, officer):
    published(officer, title="Allotments")
    published(officer, title="Gardens", approach="Allotments, plots. " * 20)

    assert titles(client, q="allotments") == ["Allotments", "Gardens"]


def test_a_long_text_gains_nothing_by_its_length(client, officer):
    published(officer, title="Ponds", approach="Newts. " * 2)
    published(officer, title="Lakes", approach="Newts. " + "Water and reeds. " * 900)

    assert titles(client, q="newts") == ["Ponds", "Lakes"]


def test_all_that_is_written_is_searched(client, officer):
    parts = ["challenge", "approach", "results", "what_did_not_work", "advice"]
    parts += ["conditions", "adaptation_note"]
    words = ["osprey", "badger", "weasel", "magpie", "hedgehog", "beaver", "heron"]
    published(officer, **dict(zip(parts, words, strict=True)))

    for word in words:
        assert len(titles(client, q=word)) == 1, word


def test_the_councils_and_partners_that_took_part_are_searched(client, officer, firm):
    bute = CouncilFactory(short_name="Bute", name="Bute Council")
    rows = [involved(council=bute.la_code), involved(partner=firm.slug, n=2)]
    published(officer, involvements=rows)

    assert len(titles(client, q="leeds")) == 1
    assert len(titles(client, q="bute")) == 1
    assert len(titles(client, q="brightwater")) == 1


def test_services_their_group_and_themes_are_searched(client, officer):
    group = FunctionFactory(name="Housing")
    function = FunctionFactory(name="Lettings", parent=group)
    theme = ThemeFactory(name="Digital inclusion")
    published(officer, title="A", functions=[function.code], themes=[theme.slug])
    published(officer, title="B", functions=[FunctionFactory(name="Parks").code])

    for words in ("lettings", "housing", "digital inclusion", "housing letting"):
        assert titles(client, q=words) == ["A"]


def test_accents_and_apostrophes_do_not_matter(client):
    published(
        council=CouncilFactory(short_name="Ynys Môn", slug="ynys-mon"),
        title="The mayor’s café in King’s Lynn",
    )

    for asked in ["cafe", "CAFÉ", "kings lynn", "king's lynn", "King’s Lynn"]:
        assert len(titles(client, q=asked)) == 1, asked
    assert len(titles(client, q="ynys mon")) == 1
    assert len(titles(client, q="Ynys Mo\u0302n")) == 1


def test_welsh_is_searched_as_it_is_written(client, officer):
    published(
        officer,
        language="cy",
        title="Casglu gwastraff bwyd",
        summary="Sut y casglwyd gwastraff bwyd mewn tŷ a fflat.",
    )

    assert len(titles(client, q="gwastraff")) == 1
    assert len(titles(client, q="ty")) == 1
    assert titles(client, q="gwastraff -bwyd") == []


def test_what_matched_is_marked_and_everything_else_escaped(client, officer):
    published(
        officer,
        title="Parking <b>& permits</b>",
        summary="Permits \ue000for streets.",
    )

    [row] = client.get("/initiatives/", {"q": "permit"}).context["initiatives"]

    assert row.title_html == "Parking &lt;b&gt;&amp; <mark>permits</mark>&lt;/b&gt;"
    assert "<mark>Permits</mark>" in row.summary_html


def test_welsh_is_marked_as_welsh(client, officer):
    published(officer, language="cy", title="Y caffi’n agor", summary="Caffi i bawb.")

    [row] = client.get("/initiatives/", {"q": "caffi"}).context["initiatives"]

    assert row.summary_html == "<mark>Caffi</mark> i bawb."


def test_what_did_not_work_is_not_found_by_those_who_may_not_read_it(
    client, officer, sign_in
):
    published(
        officer,
        what_did_not_work="The zebra crossing.",
        what_did_not_work_visibility="councils",
    )

    assert titles(client, q="zebra") == []
    assert titles(sign_in(officer), q="zebra") == []


def test_members_and_councils_only_entries_are_found_by_those_who_may_read_them(
    client, sign_in, officer, partner_member, moderator, somebody
):
    published(officer, title="Open kite")
    published(officer, title="Members kite", visibility="members")
    published(officer, title="Councils kite", visibility="councils")
    seen = {
        "visitor": ["Open kite"],
        "somebody": ["Open kite"],
        "partner": ["Members kite", "Open kite"],
        "officer": ["Councils kite", "Members kite", "Open kite"],
        "moderator": ["Councils kite", "Members kite", "Open kite"],
    }
    clients = {
        "visitor": client,
        "somebody": sign_in(somebody),
        "partner": sign_in(partner_member),
        "officer": sign_in(officer),
        "moderator": sign_in(moderator),
    }

    for role, browser in clients.items():
        response = browser.get("/initiatives/", {"q": "kite"})
        found = response.context["found"]
        assert sorted(titles(browser, q="kite")) == seen[role], role
        assert found.total == len(seen[role]), role
        assert found.counts["stage"] == {"pilot": len(seen[role])}, role


def test_above_the_cap_the_best_matches_are_kept_not_the_newest(officer, monkeypatch):
    monkeypatch.setattr("initiatives.search.matches.CAP", 2)
    best = published(officer, title="Otters")
    for number in range(3):
        published(officer, title=f"Rivers {number}", challenge="An otter.")

    found = find(BrowseQuery.read(QueryDict("q=otters")), 0)

    assert found.pks[0] == best.pk
    assert (found.total, found.capped) == (2, True)


def test_an_entry_is_found_only_while_it_is_published(client, officer):
    initiative = published(officer, title="Puffins")
    assert titles(client, q="puffins") == ["Puffins"]

    actions.archive(initiative=initiative, by=viewer_for(officer))

    assert titles(client, q="puffins") == []


def involved(council="", partner="", n=1):
    return {
        "uid": f"0000000{n}",
        "council": council,
        "partner": partner,
        "name": "",
        "role": "delivery",
        "brought": "",
        "paid": None,
    }


def test_people_search_in_plain_words_of_the_council(client):
    published(by=UserFactory(council=CouncilFactory(short_name="Antrim")))

    assert len(titles(client, q="Antrim food")) == 1
