"""What moderators and administrators do about people, their places and partners."""

import pytest
from django.test import Client

from accounts.actions import leave
from accounts.models import Membership, MembershipRequest, OutgoingEmail, User
from accounts.viewer import viewer_for
from initiatives.choices import State
from initiatives.models import SearchRow
from partners.models import Partner
from tests.factories import (
    MembershipFactory,
    MembershipRequestFactory,
    PartnerFactory,
    UserFactory,
    moderators,
    published,
    supplied,
)
from tests.moderation.test_acts import page

pytestmark = pytest.mark.django_db


class TestPartners:
    @pytest.fixture
    def waiting(self, db):
        firm = PartnerFactory(status=Partner.Status.UNVERIFIED)
        UserFactory(email=f"x@{firm.email_domain}", partner=firm)
        return firm

    def form(self, firm, **more):
        return {
            "name": firm.name, "slug": firm.slug, "kind": firm.kind,
            "email_domain": firm.email_domain, "description": "", "website": "",
            "act": "", "reason": "", **more,
        }  # fmt: skip

    def test_a_moderator_verifies_one_and_its_members_are_told(
        self, sign_in, moderator, waiting
    ):
        sign_in(moderator).post(page(waiting), self.form(waiting, act="verify"))

        waiting.refresh_from_db()
        assert (waiting.status, waiting.decided_by) == ("verified", moderator)
        assert OutgoingEmail.objects.get().to == f"x@{waiting.email_domain}"

    def test_refusing_one_needs_a_reason(self, sign_in, moderator, waiting):
        client = sign_in(moderator)

        answer = client.post(page(waiting), self.form(waiting, act="refuse"))
        assert answer.context["adminform"].form.errors.keys() == {"reason"}

        client.post(page(waiting), self.form(waiting, act="refuse", reason="No site"))
        waiting.refresh_from_db()
        assert waiting.status == "refused"
        assert "No site" in OutgoingEmail.objects.get().text

    def test_one_is_suspended_with_a_reason_and_verified_again(
        self, sign_in, moderator, partner_member, firm
    ):
        client, powers = sign_in(moderator), []

        for act in ("suspend", "verify"):
            client.post(page(firm), self.form(firm, act=act, reason="Misled a council"))
            powers.append(viewer_for(partner_member).may_write)

        again, told = OutgoingEmail.objects.all()
        assert powers == [False, True]
        assert (told.to, told.subject) == (
            partner_member.email,
            "Brightwater is suspended",
        )
        assert "Misled a council" in told.text
        assert again.subject == "Brightwater is verified"

    def test_suspending_one_needs_a_reason(self, sign_in, moderator, firm):
        answer = sign_in(moderator).post(page(firm), self.form(firm, act="suspend"))

        assert answer.context["adminform"].form.errors.keys() == {"reason"}

    def test_the_slug_never_changes(self, sign_in, moderator, waiting):
        data = self.form(waiting, slug="other", name="Renamed")

        sign_in(moderator).post(page(waiting), data)

        after = Partner.objects.get()
        assert (after.name, after.slug) == ("Renamed", waiting.slug)

    @pytest.mark.parametrize("domain", ["gmail.com", "leeds.gov.uk", "Leeds.gov.uk"])
    def test_a_domain_of_others_is_refused(
        self, sign_in, moderator, waiting, leeds, domain
    ):
        answer = sign_in(moderator).post(
            page(waiting), self.form(waiting, email_domain=domain)
        )

        assert answer.context["adminform"].form.errors.keys() == {"email_domain"}

    def test_who_registered_it_stands_beside_its_state(
        self, sign_in, moderator, waiting
    ):
        UserFactory(name="Later", partner=waiting)
        Membership.objects.filter(user__name="Later").update(work_email="later@x.uk")

        seen = sign_in(moderator).get(page(waiting))

        first = User.objects.exclude(name="Later").get(memberships__partner=waiting)
        assert f"{first.name}, x@{waiting.email_domain}" in seen.text
        assert "later@x.uk" not in seen.text

    def test_entries_are_found_by_its_new_kind_at_once(
        self, sign_in, moderator, partner_member, firm, kirklees
    ):
        supplied(partner_member, kirklees, state=State.PUBLISHED, title="Ours")
        published(council=kirklees, title="Another’s")
        SearchRow.objects.exclude(partners=[firm.pk]).update(region="left alone")

        data = self.form(firm, kind="university", name="Brightwater University")
        sign_in(moderator).post(page(firm), data)

        rows = {row.initiative.title: row for row in SearchRow.objects.all()}
        found = Client().get("/initiatives/?partner_kind=university")
        assert rows["Ours"].partner_kinds == ["university"]
        assert "univers" in rows["Ours"].full
        assert rows["Another’s"].region == "left alone"
        assert [row.title for row in found.context["initiatives"]] == ["Ours"]


class TestRequestsForAPlace:
    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("sam@leeds.gov.uk", "leeds.gov.uk: the address is at one"),
            ("sam@gmail.com", "leeds.gov.uk: the address is elsewhere"),
        ],
    )
    def test_the_domains_of_the_council_stand_beside_the_address(
        self, sign_in, moderator, somebody, leeds, address, said
    ):
        asked = MembershipRequestFactory(
            user=somebody, council=leeds, work_email=address
        )

        assert said in sign_in(moderator).get(page(asked)).text

    def test_of_a_name_that_nobody_knows_no_domain_is_known(
        self, sign_in, moderator, somebody
    ):
        asked = MembershipRequestFactory(user=somebody, council=None, organisation="?")

        assert "None known" in sign_in(moderator).get(page(asked)).text

    def test_a_moderator_gives_the_place(self, sign_in, moderator, somebody, leeds):
        asked = MembershipRequestFactory(user=somebody, council=None, organisation="?")
        client = sign_in(moderator)

        without = client.post(page(asked), {"act": "approve", "council": ""})
        assert without.context["adminform"].form.errors.keys() == {"council"}

        client.post(page(asked), {"act": "approve", "council": leeds.pk})
        place = Membership.objects.open().get(user=somebody)
        asked.refresh_from_db()
        assert (place.council, place.proof) == (leeds, "moderator")
        assert asked.state == MembershipRequest.State.APPROVED
        assert OutgoingEmail.objects.get().to == somebody.email

    def test_a_moderator_gives_a_place_at_a_partner(
        self, sign_in, moderator, somebody, firm, leeds
    ):
        asked = MembershipRequestFactory(user=somebody, council=None, organisation="B")
        client, yes = sign_in(moderator), {"act": "approve", "partner": firm.pk}

        both = client.post(page(asked), yes | {"council": leeds.pk})
        client.post(page(asked), yes)

        place = Membership.objects.open().get(user=somebody)
        assert both.context["adminform"].form.errors.keys() == {"council"}
        assert (place.partner, place.proof) == (firm, "moderator")

    def test_but_not_at_one_that_is_suspended(self, sign_in, moderator, somebody):
        asked = MembershipRequestFactory(user=somebody, council=None, organisation="B")
        firm = PartnerFactory(status=Partner.Status.SUSPENDED)

        answer = sign_in(moderator).post(
            page(asked), {"act": "approve", "partner": firm.pk}
        )

        errors = answer.context["adminform"].form.errors
        assert errors.keys() == {"partner", "council"}
        assert not Membership.objects.exists()

    def test_or_refuses_it_with_a_reason(self, sign_in, moderator, somebody):
        asked = MembershipRequestFactory(user=somebody)
        data = {"act": "refuse", "council": asked.council_id, "reason": "Not listed"}

        sign_in(moderator).post(page(asked), data)

        assert not Membership.objects.filter(user=somebody).exists()
        assert "Not listed" in OutgoingEmail.objects.get().text

    def test_nobody_gives_themselves_a_place(self, sign_in, moderator, leeds):
        own = MembershipRequestFactory(user=moderator, council=leeds)

        answer = sign_in(moderator).post(page(own), {"act": "approve"})

        assert answer.status_code == 403
        assert not Membership.objects.filter(user=moderator).exists()


class TestPeople:
    def test_a_suspended_person_is_signed_out_of_everything(
        self, sign_in, moderator, officer
    ):
        theirs = sign_in(officer)

        sign_in(moderator).post(page(officer), {**self.places(), "is_active": ""})

        officer.refresh_from_db()
        assert not officer.is_active
        assert theirs.get("/my/").url == "/accounts/login/?next=/my/"

    def places(self):
        return {f"memberships-{k}": "0" for k in ("TOTAL_FORMS", "INITIAL_FORMS")}

    def test_a_moderator_cannot_make_anybody_staff(self, sign_in, moderator, officer):
        data = {**self.places(), "is_active": "on", "is_staff": "on", "name": "X"}

        sign_in(moderator).post(page(officer), data | {"is_superuser": "on"})

        changed = User.objects.get(pk=officer.pk)
        assert (changed.is_staff, changed.is_superuser, changed.name) == (
            False, False, "Olwen"
        )  # fmt: skip

    @pytest.mark.parametrize("whom", ["moderator", "administrator"])
    def test_a_moderator_suspends_no_staff(self, request, sign_in, moderator, whom):
        staff = request.getfixturevalue(whom)

        answer = sign_in(moderator).post(page(staff), {**self.places()})

        staff.refresh_from_db()
        assert (answer.status_code, staff.is_active) == (403, True)

    def test_an_administrator_makes_a_moderator(self, sign_in, administrator, officer):
        group = moderators()
        data = {"name": "Olwen", "is_active": "on", "is_staff": "on"}

        sign_in(administrator).post(
            page(officer), {**self.places(), **data, "groups": [group.pk]}
        )

        assert list(User.objects.moderators()) == [officer]


class TestMemberships:
    def form(self, place, until):
        return {"work_email": place.work_email, "until_0": until, "until_1": until}

    def test_what_has_ended_is_not_opened_again(
        self, sign_in, administrator, officer, kirklees
    ):
        ended = officer.memberships.get()
        leave(user=officer)
        MembershipFactory(user=officer, council=kirklees)

        answer = sign_in(administrator).post(page(ended), self.form(ended, ""))

        assert answer.context["adminform"].form.errors.keys() == {"until"}
        assert officer.memberships.open().get().council == kirklees

    def test_an_administrator_ends_one(self, sign_in, administrator, officer):
        place = officer.memberships.get()
        data = self.form(place, "") | {"until_0": "2026-01-01", "until_1": "12:00"}

        sign_in(administrator).post(page(place), data)

        assert not officer.memberships.open().exists()
