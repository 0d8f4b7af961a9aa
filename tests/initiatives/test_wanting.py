"""What officers do with needs: add, join, take back; and where they are stopped."""

import datetime as dt

import pytest
from django.utils import timezone

from initiatives.actions import wanting
from initiatives.models import Want
from tests.conftest import HTMX
from tests.factories import FunctionFactory, UserFactory, WantFactory
from tests.initiatives.pages import FormReader

pytestmark = pytest.mark.django_db
NEW = "/wanted/new/"


def councils_of(want):
    return sorted(one.council.short_name for one in want.supports.standing())


def test_an_officer_adds_a_need_of_their_council(sign_in, officer):
    function = FunctionFactory(code="24", parent=FunctionFactory(name="Housing"))
    browser = sign_in(officer)
    form = FormReader(NEW)
    form.feed(browser.get(f"{NEW}?title=damp homes").text)
    told = {"title": "  Find damp \n homes ", "why": "Too late.", "functions": ["24"]}

    answer = browser.post(NEW, form.answers | told)

    want = Want.objects.get()
    assert form.answers["title"] == "Damp homes"
    assert answer.url == "/wanted/find-damp-homes/"
    assert (want.title, want.why) == ("Find damp homes", "Too late.")
    assert list(want.functions.all()) == [function]
    assert (councils_of(want), want.added_by) == (["Leeds"], officer)


def test_the_like_are_told_apart_by_a_number_and_no_need_is_called_new(
    sign_in, officer
):
    WantFactory(slug="find-damp-homes", title="Something else")
    browser = sign_in(officer)

    one = browser.post(NEW, {"title": "Find damp homes"})
    two = browser.post(NEW, {"title": "New"})
    three = browser.post(NEW, {"title": "!!!"})

    assert [one.url, two.url, three.url] == [
        "/wanted/find-damp-homes-2/", "/wanted/new-2/", "/wanted/need/"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "Answer “What does your council need”."),
        ({"title": "x" * 121}, "it has 121 letters, the most is 120."),
        ({"title": "x", "why": "y" * 1001}, "it has 1001 letters, the most is 1000."),
        ({"title": "a\0b"}, "There is an invisible character in it"),
        ({"title": "x", "functions": ["nonsense"]}, "Choose one of the list"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_added(sign_in, officer, typed, said):
    page = sign_in(officer).post(NEW, typed)

    assert said in page.text
    assert not Want.objects.exists()


def test_at_most_three_services(sign_in, officer):
    group = FunctionFactory()
    codes = [FunctionFactory(parent=group).code for _ in range(4)]

    page = sign_in(officer).post(NEW, {"title": "x", "functions": codes})

    assert "Choose at most 3: you chose 4." in page.text


def test_needs_like_it_are_shown_before_it_is_added(sign_in, officer):
    there = WantFactory(title="Telling tenants about damp")
    WantFactory(title="Street works permits")
    browser = sign_in(officer)

    asked = browser.post(NEW, {"title": "Tell our tenants of damp in time"})
    added = Want.objects.count()
    form = FormReader(NEW)
    form.feed(asked.text)
    browser.post(NEW, form.answers)

    assert [want.title for want in asked.context["similar"]] == [there.title]
    assert "Is it one of these?" in asked.text
    assert f'action="/wanted/{there.slug}/need/"' in asked.text
    assert added == 2
    assert Want.objects.latest("pk").title == "Tell our tenants of damp in time"


def test_needs_like_it_are_shown_as_one_types(sign_in, officer):
    there = WantFactory(title="Telling tenants about damp")
    browser = sign_in(officer)

    swap = browser.get(f"{NEW}?title=tenants+with+damp", headers=HTMX)
    nothing = browser.get(f"{NEW}?title=bins", headers=HTMX)

    assert swap.text.strip().startswith('<div id="similar"')
    assert there.title in swap.text
    assert "<html" not in swap.text
    assert there.title not in nothing.text


def test_hidden_and_merged_ones_are_not_offered(sign_in, officer):
    there = WantFactory(title="Telling tenants about damp")
    WantFactory(title="Telling tenants about damp", merged_into=there)
    there.hidden_at, there.hidden_reason = timezone.now(), "No."
    there.save()

    sign_in(officer).post(NEW, {"title": "Telling tenants about damp"})

    assert Want.objects.latest("pk").merged_into is None
    assert Want.objects.count() == 3


def test_another_council_joins_once(sign_in, officer, peer):
    want = WantFactory(council=officer.memberships.get().council, added_by=officer)
    colleague = UserFactory(council=peer.memberships.get().council)

    answer = sign_in(peer).post(f"/wanted/{want.slug}/need/")
    sign_in(peer).post(f"/wanted/{want.slug}/need/")
    sign_in(colleague).post(f"/wanted/{want.slug}/need/")

    assert answer.url == want.get_absolute_url()
    assert councils_of(want) == ["Kirklees", "Leeds"]


def test_it_can_be_taken_back_by_any_officer_of_the_council(sign_in, officer, peer):
    want = WantFactory(council=officer.memberships.get().council, added_by=officer)
    sign_in(peer).post(f"/wanted/{want.slug}/need/")
    colleague = UserFactory(council=peer.memberships.get().council)

    for _ in range(2):
        sign_in(colleague).post(f"/wanted/{want.slug}/leave/")

    assert councils_of(want) == ["Leeds"]


def test_the_buttons_say_where_the_council_stands(sign_in, officer, peer):
    want = WantFactory(council=officer.memberships.get().council, added_by=officer)

    ours = sign_in(officer).get(want.get_absolute_url()).text
    theirs = sign_in(peer).get(want.get_absolute_url()).text

    assert "Leeds City Council needs this." in ours
    assert f'action="/wanted/{want.slug}/leave/"' in ours
    assert f'action="/wanted/{want.slug}/need/"' in theirs


@pytest.mark.parametrize("role", ["somebody", "partner_member", "moderator"])
@pytest.mark.parametrize("act", ["need", "leave", "done", "write", "withdraw"])
def test_only_officers_act(sign_in, request, role, act):
    want = WantFactory()

    answer = sign_in(request.getfixturevalue(role)).post(f"/wanted/{want.slug}/{act}/")

    assert answer.status_code == 403
    assert want.supports.count() == 1


def test_who_has_no_council_is_told_so_instead_of_a_form(sign_in, somebody):
    page = sign_in(somebody).post(NEW, {"title": "Bins"})

    assert "Needs are those of councils" in page.text
    assert not Want.objects.exists()


def test_a_visitor_signs_in_and_comes_back(client, db):
    want = WantFactory()
    joining = f"/wanted/{want.slug}/need/"

    assert client.get(joining).url == f"/accounts/login/?next={joining}"
    assert client.get(f"{NEW}?title=damp").url == (
        "/accounts/login/?next=/wanted/new/%3Ftitle%3Ddamp"
    )


@pytest.mark.parametrize("act", ["need", "leave", "write", "withdraw"])
def test_opening_the_address_of_an_act_does_nothing(sign_in, peer, act):
    want = WantFactory()

    answer = sign_in(peer).get(f"/wanted/{want.slug}/{act}/")

    assert answer.status_code == 302
    assert (want.supports.count(), want.answers.count()) == (1, 0)


def test_nobody_adds_or_joins_more_than_anybody_needs_on_one_day(
    sign_in, officer, monkeypatch
):
    monkeypatch.setattr(wanting, "MOST_ADDED", 1)
    monkeypatch.setattr(wanting, "MOST_JOINED", 2)
    browser, one, two = sign_in(officer), WantFactory(), WantFactory()
    browser.post(NEW, {"title": "Bins"})

    added = browser.post(NEW, {"title": "Parks"})
    browser.post(f"/wanted/{one.slug}/need/")
    joined = browser.post(f"/wanted/{two.slug}/need/", follow=True)
    Want.objects.update(created_at=timezone.now() - dt.timedelta(days=2))
    tomorrow = browser.post(NEW, {"title": "Parks"})

    assert "That is 1 within a day, which is the most." in added.text
    assert "That is 2 within a day, which is the most." in joined.text
    assert (one.supports.count(), two.supports.count()) == (2, 1)
    assert tomorrow.url == "/wanted/parks/"
