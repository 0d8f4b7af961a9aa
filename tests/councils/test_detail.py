"""The page of a council."""

import pytest

from councils.hexmap import layout
from councils.models import Council
from tests.factories import (
    CouncilFactory,
    MetricFactory,
    NeighbourFactory,
    UptakeFactory,
    published,
)
from tests.reading import headings, text_of

pytestmark = pytest.mark.django_db


def involving(council, role="delivery"):
    return {
        "uid": "00000001", "council": council.la_code, "partner": "", "name": "",
        "role": role, "brought": "", "paid": None,
    }  # fmt: skip


def test_what_it_is_and_where(client):
    county = CouncilFactory(short_name="Kent", slug="kent", name="Kent County Council")
    CouncilFactory(
        short_name="Dover",
        slug="dover",
        name="Dover District Council",
        type=Council.Type.DISTRICT,
        upper_tier=county,
        website="https://www.dover.gov.uk/",
    )

    response = client.get("/councils/dover/")

    text = text_of(response)
    assert text.startswith("Councils England South East Non-metropolitan district")
    assert "A district in the area of Kent County Council ." in text
    assert 'href="/councils/kent/"' in response.text
    assert 'href="https://www.dover.gov.uk/" rel="nofollow noopener"' in response.text
    assert "Districts in its area Dover District Council" in text_of(
        client.get("/councils/kent/")
    )


def test_its_figures_stand_among_all_with_year_and_source(client, leeds):
    MetricFactory(
        council=leeds, kind="population", value=800_000, label="800,000",
        percentile=96, compared=382, period="mid-2020", source="ONS estimates",
    )  # fmt: skip

    text = text_of(client.get("/councils/leeds/"))

    assert "Population 800,000 higher than 96% of 382; mid-2020" in text
    assert "Where the figures come from Population (mid-2020): ONS estimates." in text


def test_without_figures_it_says_so(client, leeds):
    text = text_of(client.get("/councils/leeds/"))

    assert "Our sources have no figures for it yet." in text
    assert "Our source names no councils like it." in text


def test_the_councils_most_like_it_come_with_reasons(client, leeds, kirklees):
    figures = [(leeds, 800, 90), (kirklees, 440, 60)]
    for council, value, percentile in figures:
        MetricFactory(
            council=council, value=value, label=f"{value},000", percentile=percentile
        )
    NeighbourFactory(council=leeds, neighbour=kirklees, source="ONS neighbours, 2026")

    text = text_of(client.get("/councils/leeds/"))

    assert "Kirklees 440,000 Not known Not known Not known fewer people" in text
    assert "Provisional. Source: ONS neighbours, 2026." in text


def test_what_it_leads_and_what_it_took_part_in(client, officer, leeds, peer, kirklees):
    published(officer, title="Its own")
    published(peer, title="Together", involvements=[involving(leeds)])
    published(peer, title="Led together", involvements=[involving(leeds, "lead")])
    published(peer, title="Not its own")

    response = client.get("/councils/leeds/")

    found = [initiative.title for initiative in response.context["initiatives"]]
    assert found == ["Led together", "Together", "Its own"]
    assert "Kirklees Council A pilot in three wards" in text_of(response)


def test_only_what_the_reader_may_read_is_listed(client, sign_in, officer, peer):
    published(officer, title="Open")
    published(officer, title="Members", visibility="members")
    published(officer, title="Councils", visibility="councils")

    def seen(browser):
        page = browser.get("/councils/leeds/")
        return [initiative.title for initiative in page.context["initiatives"]]

    assert seen(client) == ["Open"]
    assert seen(sign_in(peer)) == ["Councils", "Members", "Open"]


def test_more_than_five_lead_to_the_list(client, officer):
    for number in range(5):
        published(officer, title=f"Number {number}")
    assert "All from Leeds" not in client.get("/councils/leeds/").text

    published(officer, title="Number 6")

    response = client.get("/councils/leeds/")
    assert len(response.context["initiatives"]) == 5
    assert 'href="/initiatives/?council=leeds">All from Leeds' in response.text


def test_nothing_yet_says_what_to_do_next(client, sign_in, leeds, kirklees, officer):
    response = client.get("/councils/leeds/")
    assert "Nothing from Leeds yet. See what other councils did" in text_of(response)

    NeighbourFactory(council=leeds, neighbour=kirklees)

    response = client.get("/councils/leeds/")
    link = 'href="/initiatives/?like=leeds">See what the councils most like it did'
    assert link in response.text
    response = sign_in(officer).get("/councils/leeds/")
    assert 'href="/initiatives/new/">Write the first' in response.text


def test_what_it_has_taken_up(client, leeds, peer):
    shown = published(peer, title="Theirs")
    hidden = published(peer, title="Hidden", visibility="members")
    UptakeFactory(
        initiative=shown, council=leeds, status="live", since="2026-05-01",
        changes="One round",
    )  # fmt: skip
    UptakeFactory(initiative=hidden, council=leeds)

    text = text_of(client.get("/councils/leeds/"))

    assert "Theirs Kirklees Live since May 2026 One round" in text
    assert "Hidden" not in text


def test_an_abolished_council_says_what_became_of_it(client, leeds):
    gone = CouncilFactory(short_name="Gone", slug="gone", ends_on="2023-03-31")
    gone.successors.add(leeds)

    response = client.get("/councils/gone/")

    text = text_of(response)
    assert "This council was abolished on 1 April 2023." in text
    assert "What became of it Its work passed to: Leeds City Council" in text
    parts = ["Gone Council", "What became of it", "Its initiatives"]
    assert headings(response) == parts
    assert "Councils it took over from Gone Council abolished on 1 April" in text_of(
        client.get("/councils/leeds/")
    )


def test_an_abolished_council_without_successor_says_that(client):
    CouncilFactory(slug="gone", ends_on="2015-03-31")

    text = text_of(client.get("/councils/gone/"))

    assert "What became of it Our source names no successor." in text


def test_a_planned_council_is_hidden_until_it_starts(client):
    CouncilFactory(slug="planned", starts_on="2999-04-01")

    assert client.get("/councils/planned/").status_code == 404
    assert client.get("/councils/planned/neighbours/").status_code == 404


def test_all_neighbours_have_a_page_of_their_own(client, leeds):
    for rank in range(1, 8):
        NeighbourFactory(council=leeds, rank=rank)
    NeighbourFactory(
        council=leeds, rank=8, neighbour=CouncilFactory(ends_on="2020-03-31")
    )

    assert len(client.get("/councils/leeds/").context["peers"]) == 5
    response = client.get("/councils/leeds/neighbours/")
    assert len(response.context["peers"]) == 7
    assert "Provisional. Source: ONS." in text_of(response)


@pytest.mark.parametrize("count", [1, 3])
def test_statements(client, sign_in, peer, leeds, django_assert_num_queries, count):
    MetricFactory(council=leeds, percentile=3)
    for number in range(count):
        published(council=leeds, title=f"Own {number}")
        UptakeFactory(council=leeds, initiative=published(peer, title=f"Up {number}"))
        link = NeighbourFactory(council=leeds)
        for council in (link.neighbour, CouncilFactory(combined_authority=leeds)):
            MetricFactory(council=council, percentile=number)
    as_peer = sign_in(peer)

    with django_assert_num_queries(7):
        client.get("/councils/leeds/")
    with django_assert_num_queries(8):
        as_peer.get("/councils/leeds/")
    with django_assert_num_queries(4):
        client.get("/councils/leeds/neighbours/")


def test_a_small_map_shows_where_it_is_and_those_most_like_it(client, leeds, kirklees):
    NeighbourFactory(council=leeds, neighbour=kirklees)

    response = client.get("/councils/leeds/")

    at = {code: layout()[code].centre for code in ("LDS", "KIR")}
    me, like = at["LDS"], at["KIR"]
    assert f'<circle class="me" cx="{me.x}" cy="{me.y}" r="9"/>' in response.text
    assert f'<circle class="peer" cx="{like.x}" cy="{like.y}" r="6"/>' in response.text
    assert "Large dot: Leeds. Small dots: those most like it." in text_of(response)


def test_a_county_is_where_its_districts_are(client, leeds, kirklees):
    county = CouncilFactory(short_name="Ridings", type=Council.Type.COUNTY)
    Council.objects.filter(pk__in=[leeds.pk, kirklees.pk]).update(upper_tier=county)

    response = client.get(county.get_absolute_url())

    assert response.text.count('<circle class="me"') == 2
    assert "Outlined dots: the councils in its area." in text_of(response)


def test_a_council_that_has_no_place_on_the_map_shows_none(client):
    response = client.get(CouncilFactory().get_absolute_url())

    assert "<figure" not in response.text
