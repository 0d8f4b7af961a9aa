"""Sign in by a code that is typed, or by a password."""

import datetime as dt
import time

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import OutgoingEmail

pytestmark = pytest.mark.django_db
ASK = "/accounts/login/code/"
CONFIRM = "/accounts/login/code/confirm/"


def name_shown(client):
    """Whose name the masthead shows; nobody's to a visitor."""
    return client.get("/about/").context["viewer"].name


def test_a_code_signs_in(client, officer, code_sent_to):
    asked = client.post(ASK, {"email": "Olwen@Leeds.gov.uk"})
    signed_in = client.post(asked.url, {"code": code_sent_to(officer.email)})

    assert (asked.url, signed_in.url) == (CONFIRM, "/my/")
    assert name_shown(client) == "Olwen"


def test_the_code_may_be_typed_without_its_dash_and_in_small_letters(
    client, officer, code_sent_to
):
    client.post(ASK, {"email": officer.email})
    client.post(CONFIRM, {"code": code_sent_to(officer.email).replace("-", "").lower()})

    assert name_shown(client) == "Olwen"


def test_the_mail_says_what_to_do_with_the_code(client, officer, code_sent_to):
    client.post(ASK, {"email": officer.email})

    mail = OutgoingEmail.objects.get()
    assert (mail.to, mail.subject) == (
        "olwen@leeds.gov.uk",
        "Your code to sign in to CouncilHub",
    )
    assert mail.text == (
        "Type this code in the page where you asked for it, to sign in:\n\n"
        f"{code_sent_to(officer.email)}\n\n"
        "It lasts 15 minutes and works in the same browser only. You did not ask for "
        "it? Then there is nothing to do.\n"
    )


def test_the_code_works_only_in_the_browser_that_asked(client, officer, code_sent_to):
    client.post(ASK, {"email": officer.email})
    elsewhere = Client()

    response = elsewhere.post(CONFIRM, {"code": code_sent_to(officer.email)})

    assert response.url == ASK
    assert name_shown(elsewhere) == ""


def test_the_code_lasts_fifteen_minutes(client, officer, code_sent_to, monkeypatch):
    client.post(ASK, {"email": officer.email})
    code, asked_at = code_sent_to(officer.email), time.time()

    monkeypatch.setattr(time, "time", lambda: asked_at + 15 * 60 - 5)
    assert client.get(CONFIRM).status_code == 200
    monkeypatch.setattr(time, "time", lambda: asked_at + 15 * 60 + 5)
    assert client.post(CONFIRM, {"code": code}).url == ASK
    assert name_shown(client) == ""


def test_a_wrong_code_is_said_beside_the_field_and_kept(client, officer):
    client.post(ASK, {"email": officer.email})

    response = client.post(CONFIRM, {"code": "ABCD-EFGH"})

    assert response.context["form"].errors == {
        "code": ["This is not the code that we sent."]
    }
    assert 'value="ABCD-EFGH"' in response.text


def test_after_three_wrong_codes_one_starts_again(client, officer, code_sent_to):
    client.post(ASK, {"email": officer.email})
    for _ in range(2):
        client.post(CONFIRM, {"code": "ABCD-EFGH"})

    third = client.post(CONFIRM, {"code": "ABCD-EFGH"}, follow=True)
    late = client.post(CONFIRM, {"code": code_sent_to(officer.email)})

    assert third.redirect_chain == [(ASK, 302)]
    assert "That was tried too often." in third.text
    assert late.url == ASK
    assert name_shown(client) == ""


def test_a_new_code_makes_the_old_one_worthless(client, officer, code_sent_to):
    client.post(ASK, {"email": officer.email})
    old = code_sent_to(officer.email)

    client.post(CONFIRM, {"action": "resend"})
    new = code_sent_to(officer.email)

    assert client.post(CONFIRM, {"code": old}).status_code == 200
    assert client.post(CONFIRM, {"code": new}).url == "/my/"


def test_codes_are_not_sent_without_end(officer):
    for _ in range(3):
        Client().post(ASK, {"email": officer.email})

    fourth = Client().post(ASK, {"email": officer.email})

    assert fourth.context["form"].errors == {
        "email": ["That was tried too often. Wait a few minutes, then start again."]
    }
    assert OutgoingEmail.objects.count() == 3


def test_an_unknown_address_looks_the_same_and_gets_another_mail(client, db):
    asked = client.post(ASK, {"email": "nobody@leeds.gov.uk"}, follow=True)
    wrong = client.post(CONFIRM, {"code": "ABCD-EFGH"})

    assert asked.redirect_chain == [(CONFIRM, 302)]
    assert "We sent a code to nobody@leeds.gov.uk." in asked.text
    assert wrong.context["form"].errors == {
        "code": ["This is not the code that we sent."]
    }
    mail = OutgoingEmail.objects.get()
    assert mail.subject == "You have not joined CouncilHub yet"
    assert f"{settings.SITE_URL}/accounts/signup/" in mail.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type your email address."),
        ("olwen", "Enter a valid email address."),
        ("olwen@leeds\x00.gov.uk", "Null characters are not allowed."),
        ("🦆@leeds.gov.uk", "Enter a valid email address."),
        ("<script>alert(1)</script>@x.y", "Enter a valid email address."),
    ],
)
def test_what_is_no_address_is_refused_beside_the_field(client, db, typed, said):
    response = client.post(ASK, {"email": typed})

    assert response.context["form"].errors["email"][-1] == said
    assert "<script>alert" not in response.text
    assert not OutgoingEmail.objects.exists()


def test_a_very_long_address_is_refused(client, db):
    response = client.post(ASK, {"email": f"{'a' * 10_000}@leeds.gov.uk"})

    assert list(response.context["form"].errors) == ["email"]
    assert not OutgoingEmail.objects.exists()


def test_a_password_signs_in(client, officer):
    officer.set_password("A good long one")
    officer.save()

    response = client.post(
        "/accounts/login/", {"login": officer.email, "password": "A good long one"}
    )

    assert response.url == "/my/"
    assert name_shown(client) == "Olwen"


def test_a_wrong_password_says_no_more_than_an_unknown_address(client, officer):
    officer.set_password("A good long one")
    officer.save()
    wrong = {"login": officer.email, "password": "Another"}
    unknown = {"login": "nobody@leeds.gov.uk", "password": "Another"}

    answers = [client.post("/accounts/login/", typed) for typed in (wrong, unknown)]

    assert [answer.context["form"].non_field_errors() for answer in answers] == [
        ["The address or the password is wrong."],
        ["The address or the password is wrong."],
    ]
    assert 'value="olwen@leeds.gov.uk"' in answers[0].text
    assert "Another" not in answers[0].text


def test_five_wrong_passwords_are_enough(client, officer):
    officer.set_password("A good long one")
    officer.save()
    for _ in range(5):
        client.post("/accounts/login/", {"login": officer.email, "password": "x"})

    right = client.post(
        "/accounts/login/", {"login": officer.email, "password": "A good long one"}
    )

    assert right.context["form"].non_field_errors() == [
        "That was tried too often. Wait a few minutes, then start again."
    ]
    assert name_shown(client) == ""


@pytest.mark.parametrize("by_code", [True, False], ids=["code", "password"])
@pytest.mark.parametrize(
    ("back", "landed"),
    [
        ("/my/data/?a=b", "/my/data/?a=b"),
        ("https://evil.example/", "/my/"),
        ("//evil.example/", "/my/"),
        ("/\\evil.example", "/my/"),
        ("javascript:alert(1)", "/my/"),
    ],
)
def test_one_comes_back_only_to_a_page_of_the_hub(
    client, officer, code_sent_to, by_code, back, landed
):
    officer.set_password("A good long one")
    officer.save()

    if by_code:
        asked = client.post(ASK, {"email": officer.email, "next": back})
        response = client.post(asked.url, {"code": code_sent_to(officer.email)})
    else:
        typed = {"login": officer.email, "password": "A good long one", "next": back}
        response = client.post("/accounts/login/", typed)

    assert response.url == landed


def test_the_sign_in_page_hands_on_where_one_came_from(client, db):
    response = client.get("/accounts/login/", {"next": "/my/data/"})

    assert response.text.count('name="next" value="/my/data/"') == 2


def test_sign_out_ends_the_session(sign_in, officer):
    client = sign_in(officer)
    assert client.get("/my/").status_code == 200

    response = client.post("/accounts/logout/")

    assert response.url == "/"
    assert response.cookies["sessionid"]["max-age"] == 0
    assert "messages" not in response.cookies
    assert client.get("/my/").url == "/accounts/login/?next=/my/"


def test_a_session_lasts_two_weeks_however_one_signed_in(client, officer):
    officer.set_password("A good long one")
    officer.save()

    client.post(
        "/accounts/login/", {"login": officer.email, "password": "A good long one"}
    )

    assert client.session.get_expiry_age() == dt.timedelta(weeks=2).total_seconds()
