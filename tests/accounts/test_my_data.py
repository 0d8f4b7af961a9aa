"""What the hub holds about a person, on a page and as a file."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from accounts.models import OutgoingEmail
from initiatives.models import WantAnswer
from tests.factories import (
    MembershipRequestFactory,
    OutgoingEmailFactory,
    SavedSearchFactory,
    UserFactory,
    WantAnswerFactory,
    WantFactory,
    draft,
    published,
)

pytestmark = pytest.mark.django_db
PAGE = "/my/data/"


@pytest.fixture
def known(officer, kirklees):
    """An officer of whom the hub holds something of every kind."""
    EmailAddress.objects.create(user=officer, email="olwen@home.example")
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "HUSH"})
    MembershipRequestFactory(
        user=officer, council=kirklees, note="I moved.", state="refused", reason="No."
    )
    OutgoingEmailFactory(to=officer.email, subject="Hello Olwen", text="Code 1234")
    SavedSearchFactory(user=officer, name="Bins")
    WantFactory(title="Damp homes", why="Too late.", added_by=officer, council=kirklees)
    WantAnswerFactory(
        want=WantFactory(title="Mould"), initiative=published(council=kirklees),
        by=officer,
    )  # fmt: skip
    return officer


def test_the_file_holds_all_and_nothing_of_others(client, known, peer):
    revision = draft(known)
    draft(peer)
    OutgoingEmailFactory(to=peer.email, subject="Hello Petra")

    client.force_login(known)  # which notes when they last signed in
    response = client.get(PAGE, {"format": "json"})

    data = response.json()
    joined, last = data.pop("joined"), data.pop("last_signed_in")
    days = [one.pop("since") for one in data["places"] + data["second_factors"]]
    days += [one.pop("renew_by") for one in data["places"]]
    days += [one.pop("asked") for one in data["requests"]]
    days += [one.pop("written") for one in data["mails"]]
    days += [one.pop("started") for one in data["wrote"]]
    days += [one.pop("at") for one in data["did"]]
    days += [one.pop("saved") for one in data["searches"]]
    days += [one.pop("said") for one in data["wanted"]]
    days += [one.pop("added") for one in data["needs_added"]]
    days += [one.pop("linked") for one in data["answered"]]
    assert all(dt.datetime.fromisoformat(day).tzinfo for day in [joined, last, *days])
    assert data == {
        "name": "Olwen",
        "email": "olwen@leeds.gov.uk",
        "has_password": False,
        "addresses": [
            {"email": "olwen@leeds.gov.uk", "verified": True, "primary": True},
            {"email": "olwen@home.example", "verified": False, "primary": False},
        ],
        "second_factors": [{"kind": "Authenticator app"}],
        "places": [
            {
                "place": "Leeds City Council",
                "work_email": "olwen@leeds.gov.uk",
                "proof": "Address at the organisation’s domain",
                "until": None,
            }
        ],
        "requests": [
            {
                "place": "Kirklees Council",
                "note": "I moved.",
                "state": "Refused",
                "reason": "No.",
            }
        ],
        "mails": [{"to": "olwen@leeds.gov.uk", "subject": "Hello Olwen"}],
        "searches": [{"name": "Bins", "asks": "‘food waste’", "how_often": "Daily"}],
        "wanted": [
            {"need": "Damp homes", "council": "Kirklees Council", "taken_back": None}
        ],
        "needs_added": [
            {"need": "Damp homes", "why": "Too late.", "council": "Kirklees Council"}
        ],
        "answered": [
            {
                "need": "Mould",
                "initiative": WantAnswer.objects.get().initiative.reference,
                "withdrawn": None,
            }
        ],
        "wrote": [
            {
                "reference": revision.initiative.reference,
                "title": revision.initiative.title,
                "status": "Not published",
            }
        ],
        "did": [
            {
                "what": "Started",
                "initiative": revision.initiative.reference,
                "reason": "",
            }
        ],
    }


def test_the_file_is_one_to_save(sign_in, officer):
    response = sign_in(officer).get(PAGE, {"format": "json"})

    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == (
        'attachment; filename="councilhub-my-data.json"'
    )
    assert response["Cache-Control"] == "private, no-store"


def test_the_page_says_the_same_in_words(sign_in, known):
    revision = draft(known)

    page = sign_in(known).get(PAGE)

    for said in [
        "Olwen",
        "olwen@home.example",
        "Another address, not confirmed yet",
        "Authenticator app",
        "Leeds City Council",
        "Kirklees Council",
        "Hello Olwen",
        "Bins",
        "Damp homes",
        "Too late.",
        "Mould",
        revision.initiative.reference,
        "Set a password",
    ]:
        assert said in page.text
    assert "HUSH" not in page.text
    assert "Code 1234" not in page.text


def test_codes_that_went_to_a_former_work_address_are_mine_too(sign_in, officer):
    officer.memberships.update(work_email="team@leeds.gov.uk")
    OutgoingEmailFactory(to="team@leeds.gov.uk", subject="Your code")

    page = sign_in(officer).get(PAGE)

    assert [mail["subject"] for mail in page.context["data"]["mails"]] == ["Your code"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_no_more_for_more_rows(
    sign_in, officer, django_assert_num_queries, count
):
    for _ in range(count):
        draft(officer)
        MembershipRequestFactory(user=officer, state="refused")
        want = WantFactory(added_by=officer)
        WantAnswerFactory(want=want, initiative=published(officer), by=officer)
    OutgoingEmailFactory.create_batch(count, to=officer.email)
    client = sign_in(officer)

    with django_assert_num_queries(15):
        client.get(PAGE)


def test_a_visitor_signs_in_first(client, db):
    assert client.get(PAGE).url == "/accounts/login/?next=/my/data/"
    assert client.get(PAGE, {"format": "json"}).status_code == 302


def test_a_person_without_anything_sees_that(sign_in):
    person = UserFactory(name="Nia")
    OutgoingEmail.objects.all().delete()

    page = sign_in(person).get(PAGE)

    assert page.text.count("Nothing.") == 2
    assert page.text.count("None.") == 2
