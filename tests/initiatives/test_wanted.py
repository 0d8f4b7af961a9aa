"""The list of what councils need, and the page of a need: for everybody to read."""

import pytest
from django.utils import timezone

from initiatives.models import Function
from tests.factories import (
    CouncilFactory,
    FunctionFactory,
    UserFactory,
    WantAnswerFactory,
    WantFactory,
    WantSupportFactory,
    published,
)

pytestmark = pytest.mark.django_db


def titles(page):
    return [want.title for want in page.context["wants"]]


def needed_by(number, **fields):
    want = WantFactory(**fields)
    for _ in range(number - 1):
        WantSupportFactory(want=want)
    return want


def test_what_most_councils_need_comes_first_with_their_names(client, leeds, kirklees):
    needed_by(1, title="Rare")
    common = WantFactory(title="Common", council=leeds)
    WantSupportFactory(want=common, council=kirklees)

    page = client.get("/wanted/")

    assert titles(page) == ["Common", "Rare"]
    assert "<strong>2 councils</strong>: Leeds, Kirklees" in page.text
    assert "csrfmiddlewaretoken" not in page.text


def test_no_person_is_named_anywhere(client, officer, leeds):
    want = WantFactory(council=leeds, added_by=officer)

    pages = client.get("/wanted/").text + client.get(want.get_absolute_url()).text

    assert "Leeds" in pages
    assert "Olwen" not in pages
    assert officer.email not in pages


def test_many_councils_are_counted_and_the_first_five_named(client, db):
    want = needed_by(7)
    names = [one.council.short_name for one in want.supports.all()]

    page = client.get("/wanted/")

    assert (
        f"<strong>7 councils</strong>: {', '.join(names[:5])} and others" in page.text
    )


def test_it_can_be_narrowed_to_a_service_and_all_that_is_in_it(client, db):
    group = FunctionFactory(name="Housing", code="22")
    inside = FunctionFactory(name="Repairs", code="23", parent=group)
    WantFactory(title="Bins").functions.add(FunctionFactory(code="24"))
    WantFactory(title="Repairs").functions.add(inside)

    assert titles(client.get("/wanted/?function=22")) == ["Repairs"]
    assert titles(client.get("/wanted/?function=23")) == ["Repairs"]
    options = client.get("/wanted/").context["functions"]
    assert {one.code for one in options} == {"22", "23", "24"}


def test_it_can_be_searched_by_stem_and_by_spelling(client, db):
    WantFactory(title="Keeping foster carers", why="They give up.")
    WantFactory(title="Street works permits")

    assert titles(client.get("/wanted/?q=carer+fostering")) == ["Keeping foster carers"]
    assert titles(client.get("/wanted/?q=strete+works+permit")) == [
        "Street works permits"
    ]
    assert titles(client.get("/wanted/?q=giving+up")) == ["Keeping foster carers"]


def test_what_is_answered_is_met_and_leads_to_its_answers(client, officer):
    met, still = WantFactory(title="Done"), WantFactory(title="Open")
    answer = WantAnswerFactory(want=met, initiative=published(officer)).initiative

    assert titles(client.get("/wanted/?state=met")) == ["Done"]
    assert titles(client.get("/wanted/?state=open")) == ["Open"]
    page = client.get(met.get_absolute_url())
    assert "Met: somebody has done it" in page.text
    assert f'href="{answer.get_absolute_url()}"' in page.text
    assert "Met: somebody" not in client.get(still.get_absolute_url()).text


@pytest.mark.parametrize(
    ("visibility", "seen"),
    [("public", [True, True, True]), ("members", [False, True, True]),
     ("councils", [False, False, True])],
)  # fmt: skip
def test_a_need_is_met_only_for_who_may_read_the_answer(
    request, client, sign_in, leeds, visibility, seen
):
    entry = published(council=leeds, visibility=visibility, title="Secret answer")
    want = WantAnswerFactory(initiative=entry).want

    people = [request.getfixturevalue(who) for who in ("partner_member", "peer")]
    browsers = [client, *map(sign_in, people)]
    pages = [browser.get(want.get_absolute_url()) for browser in browsers]

    assert [page.context["want"].is_met for page in pages] == seen
    assert ["Secret answer" in page.text for page in pages] == seen


@pytest.mark.parametrize("status", ["archived", "removed"])
def test_a_need_is_open_again_when_its_answer_is_gone(client, officer, status):
    want = WantAnswerFactory(initiative=published(officer)).want
    entry = want.answers.get().initiative
    entry.status = status
    entry.save()

    assert client.get(want.get_absolute_url()).context["want"].is_met is False


def test_what_was_reopened_keeps_its_answers_and_is_met_by_a_later_one(client, officer):
    want = WantAnswerFactory(initiative=published(officer)).want
    want.reopened_at = timezone.now()
    want.save()

    page = client.get(want.get_absolute_url())
    WantAnswerFactory(want=want, initiative=published(officer))
    later = client.get(want.get_absolute_url())

    assert page.context["want"].is_met is False
    assert "Answers so far" in page.text
    assert later.context["want"].is_met is True
    assert len(later.context["want"].shown_answers) == 2


def test_what_no_council_needs_any_more_leaves_the_list_but_not_its_address(client, db):
    want = WantFactory()
    want.supports.all().delete()

    assert titles(client.get("/wanted/")) == []
    assert client.get(want.get_absolute_url()).context["want"].councils == 0


def test_hidden_ones_are_nowhere(client, db):
    want = WantFactory(hidden_at=timezone.now(), hidden_reason="Advertising.")

    assert titles(client.get("/wanted/")) == []
    assert client.get(want.get_absolute_url()).status_code == 404


def test_the_address_of_a_merged_one_leads_on(client, db):
    there = WantFactory()
    gone = WantFactory(merged_into=there)

    assert client.get(gone.get_absolute_url()).url == there.get_absolute_url()
    assert titles(client.get("/wanted/")) == [there.title]


def test_more_than_a_page_goes_on_on_the_next(client, db, monkeypatch):
    monkeypatch.setattr("initiatives.reading.wanted.SHOWN", 2)
    for number in range(3):
        needed_by(3 - number, title=f"Need {number}")

    first = client.get("/wanted/?state=open")
    second = client.get(f"/wanted/?{first.context['next']}")

    assert titles(first) == ["Need 0", "Need 1"]
    assert 'href="?state=open&amp;page=2"' in first.text
    assert (titles(second), second.context["next"]) == (["Need 2"], "")


@pytest.mark.parametrize(
    "address",
    ["?state=nonsense", "?function=nonsense", "?function=%00", "?q=%00&state=x"],
)
def test_what_is_not_known_is_left_out_with_a_word(client, db, address):
    WantFactory(title="Still here")

    page = client.get(f"/wanted/{address}")

    assert titles(page) == ["Still here"]
    assert "We left out a filter that we do not know." in page.text


@pytest.mark.parametrize(
    "address",
    ["?page=0", "?page=-1", "?page=x", "?q=%27%29%3B--", "?q=%26%7C%21", "?q=the"],
)
def test_odd_input_gets_an_answer(client, db, address):
    WantFactory()

    assert "<h1>Wanted</h1>" in client.get(f"/wanted/{address}").text


def test_an_empty_list_and_an_empty_search_say_what_to_do(client, db):
    empty = client.get("/wanted/").text
    nothing = client.get("/wanted/?q=fogbusting").text

    assert "Nothing is wanted yet" in empty
    assert 'href="/wanted/new/?title=fogbusting"' in nothing


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_page_ask_no_more_for_more_rows(
    client, officer, django_assert_num_queries, count
):
    want = WantFactory()
    for _ in range(count):
        one = needed_by(count)
        one.functions.add(FunctionFactory())
        WantAnswerFactory(want=one, initiative=published(officer))
        WantAnswerFactory(want=want, initiative=published(officer))

    with django_assert_num_queries(4):
        client.get("/wanted/")
    with django_assert_num_queries(4):
        client.get(want.get_absolute_url())


def test_every_page_leads_to_it(client, db):
    assert 'href="/wanted/"' in client.get("/").text


def test_the_reader_without_a_council_is_told_who_may_say_so(client, sign_in):
    want = WantFactory()

    visitor = client.get(want.get_absolute_url()).text
    member = sign_in(UserFactory()).get(want.get_absolute_url()).text

    assert f'href="/wanted/{want.slug}/need/"' in visitor
    assert "Officers of councils can say" in member
    assert "/need/" not in member


def test_a_function_that_is_gone_is_no_error(client, db):
    Function.objects.all().delete()
    want = WantFactory(council=CouncilFactory())

    assert client.get(want.get_absolute_url()).status_code == 200
