import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutgoingEmail
from accounts.viewer import viewer_for
from initiatives import actions
from initiatives.choices import State, Status
from initiatives.models import HistoryEntry, Initiative, Revision
from tests.factories import (
    UserFactory,
    draft,
    published,
    submitted,
    supplied,
)

pytestmark = pytest.mark.django_db
QUEUE = reverse("admin:initiatives_revision_changelist")


def screen(revision):
    return reverse("admin:initiatives_revision_change", args=[revision.pk])


def titles(response):
    return [row.its_title for row in response.context["cl"].result_list]


def aged(revision, days):
    ago = timezone.now() - dt.timedelta(days=days)
    Revision.objects.filter(pk=revision.pk).update(submitted_at=ago)
    return revision


class TestQueue:
    def test_the_oldest_is_on_top_with_its_age(self, sign_in, moderator, officer):
        viewer = viewer_for(officer)
        aged(submitted(officer, title="Older"), 3)
        again = actions.start_revision(initiative=published(officer), by=viewer)
        aged(actions.submit(revision=again, by=viewer), 2)
        aged(submitted(officer, title="Younger"), 1)

        response = sign_in(moderator).get(QUEUE)

        assert titles(response) == ["Older", again.document["title"], "Younger"]
        assert "3\xa0days" in response.text

    def test_drafts_and_what_councils_must_confirm_are_not_in_it(
        self, sign_in, moderator, officer, partner_member, kirklees
    ):
        draft(officer)
        supplied(partner_member, kirklees)

        everything = sign_in(moderator).get(QUEUE, {"queue": "all"})

        assert titles(sign_in(moderator).get(QUEUE)) == []
        assert titles(everything) == []

    def test_what_is_decided_leaves_it_and_stays_under_all(
        self, sign_in, moderator, officer
    ):
        published(officer, title="Done")
        submitted(officer, title="Waits")
        client = sign_in(moderator)

        assert titles(client.get(QUEUE)) == ["Waits"]
        assert titles(client.get(QUEUE, {"queue": "all"})) == ["Done", "Waits"]

    def test_says_what_kind_of_thing_waits(
        self, sign_in, moderator, officer, partner_member, kirklees, leeds
    ):
        new = submitted(officer)
        again = actions.start_revision(
            initiative=published(officer), by=viewer_for(officer)
        )
        actions.submit(revision=again, by=viewer_for(officer))
        leeds.trusted_publisher = True
        leeds.save()
        trusted = submitted(officer)
        model_admin = sign_in(moderator).get(QUEUE).context["cl"].model_admin

        kinds = {
            row.pk: model_admin.kind(row)
            for row in Revision.objects.queue().for_queue()
        }

        assert kinds == {
            new.pk: "New",
            again.pk: "New version",
            trusted.pk: "Published by a trusted council",
        }

    @pytest.mark.parametrize("count", [1, 3])
    def test_does_not_query_per_row(
        self, sign_in, moderator, officer, django_assert_num_queries, count
    ):
        for n in range(count):
            submitted(
                UserFactory(council=officer.memberships.get().council), title=f"{n}"
            )
        client = sign_in(moderator)

        with django_assert_num_queries(7):
            client.get(QUEUE)

    def test_finds_by_title_council_and_author(self, sign_in, moderator, officer, peer):
        submitted(officer, title="Food waste")
        submitted(peer, title="Damp homes")
        client = sign_in(moderator)

        for words in ("Food", "Leeds", "Olwen"):
            assert titles(client.get(QUEUE, {"q": words})) == ["Food waste"]


class TestDeciding:
    def test_one_screen_shows_the_page_as_readers_will_see_it(
        self, sign_in, moderator, officer
    ):
        revision = submitted(officer, approach="We asked **300 homes**.")

        page = sign_in(moderator).get(screen(revision)).text

        assert "<strong>300 homes</strong>" in page
        assert 'value="publish"' in page
        assert 'value="changes"' in page
        assert 'value="decline"' in page

    def test_publishing_gives_it_to_readers_and_tells_the_author(
        self, sign_in, moderator, officer, client
    ):
        revision = submitted(officer)

        sent = {"decision": "publish", "evidence_checked": "on"}
        answer = sign_in(moderator).post(screen(revision), sent, follow=True)

        initiative = Initiative.objects.get(pk=revision.initiative_id)
        assert answer.redirect_chain == [(QUEUE, 302)]
        assert f"Published: {initiative.title}." in answer.text
        assert initiative.status == Status.PUBLISHED
        assert initiative.evidence_checked
        assert "300 homes" in client.get(initiative.get_absolute_url()).text
        assert OutgoingEmail.objects.filter(
            to=officer.email, kind="initiative-publish"
        ).exists()
        assert HistoryEntry.objects.filter(act="publish", by=moderator).exists()

    @pytest.mark.parametrize(
        ("decision", "state"),
        [("changes", State.CHANGES_REQUESTED), ("decline", State.DECLINED)],
    )
    def test_a_no_needs_a_reason_which_is_sent(
        self, sign_in, moderator, officer, decision, state
    ):
        revision = submitted(officer)
        client = sign_in(moderator)

        without = client.post(screen(revision), {"decision": decision, "reason": " "})
        revision.refresh_from_db()
        assert without.context["form"].errors.keys() == {"reason"}
        assert revision.state == State.SUBMITTED

        client.post(screen(revision), {"decision": decision, "reason": "No figures."})
        revision.refresh_from_db()
        told = OutgoingEmail.objects.filter(to=officer.email).latest("pk")
        assert revision.state == state
        assert "No figures." in told.text
        assert "another moderator" in told.text

    def test_what_was_typed_is_kept_when_no_button_was_meant(
        self, sign_in, moderator, officer
    ):
        revision = submitted(officer)

        answer = sign_in(moderator).post(screen(revision), {"reason": "Half a thought"})

        assert "Half a thought" in answer.text
        assert "Choose what to do." in answer.text

    def test_the_second_of_two_moderators_is_told(self, sign_in, moderator, officer):
        revision = submitted(officer)
        other = UserFactory(is_staff=True, moderates=True)
        sign_in(moderator).post(screen(revision), {"decision": "publish"})

        answer = sign_in(other).post(
            screen(revision), {"decision": "decline", "reason": "No"}, follow=True
        )

        revision.refresh_from_db()
        assert revision.state == State.PUBLISHED
        assert "Somebody was quicker" in answer.text

    def test_what_changed_since_it_was_read_is_not_published_unread(
        self, sign_in, moderator, officer
    ):
        revision, viewer = submitted(officer), viewer_for(officer)
        read = revision.version
        actions.withdraw(revision=revision, by=viewer)
        revision = actions.save_revision(
            revision=revision,
            changes={"results": "Something else."},
            expected_version=read,
            by=viewer,
        )
        actions.submit(revision=revision, by=viewer)

        answer = sign_in(moderator).post(
            screen(revision), {"decision": "publish", "version": read}, follow=True
        )

        revision.refresh_from_db()
        assert revision.state == State.SUBMITTED
        assert "Read it again" in answer.text

    def test_nobody_decides_on_their_own_councils_work(self, sign_in, leeds, officer):
        both = UserFactory(is_staff=True, moderates=True, council=leeds)
        revision = submitted(officer)
        client = sign_in(both)

        assert 'name="decision"' not in client.get(screen(revision)).text
        assert client.post(screen(revision), {"decision": "publish"}).status_code == 403
        revision.refresh_from_db()
        assert revision.state == State.SUBMITTED

    def test_a_new_version_is_compared_field_by_field(
        self, sign_in, moderator, officer
    ):
        initiative = published(officer, results="Waste fell by 10 tonnes.")
        viewer = viewer_for(officer)
        revision = actions.start_revision(initiative=initiative, by=viewer)
        revision = actions.save_revision(
            revision=revision,
            changes={"results": "Waste fell by 12 tonnes.", "stage": "rolling-out"},
            expected_version=revision.version,
            by=viewer,
        )
        revision = actions.submit(revision=revision, by=viewer)

        answer = sign_in(moderator).get(screen(revision))

        [comparison] = answer.context["comparisons"]
        changes = {change.label: change.html for change in comparison.changes}
        assert changes == {
            "Stage": "<del>Pilot</del><ins>Rolling out</ins>",
            "Results": "Waste fell by <del>10</del><ins>12</ins> tonnes.",
        }

    def test_an_address_made_up_is_not_found(self, sign_in, moderator, officer):
        own_draft = draft(officer)
        client = sign_in(moderator)

        assert client.get(screen(own_draft)).status_code == 404
        for made_up in ("999", "abc", "9" * 40):
            url = QUEUE + f"{made_up}/change/"
            assert client.get(url).status_code == 404


class TestLookedAt:
    @pytest.fixture
    def trusted(self, leeds, officer):
        leeds.trusted_publisher = True
        leeds.save()
        return submitted(officer)

    def test_many_are_marked_at_once(self, sign_in, moderator, trusted, peer):
        waits = submitted(peer)
        data = {"action": "mark_looked_at", "_selected_action": [trusted.pk, waits.pk]}

        answer = sign_in(moderator).post(QUEUE, data, follow=True)

        trusted.refresh_from_db()
        waits.refresh_from_db()
        assert (trusted.needs_look, waits.state) == (False, State.SUBMITTED)
        assert "1 marked as looked at." in answer.text
        assert "1 left as they are" in answer.text
        assert HistoryEntry.objects.filter(act="look", by=moderator).count() == 1

    def test_or_one_by_one_on_its_screen(self, sign_in, moderator, trusted):
        sign_in(moderator).post(screen(trusted), {"decision": "look"})

        trusted.refresh_from_db()
        assert not trusted.needs_look


@pytest.mark.parametrize("person", ["officer", "peer", "partner_member", "somebody"])
def test_the_queue_is_for_staff_alone(request, sign_in, person):
    client = sign_in(request.getfixturevalue(person))

    assert client.get(QUEUE, follow=True).status_code == 403


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client):
    answer = client.get(QUEUE, follow=True)

    assert answer.redirect_chain[-1][0] == f"/accounts/login/?next={QUEUE}"
