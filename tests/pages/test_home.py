"""The first page, for each role."""

import pytest

from initiatives.choices import State
from tests.factories import (
    FunctionFactory,
    NeighbourFactory,
    published,
    supplied,
)
from tests.reading import headings, text_of

pytestmark = pytest.mark.django_db


def titles(response, name="initiatives"):
    return [initiative.title for initiative in response.context[name]]


def test_the_search_comes_first_and_leads_to_the_list(client, officer):
    published(officer)

    response = client.get("/")

    assert headings(response)[0].startswith("<label")
    assert text_of(response).startswith(
        "What are you trying to solve? Search Search 1 initiative from 1 council by"
    )
    assert 'class="search big" action="/initiatives/" role="search"' in response.text


def test_the_strongest_evidence_first_then_the_newest(client, officer):
    for level in [1, 3, 0, 3, 2, 0]:
        published(officer, title=f"Level {level}", evidence_level=level)

    found = titles(client.get("/"))

    assert found == ["Level 3", "Level 3", "Level 2", "Level 1", "Level 0"]
    pks = [i.pk for i in client.get("/").context["initiatives"]]
    assert pks[0] > pks[1]


def test_everybody_sees_what_they_may_read(
    client, sign_in, officer, partner_member, somebody
):
    published(officer, title="Open")
    published(officer, title="Members", visibility="members")
    published(officer, title="Councils", visibility="councils", stage="stopped",
              stage_reason="Cost")  # fmt: skip
    seen = {
        client: ["Open"],
        sign_in(somebody): ["Open"],
        sign_in(partner_member): ["Members", "Open"],
        sign_in(officer): ["Councils", "Members", "Open"],
    }

    for browser, expected in seen.items():
        response = browser.get("/")
        assert sorted(titles(response)) == expected
        assert response.context["figures"]["initiatives"] == len(expected)
        assert response.context["figures"]["stopped"] == (len(expected) == 3)
        functions = [function.count for function in response.context["functions"]]
        assert functions in ([], [len(expected)])


def test_an_officer_sees_councils_like_their_own(sign_in, officer, peer, leeds):
    published(peer, title="Theirs")
    published(officer, title="Ours")
    NeighbourFactory(council=leeds, neighbour=peer.memberships.get().council)

    response = sign_in(officer).get("/")

    assert titles(response, "alike") == ["Theirs"]
    assert "The newest from councils most like Leeds City Council" in response.text
    assert 'href="/initiatives/?like=leeds">All from councils like yours' in (
        response.text
    )


def test_an_officer_whose_neighbours_are_silent_is_told_so(sign_in, officer):
    text = text_of(sign_in(officer).get("/"))

    assert "Nothing yet from the councils most like Leeds City Council." in text


def test_others_see_no_councils_like_theirs(client, sign_in, partner_member, moderator):
    for browser in [client, sign_in(partner_member), sign_in(moderator)]:
        assert "Councils like yours" not in browser.get("/").text


def test_an_empty_hub_says_what_to_do(client, sign_in, officer):
    text = text_of(client.get("/"))
    assert "Nothing is published yet. How to write for CouncilHub" in text
    assert "Search 0" not in text
    assert "Nothing is published yet. Write the first" in text_of(
        sign_in(officer).get("/")
    )


def test_supplied_work_says_so_on_the_first_page(client, partner_member, leeds):
    supplied(partner_member, leeds, state=State.PUBLISHED)

    text = text_of(client.get("/"))

    assert "Supplied by Brightwater Confirmed by Leeds City Council" in text


def test_services_count_what_their_page_shows(client, officer):
    group = FunctionFactory(name="Housing", slug="housing")
    lettings = FunctionFactory(name="Lettings", slug="lettings", parent=group)
    published(officer, functions=[group.code])
    published(officer, functions=[lettings.code])

    response = client.get("/")

    shown = [(f.name, f.count) for f in response.context["functions"]]
    assert shown == [("Lettings", 1)]
    assert "1 initiative" in text_of(client.get("/functions/lettings/"))


def test_the_library_tells_how_many_were_stopped(client, officer):
    published(officer, stage="stopped", stage_reason="Cost")
    published(officer)

    text = text_of(client.get("/"))

    assert "1 in 2 initiative here was stopped, and its page says why." in text


@pytest.mark.parametrize("count", [1, 3])
def test_statements(client, sign_in, officer, peer, django_assert_num_queries, count):
    group = FunctionFactory()
    NeighbourFactory(
        council=officer.memberships.get().council,
        neighbour=peer.memberships.get().council,
    )
    for _number in range(count):
        published(peer, functions=[FunctionFactory(parent=group).code])
    as_officer = sign_in(officer)

    with django_assert_num_queries(4):
        client.get("/")
    with django_assert_num_queries(6):
        as_officer.get("/")
