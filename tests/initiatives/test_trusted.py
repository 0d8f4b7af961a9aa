"""Trusted publishers: published at once, looked at afterwards."""

import pytest
from django.urls import reverse

from accounts.models import OutgoingEmail
from initiatives import actions
from initiatives.choices import State, Status
from initiatives.models import HistoryEntry, Revision
from tests.factories import UserFactory, draft, published, supplied, viewer_for

pytestmark = pytest.mark.django_db
Act = HistoryEntry.Act


@pytest.fixture
def trusted(leeds):
    leeds.trusted_publisher = True
    leeds.save()
    return leeds


def test_a_trusted_councils_own_entry_is_published_at_once(sign_in, trusted, officer):
    revision = draft(officer)

    response = sign_in(officer).post(
        reverse("initiatives:submit", args=[revision.initiative.slug]), follow=True
    )

    revision.refresh_from_db()
    initiative = revision.initiative
    assert (revision.state, revision.needs_look) == (State.PUBLISHED, True)
    assert initiative.status == Status.PUBLISHED
    assert response.redirect_chain == [(initiative.get_absolute_url(), 302)]
    assert "Published. A moderator looks at it afterwards." in response.text
    assert [(entry.act, entry.by) for entry in initiative.history.all()] == [
        (Act.PUBLISH, officer),
        (Act.SUBMIT, officer),
        (Act.CREATE, officer),
    ]


def test_its_co_author_hears_of_the_publishing_alone(trusted, officer, peer):
    revision = draft(officer)
    revision.initiative.co_authors.add(peer)

    actions.submit(revision=revision, by=viewer_for(officer))

    assert [(mail.to, mail.kind) for mail in OutgoingEmail.objects.all()] == [
        (peer.email, "initiative-publish")
    ]


def test_trust_does_not_cover_what_a_partner_supplies(trusted, officer, partner_member):
    revision = draft(partner_member, council=trusted)

    actions.submit(revision=revision, by=viewer_for(partner_member))
    confirmed = actions.confirm(
        confirmation=revision.confirmations.get(), by=viewer_for(officer)
    )

    assert (confirmed.state, confirmed.needs_look) == (State.SUBMITTED, False)


def test_nor_when_an_officer_of_that_council_is_its_co_author(
    trusted, officer, partner_member
):
    initiative = supplied(partner_member, trusted, state=State.PUBLISHED).initiative
    initiative.co_authors.add(officer)
    revision = actions.start_revision(initiative=initiative, by=viewer_for(officer))

    revision = actions.submit(revision=revision, by=viewer_for(officer))

    assert (revision.state, revision.needs_look) == (State.SUBMITTED, False)


def test_trust_is_the_lead_councils_own(trusted, peer, kirklees):
    """A second lead's officer, or an outside co-author, waits like everybody else."""
    officer = UserFactory(council=trusted)
    lead = {"council": "KIR", "partner": "", "name": "", "role": "lead"}
    rows = [{"uid": "0123abcd", "brought": "", "paid": None, **lead}]
    revision = draft(officer, involvements=rows)

    actions.submit(revision=revision, by=viewer_for(peer))

    revision.refresh_from_db()
    assert (revision.state, revision.needs_look) == (State.SUBMITTED, False)


def test_moderators_find_it_in_their_queue_until_they_looked(
    trusted, officer, moderator
):
    revision = draft(officer)
    actions.submit(revision=revision, by=viewer_for(officer))
    waiting = list(Revision.objects.queue())

    count = actions.mark_looked_at(revisions=waiting, by=viewer_for(moderator))

    entry = revision.initiative.history.first()
    assert (waiting, count) == ([revision], 1)
    assert list(Revision.objects.queue()) == []
    assert (entry.act, entry.by) == (Act.LOOK, moderator)


def test_looking_twice_counts_once(trusted, officer, moderator):
    revision = draft(officer)
    actions.submit(revision=revision, by=viewer_for(officer))

    first = actions.mark_looked_at(revisions=[revision], by=viewer_for(moderator))
    again = actions.mark_looked_at(revisions=[revision], by=viewer_for(moderator))

    assert (first, again) == (1, 0)
    assert revision.initiative.history.filter(act=Act.LOOK).count() == 1


def test_many_are_looked_at_together_but_not_ones_own_councils(
    trusted, officer, moderator, leeds, kirklees
):
    kirklees.trusted_publisher = True
    kirklees.save()
    both = UserFactory(council=leeds, moderates=True, is_staff=True)
    revisions = [
        actions.submit(revision=draft(writer), by=viewer_for(writer))
        for writer in (officer, UserFactory(council=kirklees))
    ]

    count = actions.mark_looked_at(revisions=revisions, by=viewer_for(both))

    assert count == 1
    assert list(Revision.objects.unseen()) == [revisions[0]]


def test_of_two_versions_in_a_row_only_the_newest_waits(trusted, officer):
    revision = draft(officer)
    actions.submit(revision=revision, by=viewer_for(officer))
    second = actions.start_revision(
        initiative=revision.initiative, by=viewer_for(officer)
    )

    actions.submit(revision=second, by=viewer_for(officer))

    revision.refresh_from_db()
    assert (revision.state, revision.needs_look) == (State.SUPERSEDED, False)
    assert list(Revision.objects.queue()) == [second]


def test_an_untrusted_councils_new_version_leaves_the_live_page(officer):
    initiative = published(officer, challenge="Old words.")
    revision = actions.start_revision(initiative=initiative, by=viewer_for(officer))
    revision = actions.save_revision(
        revision=revision,
        changes={"challenge": "New words.", "title": "New title"},
        expected_version=revision.version,
        by=viewer_for(officer),
    )

    actions.submit(revision=revision, by=viewer_for(officer))

    initiative.refresh_from_db()
    assert initiative.title == "Collect food waste on Sundays"
    assert initiative.document["challenge"] == "Old words."


@pytest.mark.parametrize("count", [1, 3])
def test_looking_asks_for_no_initiative_of_its_own(
    trusted, officer, moderator, count, django_assert_num_queries
):
    rows = [
        actions.submit(revision=draft(officer), by=viewer_for(officer))
        for _number in range(count)
    ]
    by = viewer_for(moderator)

    # The rows, and for each that it is looked at and the entry in the history; the
    # transaction opens and closes a savepoint.
    with django_assert_num_queries(3 + 2 * count):
        actions.mark_looked_at(revisions=rows, by=by)
