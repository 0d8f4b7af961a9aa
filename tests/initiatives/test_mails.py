"""Who is told of what; nobody of their own act; in the same transaction."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import OutgoingEmail
from initiatives import actions
from initiatives.models import HistoryEntry
from initiatives.schedule import tell_moderators
from tests.factories import (
    UserFactory,
    draft,
    published,
    submitted,
    supplied,
    viewer_for,
)

pytestmark = pytest.mark.django_db
ACTS = {act.value for act in HistoryEntry.Act}


@pytest.fixture
def co_author(kirklees):
    return UserFactory(email="cai@kirklees.gov.uk", council=kirklees)


@pytest.fixture
def work(officer, co_author):
    """A submitted revision of two authors; what was told so far is forgotten."""
    revision = draft(officer)
    revision.initiative.co_authors.add(co_author)
    revision = actions.submit(revision=revision, by=viewer_for(officer))
    OutgoingEmail.objects.all().delete()
    return revision


def told():
    return sorted((mail.to, mail.kind) for mail in OutgoingEmail.objects.all())


BOTH = ["cai@kirklees.gov.uk", "olwen@leeds.gov.uk"]


def test_of_a_submission_the_co_author_hears_but_not_who_submitted(officer, co_author):
    revision = draft(officer)
    revision.initiative.co_authors.add(co_author)

    actions.submit(revision=revision, by=viewer_for(officer))

    mail = OutgoingEmail.objects.get()
    assert (mail.to, mail.subject) == (
        "cai@kirklees.gov.uk",
        "Submitted: Collect food waste on Sundays",
    )
    assert "They aim to decide within two working days." in mail.text


@pytest.mark.parametrize("act", ["publish", "ask_for_changes", "decline"])
def test_of_a_decision_all_authors_hear_with_the_reason(work, moderator, act):
    reason = "Which <wards>? Llŷn."

    getattr(actions, act)(revision=work, by=viewer_for(moderator), reason=reason)

    assert told() == [(to, f"initiative-{act_name(act)}") for to in BOTH]
    mail = OutgoingEmail.objects.first()
    assert "Which <wards>? Llŷn." in mail.text
    assert "Which &lt;wards&gt;? Llŷn." in mail.html
    assert "another moderator will look again" in mail.text


def act_name(action):
    return {"ask_for_changes": "ask-changes"}.get(action, action)


def test_of_a_withdrawal_the_other_author_hears(work, officer):
    actions.withdraw(revision=work, by=viewer_for(officer))

    assert told() == [("cai@kirklees.gov.uk", "initiative-withdraw")]


def test_of_archiving_and_bringing_back_the_other_author_hears(
    work, moderator, officer
):
    actions.publish(revision=work, by=viewer_for(moderator))
    OutgoingEmail.objects.all().delete()
    by = viewer_for(officer)

    actions.archive(initiative=work.initiative, by=by)
    actions.unarchive(initiative=work.initiative, by=by)

    assert told() == [
        ("cai@kirklees.gov.uk", "initiative-archive"),
        ("cai@kirklees.gov.uk", "initiative-unarchive"),
    ]


def test_of_removing_and_restoring_all_authors_hear(work, moderator):
    by = viewer_for(moderator)
    actions.publish(revision=work, by=by)
    OutgoingEmail.objects.all().delete()

    actions.remove(initiative=work.initiative, by=by, reason="A name.")
    actions.restore(initiative=work.initiative, by=by, reason="Mended.")

    assert told() == [
        (to, f"initiative-{act}") for to in BOTH for act in ("remove", "restore")
    ]


def test_a_suspended_author_hears_nothing(work, moderator, co_author):
    co_author.is_active = False
    co_author.save()

    actions.publish(revision=work, by=viewer_for(moderator))

    assert told() == [("olwen@leeds.gov.uk", "initiative-publish")]


def test_the_author_of_the_version_hears_and_so_does_who_began_the_work(
    officer, leeds, moderator
):
    initiative = published(officer)
    colleague = UserFactory(email="carys@leeds.gov.uk", council=leeds)
    by = viewer_for(colleague)
    revision = actions.start_revision(initiative=initiative, by=by)
    revision = actions.submit(revision=revision, by=by)
    OutgoingEmail.objects.all().delete()

    actions.publish(revision=revision, by=viewer_for(moderator))

    assert [to for to, _kind in told()] == ["carys@leeds.gov.uk", "olwen@leeds.gov.uk"]


def test_the_link_in_a_mail_outlives_the_publishing(work, moderator, sign_in, officer):
    actions.publish(revision=work, by=viewer_for(moderator))
    work.initiative.refresh_from_db()

    mail = OutgoingEmail.objects.get(to="olwen@leeds.gov.uk")
    address = f"/i/{work.initiative.reference}"
    assert f"{address}\n" in mail.text
    response = sign_in(officer).get(address)
    assert response.url == work.initiative.get_absolute_url()


def test_of_a_supplied_work_every_officer_of_its_leads_is_asked(
    partner_member, officer, leeds
):
    UserFactory(email="carys@leeds.gov.uk", council=leeds)
    gone = UserFactory(email="gone@leeds.gov.uk", council=leeds)
    gone.memberships.update(until="2020-01-01T00:00Z")

    supplied(partner_member, leeds)

    assert told() == [
        ("carys@leeds.gov.uk", "initiative-confirm"),
        ("olwen@leeds.gov.uk", "initiative-confirm"),
    ]
    mail = OutgoingEmail.objects.first()
    assert mail.subject == "Is this right? Collect food waste on Sundays"
    assert "Brightwater has written" in mail.text
    assert "/confirm/" in mail.text


def test_of_its_answer_the_author_hears(partner_member, officer, leeds):
    asked = supplied(partner_member, leeds).confirmations.get()
    OutgoingEmail.objects.all().delete()

    actions.confirm(confirmation=asked, by=viewer_for(officer))

    assert told() == [("pat@brightwater.example", "initiative-confirm")]
    assert "is confirmed and is now with the moderators" in (
        OutgoingEmail.objects.get().text
    )


def test_of_a_no_the_author_hears_with_the_reason(partner_member, officer, leeds):
    asked = supplied(partner_member, leeds).confirmations.get()
    OutgoingEmail.objects.all().delete()

    actions.refuse(confirmation=asked, by=viewer_for(officer), reason="Not us.")

    assert told() == [("pat@brightwater.example", "initiative-refuse")]
    assert "Not us." in OutgoingEmail.objects.get().text


def test_of_its_publishing_the_officer_who_confirmed_hears_too(
    partner_member, officer, leeds, moderator
):
    asked = supplied(partner_member, leeds).confirmations.get()
    revision = actions.confirm(confirmation=asked, by=viewer_for(officer))
    OutgoingEmail.objects.all().delete()

    actions.publish(revision=revision, by=viewer_for(moderator))

    assert told() == [
        ("olwen@leeds.gov.uk", "initiative-publish"),
        ("pat@brightwater.example", "initiative-publish"),
    ]


def jobs():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs "
            "WHERE task_name = 'accounts.send_email'"
        )
        return cursor.fetchone()[0]


def test_each_mail_has_its_job(work, moderator):
    before = jobs()

    actions.publish(revision=work, by=viewer_for(moderator))

    assert jobs() - before == 2


def test_a_change_that_is_undone_takes_its_mails_and_jobs_along(work, moderator):
    before = jobs()

    with transaction.atomic():
        actions.publish(revision=work, by=viewer_for(moderator))
        transaction.set_rollback(True)

    assert (told(), jobs()) == ([], before)


def test_moderators_hear_once_a_day_what_waits(officer, moderator):
    UserFactory(email="gone@hub.example", moderates=True, is_active=False)
    submitted(officer)
    OutgoingEmail.objects.all().delete()

    tell_moderators(0)
    tell_moderators(0)

    mail = OutgoingEmail.objects.get()
    assert (mail.to, mail.subject) == ("mo@hub.example", "1 waiting for a decision")


def test_moderators_hear_again_the_next_day(officer, moderator):
    submitted(officer)
    tell_moderators(0)
    yesterday = timezone.now() - dt.timedelta(days=1)
    OutgoingEmail.objects.filter(to=moderator.email).update(created_at=yesterday)

    tell_moderators(0)

    assert OutgoingEmail.objects.filter(to=moderator.email).count() == 2


def test_moderators_hear_nothing_when_nothing_waits(moderator):
    tell_moderators(0)

    assert told() == []
