import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from initiatives import actions
from initiatives.choices import State
from initiatives.models import HistoryEntry, Initiative
from tests.factories import (
    PartnerFactory,
    UserFactory,
    draft,
    published,
    submitted,
    viewer_for,
)
from tests.initiatives.pages import fill

pytestmark = pytest.mark.django_db
Act = HistoryEntry.Act


def submit_url(revision):
    return reverse("initiatives:submit", args=[revision.initiative.slug])


def acts(initiative):
    return [(entry.act, entry.by, entry.after) for entry in initiative.history.all()]


def test_a_complete_draft_goes_to_the_moderators(sign_in, officer):
    revision = draft(officer)

    response = fill(sign_in(officer), submit_url(revision))

    revision.refresh_from_db()
    assert response.url == submit_url(revision)
    assert revision.state == State.SUBMITTED
    assert revision.submitted_at is not None
    assert acts(revision.initiative)[0] == (Act.SUBMIT, officer, State.SUBMITTED)


def test_the_page_tells_the_target_of_two_working_days(sign_in, officer):
    revision, client = draft(officer), sign_in(officer)

    before = client.get(submit_url(revision))
    after = client.post(submit_url(revision), follow=True)

    assert "The target is two working days." in before.text
    assert "The moderators aim to decide within two working days." in after.text
    assert "Submitted. You get a mail when it is decided." in after.text


def test_submitting_twice_gives_one_result(sign_in, officer):
    revision, client = draft(officer), sign_in(officer)

    client.post(submit_url(revision))
    first = acts(revision.initiative)
    again = client.post(submit_url(revision))

    assert again.url == submit_url(revision)
    assert acts(revision.initiative) == first


@pytest.mark.parametrize(
    ("fields", "sections"),
    [
        ({"title": ""}, ["basics"]),
        ({"title": "x" * 101}, ["basics"]),
        ({"functions": []}, ["topic"]),
        ({"stage": "stopped"}, ["topic"]),
        (
            {"challenge": "", "approach": " ", "results": ""},
            ["challenge", "approach", "results"],
        ),
    ],
)
def test_what_is_missing_is_named_with_a_way_there(sign_in, officer, fields, sections):
    revision, client = draft(officer, **fields), sign_in(officer)

    page = client.get(submit_url(revision))
    response = client.post(submit_url(revision), follow=True)

    revision.refresh_from_db()
    assert [part.slug for part in page.context["missing"]] == sections
    for section in sections:
        url = reverse("initiatives:edit", args=[revision.initiative.slug, section])
        assert f'<a href="{url}">' in page.text
    assert "Some answers are still missing." in response.text
    assert revision.state == State.DRAFT


def test_the_action_names_the_keys_that_are_wanting(officer):
    revision = draft(officer, summary="", challenge="x" * 8_001)

    with pytest.raises(actions.IncompleteError) as caught:
        actions.submit(revision=revision, by=viewer_for(officer))

    assert caught.value.keys == ["summary", "challenge"]


def test_what_changed_is_kept_for_readers(sign_in, officer):
    initiative, client = published(officer), sign_in(officer)
    revision = actions.start_revision(initiative=initiative, by=viewer_for(officer))

    fill(client, submit_url(revision), note="New figures for 2026 🎉")

    revision.refresh_from_db()
    assert revision.note == "New figures for 2026 🎉"
    assert revision.state == State.SUBMITTED


@pytest.mark.parametrize(
    ("note", "error"),
    [
        (
            "x" * 201,
            "Shorten “What changed”: it has 201 letters, the most is 200.",
        ),
        ("a\x00b", "There is an invisible character in it (NUL)."),
    ],
)
def test_a_note_that_does_not_fit_is_told_and_kept(sign_in, officer, note, error):
    initiative, client = published(officer), sign_in(officer)
    revision = actions.start_revision(initiative=initiative, by=viewer_for(officer))

    response = client.post(submit_url(revision), {"note": note})

    revision.refresh_from_db()
    assert error in response.text
    assert f'value="{note}"' in response.text
    assert revision.state == State.DRAFT


def test_an_unverified_partners_member_may_not_submit(sign_in, leeds):
    waiting = PartnerFactory(status="unverified")
    member = UserFactory(partner=waiting)
    revision, client = draft(member, council=leeds), sign_in(member)

    page, response = client.get(submit_url(revision)), client.post(submit_url(revision))

    revision.refresh_from_db()
    assert "A moderator still has to verify your organisation." in page.text
    assert response.status_code == 403
    assert revision.state == State.DRAFT


def test_somebody_else_cannot_submit_it(officer, peer):
    revision = draft(officer)

    with pytest.raises(PermissionDenied):
        actions.submit(revision=revision, by=viewer_for(peer))


def test_a_declined_draft_may_be_written_again_and_submitted(
    sign_in, officer, moderator
):
    revision = submitted(officer, challenge="Cold homes.")
    actions.decline(revision=revision, by=viewer_for(moderator), reason="An advert.")
    client = sign_in(officer)
    url = reverse("initiatives:edit", args=[revision.initiative.slug, "challenge"])

    shown = client.get(url)
    fill(client, url, challenge="Cold homes, in figures.")
    fill(client, submit_url(revision))

    newest = revision.initiative.revisions.first()
    assert "Cold homes." in shown.text
    assert (newest.number, newest.state) == (2, State.SUBMITTED)
    assert newest.document["challenge"] == "Cold homes, in figures."
    assert newest.document["title"] == revision.document["title"]


def test_the_reason_stands_beside_what_is_to_be_changed(sign_in, officer, moderator):
    revision = submitted(officer)
    actions.ask_for_changes(
        revision=revision, by=viewer_for(moderator), reason="Which <wards>?"
    )

    page = sign_in(officer).get(submit_url(revision))

    assert "Which &lt;wards&gt;?" in page.text
    assert "Changes asked for" in page.text


def test_a_reason_of_before_the_last_publishing_or_of_a_move_is_not_shown(
    sign_in, officer, moderator
):
    revision, by = submitted(officer), viewer_for(moderator)
    actions.ask_for_changes(revision=revision, by=by, reason="Which wards?")
    actions.submit(revision=revision, by=viewer_for(officer))
    actions.publish(revision=revision, by=by, reason="A model of its kind.")
    initiative = Initiative.objects.get()
    actions.change_slug(initiative=initiative, slug="elsewhere", by=by)
    newer = actions.start_revision(initiative=initiative, by=viewer_for(officer))

    page = sign_in(officer).get("/initiatives/elsewhere/submit/").text

    assert newer.can_be_written
    assert "Which wards?" not in page
    assert "A model of its kind." not in page
    assert "Address changed" not in page


def test_without_an_open_version_the_page_leads_to_the_initiative(sign_in, officer):
    initiative = published(officer)

    response = sign_in(officer).get(
        reverse("initiatives:submit", args=[initiative.slug])
    )

    assert response.url == initiative.get_absolute_url()


def test_a_draft_is_not_published_by_submitting(officer):
    revision = submitted(officer)

    assert not Initiative.objects.published().exists()
    assert revision.initiative.document == {}


def test_what_a_moderator_declined_meanwhile_is_not_submitted(
    sign_in, officer, moderator, monkeypatch
):
    revision, client = submitted(officer), sign_in(officer)
    real = actions.submit

    def too_late(**about):
        actions.decline(revision=revision, by=viewer_for(moderator), reason="Advert.")
        return real(**about)

    monkeypatch.setattr(actions, "submit", too_late)
    page = client.post(submit_url(revision), follow=True)

    revision.refresh_from_db()
    assert revision.state == State.DECLINED
    assert "That no longer fits: somebody was quicker." in page.text
