"""Searches that people keep: saved from browse, changed, deleted, and nobody else's."""

import datetime as dt

import pytest
from django.utils import timezone

from initiatives.actions.saving import MOST_SAVED
from initiatives.models import SavedSearch
from initiatives.models.saved_search import day_after
from tests.factories import (
    FunctionFactory,
    SavedSearchFactory,
    ThemeFactory,
    UserFactory,
    published,
)
from tests.initiatives.pages import FormReader

pytestmark = pytest.mark.django_db
NEW = "/my/searches/new/"
WEEKLY = {"name": "Damp", "frequency": "weekly"}


def saved_by(user):
    found = user.saved_searches.order_by("pk")
    return list(found.values_list("name", "query", "asks", "frequency"))


def test_words_and_filters_are_kept_with_a_name_to_begin_with(sign_in, somebody):
    theme = ThemeFactory(name="Damp and mould", slug="damp")
    address = f"{NEW}?stage=pilot&q=cold+homes&theme={theme.slug}&sort=newest&after=x"
    browser = sign_in(somebody)

    form = FormReader("cold+homes&theme=damp&stage=pilot")
    form.feed(browser.get(address).text)
    answer = browser.post(address, form.answers)

    assert answer.url == "/my/searches/"
    assert saved_by(somebody) == [
        (
            "Cold homes, Damp and mould, Pilot",
            "q=cold+homes&theme=damp&stage=pilot",
            "‘cold homes’; Theme: Damp and mould; Stage: Pilot",
            "weekly",
        )
    ]


def test_a_visitor_signs_in_and_comes_back_to_the_search(client):
    answer = client.get(f"{NEW}?q=damp&stage=pilot")

    assert answer.url == (
        "/accounts/login/?next=/my/searches/new/%3Fq%3Ddamp%26stage%3Dpilot"
    )


@pytest.mark.parametrize("role", [None, "somebody", "officer"])
def test_results_lead_to_saving_them(client, sign_in, request, officer, role):
    published(officer, stage="pilot")
    browser = sign_in(request.getfixturevalue(role)) if role else client

    page = browser.get("/initiatives/?q=food&stage=pilot")

    assert 'href="/my/searches/new/?q=food&amp;stage=pilot"' in page.text
    assert "csrfmiddlewaretoken" not in page.text or role


def test_a_list_of_everything_offers_nothing_to_save(client, officer):
    published(officer)

    assert NEW not in client.get("/initiatives/").text


def test_what_finds_nothing_offers_to_save_it_and_to_ask_for_it(client, db):
    page = client.get("/initiatives/?q=fogbusting")

    assert 'href="/my/searches/new/?q=fogbusting"' in page.text
    assert 'href="/wanted/new/?title=fogbusting"' in page.text


def test_people_without_a_council_are_not_led_to_ask_for_it(sign_in, somebody):
    page = sign_in(somebody).get("/initiatives/?q=fogbusting")

    assert 'href="/my/searches/new/?q=fogbusting"' in page.text
    assert "/wanted/new/" not in page.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "Search for words or choose a filter first."),
        ("?sort=newest", "Search for words or choose a filter first."),
        ("?q=the+of", "It has no word that tells one text from another."),
        ("?q=%00", "Search for words or choose a filter first."),
        ("?stage=nonsense", "Search for words or choose a filter first."),
    ],
)
def test_what_asks_nothing_cannot_be_kept(sign_in, somebody, address, said):
    browser = sign_in(somebody)

    page = browser.get(f"{NEW}{address}")
    browser.post(f"{NEW}{address}", WEEKLY)

    assert said in page.text
    assert saved_by(somebody) == []


def test_the_same_search_in_another_order_is_noticed(sign_in, somebody):
    browser = sign_in(somebody)
    browser.post(f"{NEW}?q=damp&stage=pilot&stage=idea", WEEKLY)

    again = browser.get(f"{NEW}?stage=idea&stage=pilot&q=damp&sort=newest", follow=True)
    browser.post(f"{NEW}?stage=idea&stage=pilot&q=damp", WEEKLY)

    there = somebody.saved_searches.get()
    assert again.redirect_chain[0][0] == f"/my/searches/{there.pk}/"
    assert "You keep this search already." in again.text


def test_two_people_keep_the_same_search(sign_in, somebody, officer):
    for person in (somebody, officer):
        sign_in(person).post(f"{NEW}?q=damp", WEEKLY)

    assert SavedSearch.objects.filter(query="q=damp").count() == 2


def test_nobody_keeps_more_than_anybody_needs(sign_in, somebody):
    for number in range(MOST_SAVED):
        SavedSearchFactory(user=somebody, query=f"q=word{number}")

    page = sign_in(somebody).post(f"{NEW}?q=damp", WEEKLY)

    assert "You keep 50 searches, which is the most. Delete one first." in page.text
    assert somebody.saved_searches.count() == MOST_SAVED


@pytest.mark.parametrize(
    ("frequency", "today", "day"),
    [
        ("daily", "2026-11-24", "2026-11-25"),
        ("weekly", "2026-11-24", "2026-11-30"),  # from a Tuesday to Monday
        ("weekly", "2026-11-29", "2026-11-30"),
        ("weekly", "2026-11-30", "2026-12-07"),  # never today
        ("none", "2026-11-24", None),
    ],
)
def test_the_next_mail_comes_tomorrow_or_on_monday(frequency, today, day):
    found = day_after(frequency, dt.date.fromisoformat(today))

    assert found == (dt.date.fromisoformat(day) if day else None)


def test_name_and_frequency_can_be_changed_without_a_script(sign_in, somebody):
    search = SavedSearchFactory(user=somebody, name="Old", frequency="daily")
    address = f"/my/searches/{search.pk}/"
    browser = sign_in(somebody)

    form = FormReader(address)
    form.feed(browser.get(address).text)
    browser.post(address, form.answers | {"name": "New", "frequency": "none"})

    search.refresh_from_db()
    assert form.answers["name"] == "Old"
    assert form.answers["frequency"] == "daily"
    assert (search.name, search.frequency, search.next_mail_on) == ("New", "none", None)


def test_a_new_name_does_not_put_the_next_mail_off(sign_in, somebody):
    search = SavedSearchFactory(user=somebody, frequency="daily")
    due = search.next_mail_on

    address = f"/my/searches/{search.pk}/"
    sign_in(somebody).post(address, {"name": "New", "frequency": "daily"})

    search.refresh_from_db()
    assert search.next_mail_on == due == timezone.localdate()


def test_mails_that_are_switched_on_begin_with_what_is_new_then(sign_in, somebody):
    search = SavedSearchFactory(
        user=somebody, frequency="none", next_mail_on=None, found=[1, 2]
    )
    address, browser = f"/my/searches/{search.pk}/", sign_in(somebody)
    asked = timezone.now()

    browser.post(address, {"name": "New", "frequency": "none"})
    kept = SavedSearch.objects.get().found
    browser.post(address, {"name": "New", "frequency": "daily"})
    SavedSearch.objects.update(found=[3])
    browser.post(address, {"name": "New", "frequency": "weekly"})

    search.refresh_from_db()
    assert (kept, search.found) == ([1, 2], [3])
    assert search.checked_at > asked


def test_a_name_is_asked_for(sign_in, somebody):
    page = sign_in(somebody).post(f"{NEW}?q=damp", {"name": " ", "frequency": "daily"})

    assert "Answer “Name”." in page.text
    assert saved_by(somebody) == []


def test_deleting_is_asked_for_on_its_page_and_done_by_its_button(sign_in, somebody):
    search = SavedSearchFactory(user=somebody)
    browser = sign_in(somebody)
    button = f"/my/searches/{search.pk}/delete/"

    asked = browser.get(button)
    page = browser.get(asked.url)
    kept = somebody.saved_searches.count()
    browser.post(button)
    twice = browser.post(button)

    assert asked.url == f"/my/searches/{search.pk}/"
    assert f'action="{button}"' in page.text
    assert (kept, somebody.saved_searches.count(), twice.url) == (1, 0, "/my/searches/")


@pytest.mark.parametrize("act", ["", "delete/"])
def test_nobody_touches_the_search_of_another(sign_in, officer, somebody, act):
    search = SavedSearchFactory(user=officer, name="Mine")

    answer = sign_in(somebody).post(f"/my/searches/{search.pk}/{act}", WEEKLY)

    search.refresh_from_db()
    assert search.name == "Mine"
    assert answer.status_code == 302 if act else 404


def test_the_list_says_what_each_asks_and_how_much_is_new(sign_in, officer, somebody):
    new, hidden = published(officer), published(officer, visibility="councils")
    SavedSearchFactory(
        user=somebody, name="Bins", asks="‘bins’", found=[new.pk, hidden.pk]
    )
    SavedSearchFactory(user=officer, name="Not yours")

    page = sign_in(somebody).get("/my/searches/")

    assert page.context["searches"][0].number_new == 1
    assert "‘bins’" in page.text
    assert "1 new" in page.text
    assert 'href="/initiatives/?q=food+waste&amp;sort=newest"' in page.text
    assert "Not yours" not in page.text


def test_an_empty_list_says_how_to_begin(sign_in, somebody):
    page = sign_in(somebody).get("/my/searches/")

    assert "You keep no searches yet" in page.text
    assert 'href="/initiatives/"' in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_no_more_for_more_rows(
    sign_in, officer, django_assert_num_queries, count
):
    for number in range(count):
        found = [published(officer).pk]
        SavedSearchFactory(user=officer, query=f"q=word{number}", found=found)
    browser = sign_in(officer)

    with django_assert_num_queries(4):
        browser.get("/my/searches/")


def test_searches_go_with_the_person(somebody):
    SavedSearchFactory(user=somebody)

    somebody.delete()

    assert not SavedSearch.objects.exists()


def test_a_group_of_services_is_kept_like_any_filter(sign_in, somebody):
    group = FunctionFactory(name="Housing", code="22")

    sign_in(somebody).post(f"{NEW}?function={group.code}", WEEKLY)

    assert [row[1:3] for row in saved_by(somebody)] == [
        ("function=22", "Service: Housing")
    ]


def test_my_work_leads_to_my_searches(sign_in, somebody):
    assert 'href="/my/searches/"' in sign_in(somebody).get("/my/").text


def test_a_person_may_be_anybody_with_a_proved_address(sign_in):
    person = UserFactory()

    sign_in(person).post(f"{NEW}?q=damp", WEEKLY)

    assert person.saved_searches.get().name == "Damp"
