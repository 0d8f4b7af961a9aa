import pytest
from django.urls import reverse

from accounts.models import OutgoingEmail
from initiatives.choices import State, Status
from initiatives.models import HistoryEntry, Initiative, Theme
from tests.factories import (
    CouncilFactory,
    FunctionFactory,
    MembershipFactory,
    ThemeFactory,
    draft,
    published,
    supplied,
)

pytestmark = pytest.mark.django_db


def page(thing, model=None):
    name = (model or type(thing))._meta
    return reverse(f"admin:{name.app_label}_{name.model_name}_change", args=[thing.pk])


HISTORY = {f"history-{key}": "0" for key in ("TOTAL_FORMS", "INITIAL_FORMS")}


class TestInitiatives:
    def form(self, initiative, **more):
        return {"act": "", "reason": "", "slug": initiative.slug, **HISTORY, **more}

    def test_removing_needs_a_reason_and_answers_410(
        self, sign_in, moderator, officer, client
    ):
        initiative = published(officer)
        staff = sign_in(moderator)

        staff.post(page(initiative), self.form(initiative, act="remove"))
        assert client.get(initiative.get_absolute_url()).status_code == 200

        data = self.form(initiative, act="remove", reason="Names a child")
        staff.post(page(initiative), data)
        told = OutgoingEmail.objects.get(kind="initiative-remove")
        assert client.get(initiative.get_absolute_url()).status_code == 410
        assert told.to == officer.email
        assert "Names a child" in told.text

    def test_and_it_can_be_restored(self, sign_in, moderator, officer, client):
        initiative = published(officer)
        staff = sign_in(moderator)
        for act in ("remove", "restore"):
            data = self.form(initiative, act=act, reason="A doubt, cleared")
            staff.post(page(initiative), data)

        assert Initiative.objects.get().status == Status.PUBLISHED
        assert client.get(initiative.get_absolute_url()).status_code == 200
        assert [e.act for e in HistoryEntry.objects.filter(by=moderator)] == [
            "restore",
            "remove",
        ]

    def test_a_new_address_is_led_to_from_the_old(
        self, sign_in, moderator, officer, client
    ):
        initiative = published(officer)
        old, staff = initiative.get_absolute_url(), sign_in(moderator)

        staff.post(page(initiative), self.form(initiative, slug="bins-on-sundays"))

        moved = client.get(old)
        assert (moved.status_code, moved.url) == (301, "/initiatives/bins-on-sundays/")
        assert client.get(moved.url).status_code == 200
        assert HistoryEntry.objects.get(act="move").by == moderator

        # And back again: neither address is lost.
        staff.post(page(initiative), self.form(initiative, slug=initiative.slug))
        assert client.get(old).status_code == 200
        assert client.get("/initiatives/bins-on-sundays/").url == old

    def test_an_address_is_never_given_to_another(self, sign_in, moderator, officer):
        first, second = published(officer, title="One"), published(officer, title="Two")
        staff = sign_in(moderator)
        staff.post(page(first), self.form(first, slug="moved"))

        for taken in ("moved", "one", "new", "not a slug"):
            answer = staff.post(page(second), self.form(second, slug=taken))
            assert answer.context["adminform"].form.errors.keys() == {"slug"}

        assert published(officer, title="One").slug == "one-2"

    def test_a_draft_is_nobodys_business(self, sign_in, moderator, officer):
        unsent = draft(officer).initiative
        changelist = reverse("admin:initiatives_initiative_changelist")

        listed = sign_in(moderator).get(changelist)

        assert listed.context["cl"].result_count == 0
        assert sign_in(moderator).get(page(unsent)).status_code == 302

    def test_a_moderator_only_reads_what_is_their_own_councils(
        self, sign_in, moderator, officer, leeds
    ):
        initiative = published(officer)
        MembershipFactory(user=moderator, council=leeds)
        client = sign_in(moderator)
        data = self.form(initiative, act="remove", reason="Ours")

        shown = client.get(page(initiative))
        sent = client.post(page(initiative), data)

        assert "Leeds City Council" in shown.text
        assert 'name="act"' not in shown.text
        assert sent.status_code == 403

    def test_are_found_by_reference(self, sign_in, moderator, officer):
        wanted, _other = published(officer), published(officer, title="Another")
        changelist = reverse("admin:initiatives_initiative_changelist")

        found = sign_in(moderator).get(changelist, {"q": wanted.reference.lower()})

        assert list(found.context["cl"].result_list) == [wanted]


class TestConfirmations:
    def test_show_nothing_that_a_council_has_not_confirmed(
        self, sign_in, moderator, partner_member, kirklees
    ):
        supplied(partner_member, kirklees, title="Not yet")
        supplied(partner_member, kirklees, state=State.PUBLISHED, title="Confirmed")
        confirmations = reverse("admin:initiatives_confirmation_changelist")

        page = sign_in(moderator).get(confirmations)

        rows = page.context["cl"].result_list
        assert [row.revision.document["title"] for row in rows] == ["Confirmed"]


class TestTopics:
    def test_moderators_keep_the_list_of_themes(self, sign_in, moderator):
        add = reverse("admin:initiatives_theme_add")

        sign_in(moderator).post(add, {"name": "Net zero", "slug": "net-zero"})

        assert Theme.objects.get().slug == "net-zero"

    def test_the_slug_of_a_theme_never_changes(self, sign_in, moderator):
        theme = ThemeFactory(slug="net-zero")

        sign_in(moderator).post(page(theme), {"name": "Climate", "slug": "climate"})

        theme.refresh_from_db()
        assert (theme.name, theme.slug) == ("Climate", "net-zero")

    def test_a_theme_in_use_is_not_deleted(self, sign_in, moderator, officer):
        theme = ThemeFactory()
        published(officer, themes=[theme.slug])
        url = reverse("admin:initiatives_theme_delete", args=[theme.pk])

        assert sign_in(moderator).post(url, {"post": "yes"}).status_code == 403

    def test_nor_is_one_that_a_draft_names(self, sign_in, moderator, officer):
        theme = ThemeFactory()
        draft(officer, themes=[theme.slug])
        url = reverse("admin:initiatives_theme_delete", args=[theme.pk])

        assert sign_in(moderator).post(url, {"post": "yes"}).status_code == 403

    def test_one_that_nobody_named_is(self, sign_in, moderator):
        url = reverse("admin:initiatives_theme_delete", args=[ThemeFactory().pk])

        sign_in(moderator).post(url, {"post": "yes"})

        assert not Theme.objects.exists()

    def test_moderators_read_the_functions(self, sign_in, moderator):
        function = FunctionFactory()

        answer = sign_in(moderator).post(page(function), {"name": "Other"})

        function.refresh_from_db()
        assert (answer.status_code, function.name != "Other") == (403, True)


class TestCouncils:
    def test_moderators_decide_whom_to_trust(self, sign_in, moderator):
        council = CouncilFactory()
        empty = {
            f"{prefix}-{key}": "0"
            for prefix in ("email_domains", "metrics", "neighbour_links")
            for key in ("TOTAL_FORMS", "INITIAL_FORMS")
        }

        sign_in(moderator).post(page(council), {**empty, "trusted_publisher": "on"})

        council.refresh_from_db()
        assert council.trusted_publisher

    def test_no_council_has_a_free_mail_domain(self, sign_in, moderator, leeds):
        add = reverse("admin:councils_emaildomain_add")

        answer = sign_in(moderator).post(
            add, {"council": leeds.pk, "domain": "gmail.com"}
        )

        (said,) = answer.context["adminform"].form.non_field_errors()
        assert "Anybody can have an address at gmail.com." in said
