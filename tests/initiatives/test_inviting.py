"""Where nobody of a named council is in the hub, its partner invites somebody."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import OutgoingEmail
from councils.models import Council
from initiatives import actions
from tests.factories import CouncilFactory, UserFactory, supplied, viewer_for
from tests.initiatives.pages import error_beside
from tests.initiatives.test_confirm_again import reminded, waits_since

pytestmark = pytest.mark.django_db

ELSEWHERE = "Give an address at one of Leeds City Council’s own domains."


def invite(client, revision, email, council="leeds"):
    url = reverse("initiatives:invite", args=[revision.initiative.slug])
    return client.post(url, {"council": council, "email": email}, follow=True)


def test_a_person_at_the_council_is_invited(sign_in, partner_member, leeds):
    revision = supplied(partner_member, leeds)

    response = invite(sign_in(partner_member), revision, "New@Leeds.gov.uk")

    mail = OutgoingEmail.objects.get()
    assert "Invited." in response.text
    assert (mail.to, mail.kind) == ("new@leeds.gov.uk", "initiative-join-and-confirm")
    assert reverse("initiatives:confirm", args=[revision.initiative.slug]) in mail.text
    assert revision.confirmations.get().invited == "new@leeds.gov.uk"


def test_inviting_twice_sends_one_mail(sign_in, partner_member, leeds):
    revision, client = supplied(partner_member, leeds), sign_in(partner_member)

    invite(client, revision, "new@leeds.gov.uk")
    invite(client, revision, "new@leeds.gov.uk")

    assert OutgoingEmail.objects.count() == 1


def test_who_was_invited_is_reminded_until_they_join(partner_member, leeds):
    revision = supplied(partner_member, leeds)
    actions.invite_confirmer(
        confirmation=revision.confirmations.get(),
        email="new@leeds.gov.uk",
        by=viewer_for(partner_member),
    )
    officer = UserFactory(email="olwen@leeds.gov.uk", council=leeds)
    waits_since(revision, 7)

    assert reminded() == ["new@leeds.gov.uk", officer.email]


@pytest.mark.parametrize(
    ("email", "error"),
    [
        ("", "Answer “Address of a person at the council”."),
        ("nobody", "Enter a valid email address."),
        ("a@kirklees.gov.uk", ELSEWHERE),
        ("a@leeds.gov.uk.evil.example", ELSEWHERE),
        ("a@notleeds.gov.uk", ELSEWHERE),
    ],
)  # fmt: skip
def test_an_address_elsewhere_is_refused_and_kept(
    sign_in, partner_member, leeds, kirklees, email, error
):
    revision = supplied(partner_member, leeds)

    response = invite(sign_in(partner_member), revision, email)

    place = f"invite-{leeds.pk}-email"
    assert error_beside(response, place) == f"Error: {error}"
    assert f'value="{email}"' in response.text or not email
    assert not OutgoingEmail.objects.exists()


@pytest.mark.parametrize("council", ["kirklees", "atlantis", "", "le\x00eds", "<b>"])
def test_only_a_council_that_is_asked_has_invitations(
    sign_in, partner_member, leeds, kirklees, council
):
    revision = supplied(partner_member, leeds)

    response = invite(sign_in(partner_member), revision, "a@kirklees.gov.uk", council)

    assert response.status_code == (404 if council != "le\x00eds" else 200)
    assert not OutgoingEmail.objects.exists()


def test_only_its_own_people_invite(partner_member, officer, leeds):
    confirmation = supplied(partner_member, leeds).confirmations.get()

    with pytest.raises(PermissionDenied):
        actions.invite_confirmer(
            confirmation=confirmation, email="a@leeds.gov.uk", by=viewer_for(officer)
        )


def test_for_an_abolished_council_its_successors_domains_count(
    partner_member, leeds, kirklees
):
    leeds.ends_on = "2020-03-31"
    leeds.save()
    leeds.successors.add(kirklees)
    confirmation = supplied(partner_member, leeds).confirmations.get()
    by = viewer_for(partner_member)

    actions.invite_confirmer(
        confirmation=confirmation, email="a@kirklees.gov.uk", by=by
    )
    with pytest.raises(ValidationError):
        actions.invite_confirmer(
            confirmation=confirmation, email="a@leeds.gov.uk", by=by
        )

    assert confirmation.revision.confirmations.get().invited == "a@kirklees.gov.uk"


def test_where_people_are_on_the_hub_nobody_is_invited(
    sign_in, partner_member, officer, leeds
):
    revision = supplied(partner_member, leeds)
    OutgoingEmail.objects.all().delete()

    page = invite(sign_in(partner_member), revision, "new@leeds.gov.uk").text

    assert "People of Leeds City Council are on the hub and were asked." in page
    assert not OutgoingEmail.objects.exists()


def test_at_most_three_are_invited(sign_in, partner_member, leeds):
    revision, client = supplied(partner_member, leeds), sign_in(partner_member)

    for number in range(4):
        page = invite(client, revision, f"person-{number}@leeds.gov.uk").text

    assert "Three people were invited. Wait for their answer." in page
    assert OutgoingEmail.objects.count() == 3


@pytest.mark.parametrize(
    ("officers", "invitations", "has_form", "said"),
    [
        (0, 0, True, ""),
        (1, 0, False, "People of Leeds City Council are on the hub and were asked."),
        (0, 3, False, "Three people were invited. Wait for their answer."),
    ],
)
def test_the_form_is_shown_only_where_it_can_work(  # noqa: PLR0913, PLR0917
    sign_in, partner_member, leeds, officers, invitations, has_form, said
):
    revision = supplied(partner_member, leeds)
    revision.confirmations.update(invitations=invitations)
    UserFactory.create_batch(officers, council=leeds)
    slug = revision.initiative.slug

    page = sign_in(partner_member).get(reverse("initiatives:submit", args=[slug])).text

    action = f'action="{reverse("initiatives:invite", args=[slug])}"'
    assert (action in page, said in page) == (has_form, True)


@pytest.mark.parametrize(
    ("ends", "has_officers"), [("2023-04-01", True), ("2999-04-01", False)]
)
def test_successors_answer_for_a_council_that_is_abolished(
    partner_member, leeds, ends, has_officers
):
    later = CouncilFactory()
    UserFactory(council=later)
    revision = supplied(partner_member, leeds)
    leeds.successors.add(later)
    Council.objects.filter(pk=leeds.pk).update(ends_on=ends)

    [asked] = revision.confirmations.with_officers()

    assert asked.has_officers == has_officers


@pytest.mark.parametrize("leads", [1, 3])
def test_the_number_of_queries_does_not_grow(
    sign_in, partner_member, leeds, leads, django_assert_num_queries
):
    revision, client = supplied(partner_member, leeds), sign_in(partner_member)
    for _number in range(leads - 1):
        revision.confirmations.create(council=CouncilFactory())
    url = reverse("initiatives:submit", args=[revision.initiative.slug])

    with django_assert_num_queries(6):
        client.get(url)
