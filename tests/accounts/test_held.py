"""What was typed is kept: over a lapsed session, and over a failed CSRF check."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts import held
from tests.conftest import HTMX
from tests.factories import draft, supplied

pytestmark = pytest.mark.django_db
TYPED = "Bore da 🦆 <b>“dyfyniad”</b>"


def sign_in_again(client, person, code_sent_to):
    """By code, in the browser in which the session lapsed."""
    path = "/accounts/login/code/"
    client.post(path, {"email": person.email})
    code = code_sent_to(person.email)
    return client.post(f"{path}confirm/", {"code": code})


@pytest.fixture
def lapsed(officer):
    """A browser whose session is over: its cookie names one that is gone."""
    client = Client()
    client.force_login(officer)
    Session.objects.all().delete()
    return client


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "swap"])
def test_a_draft_is_back_after_signing_in(officer, lapsed, code_sent_to, headers):
    slug = draft(officer).initiative.slug
    path = f"/initiatives/{slug}/edit/challenge/"
    sent = lapsed.post(path, {"challenge": TYPED, "version": "1"}, headers=headers)

    to_sign_in = f"/accounts/login/?next={path}"
    assert sent.headers.get("HX-Redirect" if headers else "Location") == to_sign_in
    sign_in_page = lapsed.get(to_sign_in)
    typed = {"email": officer.email, "next": path}
    asked = lapsed.post("/accounts/login/code/", typed)
    back = lapsed.post(asked.url, {"code": code_sent_to(officer.email)})
    page = lapsed.get(back.url)

    assert "What you typed is kept: sign in to go on." in sign_in_page.text
    assert back.url == path
    assert page.context["form"]["challenge"].value() == TYPED


def test_a_new_initiative_is_back_after_signing_in(officer, lapsed, code_sent_to):
    lapsed.post("/initiatives/new/", {"title": TYPED, "summary": "S"})

    sign_in_again(lapsed, officer, code_sent_to)

    page = lapsed.get("/initiatives/new/")
    assert page.context["form"]["title"].value() == TYPED


def test_an_organisation_is_back_after_signing_in(somebody, lapsed, code_sent_to):
    lapsed.post("/partners/register/", {"name": TYPED, "kind": "charity"})

    sign_in_again(lapsed, somebody, code_sent_to)

    form = lapsed.get("/partners/register/").context["form"]
    assert (form["name"].value(), form["kind"].value()) == (TYPED, "charity")


def test_a_wish_for_a_place_is_back_after_signing_in(somebody, lapsed, code_sent_to):
    lapsed.post("/my/membership/ask/", {"organisation": "Us", "note": TYPED})

    sign_in_again(lapsed, somebody, code_sent_to)

    page = lapsed.get("/my/membership/ask/")
    assert page.context["ask"]["note"].value() == TYPED
    assert '<details class="disclose" open>' in page.text


def test_a_no_and_a_note_are_back_after_signing_in(
    officer, leeds, partner_member, lapsed, code_sent_to
):
    asked = supplied(partner_member, leeds).initiative.get_absolute_url()
    own = draft(officer).initiative.get_absolute_url()
    lapsed.post(f"{asked}confirm/", {"answer": "no", "reason": TYPED})
    sign_in_again(lapsed, officer, code_sent_to)

    page = lapsed.get(f"{asked}confirm/")
    assert page.context["form"]["reason"].value() == TYPED

    lapsed.post("/accounts/logout/")
    lapsed.post(f"{own}submit/", {"note": TYPED})
    sign_in_again(lapsed, officer, code_sent_to)
    assert lapsed.get(f"{own}submit/").context["form"]["note"].value() == TYPED


def test_it_is_given_back_once_and_only_at_its_own_address(
    somebody, lapsed, code_sent_to
):
    lapsed.post("/partners/register/", {"name": TYPED})
    sign_in_again(lapsed, somebody, code_sent_to)
    elsewhere = lapsed.get("/my/membership/ask/")

    pages = [lapsed.get("/partners/register/") for _ in range(2)]

    assert elsewhere.url == "/my/membership/"
    assert [page.context["form"]["name"].value() for page in pages] == [TYPED, None]


def test_it_is_forgotten_after_half_a_day(somebody, lapsed, code_sent_to, monkeypatch):
    lapsed.post("/partners/register/", {"name": TYPED})
    sign_in_again(lapsed, somebody, code_sent_to)
    later = timezone.now() + dt.timedelta(hours=13)
    monkeypatch.setattr(held.timezone, "now", lambda: later)

    page = lapsed.get("/partners/register/")

    assert page.context["form"]["name"].value() is None


def test_the_longest_section_is_held_and_a_flood_is_not(lapsed):
    lapsed.post("/partners/register/", {"description": "Ŵ" * 200_000})
    assert len(lapsed.session["held"]["typed"]) > 200_000

    lapsed.session.flush()
    other = Client()
    other.post("/partners/register/", {"description": "Ŵ" * 200_001})
    assert "held" not in other.session


def test_no_secret_is_held(lapsed):
    lapsed.post("/partners/register/", {"name": "N", "csrfmiddlewaretoken": "secret"})

    assert lapsed.session["held"]["typed"] == "name=N"


def test_a_failed_check_gives_the_text_back_to_send_again(officer):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer)
    path = "/initiatives/new/"
    typed = {"title": TYPED, "tags": ["a", "b"], "password": "hidden"}

    page = browser.post(path, typed, headers={"Origin": "http://testserver"})
    token = page.context["csrf_token"]
    again = browser.post(
        path,
        {**typed, "csrfmiddlewaretoken": str(token)},
        headers={"Origin": "http://testserver"},
    )

    assert page.status_code == 403
    assert page.context["typed"] == [("title", TYPED), ("tags", "a"), ("tags", "b")]
    assert "Bore da 🦆 &lt;b&gt;“dyfyniad”&lt;/b&gt;</textarea>" in page.text
    assert f'<form method="post" action="{path}">' in page.text
    assert again.context["form"]["title"].value() == TYPED


def test_what_another_site_sent_is_not_offered_to_be_sent_again(officer):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer)

    page = browser.post(
        "/initiatives/new/",
        {"title": TYPED},
        headers={"Origin": "https://evil.example"},
    )

    assert page.status_code == 403
    assert "Send it again" not in page.text
