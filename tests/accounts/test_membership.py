"""A person's place: one at a time, changed and left at will."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from accounts import actions
from accounts.models import Membership
from accounts.viewer import viewer_for
from tests.factories import (
    CouncilFactory,
    MembershipFactory,
    PartnerFactory,
    UserFactory,
    draft,
)

pytestmark = pytest.mark.django_db
PAGE = "/my/membership/"


def add_address(person, email, *, verified=True):
    EmailAddress.objects.create(user=person, email=email, verified=verified)


def place_of(person):
    place = person.memberships.open().select_related("council", "partner").get()
    return place.place


def abolish(council, *successors):
    council.ends_on = timezone.localdate() - dt.timedelta(days=1)
    council.save()
    council.successors.set(successors)


def test_the_page_says_where_one_belongs(sign_in, officer):
    officer.memberships.update(since="2026-03-03T12:00Z", renew_by="2096-08-30T12:00Z")

    page = sign_in(officer).get(PAGE)

    assert "You are an officer of Leeds City Council." in page.text
    assert "Since 3 March 2026, with the address olwen@leeds.gov.uk." in page.text
    assert "Your place ends on 30 August 2096 unless you renew it" in page.text


def test_the_database_holds_one_open_membership_a_person(officer, kirklees):
    with pytest.raises(IntegrityError, match="one_open_membership"):
        MembershipFactory(user=officer, council=kirklees)


def test_the_database_holds_a_membership_in_one_place(somebody, leeds, firm):
    with pytest.raises(IntegrityError, match="membership_in_one_place"):
        MembershipFactory(user=somebody, council=leeds, partner=firm)


def test_leaving_keeps_the_account_and_what_was_written(sign_in, officer, peer, leeds):
    written = draft(officer)
    client = sign_in(officer)

    response = client.post("/my/membership/leave/", follow=True)

    written.initiative.refresh_from_db()
    assert "You have left. What you wrote stays." in response.text
    assert response.context["viewer"].clearance == 0
    assert written.initiative.lead_council == leeds
    assert officer.memberships.get().until is not None


def test_an_account_without_organisation_reads_and_follows_the_way_to_a_place(
    sign_in, somebody
):
    client = sign_in(somebody)

    page = client.get(PAGE)

    assert "You do not belong to a council or an organisation yet." in page.text
    assert "Register your organisation" in page.text
    assert client.get("/my/").status_code == 200
    assert not page.context["viewer"].may_write


def test_who_left_can_join_again_with_a_new_code(sign_in, officer, leeds, code_sent_to):
    actions.leave(user=officer)
    client = sign_in(officer)

    response = client.post("/my/membership/choose/", {"council": leeds.pk}, follow=True)
    before = viewer_for(officer)
    client.post("/my/membership/renew/")
    client.post("/my/membership/renew/", {"code": code_sent_to(officer.email)})

    assert response.redirect_chain == [("/my/membership/renew/", 302)]
    assert "counts once you have typed a code" in response.text
    assert (before.clearance, viewer_for(officer).clearance) == (0, 2)
    assert place_of(officer) == leeds


@pytest.mark.parametrize("address", ["olwen@leeds.gov.uk", "o.t@leeds.gov.uk"])
def test_joining_again_is_no_way_round_the_code(officer, leeds, address):
    """Nor is another address at the same place that was proved long ago."""
    add_address(officer, "o.t@leeds.gov.uk")
    officer.memberships.update(work_email=address)
    actions.leave(user=officer)

    actions.join_council(user=officer, council=leeds)

    assert viewer_for(officer).clearance == 0


def test_nor_is_another_council_of_the_same_domain(officer, leeds, kirklees):
    kirklees.email_domains.create(domain="leeds.gov.uk")
    officer.memberships.update(work_email="o.t@leeds.gov.uk")

    actions.join_council(user=officer, council=kirklees)

    assert place_of(officer) == kirklees
    assert viewer_for(officer).clearance == 0


def test_nor_is_joining_a_partner_again(partner_member, firm):
    actions.leave(user=partner_member)

    actions.join_partner(user=partner_member, partner=firm)

    assert viewer_for(partner_member).clearance == 0


def test_a_new_address_lets_one_change_council(sign_in, officer, kirklees):
    add_address(officer, "olwen@kirklees.gov.uk")
    client = sign_in(officer)
    offered = client.get(PAGE).context["choose"].fields["council"].queryset

    client.post("/my/membership/choose/", {"council": kirklees.pk})

    assert [council.name for council in offered] == ["Kirklees Council"]
    assert place_of(officer) == kirklees
    assert officer.memberships.open().get().work_email == "olwen@kirklees.gov.uk"


def test_an_address_that_is_not_confirmed_proves_nothing(sign_in, officer, kirklees):
    add_address(officer, "olwen@kirklees.gov.uk", verified=False)

    response = sign_in(officer).post("/my/membership/choose/", {"council": kirklees.pk})

    assert response.context["choose"].errors == {
        "council": ["Choose one of these councils."]
    }
    assert place_of(officer).slug == "leeds"


def test_the_action_itself_asks_for_the_proof(officer, kirklees, firm):
    with pytest.raises(PermissionDenied):
        actions.join_council(user=officer, council=kirklees)
    with pytest.raises(PermissionDenied):
        actions.join_partner(user=officer, partner=firm)


def test_joining_twice_is_one_membership(sign_in, officer, kirklees):
    add_address(officer, "olwen@kirklees.gov.uk")
    client = sign_in(officer)

    for _ in range(2):
        client.post("/my/membership/choose/", {"council": kirklees.pk})

    assert officer.memberships.count() == 2
    assert officer.memberships.open().count() == 1


@pytest.mark.parametrize("typed", ["", "0", "x", "-1", "9" * 30, "\x00", "🦆"])
@pytest.mark.parametrize(
    ("path", "field", "form"),
    [
        ("choose/", "council", "choose"),
        ("move/", "council", "move"),
        ("join/", "partner", "join"),
        ("email/", "email", "address"),
    ],
)
def test_made_up_choices_are_refused_in_words(
    sign_in, officer, path, field, form, typed
):
    response = sign_in(officer).post(f"{PAGE}{path}", {field: typed})

    assert list(response.context[form].errors) == [field]
    assert "There is a problem" in response.text
    assert place_of(officer).slug == "leeds"


def test_a_partners_member_can_join_where_a_colleague_registered(
    sign_in, somebody, firm
):
    add_address(somebody, "sam@brightwater.example")
    client = sign_in(somebody)
    offered = client.get(PAGE).context["join"].fields["partner"].queryset

    client.post("/my/membership/join/", {"partner": firm.pk})

    assert [partner.name for partner in offered] == ["Brightwater"]
    assert place_of(somebody) == firm


def test_nobody_joins_a_refused_partner(sign_in, somebody):
    refused = PartnerFactory(email_domain="no.example", status="refused")
    add_address(somebody, "sam@no.example")

    response = sign_in(somebody).post("/my/membership/join/", {"partner": refused.pk})

    assert list(response.context["join"].errors) == ["partner"]
    assert not somebody.memberships.exists()


def test_an_abolished_councils_officer_moves_to_the_successor_they_choose(
    sign_in, officer, leeds, kirklees
):
    other = CouncilFactory(name="Third Council", short_name="Third")
    abolish(leeds, kirklees, other)
    client = sign_in(officer)
    page = client.get(PAGE)

    response = client.post("/my/membership/move/", {"council": other.pk}, follow=True)

    offered = page.context["move"].fields["council"].queryset
    names = [council.name for council in offered]
    assert "Your council has been abolished" in page.text
    assert names == ["Kirklees Council", "Third Council"]
    assert "You now belong to Third Council." in response.text
    last, first = officer.memberships.order_by("-pk")
    assert last.renew_by == first.renew_by
    assert officer.memberships.open().get().work_email == "olwen@leeds.gov.uk"


def test_nobody_moves_from_a_living_council_or_to_a_stranger(
    officer, peer, leeds, kirklees
):
    stranger = CouncilFactory()
    with pytest.raises(PermissionDenied):
        actions.move_to_successor(user=officer, council=kirklees)

    abolish(leeds, kirklees)
    with pytest.raises(PermissionDenied):
        actions.move_to_successor(user=officer, council=stranger)


def test_after_the_move_the_new_address_can_be_the_work_address(
    sign_in, officer, leeds, kirklees
):
    abolish(leeds, kirklees)
    actions.move_to_successor(user=officer, council=kirklees)
    add_address(officer, "olwen@kirklees.gov.uk")
    client = sign_in(officer)

    client.post("/my/membership/email/", {"email": "olwen@kirklees.gov.uk"})

    assert officer.memberships.open().get().work_email == "olwen@kirklees.gov.uk"


def test_the_work_address_is_ones_own_and_at_ones_place(officer, somebody):
    add_address(officer, "olwen@elsewhere.example")
    place = officer.memberships.open().get()

    for email in ("olwen@elsewhere.example", "boss@leeds.gov.uk", somebody.email):
        with pytest.raises(PermissionDenied):
            actions.change_work_email(membership=place, email=email)


@pytest.mark.parametrize("way", ["leave/", "choose/", "join/", "move/", "email/"])
def test_only_a_post_changes_anything(sign_in, officer, way):
    response = sign_in(officer).get(f"{PAGE}{way}")

    assert response.url == PAGE
    assert place_of(officer).slug == "leeds"


def test_a_moderators_place_elsewhere_gives_both(moderator, leeds):
    MembershipFactory(user=moderator, council=leeds)

    viewer = viewer_for(moderator)

    assert (viewer.is_officer, viewer.is_moderator) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_no_more_for_more_councils(
    sign_in, django_assert_num_queries, leeds, count
):
    for council in [leeds, *CouncilFactory.create_batch(count)]:
        council.email_domains.create(domain="shared.gov.uk")
    client = sign_in(UserFactory(email="nia@shared.gov.uk"))

    with django_assert_num_queries(10):
        client.get(PAGE)

    assert Membership.objects.count() == 0
