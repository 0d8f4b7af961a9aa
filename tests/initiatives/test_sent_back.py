"""What came back: its people read the reason wherever they work on it, and whoever said
no sees what changed since.
"""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from initiatives import actions
from initiatives.models import Confirmation
from tests.factories import draft, published, submitted, supplied, viewer_for
from tests.initiatives.pages import fill
from tests.moderation.test_queue import screen

pytestmark = pytest.mark.django_db
PAGES = ["detail", "submit", "edit", "contacts"]


def page_of(client, initiative, name):
    section = ["approach"] if name == "edit" else []
    return client.get(reverse(f"initiatives:{name}", args=[initiative.slug, *section]))


def send_back(revision, moderator, reason="Which wards?"):
    by = viewer_for(moderator)
    return actions.ask_for_changes(revision=revision, by=by, reason=reason)


def write(revision, by, **changes):
    return actions.save_revision(
        revision=revision, changes=changes, expected_version=revision.version, by=by
    )


@pytest.mark.parametrize("name", PAGES)
def test_the_reason_stands_on_every_page_of_the_work(sign_in, officer, moderator, name):
    revision = send_back(submitted(officer), moderator)

    page = page_of(sign_in(officer), revision.initiative, name)

    assert page.text.count("Which wards?") == 1
    assert page.text.count("Changes asked for, ") == 1


@pytest.mark.parametrize("name", ["detail", "edit", "contacts"])
def test_of_a_declined_version_too(sign_in, officer, moderator, name):
    revision = submitted(officer)
    actions.decline(revision=revision, by=viewer_for(moderator), reason="An advert.")

    page = page_of(sign_in(officer), revision.initiative, name)

    assert page.text.count("An advert.") == 1


def test_a_councils_no_is_named_with_the_council(
    sign_in, partner_member, officer, leeds
):
    revision = supplied(partner_member, leeds)
    asked = revision.confirmations.get()
    actions.refuse(
        confirmation=asked, by=viewer_for(officer), reason="It was two wards."
    )

    page = page_of(sign_in(partner_member), revision.initiative, "submit")

    assert page.text.count("It was two wards.") == 1
    assert "Not confirmed by the council: Leeds City Council, " in page.text


@pytest.mark.parametrize("name", ["detail", "submit"])
def test_not_once_it_is_under_way_again(sign_in, officer, moderator, name):
    revision = send_back(submitted(officer), moderator)
    actions.submit(revision=revision, by=viewer_for(officer))

    assert (
        "Which wards?" not in page_of(sign_in(officer), revision.initiative, name).text
    )


def test_nor_of_a_version_that_was_thrown_away(sign_in, officer, moderator):
    initiative, by = published(officer), viewer_for(officer)
    revision = actions.start_revision(initiative=initiative, by=by)
    send_back(actions.submit(revision=revision, by=by), moderator)
    actions.discard(initiative=initiative, by=by)

    assert "Which wards?" not in page_of(sign_in(officer), initiative, "detail").text


def test_readers_are_told_nothing_of_it(client, sign_in, officer, moderator, peer):
    initiative, by = published(officer), viewer_for(officer)
    revision = actions.start_revision(initiative=initiative, by=by)
    send_back(actions.submit(revision=revision, by=by), moderator)

    for reader in [client, sign_in(peer)]:
        assert "Which wards?" not in page_of(reader, initiative, "detail").text


class TestTheCouncil:
    def refused(self, partner_member, officer, leeds):
        revision = supplied(partner_member, leeds, results="Waste fell by 10 tonnes.")
        actions.refuse(
            confirmation=revision.confirmations.get(),
            by=viewer_for(officer),
            reason="It was 12.",
        )
        by = viewer_for(partner_member)
        revision.refresh_from_db()
        write(revision, by, results="Waste fell by 12 tonnes.")
        return actions.submit(revision=revision, by=by)

    def test_sees_what_changed_since_its_no(
        self, sign_in, partner_member, officer, leeds
    ):
        revision = self.refused(partner_member, officer, leeds)

        page = page_of(sign_in(officer), revision.initiative, "confirm")

        assert [(c.label, c.html) for c in page.context["changes"]] == [
            ("Results", "Waste fell by <del>10</del><ins>12</ins> tonnes.")
        ]
        assert page.text.count("It was 12.") == 1
        assert "Leeds City Council said no on" in page.text

    def test_not_what_another_councils_no_was_about(
        self, sign_in, partner_member, officer, peer, leeds, kirklees
    ):
        revision = self.refused(partner_member, officer, leeds)
        Confirmation.objects.create(revision=revision, council=kirklees)

        page = page_of(sign_in(peer), revision.initiative, "confirm")

        assert page.context.get("changes") is None
        assert "It was 12." not in page.text

    def test_nothing_where_it_never_said_no(
        self, sign_in, partner_member, officer, leeds
    ):
        revision = supplied(partner_member, leeds)

        page = page_of(sign_in(officer), revision.initiative, "confirm")

        assert page.context.get("changes") is None


def test_moderators_see_what_changed_since_they_asked(sign_in, officer, moderator):
    by = viewer_for(officer)
    revision = send_back(submitted(officer, results="Some."), moderator)
    write(revision, by, results="Some wards.", evidence_level=2)
    revision = actions.submit(revision=revision, by=by)

    page = sign_in(moderator).get(screen(revision))

    [comparison] = page.context["comparisons"]
    assert comparison.no.reason == "Which wards?"
    assert [(c.label, c.html) for c in comparison.changes] == [
        ("Results", "<del>Some.</del><ins>Some wards.</ins>"),
        (
            "How do you know?",
            (
                "<del>not yet stated</del>"
                "<ins>data shows some change, cause not shown</ins>"
            ),
        ),
    ]


class TestASource:
    def test_a_high_level_of_evidence_is_not_submitted_without_one(
        self, sign_in, officer
    ):
        revision, client = (
            draft(officer, evidence_level=3, evidence=[]),
            sign_in(officer),
        )
        url = reverse("initiatives:submit", args=[revision.initiative.slug])

        client.post(url)
        page = client.get(url)

        revision.refresh_from_db()
        assert revision.state == "draft"
        assert [part.slug for part in page.context["missing"]] == ["sources"]
        assert "name at least one source" in page.text

    @pytest.mark.parametrize(("level", "ok"), [(2, True), (3, False), (5, False)])
    def test_nor_is_one_published(self, officer, moderator, level, ok):
        revision = submitted(officer)
        revision.document |= {"evidence_level": level}
        revision.save()

        try:
            actions.publish(revision=revision, by=viewer_for(moderator))
        except ValidationError:
            assert not ok
        else:
            assert ok

    def test_with_one_it_is(self, sign_in, officer):
        revision, client = (
            draft(officer, evidence_level=3, evidence=[]),
            sign_in(officer),
        )
        url = reverse("initiatives:edit", args=[revision.initiative.slug, "sources"])

        fill(
            client,
            url,
            **{
                "evidence-0-kind": "comparative",
                "evidence-0-title": "What the university found",
                "evidence-0-date": "2024",
            },
        )
        revision.refresh_from_db()

        assert actions.submit(revision=revision, by=viewer_for(officer)).state == (
            "submitted"
        )
