"""The first page, for a visitor and for each role."""

import pytest

from accounts.viewer import viewer_for
from councilhub.models import ContentVersion
from initiatives import actions
from initiatives.choices import State
from partners.models import Partner
from tests.factories import (
    FunctionFactory,
    NeighbourFactory,
    PartnerFactory,
    UserFactory,
    draft,
    published,
    submitted,
    supplied,
)
from tests.reading import headings, text_of

pytestmark = pytest.mark.django_db


def titles(response, name):
    return [initiative.title for initiative in response.context[name]]


def test_the_search_comes_first_and_leads_to_the_list(client, officer):
    published(officer)

    response = client.get("/")

    assert headings(response)[0].startswith("<label")
    assert "Search 1 initiative from 1 council by problem" in text_of(response)
    assert 'class="search big mt" action="/initiatives/" role="search"' in response.text


def test_a_visitor_reads_at_once_what_this_is_and_how_to_take_part(client, officer):
    published(officer)

    response = client.get("/")

    text = text_of(response)
    assert text.startswith(
        "What are you trying to solve? CouncilHub is a free library of what UK councils"
    )
    assert 'href="/accounts/signup/">Create an account' in response.text
    assert 'href="/partners/register/">Register your organisation' in response.text


def test_only_searches_that_find_something_are_offered(client, sign_in, officer):
    published(officer, title="Answer letters about council tax")
    published(officer, title="Repair potholes twice", visibility="councils")

    response = client.get("/")

    assert "For example: council tax With the" in text_of(response)
    assert 'href="/initiatives/?q=council%20tax"' in response.text


def test_the_strongest_evidence_first_then_the_newest(client, officer):
    for level in [1, 3, 0, 3, 2, 0]:
        published(officer, title=f"Level {level}", evidence_level=level)

    response = client.get("/")

    assert titles(response, "strongest") == ["Level 3", "Level 3", "Level 2"]
    pks = [initiative.pk for initiative in response.context["strongest"]]
    assert pks[0] > pks[1]


def test_a_fact_that_nobody_stated_is_left_out(client, officer):
    published(officer, stage="pilot")

    text = text_of(client.get("/"))

    assert "halved what goes into the bin. Stage Pilot All initiatives" in text


def test_supplied_work_says_so_on_the_first_page(client, partner_member, leeds):
    supplied(partner_member, leeds, state=State.PUBLISHED)

    text = text_of(client.get("/"))

    assert "Supplied by Brightwater Confirmed by Leeds City Council" in text


def test_services_count_what_their_page_shows(client, officer):
    group = FunctionFactory(name="Housing", slug="housing")
    lettings = FunctionFactory(name="Lettings", slug="lettings", parent=group)
    published(officer, functions=[group.code])
    published(officer, functions=[lettings.code])

    assert "By service Lettings 1 " in text_of(client.get("/"))
    assert "1 initiative" in text_of(client.get("/functions/lettings/"))


def test_the_library_tells_how_many_were_stopped(client, officer):
    published(officer, stage="stopped", stage_reason="Cost")
    published(officer)

    text = text_of(client.get("/"))

    assert "1 of 2 initiatives was stopped, and its page says why." in text


def test_an_empty_hub_says_what_to_do(client, sign_in, officer):
    text = text_of(client.get("/"))
    assert "Nothing is published yet. How to write for CouncilHub" in text
    assert "Search 0" not in text
    assert "Nothing from Leeds City Council yet." in text_of(sign_in(officer).get("/"))


def test_everybody_counts_what_they_may_read(
    client, sign_in, officer, partner_member, somebody, moderator
):
    published(officer, title="Open")
    published(officer, title="Members", visibility="members")
    published(officer, title="Councils", visibility="councils")
    seen = {
        client: 1, sign_in(somebody): 1, sign_in(partner_member): 2,
        sign_in(officer): 3, sign_in(moderator): 3,
    }  # fmt: skip

    for browser, expected in seen.items():
        response = browser.get("/")
        assert response.context["council_map"].led == expected
        assert response.context["figures"]()["initiatives"] == expected


def test_an_officer_sees_what_councils_like_theirs_did_and_why_they_are_alike(
    sign_in, officer, peer, leeds, kirklees
):
    published(peer, title="Theirs")
    published(officer, title="Ours")
    NeighbourFactory(council=leeds, neighbour=kirklees, rank=2)

    response = sign_in(officer).get("/")

    assert titles(response, "alike") == ["Theirs"]
    reason = "Metropolitan district, 440,000 people · 2nd most like yours"
    assert f"Kirklees Council · {reason}" in text_of(response)
    assert 'href="/initiatives/?like=leeds">All from councils like yours' in (
        response.text
    )
    assert "With the strongest evidence" not in response.text


def test_an_officer_whose_neighbours_are_silent_gets_the_strongest(sign_in, officer):
    published(officer, title="Ours")

    response = sign_in(officer).get("/")

    assert "Nothing yet from the councils most like Leeds City Council." in text_of(
        response
    )
    assert titles(response, "strongest") == ["Ours"]


def test_an_officer_sees_what_waits_for_them(sign_in, officer, partner_member, leeds):
    supplied(partner_member, leeds, title="About Leeds")
    draft(officer, title="Half-written")
    published(officer, title="Ours")

    response = sign_in(officer).get("/")

    text = text_of(response)
    assert "Is this right? About Leeds Supplied by Brightwater, asked on" in text
    assert "On the way Half-written Draft, saved on" in text
    assert "Published Ours Pilot, published on" in text


def test_a_partner_member_sees_their_cases_and_what_councils_look_into(
    sign_in, partner_member, leeds, peer
):
    supplied(partner_member, leeds, title="Our case")
    published(peer, title="Finding out", stage="exploring")
    published(peer, title="Running", stage="business-as-usual")

    response = sign_in(partner_member).get("/")

    assert "Our case Waiting for confirmation, saved on" in text_of(response)
    assert titles(response, "early") == ["Finding out"]
    assert "Councils like yours" not in response.text


def test_a_partner_that_waits_is_told_so(sign_in):
    waiting = PartnerFactory(name="Newcomer", status=Partner.Status.UNVERIFIED)

    text = text_of(sign_in(UserFactory(partner=waiting)).get("/"))

    assert "A moderator still has to verify Newcomer." in text


def test_a_moderator_sees_how_much_waits_and_how_long(sign_in, moderator, officer):
    browser = sign_in(moderator)
    assert "Nothing waits for a moderator." in text_of(browser.get("/"))
    submitted(officer)

    response = browser.get("/")

    assert "1 waits for a moderator , the oldest for 0" in text_of(response)
    assert 'href="/admin/initiatives/revision/">1 waits' in response.text


def test_somebody_without_a_place_is_told_how_to_get_one(sign_in, somebody):
    response = sign_in(somebody).get("/")

    assert "You belong to no council or organisation yet" in text_of(response)
    assert 'href="/my/membership/">Join yours' in response.text
    assert "Write an initiative" not in response.text


def test_what_was_archived_is_not_called_published(sign_in, officer):
    initiative = published(officer, title="Old")
    actions.archive(initiative=initiative, by=viewer_for(officer))

    assert "Published Old" not in text_of(sign_in(officer).get("/"))


@pytest.fixture
def write(officer, peer, partner_member, leeds, kirklees):
    """Has everybody write so many of each kind."""
    NeighbourFactory(council=leeds, neighbour=kirklees)
    group = FunctionFactory()

    def written(count):
        for _number in range(count):
            function = FunctionFactory(parent=group).code
            published(peer, functions=[function], stage="exploring")
            published(officer)
            draft(officer)
            supplied(partner_member, leeds)

    return written


@pytest.mark.parametrize("count", [1, 3])
def test_statements_for_a_visitor(client, write, count, django_assert_num_queries):
    write(count)

    with django_assert_num_queries(6):
        client.get("/")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("role", "number"), [("officer", 9), ("partner_member", 8), ("moderator", 9)]
)
def test_statements_where_nothing_is_kept_yet(
    sign_in, write, role, number, count, request
):
    counted = request.getfixturevalue("django_assert_num_queries")
    write(count)
    browser = sign_in(request.getfixturevalue(role))

    with counted(number):
        browser.get("/")


def test_what_a_process_keeps_of_one_role_is_not_shown_to_another(
    sign_in, officer, moderator, process_cache
):
    published(officer, stage="stopped", stage_reason="Cost")

    of_officer, of_moderator = (
        text_of(sign_in(person).get("/")) for person in [officer, moderator]
    )

    figure = "1 of 1 initiatives was stopped"
    assert (figure in of_officer, figure in of_moderator) == (False, True)


def test_a_process_keeps_what_many_share_until_the_content_changes(
    sign_in, officer, write, process_cache, django_assert_num_queries
):
    write(1)
    browser = sign_in(officer)
    first = browser.get("/")

    with django_assert_num_queries(7):
        again = browser.get("/")

    assert text_of(again) == text_of(first)
    ContentVersion.objects.update_or_create(pk=1, defaults={"transaction": 1})
    with django_assert_num_queries(9):
        browser.get("/")
