"""The mail about what is new in saved searches, and what it costs to find it."""

import datetime as dt

import pytest
from django.db import OperationalError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import jobs
from accounts.models import OutgoingEmail
from initiatives.actions import news
from initiatives.models import SavedSearch
from initiatives.schedule import tell_news
from initiatives.search import meaning
from initiatives.search.find import published_since
from tests.factories import SavedSearchFactory, UserFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """What was published this moment counts."""
    monkeypatch.setattr(news, "SETTLED", dt.timedelta(0))


def test_the_mail_names_some_and_says_how_many_more(officer, somebody):
    search = SavedSearchFactory(user=somebody, query="stage=pilot")
    found = [published(officer).pk for _ in range(2)]
    SavedSearch.objects.update(found=found * 6, checked_at=timezone.now())

    news.mail_news(timezone.localdate())

    mail = OutgoingEmail.objects.get(kind="saved-searches")
    assert mail.text.count("* Collect food waste on Sundays") == 10
    assert "2 more are in the search." in mail.text
    assert mail.subject == f"2 new: {search.name}"


def test_no_vector_is_made_of_words_that_must_all_be_there(
    officer, somebody, monkeypatch
):
    made = []
    monkeypatch.setattr(meaning, "is_available", lambda: True)
    monkeypatch.setattr(meaning, "query_vector", lambda text: made.append(text) or "")
    SavedSearchFactory(user=somebody)
    published(officer)

    taken = news.take_up_news(timezone.now())

    assert (taken, made) == (1, [])


def test_searches_that_ask_the_same_are_carried_out_once(
    officer, django_assert_num_queries
):
    published(officer)
    for _ in range(3):
        SavedSearchFactory(user=UserFactory(), query="stage=pilot")

    # Who, which, is anything new, people, labels, the search, three notes, the rest.
    with django_assert_num_queries(10):
        news.take_up_news(timezone.now())

    assert all(len(search.found) == 1 for search in SavedSearch.objects.all())


def test_what_was_cancelled_is_looked_for_again_and_missed_by_nobody(
    officer, somebody, monkeypatch
):
    SavedSearchFactory(user=somebody, query="stage=pilot", name="Slow")
    SavedSearchFactory(user=somebody, query="q=food", name="Quick")
    entry = published(officer)

    def cancel_filters(query, *args):
        if not query.q:
            raise OperationalError("canceling statement due to statement timeout")
        return published_since(query, *args)

    monkeypatch.setattr(news, "published_since", cancel_filters)
    news.take_up_news(timezone.now())
    before = dict(SavedSearch.objects.values_list("name", "found"))
    monkeypatch.setattr(news, "published_since", published_since)
    news.take_up_news(timezone.now())

    after = dict(SavedSearch.objects.values_list("name", "found"))
    assert before == {"Slow": [], "Quick": [entry.pk]}
    assert after == {"Slow": [entry.pk], "Quick": [entry.pk]}


def test_the_mail_is_a_row_and_a_job_and_carries_the_way_out(
    officer, somebody, mailoutbox
):
    SavedSearchFactory(user=somebody)
    published(officer)
    tell_news(0)
    row = OutgoingEmail.objects.get(kind="saved-searches")
    waiting = ProcrastinateJob.objects.filter(args={"email_id": row.pk}).count()

    jobs.send_email(row.pk)

    (mail,) = mailoutbox
    headers = mail.extra_headers
    assert waiting == 1
    assert headers["List-Unsubscribe"] == f"<{row.unsubscribe}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert row.unsubscribe in mail.body
