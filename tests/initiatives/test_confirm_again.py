"""When a council is asked again, reminded, invited, or taken out."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutgoingEmail
from initiatives import actions
from initiatives.choices import State
from initiatives.models import Confirmation
from initiatives.schedule import remind_leads
from tests.factories import supplied, viewer_for
from tests.initiatives.pages import error_beside

pytestmark = pytest.mark.django_db


def lead(council):
    parties = {"council": council.la_code, "partner": "", "name": "", "role": "lead"}
    return {"uid": "0123abcd", "brought": "", "paid": None, **parties}


def asked(revision):
    return {c.council.la_code: c.answer for c in revision.confirmations.all()}


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


ELSEWHERE = "Give an address at one of Leeds City Council’s own domains."


def invite(client, revision, email, council="leeds"):
    url = reverse("initiatives:invite", args=[revision.initiative.slug])
    return client.post(url, {"council": council, "email": email}, follow=True)


def test_a_person_at_the_council_is_invited(sign_in, partner_member, leeds):
    revision = supplied(partner_member, leeds)

    response = invite(sign_in(partner_member), revision, "New@Leeds.gov.uk")

    mail = OutgoingEmail.objects.get()
    assert "Invited." in response.text
    assert (mail.to, mail.kind) == ("new@leeds.gov.uk", "initiative-join-and-confirm")
    assert reverse("initiatives:confirm", args=[revision.initiative.slug]) in mail.text
    assert revision.confirmations.get().invited == "new@leeds.gov.uk"


def test_inviting_twice_sends_one_mail(sign_in, partner_member, leeds):
    revision, client = supplied(partner_member, leeds), sign_in(partner_member)

    invite(client, revision, "new@leeds.gov.uk")
    invite(client, revision, "new@leeds.gov.uk")

    assert OutgoingEmail.objects.count() == 1


def test_who_was_invited_is_reminded_until_they_join(partner_member, leeds, officer):
    revision = supplied(partner_member, leeds)
    actions.invite_confirmer(
        confirmation=revision.confirmations.get(),
        email="new@leeds.gov.uk",
        by=viewer_for(partner_member),
    )
    waits_since(revision, 7)

    assert reminded() == ["new@leeds.gov.uk", officer.email]


@pytest.mark.parametrize(
    ("email", "error"),
    [
        ("", "Answer “Address of a person at the council”."),
        ("nobody", "Enter a valid email address."),
        ("a@kirklees.gov.uk", ELSEWHERE),
        ("a@leeds.gov.uk.evil.example", ELSEWHERE),
        ("a@notleeds.gov.uk", ELSEWHERE),
    ],
)  # fmt: skip
def test_an_address_elsewhere_is_refused_and_kept(
    sign_in, partner_member, leeds, kirklees, email, error
):
    revision = supplied(partner_member, leeds)

    response = invite(sign_in(partner_member), revision, email)

    place = f"invite-{leeds.pk}-email"
    assert error_beside(response, place) == f"Error: {error}"
    assert f'value="{email}"' in response.text or not email
    assert not OutgoingEmail.objects.exists()


@pytest.mark.parametrize("council", ["kirklees", "atlantis", "", "le\x00eds", "<b>"])
def test_only_a_council_that_is_asked_has_invitations(
    sign_in, partner_member, leeds, kirklees, council
):
    revision = supplied(partner_member, leeds)

    response = invite(sign_in(partner_member), revision, "a@kirklees.gov.uk", council)

    assert response.status_code == (404 if council != "le\x00eds" else 200)
    assert not OutgoingEmail.objects.exists()


def test_only_its_own_people_invite(partner_member, officer, leeds):
    confirmation = supplied(partner_member, leeds).confirmations.get()

    with pytest.raises(PermissionDenied):
        actions.invite_confirmer(
            confirmation=confirmation, email="a@leeds.gov.uk", by=viewer_for(officer)
        )


def test_for_an_abolished_council_its_successors_domains_count(
    partner_member, leeds, kirklees
):
    leeds.ends_on = "2020-03-31"
    leeds.save()
    leeds.successors.add(kirklees)
    confirmation = supplied(partner_member, leeds).confirmations.get()
    by = viewer_for(partner_member)

    actions.invite_confirmer(
        confirmation=confirmation, email="a@kirklees.gov.uk", by=by
    )
    with pytest.raises(ValidationError):
        actions.invite_confirmer(
            confirmation=confirmation, email="a@leeds.gov.uk", by=by
        )

    assert confirmation.revision.confirmations.get().invited == "a@kirklees.gov.uk"
