"""Who sees what: by audience, archived, removed, and in which lists."""

import pytest

from initiatives import actions
from initiatives.choices import State
from initiatives.models import Initiative
from tests.factories import (
    PartnerFactory,
    UserFactory,
    draft,
    published,
    submitted,
    supplied,
    viewer_for,
)

pytestmark = pytest.mark.django_db

READERS = ["visitor", "somebody", "waiting", "partner_member", "peer", "moderator"]
CLEARANCE = {"partner_member": 1, "peer": 2, "moderator": 2}


@pytest.fixture
def waiting(db):
    """A member of a partner that is not verified yet."""
    return UserFactory(partner=PartnerFactory(status="unverified"))


@pytest.fixture
def read(request, client, sign_in):
    """The page as somebody gets it."""

    def get(who, url):
        if who == "visitor":
            return client.get(url)
        return sign_in(request.getfixturevalue(who)).get(url)

    return get


@pytest.fixture
def viewer(request):
    """The viewer that somebody is."""
    from councilhub.types import VISITOR

    def of(who):
        return VISITOR if who == "visitor" else viewer_for(request.getfixturevalue(who))

    return of


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize(
    ("visibility", "needs"), [("public", 0), ("members", 1), ("councils", 2)]
)
def test_an_entry_is_read_and_listed_by_those_it_is_for(
    officer, read, viewer, who, visibility, needs
):
    initiative = published(officer, visibility=visibility)
    may = CLEARANCE.get(who, 0) >= needs

    page = read(who, initiative.get_absolute_url())
    by_reference = read(who, f"/i/{initiative.reference}")

    assert page.status_code == (200 if may else 404)
    assert by_reference.status_code == (302 if may else 404)
    assert Initiative.objects.listed_for(viewer(who)).exists() is may


@pytest.mark.parametrize("who", [*READERS, "officer"])
def test_what_is_archived_is_readable_with_a_banner_and_in_no_list(
    officer, read, viewer, who
):
    initiative = published(officer)
    actions.archive(initiative=initiative, by=viewer_for(officer))

    page = read(who, initiative.get_absolute_url())

    assert page.status_code == 200
    assert "Archived: no longer kept up to date, and out of the lists." in page.text
    assert not Initiative.objects.listed_for(viewer(who)).exists()


@pytest.mark.parametrize("who", [*READERS, "officer", "administrator"])
def test_what_is_removed_is_gone_for_all_but_moderators_and_its_own_people(
    officer, moderator, read, viewer, who
):
    initiative = published(officer, challenge="A secret.")
    actions.remove(initiative=initiative, by=viewer_for(moderator), reason="A name.")
    insider = who in {"officer", "moderator", "administrator"}

    page = read(who, initiative.get_absolute_url())
    history = read(who, f"{initiative.get_absolute_url()}history/")

    expected = 200 if insider else 410
    assert (page.status_code, history.status_code) == (expected, expected)
    assert ("A secret." in page.text) is insider
    assert not Initiative.objects.listed_for(viewer(who)).exists()


def test_what_is_removed_and_was_for_councils_does_not_even_say_so(
    officer, moderator, client
):
    initiative = published(officer, visibility="councils")
    actions.remove(initiative=initiative, by=viewer_for(moderator), reason="A name.")

    assert client.get(initiative.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize(("part", "needs"), [("", 0), ("members", 1), ("councils", 2)])
def test_what_did_not_work_is_read_by_those_it_is_for(officer, read, who, part, needs):
    initiative = published(
        officer,
        what_did_not_work="The lids froze.",
        what_did_not_work_visibility=part,
    )

    page = read(who, initiative.get_absolute_url())

    assert ("The lids froze." in page.text) is (CLEARANCE.get(who, 0) >= needs)


@pytest.mark.parametrize("who", READERS)
def test_the_ends_of_contracts_are_read_by_councils_alone(officer, read, who):
    row = {"uid": "0123abcd", "product": "Bins", "supplier": "Lid Ltd"}
    initiative = published(officer, technologies=[{**row, "contract_end": "2027-03"}])

    page = read(who, initiative.get_absolute_url())

    assert "Lid Ltd" in page.text
    assert ("March 2027" in page.text) is (CLEARANCE.get(who, 0) == 2)


@pytest.mark.parametrize("who", ["visitor", "somebody", "partner_member", "peer"])
def test_the_public_history_names_versions_and_nobody(officer, read, who):
    initiative = published(officer)

    page = read(who, f"{initiative.get_absolute_url()}history/")

    assert "Version 1" in page.text
    assert "Every step" not in page.text
    assert "Olwen" not in page.text


@pytest.mark.parametrize("who", ["officer", "moderator"])
def test_its_own_people_and_moderators_read_every_step(officer, moderator, read, who):
    initiative = published(officer)
    actions.remove(initiative=initiative, by=viewer_for(moderator), reason="A <name>.")

    page = read(who, f"{initiative.get_absolute_url()}history/")

    assert "A &lt;name&gt;." in page.text
    assert [entry.by for entry in page.context["entries"]] == [
        moderator,
        None,
        officer,
        officer,
    ]


def test_a_supplied_entry_says_who_speaks(partner_member, leeds, client):
    initiative = supplied(partner_member, leeds, state=State.PUBLISHED).initiative
    initiative.refresh_from_db()

    page = client.get(initiative.get_absolute_url())

    assert "Supplied by Brightwater" in page.text
    assert "Confirmed by Leeds City Council" in page.text


def test_ones_own_unpublished_work_is_in_no_list(officer):

    draft(officer)
    submitted(officer)

    assert not Initiative.objects.listed_for(viewer_for(officer)).exists()


@pytest.mark.parametrize("who", ["officer", "moderator"])
def test_after_a_decline_only_its_own_people_read_the_next_draft(
    officer, moderator, read, who
):
    revision = submitted(officer, challenge="Cold homes.")
    actions.decline(revision=revision, by=viewer_for(moderator), reason="An advert.")
    again = actions.start_revision(
        initiative=revision.initiative, by=viewer_for(officer)
    )
    actions.save_revision(
        revision=again,
        changes={"challenge": "Damp homes."},
        expected_version=again.version,
        by=viewer_for(officer),
    )

    page = read(who, revision.initiative.get_absolute_url())

    assert ("Damp homes." in page.text) is (who == "officer")
    assert ("Cold homes." in page.text) is (who == "moderator")


def test_a_declined_draft_can_be_taken_up_again_from_its_page(officer, moderator, read):
    revision = submitted(officer)
    actions.decline(revision=revision, by=viewer_for(moderator), reason="An advert.")

    page = read("officer", revision.initiative.get_absolute_url())

    slug = revision.initiative.slug
    assert f'href="/initiatives/{slug}/edit/basics/"' in page.text
    assert f'href="/initiatives/{slug}/submit/"' not in page.text


@pytest.mark.parametrize("page", ["", "preview/"])
def test_a_partner_reads_all_that_they_wrote_themselves(
    partner_member, leeds, read, page
):
    row = {"uid": "0123abcd", "product": "Bins", "supplier": "Lid Ltd"}
    revision = draft(
        partner_member,
        council=leeds,
        what_did_not_work="The lids froze.",
        what_did_not_work_visibility="councils",
        technologies=[{**row, "contract_end": "2027-03"}],
    )

    own = read("partner_member", revision.initiative.get_absolute_url() + page)

    assert "The lids froze." in own.text
    assert "March 2027" in own.text


def test_ones_work_is_found_in_my_work_until_it_is_done(officer, moderator, read):
    declined = submitted(officer, title="Declined")
    actions.decline(revision=declined, by=viewer_for(moderator), reason="An advert.")
    again = submitted(officer, title="Declined, begun again")
    actions.decline(revision=again, by=viewer_for(moderator), reason="An advert.")
    draft(officer, title="A draft")
    submitted(officer, title="Submitted")
    published(officer, title="Published")
    new = actions.start_revision(initiative=again.initiative, by=viewer_for(officer))

    shown = read("officer", "/my/").context["mine"].revisions

    assert [(row.document["title"], row.state) for row in shown] == [
        ("Declined, begun again", "draft"),
        ("Submitted", "submitted"),
        ("A draft", "draft"),
        ("Declined", "declined"),
    ]
    assert shown[0] == new
