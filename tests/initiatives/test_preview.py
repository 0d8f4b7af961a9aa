import pytest
from django.urls import reverse

from initiatives import actions
from tests.factories import draft, published, submitted, viewer_for

pytestmark = pytest.mark.django_db


def preview_url(initiative):
    return reverse("initiatives:preview", args=[initiative.slug])


def test_a_draft_is_shown_as_readers_will_see_it(sign_in, officer):
    revision = draft(
        officer,
        title="Tai cynnes 🔧",
        approach="We **mended** <script>alert(1)</script> boilers.",
        language="cy",
    )

    page = sign_in(officer).get(preview_url(revision.initiative))

    assert '<h1 lang="cy">Tai cynnes 🔧</h1>' in page.text
    assert "<strong>mended</strong>" in page.text
    assert "<script>alert" not in page.text
    assert "This is how readers will see it." in page.text


def test_of_a_published_one_the_new_version_is_shown(sign_in, officer):
    initiative = published(officer, challenge="Old words.")
    revision = actions.start_revision(initiative=initiative, by=viewer_for(officer))
    actions.save_revision(
        revision=revision,
        changes={"challenge": "New words."},
        expected_version=revision.version,
        by=viewer_for(officer),
    )
    client = sign_in(officer)

    preview = client.get(preview_url(initiative))
    live = client.get(initiative.get_absolute_url())

    assert "New words." in preview.text
    assert "Old words." not in preview.text
    assert "Old words." in live.text


def test_without_a_new_version_the_published_one_is_shown(sign_in, officer):
    initiative = published(officer, challenge="Old words.")

    page = sign_in(officer).get(preview_url(initiative))

    assert "Old words." in page.text
    assert reverse("initiatives:submit", args=[initiative.slug]) not in page.text


def test_of_a_declined_one_what_was_declined_is_shown(sign_in, officer, moderator):
    revision = submitted(officer, challenge="Cold homes.")
    actions.decline(revision=revision, by=viewer_for(moderator), reason="An advert.")

    page = sign_in(officer).get(preview_url(revision.initiative))

    assert "Cold homes." in page.text


def test_a_preview_is_for_reading_alone(sign_in, officer):
    response = sign_in(officer).post(preview_url(draft(officer).initiative))

    assert response.status_code == 405


def test_who_may_read_it_and_its_stage_are_those_of_the_version_shown(
    sign_in, officer, moderator
):
    initiative = published(officer)
    revision = actions.start_revision(initiative=initiative, by=viewer_for(officer))
    changes = {
        "visibility": "councils",
        "stage": "stopped",
        "stage_reason": "The money ran out.",
    }
    revision = actions.save_revision(
        revision=revision,
        changes=changes,
        expected_version=revision.version,
        by=viewer_for(officer),
    )
    actions.submit(revision=revision, by=viewer_for(officer))
    labels = [
        '<p class="state">For councils only</p>',
        '<p class="state warn">Stopped</p>',
    ]

    preview = sign_in(officer).get(preview_url(initiative)).text
    decision = reverse("admin:initiatives_revision_change", args=[revision.pk])
    queue = sign_in(moderator).get(decision).text
    live = sign_in(moderator).get(initiative.get_absolute_url()).text

    assert [label in preview for label in labels] == [True, True]
    assert [label in queue for label in labels] == [True, True]
    assert [label in live for label in labels] == [False, False]
