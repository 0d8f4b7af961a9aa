"""What moderators decide, and on what they may not."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from initiatives import actions
from initiatives.choices import State, Status
from initiatives.models import HistoryEntry
from tests.factories import (
    UserFactory,
    draft,
    published,
    submitted,
    supplied,
    viewer_for,
)

pytestmark = pytest.mark.django_db
Act = HistoryEntry.Act


def last(initiative):
    entry = initiative.history.first()
    return entry.act, entry.by, entry.before, entry.after, entry.reason


def test_publishing(officer, moderator):
    revision = submitted(officer)

    actions.publish(revision=revision, by=viewer_for(moderator), reason="Clear.")

    revision.refresh_from_db()
    revision.initiative.refresh_from_db()
    assert revision.state == State.PUBLISHED
    assert revision.initiative.status == Status.PUBLISHED
    assert last(revision.initiative) == (
        Act.PUBLISH,
        moderator,
        "submitted",
        "published",
        "Clear.",
    )


def test_asking_for_changes(officer, moderator):
    revision = submitted(officer)

    actions.ask_for_changes(
        revision=revision, by=viewer_for(moderator), reason=" Which wards? "
    )

    revision.refresh_from_db()
    assert (revision.state, revision.can_be_written) == (State.CHANGES_REQUESTED, True)
    assert last(revision.initiative) == (
        Act.ASK_CHANGES,
        moderator,
        "submitted",
        "changes-requested",
        "Which wards?",
    )


def test_declining_leaves_the_live_page_as_it_is(officer, moderator):
    initiative = published(officer, challenge="Old words.")
    revision = actions.start_revision(initiative=initiative, by=viewer_for(officer))
    actions.submit(revision=revision, by=viewer_for(officer))

    actions.decline(revision=revision, by=viewer_for(moderator), reason="An advert.")

    revision.refresh_from_db()
    initiative.refresh_from_db()
    assert revision.state == State.DECLINED
    assert initiative.status == Status.PUBLISHED
    assert last(initiative)[0] == Act.DECLINE


@pytest.mark.parametrize("act", [actions.ask_for_changes, actions.decline])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_sending_back_needs_a_reason(officer, moderator, act, reason):
    revision = submitted(officer)

    with pytest.raises(ValidationError):
        act(revision=revision, by=viewer_for(moderator), reason=reason)

    revision.refresh_from_db()
    assert revision.state == State.SUBMITTED


DECISIONS = {
    "publish": actions.publish,
    "ask_for_changes": actions.ask_for_changes,
    "decline": actions.decline,
}


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("who", ["officer", "peer", "partner_member", "somebody"])
def test_only_moderators_decide(request, officer, decision, who):
    revision = submitted(officer)
    by = viewer_for(request.getfixturevalue(who))

    with pytest.raises(PermissionDenied):
        DECISIONS[decision](revision=revision, by=by, reason="Because.")

    revision.refresh_from_db()
    assert revision.state == State.SUBMITTED


def test_an_administrator_decides_like_a_moderator(officer, administrator):
    revision = submitted(officer)

    actions.publish(revision=revision, by=viewer_for(administrator))

    revision.refresh_from_db()
    assert revision.state == State.PUBLISHED


@pytest.fixture
def both(leeds):
    """A moderator who is an officer of Leeds too."""
    return UserFactory(council=leeds, moderates=True, is_staff=True)


def lead(code):
    parties = {"council": code, "partner": "", "name": "", "role": "lead"}
    return {"uid": "0123abcd", "brought": "", "paid": None, **parties}


def their_councils(both, who):
    return submitted(who("officer"))


def their_councils_as_second_lead(both, who):
    return submitted(who("peer"), involvements=[lead("LDS")])


def about_their_council(both, who):
    revision = supplied(who("partner_member"), who("leeds"))
    revision.state = State.SUBMITTED
    revision.save()
    return revision


def written_by_themselves(both, who):
    revision = submitted(who("peer"))
    revision.author = both
    revision.save()
    return revision


def begun_by_themselves(both, who):
    revision = submitted(who("peer"))
    revision.initiative.author = both
    revision.initiative.save()
    return revision


def written_with_them(both, who):
    revision = submitted(who("peer"))
    revision.initiative.co_authors.add(both)
    return revision


@pytest.mark.parametrize(
    "work",
    [
        their_councils,
        their_councils_as_second_lead,
        about_their_council,
        written_by_themselves,
        begun_by_themselves,
        written_with_them,
    ],
)
@pytest.mark.parametrize("decision", DECISIONS)
def test_no_moderator_decides_on_work_they_had_a_hand_in(request, both, work, decision):
    revision = work(both, request.getfixturevalue)

    with pytest.raises(PermissionDenied):
        DECISIONS[decision](revision=revision, by=viewer_for(both), reason="Because.")


def test_a_moderator_does_not_decide_on_their_own_partners_work(firm, leeds):
    both = UserFactory(partner=firm, moderates=True, is_staff=True)
    colleague = UserFactory(partner=firm)
    revision = supplied(colleague, leeds, state=State.PUBLISHED)

    with pytest.raises(PermissionDenied):
        actions.remove(
            initiative=revision.initiative, by=viewer_for(both), reason="Because."
        )


def test_a_moderator_with_a_council_decides_on_others(peer, both):
    revision = submitted(peer)

    actions.publish(revision=revision, by=viewer_for(both))

    revision.refresh_from_db()
    assert revision.state == State.PUBLISHED


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize(
    "made",
    [draft, lambda by: published(by).revisions.get()],
    ids=["draft", "published"],
)
def test_only_what_is_submitted_can_be_decided(officer, moderator, decision, made):
    revision = made(officer)

    with pytest.raises(actions.WrongStateError):
        DECISIONS[decision](
            revision=revision, by=viewer_for(moderator), reason="Because."
        )


@pytest.mark.parametrize("decision", DECISIONS)
def test_what_waits_for_its_council_is_not_decided(
    partner_member, leeds, moderator, decision
):
    revision = supplied(partner_member, leeds)

    with pytest.raises(actions.WrongStateError):
        DECISIONS[decision](
            revision=revision, by=viewer_for(moderator), reason="Because."
        )


def test_the_second_of_two_moderators_is_too_late(officer, moderator, administrator):
    revision = submitted(officer)
    actions.decline(revision=revision, by=viewer_for(moderator), reason="An advert.")

    with pytest.raises(actions.WrongStateError):
        actions.publish(revision=revision, by=viewer_for(administrator))

    assert revision.initiative.history.filter(act=Act.PUBLISH).count() == 0


@pytest.mark.parametrize("decision", DECISIONS)
def test_what_changed_since_it_was_read_is_not_decided(officer, moderator, decision):
    revision, me = submitted(officer), viewer_for(officer)
    read = revision.version
    revision = actions.withdraw(revision=revision, by=me)
    revision = actions.save_revision(
        revision=revision,
        changes={"challenge": "Something else."},
        expected_version=revision.version,
        by=me,
    )
    actions.submit(revision=revision, by=me)

    with pytest.raises(actions.WrongStateError):
        DECISIONS[decision](
            revision=revision,
            by=viewer_for(moderator),
            reason="Because.",
            seen_version=read,
        )


def test_the_evidence_level_can_be_checked_with_the_publishing(officer, moderator):
    revision = submitted(officer, evidence_level=2)

    actions.publish(revision=revision, by=viewer_for(moderator), evidence_checked=True)

    revision.initiative.refresh_from_db()
    assert revision.initiative.evidence_checked is True
