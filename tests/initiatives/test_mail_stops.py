"""The ways out of mails: one click, without signing in, never by being looked at."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import OutgoingEmail
from accounts.tokens import mail_address, read_token
from initiatives.models import SavedSearch
from initiatives.schedule import tell_news
from tests.factories import SavedSearchFactory, WantFactory, WantSupportFactory

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def path(act, pk):
    return mail_address(act, pk).removeprefix(settings.SITE_URL)


@pytest.fixture
def machine():
    """A mail program: no cookie, no token of ours, from elsewhere."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def two(somebody):
    return [
        SavedSearchFactory(user=somebody, name=name, query=f"q={name}")
        for name in ("Damp", "Bins")
    ]


def frequencies():
    found = SavedSearch.objects.order_by("pk")
    return list(found.values_list("frequency", "next_mail_on"))


def test_one_search_is_stopped_by_one_click(machine, two):
    kept = two[1].next_mail_on

    answer = machine.post(path("search", two[0].pk), ONE_CLICK)

    assert answer.status_code == 200
    assert frequencies() == [("none", None), ("daily", kept)]
    assert not answer.cookies


def test_all_searches_are_stopped_by_one_click(machine, two, somebody, officer):
    SavedSearchFactory(user=officer)

    machine.post(path("searches", somebody.pk), ONE_CLICK)

    assert [frequency for frequency, _day in frequencies()] == ["none", "none", "daily"]


def test_a_click_twice_is_no_harm(machine, two):
    answers = [machine.post(path("search", two[0].pk), ONE_CLICK) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "No more of these mails" in answers[1].text


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_only_asks(client, two, method):
    page = getattr(client, method)(path("search", two[0].pk))

    assert [frequency for frequency, _day in frequencies()] == ["daily", "daily"]
    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in page
    if method == "get":
        assert "Mails about your search “Damp”" in page.text
        assert '<form method="post"><button' in page.text
        assert path("searches", two[0].user_id) in page.text


@pytest.mark.parametrize(
    "token", ["x", "WyJzZWFyY2giLDFd:1abc:forged", "a:b:c:d", "%00", "é"]
)
def test_what_we_did_not_sign_is_not_there(client, two, token):
    assert client.post(f"/mail/{token}/").status_code == 404
    assert [frequency for frequency, _day in frequencies()] == ["daily", "daily"]


def test_what_is_gone_is_not_there(client, two):
    address = path("search", two[0].pk)
    two[0].delete()

    assert client.post(address).status_code == 404


def test_a_token_is_for_one_act_on_one_row(two):
    token = path("search", 5).split("/")[-2]

    assert read_token(token) == ("search", 5)
    assert read_token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None


def test_mails_about_a_need_stop_and_the_need_stays(machine, peer, kirklees):
    want = WantFactory(title="Damp homes")
    asked = WantSupportFactory(want=want, council=kirklees, by=peer)

    answer = machine.post(path("want", asked.pk), ONE_CLICK)

    asked.refresh_from_db()
    assert "Mails about the need “Damp homes”" in answer.text
    assert (asked.by, want.supports.count()) == (None, 2)


def test_staff_without_a_second_factor_can_stop_them_too(client, moderator):
    SavedSearchFactory(user=moderator)
    client.force_login(moderator)

    answer = client.post(path("searches", moderator.pk))

    assert "No more of these mails" in answer.text
    assert [frequency for frequency, _day in frequencies()] == ["none"]


def test_what_is_stopped_sends_nothing_and_can_be_turned_on_again(
    sign_in, machine, two, somebody
):
    machine.post(path("searches", somebody.pk), ONE_CLICK)
    SavedSearch.objects.update(found=[1])
    tell_news(0)

    sign_in(somebody).post(
        f"/my/searches/{two[0].pk}/", {"name": "Damp", "frequency": "daily"}
    )

    two[0].refresh_from_db()
    assert not OutgoingEmail.objects.exists()
    assert two[0].next_mail_on is not None
