"""The demonstration: five roles to try, and an outbox to read."""

import re

import pytest
from django.test import Client

from accounts.actions import demonstration
from accounts.mail import Notice
from accounts.models import Membership, OutgoingEmail, User
from tests.factories import OutgoingEmailFactory

SIGN_IN = "/demo/sign-in/"


@pytest.fixture
def demo(settings, leeds, kirklees):
    settings.DEMO = True


@pytest.mark.parametrize(
    ("role", "landed", "place", "clearance", "is_moderator", "is_administrator"),
    [
        ("officer", "/my/", "Leeds City Council", 2, False, False),
        ("peer", "/my/", "Kirklees Council", 2, False, False),
        ("partner", "/my/", "Demonstration Partner", 1, False, False),
        ("moderator", "/admin/", "", 2, True, False),
        ("admin", "/admin/", "", 2, False, True),
    ],
)
def test_each_role_signs_in_with_its_second_factor_passed(  # noqa: PLR0913, PLR0917
    demo, role, landed, place, clearance, is_moderator, is_administrator
):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(SIGN_IN)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)[1]

    sent = browser.post(SIGN_IN, {"role": role, "csrfmiddlewaretoken": token})

    viewer = browser.get("/about/").context["viewer"]
    assert sent.url == landed
    assert browser.get(landed).status_code == 200
    assert place == (viewer.council_name or viewer.partner_name)
    assert (viewer.clearance, viewer.is_moderator, viewer.is_administrator) == (
        clearance,
        is_moderator,
        is_administrator,
    )


def test_the_page_is_one_form_with_five_buttons(demo, client):
    page = client.get(SIGN_IN)

    main = page.text.partition("<main")[2]
    assert main.count("<form") == 1
    assert re.findall(r'name="role" value="(\w+)"', main) == [
        "officer",
        "peer",
        "partner",
        "moderator",
        "admin",
    ]


def test_trying_a_role_twice_makes_one_person(demo):
    for _ in range(2):
        Client().post(SIGN_IN, {"role": "officer"})

    assert User.objects.count() == 1
    assert Membership.objects.count() == 1


def test_one_changes_roles_at_will(demo, client):
    client.post(SIGN_IN, {"role": "moderator"})
    client.post(SIGN_IN, {"role": "officer"})

    assert client.get("/about/").context["viewer"].name == "Olwen Officer"
    assert client.get("/admin/").status_code in {302, 403}


def test_who_left_the_place_has_it_again(demo, client):
    client.post(SIGN_IN, {"role": "officer"})
    client.post("/my/membership/leave/")
    client.post(SIGN_IN, {"role": "officer"})

    assert client.get("/about/").context["viewer"].council_slug == "leeds"


def test_a_suspended_role_says_so(demo, client):
    User.objects.filter(pk=demonstration.person("peer").pk).update(is_active=False)

    page = client.post(SIGN_IN, {"role": "peer"})

    assert page.context["form"].errors == {
        "role": ["A moderator has suspended this person."]
    }


@pytest.mark.parametrize("role", ["", "king", "\x00", "x" * 10_000])
def test_another_role_is_refused_in_words(demo, client, role):
    page = client.post(SIGN_IN, {"role": role})

    assert list(page.context["form"].errors) == ["role"]
    assert "There is a problem" in page.text
    assert not User.objects.exists()


@pytest.mark.parametrize("path", [SIGN_IN, "/demo/outbox/", "/demo/outbox/1/"])
def test_without_demo_none_of_it_is_there(client, db, settings, path):
    settings.DEMO = False
    OutgoingEmailFactory(pk=1)

    assert client.get(path).status_code == 404
    assert client.post(path, {"role": "admin"}).status_code == 404
    assert not User.objects.exists()


def test_the_outbox_lists_the_newest_first(demo, client):
    OutgoingEmailFactory(subject="First")
    OutgoingEmailFactory(subject="Second", sent_at="2026-03-03T12:00Z")

    page = client.get("/demo/outbox/")

    assert [mail.subject for mail in page.context["emails"]] == ["Second", "First"]
    assert page.text.count("not sent yet") == 1


def test_a_mail_is_readable_as_text_and_as_html(demo, client):
    Notice(
        kind="test",
        subject="Tŷ",
        lead='<script>alert(1)</script> "quoted"',
        path="/my/",
        label="Open it",
    ).send("sam@example.org")

    address = f"/demo/outbox/{OutgoingEmail.objects.get().pk}/"
    page, framed = client.get(address), client.get(f"{address}html/")

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &quot;quoted&quot;" in page.text
    assert "<script>alert" not in page.text
    assert f'src="{address}html/"' in page.text
    assert framed.text.startswith("<!DOCTYPE html>")
    assert "&lt;script&gt;alert(1)" in framed.text
    assert "frame-ancestors 'self'" in framed["Content-Security-Policy"]
    assert "script-src" not in framed["Content-Security-Policy"]
    assert "allow-scripts" not in page.text
    assert "allow-same-origin" not in page.text


def test_an_empty_outbox_says_what_to_do(demo, client):
    assert "Ask for a sign-in code" in client.get("/demo/outbox/").text


def test_a_mail_that_is_not_there_is_a_404(demo, client):
    assert client.get("/demo/outbox/12345/").status_code == 404
