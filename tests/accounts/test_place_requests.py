"""A place that no address proves: asked of a moderator, given or refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts import actions
from accounts.models import MembershipRequest, OutgoingEmail
from accounts.viewer import viewer_for
from tests.factories import CouncilFactory, MembershipFactory, MembershipRequestFactory

pytestmark = pytest.mark.django_db
ASK = "/my/membership/ask/"


def test_the_person_is_told_on_the_page_and_by_mail(sign_in, somebody, leeds):
    client = sign_in(somebody)

    typed = {"council_name": "Leeds City Council", "note": "See leeds.gov.uk/us"}
    page = client.post(ASK, typed, follow=True)

    wish = MembershipRequest.objects.get()
    mail = OutgoingEmail.objects.get()
    assert (wish.user, wish.council, wish.note) == (
        somebody,
        leeds,
        "See leeds.gov.uk/us",
    )
    assert "You asked for a place at Leeds City Council." in page.text
    assert (mail.to, mail.subject) == (
        "sam@example.org",
        "A moderator will look at your request",
    )
    assert "within two working days" in mail.text


@pytest.mark.parametrize("name", ["leeds city council", "LEEDS", " Leeds ", "Leeds’"])
def test_a_councils_name_is_known_as_people_type_it(sign_in, somebody, leeds, name):
    CouncilFactory(name="Leeds and Bradford Council", short_name="Leeds and Bradford")

    sign_in(somebody).post(ASK, {"council_name": name})

    assert MembershipRequest.objects.get().council == leeds


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, {"council_name": ["Name your council or your organisation."]}),
        (
            {"council_name": "Atlantis", "note": "Ask 🦆"},
            {
                "council_name": [
                    "We know no council of this name. Choose one from the list."
                ]
            },
        ),
        (
            {"council_name": "x" * 121},
            {
                "council_name": [
                    "Ensure this value has at most 120 characters (it has 121)."
                ]
            },
        ),
        (
            {"organisation": "o\x00o", "note": "n" * 1001},
            {
                "organisation": ["Null characters are not allowed."],
                "note": [
                    "Ensure this value has at most 1000 characters (it has 1001)."
                ],
            },
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_all_is_kept(
    sign_in, somebody, leeds, typed, errors
):
    response = sign_in(somebody).post(ASK, typed)

    assert response.context["ask"].errors == errors
    assert '<details class="disclose" open>' in response.text
    for value in typed.values():
        assert value.replace("\x00", "") in response.text.replace("\x00", "")
    assert not MembershipRequest.objects.exists()


def test_asking_again_changes_the_wish_and_sends_no_second_mail(
    sign_in, somebody, leeds
):
    client = sign_in(somebody)
    client.post(ASK, {"organisation": "Leeds Museums"})
    client.post(ASK, {"council_name": "Leeds"})

    wish = MembershipRequest.objects.get()
    assert (wish.council, wish.organisation) == (leeds, "")
    assert OutgoingEmail.objects.count() == 1


def test_approved_the_person_has_the_place_and_a_mail(somebody, moderator, leeds):
    wish = MembershipRequestFactory(user=somebody, council=leeds)

    actions.approve_request(request=wish, by=viewer_for(moderator))

    place, mail = somebody.memberships.get(), OutgoingEmail.objects.get()
    assert (place.council, place.proof) == (leeds, "moderator")
    assert mail.to == "sam@example.org"
    assert "You are now a member of Leeds City Council on CouncilHub." in mail.text


def test_a_new_place_ends_the_old_one(officer, moderator, kirklees, leeds):
    wish = MembershipRequestFactory(user=officer, council=kirklees)

    actions.approve_request(request=wish, by=viewer_for(moderator))

    assert officer.memberships.open().get().council == kirklees
    assert officer.memberships.get(council=leeds).until is not None


def test_the_moderator_names_the_council_where_the_person_named_none(
    somebody, moderator, leeds
):
    wish = MembershipRequestFactory(user=somebody, council=None, organisation="Us")
    with pytest.raises(ValidationError):
        actions.approve_request(request=wish, by=viewer_for(moderator))

    actions.approve_request(request=wish, by=viewer_for(moderator), council=leeds)

    assert somebody.memberships.get().council == leeds


def test_refused_the_person_learns_why_and_how_to_have_it_looked_at_again(
    somebody, moderator, leeds
):
    wish = MembershipRequestFactory(user=somebody, council=leeds)

    actions.refuse_request(
        request=wish, by=viewer_for(moderator), reason="Leeds does not know you."
    )

    mail = OutgoingEmail.objects.get()
    assert not somebody.memberships.exists()
    assert mail.text == (
        "A moderator could not confirm your place at Leeds City Council.\n\n"
        "The reason given:\n\n"
        "Leeds does not know you.\n\n"
        "Your place on CouncilHub: http://localhost:8000/my/membership/\n\n"
        "You think this is wrong? Write to hub@localhost, and another moderator will "
        "look again.\n"
    )


def test_only_moderators_decide_and_not_on_their_own_wish(
    somebody, officer, moderator, leeds
):
    theirs = MembershipRequestFactory(user=somebody, council=leeds)
    own = MembershipRequestFactory(user=moderator, council=leeds)

    with pytest.raises(PermissionDenied):
        actions.approve_request(request=theirs, by=viewer_for(officer))
    with pytest.raises(PermissionDenied):
        actions.approve_request(request=own, by=viewer_for(moderator))


def test_what_is_decided_stays_decided(somebody, moderator, administrator, leeds):
    wish = MembershipRequestFactory(user=somebody, council=leeds)
    stale = MembershipRequest.objects.get()
    actions.refuse_request(request=wish, by=viewer_for(moderator), reason="No.")

    with pytest.raises(PermissionDenied):
        actions.approve_request(request=stale, by=viewer_for(administrator))

    assert not somebody.memberships.exists()


def test_an_officer_who_moved_can_ask_from_the_same_page(sign_in, officer, kirklees):
    page = sign_in(officer).get("/my/membership/")

    assert "You work somewhere else now?" in page.text
    assert ASK in page.text


def test_a_waiting_wish_shows_on_the_page_of_one_who_has_a_place(
    sign_in, officer, kirklees
):
    MembershipRequestFactory(user=officer, council=kirklees)
    MembershipFactory(council=kirklees)

    page = sign_in(officer).get("/my/membership/")

    assert "You asked for a place at Kirklees Council." in page.text
