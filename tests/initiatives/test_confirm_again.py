"""When a council is asked again, reminded, or taken out."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutgoingEmail
from initiatives import actions
from initiatives.choices import State
from initiatives.models import Confirmation
from initiatives.schedule import remind_leads
from tests.factories import supplied, viewer_for

pytestmark = pytest.mark.django_db


def lead(council):
    parties = {"council": council.la_code, "partner": "", "name": "", "role": "lead"}
    return {"uid": "0123abcd", "brought": "", "paid": None, **parties}


def asked(revision):
    return {c.council.la_code: c.answer for c in revision.confirmations.all()}


def test_its_page_leads_who_is_asked_to_the_question(
    sign_in, partner_member, officer, leeds
):
    initiative = supplied(partner_member, leeds).initiative
    page = initiative.get_absolute_url()
    question = reverse("initiatives:confirm", args=[initiative.slug])

    author = sign_in(partner_member).get(page).text
    waiting = sign_in(officer).get(page).text
    sign_in(officer).post(question, {"answer": "yes", "version": "1"})
    answered = sign_in(officer).get(page).text

    assert "Brightwater asks your council to confirm it." in waiting
    shown = [f'href="{question}"' in text for text in (author, waiting, answered)]
    assert shown == [False, True, False]


def write(initiative, by, **changes):
    """A saved change in the open revision, or in a new one."""
    revision = actions.start_revision(initiative=initiative, by=viewer_for(by))
    return actions.save_revision(
        revision=revision,
        changes=changes,
        expected_version=revision.version,
        by=viewer_for(by),
    )


def resubmitted(initiative, by, **changes):
    revision = write(initiative, by, **changes)
    return actions.submit(revision=revision, by=viewer_for(by))


OUTCOME = {"uid": "0123abcd", "measure": "Visits"}
ROW = {
    "direction": "", "unit": "", "baseline": "1", "baseline_date": "", "result": "2",
    "result_date": "", "denominator": "", "basis": "", "method": "", "comparison": "",
    "source": "",
}  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Other"},
        {"summary": "Other"},
        {"challenge": "Other"},
        {"approach": "Other"},
        {"results": "Other"},
        {"outcomes": [OUTCOME | ROW]},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_later_version_that_changes_what_was_confirmed_is_asked_again(
    partner_member, leeds, changes
):
    initiative = supplied(partner_member, leeds, state=State.PUBLISHED).initiative

    revision = resubmitted(initiative, partner_member, **changes)

    assert revision.state == State.AWAITING_CONFIRMATION
    assert asked(revision) == {"LDS": "waiting"}


@pytest.mark.parametrize(
    "changes",
    [{"advice": "x"}, {"stage": "stopped", "stage_reason": "x"}, {"offers": ["call"]}],
)
def test_one_that_changes_anything_else_is_not(partner_member, leeds, changes):
    initiative = supplied(partner_member, leeds, state=State.PUBLISHED).initiative

    revision = resubmitted(initiative, partner_member, **changes)

    earlier = Confirmation.objects.earliest("pk")
    carried = revision.confirmations.get()
    assert revision.state == State.SUBMITTED
    assert carried.answer == "yes"
    assert carried.answered_by == earlier.answered_by
    assert carried.answered_at == earlier.answered_at


def test_a_yes_outlives_a_withdrawal_without_a_change(
    partner_member, officer, leeds, kirklees
):
    revision = supplied(partner_member, leeds, involvements=[lead(kirklees)])
    actions.confirm(
        confirmation=revision.confirmations.get(council=leeds), by=viewer_for(officer)
    )
    actions.withdraw(revision=revision, by=viewer_for(partner_member))

    revision = actions.submit(revision=revision, by=viewer_for(partner_member))

    assert asked(revision) == {"LDS": "yes", "KIR": "waiting"}


def test_after_a_no_the_council_is_asked_again(partner_member, officer, leeds):
    revision = supplied(partner_member, leeds)
    actions.refuse(
        confirmation=revision.confirmations.get(),
        by=viewer_for(officer),
        reason="Not us.",
    )

    revision = actions.submit(revision=revision, by=viewer_for(partner_member))

    confirmation = revision.confirmations.get()
    assert (confirmation.answer, confirmation.reason) == ("waiting", "")


def test_a_council_can_be_taken_out_again(
    partner_member, officer, peer, leeds, kirklees
):
    revision = supplied(partner_member, leeds, involvements=[lead(kirklees)])
    actions.confirm(
        confirmation=revision.confirmations.get(council=leeds), by=viewer_for(officer)
    )
    actions.refuse(
        confirmation=revision.confirmations.get(council=kirklees),
        by=viewer_for(peer),
        reason="Not us.",
    )

    revision = resubmitted(revision.initiative, partner_member, involvements=[])

    assert revision.state == State.SUBMITTED
    assert asked(revision) == {"LDS": "yes"}
    assert list(revision.initiative.leads.all()) == [leeds]


def test_a_council_that_is_named_later_is_asked(partner_member, leeds, kirklees):
    initiative = supplied(partner_member, leeds, state=State.PUBLISHED).initiative

    revision = resubmitted(initiative, partner_member, involvements=[lead(kirklees)])

    assert asked(revision) == {"LDS": "yes", "KIR": "waiting"}


def waits_since(revision, days):
    revision.confirmations.update(asked_at=timezone.now() - dt.timedelta(days=days))


def reminded():
    """Whom one run of the job told."""
    OutgoingEmail.objects.all().delete()
    remind_leads(0)
    return sorted(mail.to for mail in OutgoingEmail.objects.all())


def test_silence_is_reminded_after_7_and_14_days_and_never_counts_as_yes(
    partner_member, officer, leeds
):
    revision = supplied(partner_member, leeds)
    runs = {}

    for day in (6, 7, 8, 13, 14, 15, 60):
        waits_since(revision, day)
        runs[day] = reminded()

    revision.refresh_from_db()
    told = [officer.email]
    assert runs == {6: [], 7: told, 8: [], 13: [], 14: told, 15: [], 60: []}
    assert revision.state == State.AWAITING_CONFIRMATION
    assert asked(revision) == {"LDS": "waiting"}


def test_one_run_reminds_once_however_late_it_comes(partner_member, officer, leeds):
    waits_since(supplied(partner_member, leeds), 30)

    assert reminded() == [officer.email]


def test_the_days_are_counted_anew_when_it_is_submitted_again(
    partner_member, officer, leeds
):
    revision = supplied(partner_member, leeds)
    waits_since(revision, 30)
    actions.withdraw(revision=revision, by=viewer_for(partner_member))

    while_withdrawn = reminded()
    actions.submit(revision=revision, by=viewer_for(partner_member))

    assert (while_withdrawn, reminded()) == ([], [])
