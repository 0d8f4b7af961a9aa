"""Removed by a moderator, with a reason, and restored."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from initiatives import actions
from initiatives.choices import Status
from initiatives.models import Decision, HistoryEntry, SearchRow
from tests.factories import UserFactory, published, viewer_for

pytestmark = pytest.mark.django_db
Act = HistoryEntry.Act


def last(initiative):
    entry = initiative.history.first()
    return entry.act, entry.by, entry.before, entry.after, entry.reason


def test_removing_and_restoring(officer, moderator):
    initiative, by = published(officer), viewer_for(moderator)

    actions.remove(initiative=initiative, by=by, reason="It names a child.")
    initiative.refresh_from_db()
    removed = (initiative.status, SearchRow.objects.exists(), last(initiative))
    actions.restore(initiative=initiative, by=by, reason="Mended.")

    initiative.refresh_from_db()
    assert removed == (
        Status.REMOVED,
        False,
        (Act.REMOVE, moderator, "published", "removed", "It names a child."),
    )
    assert (initiative.status, SearchRow.objects.exists()) == (Status.PUBLISHED, True)
    assert last(initiative)[:4] == (Act.RESTORE, moderator, "removed", "published")


def test_what_was_archived_is_archived_again(officer, moderator):
    initiative, by = published(officer), viewer_for(moderator)
    actions.archive(initiative=initiative, by=viewer_for(officer))
    actions.remove(initiative=initiative, by=by, reason="It names a child.")

    actions.restore(initiative=initiative, by=by, reason="Mended.")

    initiative.refresh_from_db()
    assert initiative.status == Status.ARCHIVED


@pytest.mark.parametrize("act", [actions.remove, actions.restore])
def test_removing_and_restoring_need_a_reason(officer, moderator, act):
    initiative = published(officer)

    with pytest.raises(ValidationError):
        act(initiative=initiative, by=viewer_for(moderator), reason=" ")


@pytest.mark.parametrize("who", ["officer", "peer", "partner_member", "somebody"])
def test_only_moderators_remove(request, officer, who):
    initiative = published(officer)

    with pytest.raises(PermissionDenied):
        actions.remove(
            initiative=initiative,
            by=viewer_for(request.getfixturevalue(who)),
            reason="Because.",
        )


def test_a_moderator_does_not_remove_their_own_councils_work(officer, leeds):
    both = UserFactory(council=leeds, moderates=True, is_staff=True)

    with pytest.raises(PermissionDenied):
        actions.remove(
            initiative=published(officer), by=viewer_for(both), reason="Because."
        )


def test_what_is_not_removed_cannot_be_restored_nor_removed_twice(officer, moderator):
    initiative, by = published(officer), viewer_for(moderator)

    with pytest.raises(actions.WrongStateError):
        actions.restore(initiative=initiative, by=by, reason="Because.")
    actions.remove(initiative=initiative, by=by, reason="Because.")
    with pytest.raises(actions.WrongStateError):
        actions.remove(initiative=initiative, by=by, reason="Because.")

    assert Decision.objects.filter(act=Act.REMOVE).count() == 1
