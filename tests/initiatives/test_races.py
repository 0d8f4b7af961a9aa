"""Two at once, in real transactions: the second waits for the first and is told."""

import threading
import uuid

import pytest
from django.db import connection, transaction

from initiatives import actions
from initiatives.choices import State, Status
from initiatives.models import Contact, HistoryEntry, Initiative, Revision
from tests.factories import (
    UserFactory,
    document,
    draft,
    published,
    submitted,
    supplied,
    viewer_for,
)

pytestmark = pytest.mark.django_db(transaction=True)
Act = HistoryEntry.Act


def race(first, second):
    """What `second` gave or raised, begun while `first` was done but not committed."""
    is_done, may_commit, outcome = threading.Event(), threading.Event(), []

    def holder():
        try:
            with transaction.atomic():
                first()
                is_done.set()
                may_commit.wait(5)
        finally:
            is_done.set()
            connection.close()

    def challenger():
        try:
            outcome.append(second())
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the outcome
            outcome.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=holder), threading.Thread(target=challenger)]
    threads[0].start()
    assert is_done.wait(5)
    threads[1].start()
    threads[1].join(0.3)
    is_waiting = threads[1].is_alive()
    may_commit.set()
    for thread in threads:
        thread.join(10)
    assert is_waiting, "the second did not wait for the first"
    return outcome[0]


def acts(initiative):
    return [entry.act for entry in initiative.history.all()]


def test_two_moderators_decide_at_once(officer, moderator, administrator):
    revision = submitted(officer)
    one, other = viewer_for(moderator), viewer_for(administrator)

    outcome = race(
        lambda: actions.publish(revision=revision, by=one),
        lambda: actions.decline(
            revision=Revision.objects.get(), by=other, reason="An advert."
        ),
    )

    revision.refresh_from_db()
    assert isinstance(outcome, actions.WrongStateError)
    assert revision.state == State.PUBLISHED
    assert acts(revision.initiative) == [Act.PUBLISH, Act.SUBMIT, Act.CREATE]


def test_it_is_submitted_twice_at_once(officer):
    revision, by = draft(officer), viewer_for(officer)

    outcome = race(
        lambda: actions.submit(revision=revision, by=by),
        lambda: actions.submit(revision=Revision.objects.get(), by=by),
    )

    assert outcome.state == State.SUBMITTED
    assert acts(revision.initiative) == [Act.SUBMIT, Act.CREATE]


def test_two_people_save_at_once(officer, leeds):
    revision = draft(officer)
    colleague = UserFactory(council=leeds)

    outcome = race(
        lambda: actions.save_revision(
            revision=revision,
            changes={"challenge": "Mine."},
            expected_version=1,
            by=viewer_for(officer),
        ),
        lambda: actions.save_revision(
            revision=Revision.objects.get(),
            changes={"challenge": "Theirs."},
            expected_version=1,
            by=viewer_for(colleague),
        ),
    )

    revision.refresh_from_db()
    assert isinstance(outcome, actions.StaleVersionError)
    assert outcome.current.document["challenge"] == "Mine."
    assert revision.document["challenge"] == "Mine."


def test_two_people_start_a_new_version_at_once(officer, leeds):
    initiative = published(officer)
    colleague = UserFactory(council=leeds)

    outcome = race(
        lambda: actions.start_revision(initiative=initiative, by=viewer_for(officer)),
        lambda: actions.start_revision(
            initiative=Initiative.objects.get(), by=viewer_for(colleague)
        ),
    )

    assert outcome == initiative.revisions.open().get()
    assert outcome.author == officer


def test_one_form_is_sent_twice_at_once(officer, leeds):
    by, token = viewer_for(officer), uuid.uuid4()
    text = document(leeds)

    outcome = race(
        lambda: actions.start_initiative(by=by, document=text, token=token),
        lambda: actions.start_initiative(by=by, document=text, token=token),
    )

    assert outcome == Revision.objects.get()


def test_it_is_withdrawn_while_a_moderator_publishes(officer, moderator):
    revision = submitted(officer)

    outcome = race(
        lambda: actions.publish(revision=revision, by=viewer_for(moderator)),
        lambda: actions.withdraw(
            revision=Revision.objects.get(), by=viewer_for(officer)
        ),
    )

    assert isinstance(outcome, actions.WrongStateError)


def test_it_is_saved_while_somebody_throws_it_away(officer, leeds):
    revision = draft(officer)
    initiative, colleague = revision.initiative, UserFactory(council=leeds)

    outcome = race(
        lambda: actions.discard(initiative=initiative, by=viewer_for(officer)),
        lambda: actions.save_revision(
            revision=Revision.objects.get(),
            changes={"challenge": "Mine."},
            expected_version=1,
            by=viewer_for(colleague),
        ),
    )

    assert isinstance(outcome, actions.WrongStateError)
    assert not Initiative.objects.exists()


def test_two_officers_answer_at_once(partner_member, officer, leeds):
    asked = supplied(partner_member, leeds).confirmations.get()
    colleague = UserFactory(council=leeds)

    outcome = race(
        lambda: actions.confirm(confirmation=asked, by=viewer_for(officer)),
        lambda: actions.refuse(
            confirmation=asked, by=viewer_for(colleague), reason="Not us."
        ),
    )

    asked.refresh_from_db()
    assert isinstance(outcome, actions.WrongStateError)
    assert (asked.answer, asked.revision.initiative.history.count()) == ("yes", 3)


def test_it_is_archived_twice_at_once(officer):
    initiative, by = published(officer), viewer_for(officer)

    race(
        lambda: actions.archive(initiative=initiative, by=by),
        lambda: actions.archive(initiative=Initiative.objects.get(), by=by),
    )

    initiative.refresh_from_db()
    assert initiative.status == Status.ARCHIVED
    assert acts(initiative).count(Act.ARCHIVE) == 1


def test_two_of_one_title_are_published_at_once(officer, peer, moderator):
    revisions, by = [submitted(officer), submitted(peer)], viewer_for(moderator)

    race(
        lambda: actions.publish(revision=revisions[0], by=by),
        lambda: actions.publish(revision=revisions[1], by=by),
    )

    slugs = Initiative.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == [
        "collect-food-waste-on-sundays",
        "collect-food-waste-on-sundays-2",
    ]


def test_one_contact_is_sent_twice_at_once(officer):
    initiative, by = draft(officer).initiative, viewer_for(officer)

    def save():
        actions.save_contacts(
            initiative=initiative,
            kept=[Contact(name="The team", email="team@leeds.gov.uk")],
            removed=[],
            by=by,
        )

    race(save, save)

    assert initiative.contacts.count() == 1
