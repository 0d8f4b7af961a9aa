"""Answers to what is typed are sent once, are never out of date, and are not kept."""

import pytest
from django.core.cache import caches
from django.test import Client

from accounts.viewer import viewer_for
from initiatives import actions
from tests.factories import published

# As in `test_page_reuse`.
pytestmark = [
    pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("process_cache")
]  # fmt: skip


@pytest.fixture
def author(officer):
    return officer


def fetch(address, **headers):
    return Client().get(address, headers=headers)


def test_what_is_suggested_is_sent_once_and_never_after_it_was_taken_back(
    author, django_assert_num_queries
):
    entry = published(author, title="Zebra crossings")
    tag = fetch("/initiatives/suggest/?q=zeb").headers["ETag"]

    with django_assert_num_queries(1):
        again = fetch("/initiatives/suggest/?q=zeb", if_none_match=tag)
    actions.archive(initiative=entry, by=viewer_for(author))
    after = fetch("/initiatives/suggest/?q=zeb", if_none_match=tag)

    assert again.status_code == 304
    assert (after.status_code, "Zebra" in after.text) == (200, False)


@pytest.mark.parametrize("address", ["suggest/?q=zeb", "new/alike/?title=Zebra+or+not"])
def test_answers_to_what_is_typed_do_not_drive_the_pages_out(author, address):
    kept = caches["process"]._cache
    published(author)
    fetch(f"/initiatives/{address}")
    before = len(kept)

    fetch(f"/initiatives/{address}s")

    assert len(kept) == before
