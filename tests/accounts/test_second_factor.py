"""A second factor: everybody may have one, staff must have passed it."""

import base64
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests.conftest import HTMX

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/2fa/totp/activate/"
CODES = "/accounts/2fa/recovery-codes/"


def code_now(secret, *, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def signed_in(client):
    """Signed in by code alone: no second factor was passed in this session."""

    def first_factor(person):
        client.force_login(person)
        return client

    return first_factor


def set_up(client):
    """Set up an app in this browser; its secret."""
    secret = client.get(SET_UP).context["form"].secret
    response = client.post(SET_UP, {"code": code_now(secret)})
    assert response.url == CODES
    return secret


def sign_in_by_code(client, person, code_sent_to):
    client.post("/accounts/login/code/", {"email": person.email})
    return client.post(
        "/accounts/login/code/confirm/", {"code": code_sent_to(person.email)}
    )


@pytest.mark.parametrize("who", ["officer", "partner_member", "somebody", "moderator"])
def test_everybody_can_set_one_up_and_gets_recovery_codes(request, signed_in, who):
    person = request.getfixturevalue(who)
    client = signed_in(person)

    set_up(client)

    codes = client.get(CODES).context["unused_codes"]
    kept = Authenticator.objects.filter(user=person).order_by("type")
    assert [one.type for one in kept] == ["recovery_codes", "totp"]
    assert len(codes) == 10
    file = client.get(f"{CODES}download/")
    assert file.text.split() == codes


def test_the_picture_for_the_app_is_one_that_the_csp_allows(signed_in, officer):
    response = signed_in(officer).get(SET_UP)

    start = '<img class="qr" src="data:image/svg+xml;base64,'
    picture = response.text.partition(start)[2].partition('"')[0]
    assert b"<svg" in base64.b64decode(picture)
    assert "img-src 'self' data:" in response["Content-Security-Policy"].split("; ")
    assert response.context["form"].secret in response.text


def test_a_wrong_code_sets_nothing_up(signed_in, officer):
    client = signed_in(officer)
    client.get(SET_UP)

    response = client.post(SET_UP, {"code": "12"})

    assert list(response.context["form"].errors) == ["code"]
    assert not Authenticator.objects.exists()


def test_who_has_one_is_asked_at_the_next_sign_in(signed_in, officer, code_sent_to):
    secret = set_up(signed_in(officer))
    elsewhere = Client()

    asked = sign_in_by_code(elsewhere, officer, code_sent_to)
    early = elsewhere.get("/my/")
    wrong = elsewhere.post(asked.url, {"code": "000000"})
    right = elsewhere.post(asked.url, {"code": code_now(secret)})

    assert asked.url == "/accounts/2fa/authenticate/"
    assert early.url == "/accounts/login/?next=/my/"
    assert list(wrong.context["form"].errors) == ["code"]
    assert right.url == "/my/"
    assert elsewhere.get("/my/").context["viewer"].name == "Olwen"


def test_a_code_of_the_app_signs_in_once(signed_in, officer, code_sent_to):
    secret = set_up(signed_in(officer))
    used = code_now(secret)
    first, second = Client(), Client()
    sign_in_by_code(first, officer, code_sent_to)
    sign_in_by_code(second, officer, code_sent_to)

    answers = [
        browser.post("/accounts/2fa/authenticate/", {"code": used})
        for browser in (first, second)
    ]

    assert [answer.status_code for answer in answers] == [302, 200]


def test_a_slow_clock_is_forgiven_and_an_old_code_is_not(
    signed_in, officer, code_sent_to
):
    secret = set_up(signed_in(officer))
    elsewhere = Client()
    page = sign_in_by_code(elsewhere, officer, code_sent_to).url

    old = elsewhere.post(page, {"code": code_now(secret, steps=-3)})
    slow = elsewhere.post(page, {"code": code_now(secret, steps=-1)})

    assert (old.status_code, slow.url) == (200, "/my/")


def test_a_recovery_code_signs_in_once(signed_in, officer, code_sent_to):
    client = signed_in(officer)
    set_up(client)
    code = client.get(CODES).context["unused_codes"][0]
    first, second = Client(), Client()

    sign_in_by_code(first, officer, code_sent_to)
    taken = first.post("/accounts/2fa/authenticate/", {"code": code})
    sign_in_by_code(second, officer, code_sent_to)
    again = second.post("/accounts/2fa/authenticate/", {"code": code})

    assert (taken.url, again.status_code) == ("/my/", 200)


@pytest.mark.parametrize("who", ["moderator", "administrator"])
@pytest.mark.parametrize("path", ["/admin/", "/", "/initiatives/", "/my/?a=b"])
def test_staff_without_one_are_led_to_set_it_up(request, signed_in, who, path):
    client = signed_in(request.getfixturevalue(who))

    response = client.get(path)

    assert response.url.startswith("/accounts/2fa/?next=/")
    assert client.get(response.url).status_code == 200


def test_staff_without_one_cannot_act_in_the_admin(signed_in, moderator, leeds):
    client = signed_in(moderator)

    response = client.post(f"/admin/councils/council/{leeds.pk}/change/", {"name": "X"})

    leeds.refresh_from_db()
    assert response.url.startswith("/accounts/2fa/")
    assert leeds.name == "Leeds City Council"


def test_a_swap_leads_there_with_the_whole_page(signed_in, moderator):
    response = signed_in(moderator).get("/initiatives/", headers=HTMX)

    assert response["HX-Redirect"] == "/accounts/2fa/?next=/initiatives/"


def test_staff_without_one_can_still_sign_out(signed_in, moderator):
    client = signed_in(moderator)

    client.post("/accounts/logout/")

    assert client.get("/").context["viewer"].name == ""


def test_after_setting_it_up_staff_get_in_at_once(signed_in, moderator):
    client = signed_in(moderator)
    assert client.get("/admin/").url.startswith("/accounts/2fa/")

    set_up(client)

    assert client.get("/admin/").status_code == 200
    assert client.get("/").context["viewer"].clearance == 2


def test_a_session_from_before_asks_staff_for_the_code(signed_in, moderator):
    other = Client()
    other.force_login(moderator)
    secret = set_up(signed_in(moderator))

    asked = other.get("/admin/?a=b")
    page = other.get(asked.url)
    passed = other.post(
        "/accounts/2fa/reauthenticate/",
        {"code": code_now(secret), "next": "/admin/?a=b"},
    )

    assert asked.url == "/accounts/2fa/reauthenticate/?next=/admin/%3Fa%3Db"
    assert 'name="next" value="/admin/?a=b"' in page.text
    assert passed.url == "/admin/?a=b"
    assert other.get("/admin/").status_code == 200


def test_staff_are_asked_at_the_next_sign_in(signed_in, moderator, code_sent_to):
    secret = set_up(signed_in(moderator))
    elsewhere = Client()

    asked = sign_in_by_code(elsewhere, moderator, code_sent_to)
    elsewhere.post(asked.url, {"code": code_now(secret)})

    assert asked.url == "/accounts/2fa/authenticate/"
    assert elsewhere.get("/admin/").status_code == 200


def test_a_password_and_a_code_are_not_two_factors(client, moderator, code_sent_to):
    moderator.set_password("A good long one")
    moderator.save()

    typed = {"login": moderator.email, "password": "A good long one"}
    client.post("/accounts/login/", typed)

    assert client.get("/admin/").url == "/accounts/2fa/?next=/admin/"


def test_others_need_none(signed_in, officer):
    client = signed_in(officer)

    assert client.get("/my/").context["viewer"].council_name == "Leeds City Council"


def test_it_can_be_taken_away_after_a_code_was_typed(signed_in, officer):
    client = signed_in(officer)
    set_up(client)

    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()


def test_with_it_staff_give_away_their_powers(signed_in, moderator):
    client = signed_in(moderator)
    set_up(client)

    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()
    assert client.get("/admin/").url == "/accounts/2fa/?next=/admin/"
