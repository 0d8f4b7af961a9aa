"""How often an initiative is read: counted without a trace of who reads it."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.viewer import viewer_for
from initiatives import actions, middleware
from initiatives.choices import State
from initiatives.models import Initiative, ReadCount
from tests.conftest import HTMX
from tests.factories import ReadCountFactory, UserFactory, draft, published, supplied
from tests.reading import text_of

pytestmark = pytest.mark.django_db
BROWSER = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}


@pytest.fixture(autouse=True)
def nothing_waits():
    middleware.waiting.reads.clear()


def counted(initiative):
    """What is stored of it, after all that waits is stored."""
    middleware.waiting.store()
    return [row.count for row in initiative.read_counts.all()]


def test_each_read_counts_for_its_day(client, officer):
    initiative = published(officer)
    url = initiative.get_absolute_url()

    for _time in range(3):
        client.get(url, headers=BROWSER)

    assert counted(initiative) == [3]
    assert initiative.read_counts.get().day == timezone.localdate()
    client.get(url, headers=BROWSER)
    assert counted(initiative) == [4]


def test_a_reader_leaves_nothing_but_the_number(officer):
    columns = {field.attname for field in ReadCount._meta.concrete_fields}

    assert columns == {"id", "initiative_id", "day", "count"}


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.5.0",
        "python-requests/2.32",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0 Safari/537.36",
    ],
)
def test_programs_do_not_count(client, officer, agent):
    initiative = published(officer)

    client.get(initiative.get_absolute_url(), headers={"User-Agent": agent})

    assert counted(initiative) == []


def test_what_nobody_looks_at_does_not_count(client, officer):
    initiative = published(officer)
    url = initiative.get_absolute_url()
    tag = client.get(url).headers["ETag"]

    client.head(url, headers=BROWSER)
    client.get(url, headers={**BROWSER, **HTMX})
    client.get(url, headers={**BROWSER, "Sec-Purpose": "prefetch"})
    again = client.get(url, headers={**BROWSER, "If-None-Match": tag})
    client.get(f"{url}history/", headers=BROWSER)
    client.get("/initiatives/", headers=BROWSER)

    assert again.status_code == 304
    assert counted(initiative) == []


def test_a_page_that_is_kept_counts_as_well(
    client, officer, process_cache, django_assert_num_queries
):
    initiative = published(officer)
    url = initiative.get_absolute_url()
    client.get(url, headers=BROWSER)

    with django_assert_num_queries(1):
        client.get(url, headers=BROWSER)

    assert counted(initiative) == [2]


def test_the_reads_of_its_own_people_do_not_count(sign_in, officer, peer, moderator):
    initiative = published(officer)
    url = initiative.get_absolute_url()

    for person in [officer, moderator]:
        sign_in(person).get(url, headers=BROWSER)
    assert counted(initiative) == []

    sign_in(peer).get(url, headers=BROWSER)
    assert counted(initiative) == [1]


def test_what_is_not_there_does_not_count(client, sign_in, officer, moderator):
    unseen = draft(officer).initiative
    gone = published(officer)
    actions.remove(initiative=gone, by=viewer_for(moderator), reason="Wrong.")

    for initiative in [unseen, gone]:
        client.get(initiative.get_absolute_url(), headers=BROWSER)
    client.get("/initiatives/no-such-thing/", headers=BROWSER)
    middleware.waiting.store()

    assert ReadCount.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_many_are_stored_with_one_statement(officer, django_assert_num_queries, count):
    for _number in range(count):
        middleware.waiting.add(published(officer).slug)

    with django_assert_num_queries(1):
        middleware.waiting.store()

    assert ReadCount.objects.count() == count


def test_they_are_stored_when_a_minute_has_passed(
    client, officer, django_assert_num_queries
):
    initiative = published(officer)
    url = initiative.get_absolute_url()
    client.get(url, headers=BROWSER)
    assert not initiative.read_counts.exists()
    middleware.waiting.since -= middleware.EVERY_SECONDS + 1

    with django_assert_num_queries(4 + 1):
        client.get(url, headers=BROWSER)

    assert [row.count for row in initiative.read_counts.all()] == [2]


def test_its_team_is_told_and_nobody_else(client, sign_in, officer, peer, moderator):
    initiative = published(officer)
    ReadCountFactory(initiative=initiative, count=4)
    long_ago = timezone.localdate() - dt.timedelta(days=40)
    ReadCountFactory(initiative=initiative, count=30, day=long_ago)
    url = initiative.get_absolute_url()

    for person in [officer, moderator]:
        page, history = sign_in(person).get(url), sign_in(person).get(f"{url}history/")
        assert "Read 4 times in the last 30 days, 34 in all." in text_of(page)
        assert "Read 4 times in the last 30 days, 34 in all." in text_of(history)
        assert [row.count for row in history.context["reads"]] == [4]
    for browser in [client, sign_in(peer)]:
        for address in [url, f"{url}history/"]:
            assert "in the last 30 days" not in browser.get(address).text


def test_of_a_supplied_one_the_partner_its_author_and_the_council_are_told(
    leeds, officer, peer, partner_member
):
    revision = supplied(partner_member, leeds, state=State.PUBLISHED)
    partner_member.memberships.update(until=timezone.now())  # the author has left
    colleague = UserFactory(partner=revision.initiative.supplied_by)

    def told(person):
        return Initiative.objects.team_of(viewer_for(person)).count()

    people = [colleague, partner_member, officer, peer]
    assert [told(person) for person in people] == [1, 1, 1, 0]


def test_a_list_with_reads_is_one_statement(officer, django_assert_num_queries):
    for number in range(3):
        ReadCountFactory(initiative=published(officer), count=number + 1)

    with django_assert_num_queries(1):
        rows = list(Initiative.objects.with_reads().order_by("pk"))

    assert [(row.reads, row.reads_lately) for row in rows] == [(1, 1), (2, 2), (3, 3)]
