"""Joining: whose address is at a council's domain is its officer at once."""

import re

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Membership, OutgoingEmail, User
from partners.models import Partner
from tests.factories import CouncilFactory, PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db
JOIN = "/accounts/signup/"
CONFIRM = "/accounts/confirm-email/"


@pytest.fixture
def join(client, code_sent_to):
    """Join with this address and type the code; the page one lands on."""

    def joined(email, **typed):
        client.post(JOIN, {"name": "Nia", "email": email, **typed})
        return client.post(CONFIRM, {"code": code_sent_to(email.lower())}, follow=True)

    return joined


def without_secrets(page, address):
    """The page without what differs from visitor to visitor anyway."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+', "", page.text).replace(
        address, ""
    )


def places():
    return list(
        Membership.objects.values_list(
            "user__name", "council__slug", "partner__slug", "work_email", "proof"
        )
    )


def test_an_address_at_a_councils_domain_makes_an_officer_at_once(join, leeds):
    page = join("Nia@Leeds.gov.uk")

    assert page.redirect_chain == [("/my/", 302)]
    assert "You now belong to Leeds City Council." in page.text
    assert page.context["viewer"].council_name == "Leeds City Council"
    assert places() == [("Nia", "leeds", None, "nia@leeds.gov.uk", "email-domain")]


def test_before_the_code_is_typed_nobody_has_joined(client, leeds):
    client.post(JOIN, {"name": "Nia", "email": "nia@leeds.gov.uk"})

    assert client.get("/my/").url == "/accounts/login/?next=/my/"
    assert places() == []


def test_no_password_is_asked_and_none_is_set(join, client, leeds):
    assert list(client.get(JOIN).context["form"].fields) == ["name", "email"]

    join("nia@leeds.gov.uk", password1="x")

    assert not User.objects.get().has_usable_password()


def test_the_mail_says_what_to_do_with_the_code(client, leeds, code_sent_to):
    client.post(JOIN, {"name": "Nia", "email": "nia@leeds.gov.uk"})

    mail = OutgoingEmail.objects.get()
    assert (mail.to, mail.subject) == (
        "nia@leeds.gov.uk",
        "Your code to join CouncilHub",
    )
    assert f"\n\n{code_sent_to('nia@leeds.gov.uk')}\n\n" in mail.text


def test_who_closed_the_browser_joins_by_signing_in(client, leeds, code_sent_to):
    Client().post(JOIN, {"name": "Nia", "email": "nia@leeds.gov.uk"})

    client.post("/accounts/login/code/", {"email": "nia@leeds.gov.uk"})
    page = client.post(
        "/accounts/login/code/confirm/",
        {"code": code_sent_to("nia@leeds.gov.uk")},
        follow=True,
    )

    assert "You now belong to Leeds City Council." in page.text
    assert places() == [("Nia", "leeds", None, "nia@leeds.gov.uk", "email-domain")]


def test_who_left_is_not_brought_back_by_signing_in(client, officer, code_sent_to):
    officer.memberships.update(until="2026-01-01T00:00Z")

    client.post("/accounts/login/code/", {"email": officer.email})
    client.post("/accounts/login/code/confirm/", {"code": code_sent_to(officer.email)})

    assert not officer.memberships.open().exists()


def test_a_shared_domain_asks_which_council(join, client, leeds, kirklees):
    kirklees.email_domains.create(domain="leeds.gov.uk")

    page = join("nia@leeds.gov.uk")
    offered = page.context["choose"].fields["council"].queryset
    chosen = client.post(
        "/my/membership/choose/", {"council": kirklees.pk}, follow=True
    )

    assert page.redirect_chain == [("/my/membership/", 302)]
    assert "Which one do you work for?" in page.text
    assert [council.slug for council in offered] == ["kirklees", "leeds"]
    assert "You now belong to Kirklees Council." in chosen.text
    assert places() == [("Nia", "kirklees", None, "nia@leeds.gov.uk", "email-domain")]


def test_an_unknown_domain_leads_to_a_moderator_and_the_page_says_so(join, leeds):
    page = join("nia@unknown.example")

    assert page.redirect_chain == [("/my/membership/", 302)]
    assert "a moderator will look at it within two working days" in page.text
    assert places() == []


def test_a_planned_or_abolished_councils_domain_proves_nothing(join):
    gone = CouncilFactory(ends_on="2020-03-31")
    gone.email_domains.create(domain="gone.gov.uk")
    planned = CouncilFactory(starts_on="2090-04-01")
    planned.email_domains.create(domain="gone.gov.uk")

    join("nia@gone.gov.uk")

    assert places() == []


@pytest.mark.parametrize(
    ("status", "joined"),
    [
        (Partner.Status.VERIFIED, True),
        (Partner.Status.UNVERIFIED, True),
        (Partner.Status.REFUSED, False),
        (Partner.Status.SUSPENDED, False),
    ],
)
def test_an_address_at_a_partners_domain_makes_a_member(join, status, joined):
    firm = PartnerFactory(email_domain="firm.example", status=status)

    join("nia@firm.example")

    place = ("Nia", None, firm.slug, "nia@firm.example", "email-domain")
    assert places() == ([place] if joined else [])


def test_one_comes_back_to_where_one_was(client, leeds, code_sent_to):
    typed = {"name": "Nia", "email": "nia@leeds.gov.uk", "next": "/my/data/"}
    asked = client.post(JOIN, typed)
    page = client.post(asked.url, {"code": code_sent_to("nia@leeds.gov.uk")})

    assert page.url == "/my/data/"


def test_who_has_joined_before_is_told_by_mail_alone(client, officer):
    new_person = Client()
    known = client.post(JOIN, {"name": "Nia", "email": officer.email}, follow=True)
    new = new_person.post(JOIN, {"name": "Nia", "email": "nia@x.eg"}, follow=True)

    assert known.redirect_chain == new.redirect_chain == [(CONFIRM, 302)]
    assert without_secrets(known, officer.email) == without_secrets(new, "nia@x.eg")
    mail = OutgoingEmail.objects.get(to=officer.email)
    assert mail.subject == "You have joined CouncilHub already"
    assert f"{settings.SITE_URL}/accounts/login/" in mail.text
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"name": "", "email": "nia@x.example"}, {"name": ["Type your name."]}),
        ({"name": "Nia", "email": ""}, {"email": ["Type your work email address."]}),
        (
            {"name": "Nia", "email": "nia"},
            {"email": ["Enter a valid email address."]},
        ),
        (
            {"name": "N\x00a", "email": "nia@x.example"},
            {"name": ["Null characters are not allowed."]},
        ),
        (
            {"name": "N" * 101, "email": "nia@x.example"},
            {"name": ["Ensure this value has at most 100 characters (it has 101)."]},
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_kept(
    client, typed, errors
):
    response = client.post(JOIN, typed)

    assert response.context["form"].errors == errors
    for value in filter(None, typed.values()):
        assert value.replace("\x00", "") in response.text.replace("\x00", "")
    assert not User.objects.exists()


def test_names_are_taken_as_they_are(join, client, leeds):
    join("nia@leeds.gov.uk", name="Siân Ŵ 🦆 <b>Nia</b>")

    assert User.objects.get().name == "Siân Ŵ 🦆 <b>Nia</b>"
    assert "Siân Ŵ 🦆 &lt;b&gt;Nia&lt;/b&gt;" in client.get("/my/").text


def test_sending_the_form_twice_makes_one_person(client, leeds):
    typed = {"name": "Nia", "email": "nia@leeds.gov.uk"}
    answers = [client.post(JOIN, typed) for _ in range(2)]

    assert [answer.url for answer in answers] == [CONFIRM, CONFIRM]
    assert User.objects.count() == 1


def test_a_domain_that_moderators_add_later_is_enough(client, leeds, code_sent_to):
    UserFactory(email="nia@new.example", name="Nia")
    leeds.email_domains.create(domain="new.example")

    client.post("/accounts/login/code/", {"email": "nia@new.example"})
    client.post(
        "/accounts/login/code/confirm/", {"code": code_sent_to("nia@new.example")}
    )

    assert places() == [("Nia", "leeds", None, "nia@new.example", "email-domain")]
