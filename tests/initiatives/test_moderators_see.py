"""What moderators and authors read beyond what readers get."""

import pytest
from django.urls import reverse

from initiatives import actions
from initiatives.models import Initiative, Revision
from tests.factories import UserFactory, published, supplied, viewer_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(partner_member, leeds, officer):
    """A partner's case study that its council did not confirm."""
    revision = supplied(partner_member, leeds, challenge="A secret.")
    actions.refuse(
        confirmation=revision.confirmations.get(),
        by=viewer_for(officer),
        reason="Not ours.",
    )
    return revision


def test_what_its_council_refused_is_not_for_moderators(refused, moderator, sign_in):
    client = sign_in(moderator)

    page = client.get(refused.initiative.get_absolute_url())
    decision = client.get(
        reverse("admin:initiatives_revision_change", args=[refused.pk])
    )

    assert (page.status_code, decision.status_code) == (404, 404)
    assert not Revision.objects.seen_by_moderators().exists()
    assert not Initiative.objects.visible_to(viewer_for(moderator)).exists()


def test_its_council_still_reads_what_it_refused(refused, officer, sign_in):
    page = sign_in(officer).get(refused.initiative.get_absolute_url())

    assert "A secret." in page.text


def test_what_reached_them_stays_theirs_when_it_is_sent_back(
    partner_member, leeds, officer, moderator, sign_in
):
    revision = supplied(partner_member, leeds, challenge="Cold homes.")
    revision = actions.confirm(
        confirmation=revision.confirmations.get(), by=viewer_for(officer)
    )
    actions.ask_for_changes(
        revision=revision, by=viewer_for(moderator), reason="Which wards?"
    )

    page = sign_in(moderator).get(revision.initiative.get_absolute_url())

    assert "Cold homes." in page.text
    assert list(Revision.objects.seen_by_moderators()) == [revision]


def test_of_a_later_version_that_was_refused_they_read_the_one_before(
    refused, partner_member, leeds, officer, moderator, sign_in
):
    by = viewer_for(partner_member)
    actions.submit(revision=refused, by=by)
    revision = actions.confirm(
        confirmation=refused.confirmations.get(), by=viewer_for(officer)
    )
    actions.decline(revision=revision, by=viewer_for(moderator), reason="An advert.")
    again = actions.start_revision(initiative=revision.initiative, by=by)
    again = actions.save_revision(
        revision=again,
        changes={"challenge": "Another secret."},
        expected_version=again.version,
        by=by,
    )
    again = actions.submit(revision=again, by=by)
    actions.refuse(
        confirmation=again.confirmations.get(), by=viewer_for(officer), reason="No."
    )

    page = sign_in(moderator).get(revision.initiative.get_absolute_url()).text

    assert "A secret." in page
    assert "Another secret." not in page


def test_an_author_who_left_still_reads_what_was_removed(sign_in, leeds, moderator):

    author = UserFactory(council=leeds)
    initiative = published(author, challenge="A secret.")
    actions.remove(initiative=initiative, by=viewer_for(moderator), reason="A name.")
    author.memberships.all().delete()
    client = sign_in(author)

    page = client.get(initiative.get_absolute_url())
    history = client.get(f"{initiative.get_absolute_url()}history/")

    assert (page.status_code, history.status_code) == (200, 200)
    assert "A secret." in page.text
