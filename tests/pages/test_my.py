"""What is one’s own: drafts, what waits for an answer, what is published."""

import pytest

from accounts.viewer import viewer_for
from initiatives import actions
from initiatives.choices import State
from partners.models import Partner
from tests.factories import (
    PartnerFactory,
    UserFactory,
    draft,
    published,
    submitted,
    supplied,
)
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_a_visitor_signs_in_first(client):
    assert client.get("/my/").url == "/accounts/login/?next=/my/"


def test_an_officer_sees_theirs_then_what_colleagues_wrote(
    sign_in, officer, peer, leeds
):
    revision = draft(officer, title="Mine")
    published(officer, title="Mine too")
    published(council=leeds, title="A colleague’s")
    published(peer, title="Not ours")
    draft(peer, title="Not ours either")

    response = sign_in(officer).get("/my/")

    text = text_of(response)
    assert "Olwen, officer of Leeds City Council." in text
    assert "Yours What you wrote. Mine Draft saved" in text
    assert "Next: go on writing Mine too Published on" in text
    assert (
        "Your council’s What others wrote for it. You can work on it too. A coll"
        in (text)
    )
    assert "Not ours" not in text
    edit = f"{revision.initiative.get_absolute_url()}edit/basics/"
    assert f'href="{edit}">go on writing' in response.text
    assert 'href="/initiatives/new/">Write an initiative' in response.text


def test_what_colleagues_write_names_them(sign_in, officer, leeds):
    draft(UserFactory(name="Olga", council=leeds), title="Hers")

    assert "Hers Draft Olga, saved" in text_of(sign_in(officer).get("/my/"))


def test_a_new_version_leaves_the_published_one_to_its_readers(sign_in, officer):
    initiative = published(officer, title="Live")
    actions.start_revision(initiative=initiative, by=viewer_for(officer))

    text = text_of(sign_in(officer).get("/my/"))

    assert "Live A new version is a draft; readers have the published one" in text


def test_where_each_piece_stands_and_who_acts_next(
    sign_in, officer, partner_member, leeds
):
    submitted(officer, title="Sent")
    supplied(partner_member, leeds, title="Asked")

    officers = text_of(sign_in(officer).get("/my/"))
    partners = text_of(sign_in(partner_member).get("/my/"))

    assert "Sent With the moderators saved" in officers
    assert "Next: a moderator decides" in officers
    assert "Asked Waiting for confirmation saved" in partners
    assert "Next: the council answers" in partners


def test_what_was_sent_back_says_why(sign_in, officer, moderator):
    revision = submitted(officer, title="Too short")
    actions.ask_for_changes(
        revision=revision, by=viewer_for(moderator), reason="Say what it cost."
    )

    text = text_of(sign_in(officer).get("/my/"))

    assert "Too short Changes asked for Say what it cost. saved" in text
    assert "Next: change it and submit it again" in text
    actions.submit(revision=revision, by=viewer_for(officer))
    assert "Say what it cost." not in sign_in(officer).get("/my/").text


def test_archived_and_removed_entries_stand_apart(sign_in, officer, moderator):
    old, gone = published(officer, title="Old"), published(officer, title="Gone")
    actions.archive(initiative=old, by=viewer_for(officer))
    actions.remove(initiative=gone, by=viewer_for(moderator), reason="Wrong.")

    text = text_of(sign_in(officer).get("/my/"))

    archived = text.partition("Archived Out of the lists.")[2]
    assert "Gone Removed by a moderator Old Archived" in archived
    assert "Old Published" not in text


def test_what_waits_for_an_answer_of_mine(
    sign_in, partner_member, officer, peer, leeds
):
    supplied(partner_member, leeds, title="About Leeds")

    response = sign_in(officer).get("/my/")

    assert "About Leeds Supplied by Brightwater, asked" in text_of(response)
    assert "To confirm" not in sign_in(peer).get("/my/").text


def test_what_partners_wrote_about_the_council(sign_in, partner_member, officer, leeds):
    supplied(partner_member, leeds, title="Live", state=State.PUBLISHED)
    supplied(partner_member, leeds, title="Asked")
    draft(partner_member, council=leeds, title="Not shown yet")

    text = text_of(sign_in(officer).get("/my/"))

    about = text.partition("Written about your council")[2]
    assert "Live Published Supplied by Brightwater" in about
    assert "Asked Waiting for confirmation Supplied by Brightwater" in about
    assert "Not shown yet" not in text


def test_empty_lists_say_what_to_do(sign_in, officer):
    text = text_of(sign_in(officer).get("/my/"))

    assert "You have written nothing yet. Start with a title and one sentence" in text
    assert "Nothing by colleagues yet." in text
    assert "When a partner writes about your council, it is here" in text


def test_long_lists_show_the_newest_and_all_when_asked(sign_in, officer):
    for number in range(11):
        draft(officer, title=f"Draft {number:02}")
    browser = sign_in(officer)

    short, whole = browser.get("/my/"), browser.get("/my/?all")

    assert "Draft 00" not in short.text
    assert "Draft 01" in short.text
    assert 'href="/my/?all">Show all' in short.text
    assert "Draft 00" in whole.text
    assert "Show all" not in whole.text


def test_a_moderator_sees_how_many_wait(sign_in, moderator, officer):
    submitted(officer)

    text = text_of(sign_in(moderator).get("/my/"))

    assert "1 waits for a moderator , the oldest for 0" in text


def test_somebody_without_a_place_is_told_how_to_get_one(sign_in, somebody):
    response = sign_in(somebody).get("/my/")

    assert "You have no place yet, so you cannot write." in text_of(response)
    assert "Write an initiative" not in response.text


def test_a_partner_that_waits_is_told_so(sign_in):
    waiting = PartnerFactory(name="Newcomer", status=Partner.Status.UNVERIFIED)

    response = sign_in(UserFactory(partner=waiting)).get("/my/")

    assert "A moderator still has to verify Newcomer." in text_of(response)
    assert "You have no place yet" not in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_statements(sign_in, officer, partner_member, leeds, count, request):
    counted = request.getfixturevalue("django_assert_num_queries")
    for number in range(count):
        draft(officer, title=f"Draft {number}")
        published(officer, title=f"Published {number}")
        supplied(partner_member, leeds, title=f"Supplied {number}")
    as_officer = sign_in(officer)

    with counted(7):
        as_officer.get("/my/")
