"""What is one’s own: drafts, what waits for an answer, what is published."""

import pytest

from accounts.viewer import viewer_for
from initiatives import actions
from tests.factories import draft, published, submitted, supplied
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def titles(response):
    return [initiative.title for initiative in response.context["initiatives"]]


def test_a_visitor_signs_in_first(client):
    assert client.get("/my/").url == "/accounts/login/?next=/my/"


def test_an_officer_sees_the_work_of_their_council(sign_in, officer, peer, leeds):
    draft(officer, title="Mine")
    published(council=leeds, title="A colleague’s")
    published(peer, title="Not ours")
    draft(peer, title="Not ours either")

    response = sign_in(officer).get("/my/")

    text = text_of(response)
    assert "Olwen, officer of Leeds City Council." in text
    assert "On the way Mine Draft, Olwen, saved" in text
    assert titles(response) == ["A colleague’s"]
    assert "Not ours" not in text
    assert 'href="/initiatives/new/">Write an initiative' in response.text


def test_archived_and_removed_entries_say_so(sign_in, officer, moderator):
    old, gone = published(officer, title="Old"), published(officer, title="Gone")
    actions.archive(initiative=old, by=viewer_for(officer))
    actions.remove(initiative=gone, by=viewer_for(moderator), reason="Wrong.")

    text = text_of(sign_in(officer).get("/my/"))

    assert "bin. Removed by a moderator Stage" in text
    assert "bin. Archived Stage" in text


def test_what_waits_for_an_answer_of_mine(
    sign_in, partner_member, officer, peer, leeds
):
    supplied(partner_member, leeds, title="About Leeds")

    response = sign_in(officer).get("/my/")

    assert "About Leeds Supplied by Brightwater, asked" in text_of(response)
    assert "To confirm" not in sign_in(peer).get("/my/").text
    text = text_of(sign_in(partner_member).get("/my/"))
    assert "On the way About Leeds Waiting for confirmation, Pat, saved" in text


def test_a_moderator_sees_how_many_wait(sign_in, moderator, officer):
    submitted(officer)

    assert "1 waits for a moderator" in text_of(sign_in(moderator).get("/my/"))


def test_somebody_without_a_place_is_told_how_to_get_one(sign_in, somebody):
    response = sign_in(somebody).get("/my/")

    assert "You have no place yet, so you cannot write." in text_of(response)
    assert "Write an initiative" not in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_statements(sign_in, officer, partner_member, leeds, count, request):
    counted = request.getfixturevalue("django_assert_num_queries")
    for number in range(count):
        draft(officer, title=f"Draft {number}")
        published(officer, title=f"Published {number}")
        supplied(partner_member, leeds, title=f"Supplied {number}")
    as_officer = sign_in(officer)

    with counted(5):
        as_officer.get("/my/")
