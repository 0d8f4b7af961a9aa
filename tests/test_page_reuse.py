"""What is the same for every visitor is made once, until its content changes."""

import datetime as dt
import re
from unittest import mock

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.viewer import viewer_for
from councilhub.models import ContentVersion
from councils.models import Council
from initiatives import actions
from initiatives.models import Initiative, Theme
from initiatives.search.labels import fetch_labels
from partners.models import Partner
from tests.conftest import HTMX
from tests.factories import CouncilFactory, ThemeFactory, draft, published

# Deferred triggers fire when a transaction ends: these tests need real ones.
pytestmark = [
    pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("process_cache")
]  # fmt: skip
# Nothing of these is on a page that a visitor may read.
NOT_PUBLIC = {
    "councils_emaildomain",  # who may register
    "initiatives_confirmation",
    "initiatives_historyentry",
    "initiatives_initiative_co_authors",
    "initiatives_initiative_leads",  # who may edit
    "initiatives_readcount",
    "initiatives_savedsearch",
    "initiatives_word",  # only what a search by that viewer could find is said
    "initiatives_revision",  # copied to the initiative when it is published
}


@pytest.fixture
def author(officer):
    return officer


def fetch(address: str = "/initiatives/", **headers: str):
    return Client().get(address, headers=headers)


def test_a_page_that_did_not_change_is_not_sent_again(author):
    published(author, title="The first")
    tag = fetch().headers["ETag"]

    again = fetch(if_none_match=tag)

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"] == "no-cache"


def test_whoever_has_the_page_of_before_gets_the_new_one(author):
    published(author, title="The first")
    tag = fetch().headers["ETag"]

    published(author, title="The second")
    changed = fetch(if_none_match=tag)

    assert changed.status_code == 200
    assert "The second" in changed.text


def test_the_next_visitor_costs_one_statement(author, django_assert_num_queries):
    published(author, title="The first")
    first = fetch()

    with django_assert_num_queries(1):
        second = fetch()

    assert second.text == first.text
    assert {**second.headers} == {**first.headers}


def test_a_304_costs_one_statement(author, django_assert_num_queries):
    published(author)
    tag = fetch().headers["ETag"]

    with django_assert_num_queries(1):
        fetch(if_none_match=tag)


def test_a_draft_changes_nothing_for_visitors(author):
    published(author)
    before = ContentVersion.current()

    draft(author)

    assert ContentVersion.current() == before


@pytest.mark.parametrize("change", ["archive", "remove"])
def test_what_is_taken_out_is_gone_at_once(author, change):
    initiative = published(author, title="Soon gone")
    assert "Soon gone" in fetch().text

    if change == "archive":
        actions.archive(initiative=initiative, by=viewer_for(author))
    else:
        Initiative.objects.filter(pk=initiative.pk).update(status="removed")
        initiative.search_row.delete()

    assert "Soon gone" not in fetch().text


def test_what_fails_leaves_the_version_as_it_was(author):
    published(author)
    before = ContentVersion.current()

    with pytest.raises(ZeroDivisionError):
        _rename_a_council_and_fail()

    assert ContentVersion.current() == before


def _rename_a_council_and_fail() -> None:
    with transaction.atomic():
        Council.objects.update(name="Elsewhere")
        raise ZeroDivisionError


def test_pages_of_people_are_made_anew(author):
    published(author, title="For all")
    fetch()
    browser = Client()
    browser.force_login(author)

    response = browser.get("/initiatives/")

    assert author.name in response.text
    assert "ETag" not in response.headers
    assert author.name not in fetch().text


def test_a_fragment_and_a_page_are_kept_apart(author):
    published(author)

    page, swap = fetch(), fetch(**HTMX)

    assert page.headers["ETag"] != swap.headers["ETag"]
    assert "<html" in fetch().text
    assert "<html" not in fetch(**HTMX).text


def test_what_is_sent_packed_is_kept_apart(author):
    published(author)

    packed, plain = fetch(accept_encoding="br"), fetch()

    assert packed.headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in plain.headers
    assert fetch(accept_encoding="br").content == packed.content
    assert len(packed.content) < len(plain.content) / 2


def test_a_browser_of_today_gets_brotli(author):
    response = fetch(accept_encoding="gzip, deflate, br, zstd")

    assert response.headers["Content-Encoding"] == "br"


def test_a_page_ages_by_the_day(author):
    published(author)
    tag = fetch().headers["ETag"]

    with mock.patch("django.utils.timezone.now") as now:
        now.return_value = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
        tomorrow = fetch(if_none_match=tag)

    assert tomorrow.status_code == 200


@pytest.mark.parametrize(
    "address", ["/accounts/login/", "/demo/sign-in/", "/healthz", "/nothing/", "/my/"]
)
def test_what_is_not_for_everyone_has_no_tag(address):
    response = fetch(address)

    assert "ETag" not in response.headers
    assert fetch(address, if_none_match="*").status_code == response.status_code


def test_every_table_behind_a_page_is_watched():
    watched = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger"
            " WHERE tgname LIKE 'content_%'"
        )
        watched = {table for (table,) in cursor.fetchall()}

    tables = {
        model._meta.db_table
        for app in ("councils", "partners", "initiatives")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }

    assert watched == tables - NOT_PUBLIC


@pytest.mark.parametrize("model", [Council, Partner])
def test_the_register_and_partners_change_it_too(model):
    council = CouncilFactory()
    partner = Partner.objects.create(name="A firm", slug="a-firm")
    before = ContentVersion.current()

    {Council: council, Partner: partner}[model].save()

    assert ContentVersion.current() != before


def test_people_do_not_change_it(author):
    before = ContentVersion.current()

    User.objects.update(name="Another name")

    assert ContentVersion.current() == before


def test_counts_are_kept_for_people_too_until_something_changes(author):
    published(author, stage="pilot")
    published(author, stage="idea")
    browser = Client()
    browser.force_login(author)
    one = facet_counts(browser)

    with CaptureQueriesContext(connection) as again:
        two = facet_counts(browser)
    published(author, stage="pilot")
    three = facet_counts(browser)

    assert (one["stage-pilot"], two["stage-pilot"], three["stage-pilot"]) == (1, 1, 2)
    assert not any("'stage', v::text" in each["sql"] for each in again)


def facet_counts(browser: Client) -> dict[str, int]:
    page = browser.get("/initiatives/").text
    found = re.findall(r'id="f-([a-z-]+)".*?<span class="num">(\d+)', page, re.DOTALL)
    return {name: int(number) for name, number in found}


def test_what_names_the_host_is_kept_for_that_host_alone(author, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]

    one, two = (
        Client(headers={"host": host}).get("/sitemap.xml")
        for host in settings.ALLOWED_HOSTS
    )

    assert "one.example" in one.text
    assert "one.example" not in two.text
    assert one.headers["ETag"] != two.headers["ETag"]


def test_what_changes_while_a_page_is_made_is_on_the_next(author, monkeypatch):
    theme = ThemeFactory(name="Old name")
    published(author, themes=[theme.slug])
    published(author)
    browser = Client()
    browser.force_login(author)

    def read_and_then_rename(*args, **asked):
        labels = fetch_labels(*args, **asked)
        Theme.objects.filter(pk=theme.pk).update(name="New name")
        return labels

    with monkeypatch.context() as patch:
        patch.setattr("initiatives.search.query.fetch_labels", read_and_then_rename)
        browser.get("/initiatives/?stage=pilot")
    after = browser.get("/initiatives/?stage=pilot").text

    assert ("New name" in after, "Old name" in after) == (True, False)
