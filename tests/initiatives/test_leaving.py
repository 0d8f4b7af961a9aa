"""Withdraw, throw away, archive, bring back: one button each, pressed once or twice."""

import pytest
from django.urls import reverse

from initiatives import actions
from initiatives.choices import State, Status
from initiatives.models import HistoryEntry, Initiative, SearchRow
from tests.factories import draft, published, submitted, viewer_for

pytestmark = pytest.mark.django_db
Act = HistoryEntry.Act
BUTTONS = ["withdraw", "discard", "archive", "unarchive"]


def press(client, button, initiative, **kwargs):
    return client.post(
        reverse(f"initiatives:{button}", args=[initiative.slug]), **kwargs
    )


def acts(initiative):
    return [(entry.act, entry.by) for entry in initiative.history.all()]


def test_a_submission_is_withdrawn_into_writing(sign_in, officer):
    revision = submitted(officer)

    response = press(sign_in(officer), "withdraw", revision.initiative)

    revision.refresh_from_db()
    assert response.url.endswith("/submit/")
    assert (revision.state, revision.submitted_at) == (State.DRAFT, None)
    assert acts(revision.initiative)[0] == (Act.WITHDRAW, officer)


def test_withdrawing_twice_gives_one_result(sign_in, officer):
    revision, client = submitted(officer), sign_in(officer)

    press(client, "withdraw", revision.initiative)
    first = acts(revision.initiative)
    press(client, "withdraw", revision.initiative)

    assert acts(revision.initiative) == first


def test_what_is_published_cannot_be_withdrawn(officer):
    revision = published(officer).revisions.get()

    with pytest.raises(actions.WrongStateError):
        actions.withdraw(revision=revision, by=viewer_for(officer))


def test_a_draft_nobody_read_is_thrown_away_whole(sign_in, officer):
    revision = draft(officer)

    response = press(sign_in(officer), "discard", revision.initiative)

    assert response.url == "/my/"
    assert not Initiative.objects.exists()


def test_throwing_away_twice_ends_in_the_same_place(sign_in, officer):
    revision, client = draft(officer), sign_in(officer)
    left = draft(officer)

    responses = [press(client, "discard", revision.initiative) for _press in range(2)]

    assert [response.url for response in responses] == ["/my/", "/my/"]
    assert list(Initiative.objects.all()) == [left.initiative]


def test_throwing_away_a_new_version_leaves_the_published_one(sign_in, officer):
    initiative = published(officer, challenge="Old words.")
    actions.start_revision(initiative=initiative, by=viewer_for(officer))

    press(sign_in(officer), "discard", initiative)

    initiative.refresh_from_db()
    assert initiative.status == Status.PUBLISHED
    assert initiative.revisions.get().state == State.PUBLISHED
    assert acts(initiative)[0] == (Act.DISCARD, officer)


def test_throwing_away_a_new_version_takes_its_new_leads_out(
    sign_in, officer, leeds, kirklees
):
    initiative = published(officer)
    revision = actions.start_revision(initiative=initiative, by=viewer_for(officer))
    lead = {"council": "KIR", "partner": "", "name": "", "role": "lead"}
    rows = [{"uid": "0123abcd", "brought": "", "paid": None, **lead}]
    actions.save_revision(
        revision=revision,
        changes={"involvements": rows},
        expected_version=revision.version,
        by=viewer_for(officer),
    )
    with_kirklees = set(initiative.leads.all())

    press(sign_in(officer), "discard", initiative)

    assert with_kirklees == {leeds, kirklees}
    assert set(initiative.leads.all()) == {leeds}


def test_a_declined_version_stays_on_record_when_the_next_is_thrown_away(
    sign_in, officer, moderator
):
    revision = submitted(officer)
    actions.decline(revision=revision, by=viewer_for(moderator), reason="An advert.")
    actions.start_revision(initiative=revision.initiative, by=viewer_for(officer))

    press(sign_in(officer), "discard", revision.initiative)

    assert revision.initiative.revisions.get().state == State.DECLINED
    assert (Act.DECLINE, moderator) in acts(revision.initiative)


def test_what_moderators_said_stays_on_record_when_a_draft_is_thrown_away(
    sign_in, officer, moderator
):
    revision, client = submitted(officer), sign_in(officer)
    actions.ask_for_changes(
        revision=revision, by=viewer_for(moderator), reason="Which wards?"
    )

    for _press in range(2):
        response = press(client, "discard", revision.initiative)

    revision.refresh_from_db()
    assert revision.state == State.DECLINED
    assert [act for act, _by in acts(revision.initiative)] == [
        Act.DISCARD, Act.ASK_CHANGES, Act.SUBMIT, Act.CREATE
    ]  # fmt: skip
    assert response.url == "/my/"
    assert client.get("/my/").context["mine"].revisions == []


def test_what_is_submitted_must_be_withdrawn_first(sign_in, officer):
    revision = submitted(officer)

    response = press(sign_in(officer), "discard", revision.initiative, follow=True)

    revision.refresh_from_db()
    assert revision.state == State.SUBMITTED
    assert "That no longer fits: somebody was quicker." in response.text


def test_throwing_away_without_a_new_version_does_no_harm(sign_in, officer):
    initiative = published(officer)

    press(sign_in(officer), "discard", initiative)

    assert initiative.revisions.count() == 1


def test_archiving_takes_it_out_of_the_lists_but_not_away(sign_in, officer):
    initiative = published(officer)

    response = press(sign_in(officer), "archive", initiative)

    initiative.refresh_from_db()
    assert response.url == initiative.get_absolute_url()
    assert initiative.status == Status.ARCHIVED
    assert not SearchRow.objects.exists()
    assert acts(initiative)[0] == (Act.ARCHIVE, officer)


def test_bringing_it_back_puts_it_into_the_lists(sign_in, officer):
    initiative, client = published(officer), sign_in(officer)
    press(client, "archive", initiative)

    press(client, "unarchive", initiative)

    initiative.refresh_from_db()
    assert initiative.status == Status.PUBLISHED
    assert SearchRow.objects.get().initiative == initiative
    assert acts(initiative)[0] == (Act.UNARCHIVE, officer)


def test_archiving_and_bringing_back_twice_give_one_result(sign_in, officer):
    initiative, client = published(officer), sign_in(officer)

    for button in ("archive", "archive", "unarchive", "unarchive"):
        press(client, button, initiative)

    assert [act for act, _by in acts(initiative)][:2] == [Act.UNARCHIVE, Act.ARCHIVE]
    assert len(acts(initiative)) == 5


@pytest.mark.parametrize("button", ["archive", "unarchive"])
def test_what_a_moderator_removed_its_authors_cannot_bring_back(
    sign_in, officer, moderator, button
):
    initiative = published(officer)
    actions.remove(initiative=initiative, by=viewer_for(moderator), reason="A name.")

    response = press(sign_in(officer), button, initiative, follow=True)

    initiative.refresh_from_db()
    assert initiative.status == Status.REMOVED
    assert "That no longer fits: somebody was quicker." in response.text


def test_a_draft_cannot_be_archived(sign_in, officer):
    revision = draft(officer)

    press(sign_in(officer), "archive", revision.initiative)

    revision.initiative.refresh_from_db()
    assert revision.initiative.status == Status.UNPUBLISHED


@pytest.mark.parametrize("button", BUTTONS)
def test_opening_the_address_of_a_button_changes_nothing(sign_in, officer, button):
    initiative = published(officer)
    before = acts(initiative)

    response = sign_in(officer).get(
        reverse(f"initiatives:{button}", args=[initiative.slug])
    )

    asks_first = 200 if button == "archive" else 302
    assert response.status_code == asks_first
    assert acts(initiative) == before
