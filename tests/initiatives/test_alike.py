"""While a title is written the hub tells which entries it may repeat; nothing waits."""

import pytest
from django.db import connection

from initiatives.models import Initiative
from initiatives.search import alike, embedding
from tests.conftest import HTMX
from tests.factories import draft, embedded, published

NEW, ASK = "/initiatives/new/", "/initiatives/new/alike/"
TITLE, SUMMARY = "Collect food waste on Sunday", "What we did."
# In a hub of one the planner would take another.
NO_OTHER_WAY = """
SET CONSTRAINTS ALL IMMEDIATE;
SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off;
SET LOCAL enable_nestloop = off;
DROP INDEX initiative_newest, initiative_title_words
"""
HEADING = "Is yours one of these?"


def told(response):
    return [other.initiative.title for other in response.context["alike"]]


def test_entries_of_much_the_same_title_are_told(client, officer):
    published(officer)
    published(officer, title="Mend bridges by night")

    page = client.get(ASK, {"title": TITLE}, headers=HTMX)

    assert told(page) == ["Collect food waste on Sundays"]
    assert HEADING in page.text
    assert 'target="_blank" rel="noopener"' in page.text
    assert "<h1" not in page.text


def test_what_is_about_the_same_in_other_words_is_told(model, officer, client):
    title = "Let tenants report a repair and book the visit online"
    summary = "Tenants choose the time of a repair on the website."
    embedding.embed([published(officer, title=title, summary=summary).pk])

    page = client.get(ASK, {"title": "Booking housing repairs on the web"})

    assert told(page) == [title]


@pytest.mark.parametrize("title", ["", "Collect", " " * 50, "%" * 20, "\0" * 12])
def test_of_a_title_that_says_nothing_nothing_is_told(client, officer, title):
    published(officer)

    page = client.get(ASK, {"title": title})

    assert told(page) == []
    assert "We know of none like it." in page.text


@pytest.mark.parametrize("own", ["\0x", "'", "w" * 10_000])
def test_whatever_is_said_to_be_its_own_entry_the_title_is_answered(
    client, officer, own
):
    published(officer)

    page = client.get(ASK, {"title": f"{TITLE}\0", "of": own})

    assert told(page) == ["Collect food waste on Sundays"]


def test_titles_are_found_through_the_index(officer):
    """Read one by one they would take seconds in a hub of many."""
    published(officer)
    values = {"title": TITLE, "but": "", "clearance": 0, "demo": True}
    limited, select, _reset = alike._BY_TITLE.split(";")

    with connection.cursor() as cursor:
        cursor.execute(NO_OTHER_WAY)
        cursor.execute(limited)
        cursor.execute(f"EXPLAIN {select}", values)
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Bitmap Index Scan on initiative_title_trigrams" in plan
    assert f"Index Cond: ((title)::text % '{TITLE}'::text)" in plan


def test_the_limit_of_likeness_ends_with_the_question(client, officer):
    client.get(ASK, {"title": TITLE})

    with connection.cursor() as cursor:
        cursor.execute("SHOW pg_trgm.similarity_threshold")
        assert cursor.fetchone() == ("0.3",)


def test_what_takes_too_long_is_not_waited_for(client, officer, settings, monkeypatch):
    published(officer)
    settings.SEARCH_TIMEOUT = 20
    slow = "SELECT *, pg_sleep(5)::text FROM (VALUES (1)) v"
    monkeypatch.setattr(alike, "_BY_TITLE", slow)

    page = client.get(ASK, {"title": TITLE})

    assert told(page) == []


def test_no_more_is_told_than_may_be_read(client, sign_in, officer):
    published(officer, visibility="members")
    draft(officer, title=f"{TITLE}s")

    assert told(client.get(ASK, {"title": TITLE})) == []
    assert len(told(sign_in(officer).get(ASK, {"title": TITLE}))) == 1


def test_an_entry_is_not_like_itself(client, officer):
    own = published(officer)

    assert told(client.get(ASK, {"title": TITLE, "of": own.slug})) == []


def test_three_at_most_in_one_statement(
    client, officer, vectors, django_assert_num_queries
):
    for _number in range(4):
        embedded(published(officer), 1)

    with django_assert_num_queries(2):  # one for the version of the content
        page = client.get(ASK, {"title": TITLE})

    assert len(told(page)) == 3


def test_the_form_asks_while_one_types(sign_in, officer):
    text = sign_in(officer).get(NEW).text

    assert 'hx-get="/initiatives/new/alike/"' in text
    assert 'hx-trigger="input delay:600ms from:#id_title"' in text
    assert HEADING not in text


def test_the_section_asks_too_but_not_for_itself(sign_in, officer):
    own = draft(officer).initiative

    text = sign_in(officer).get(f"/initiatives/{own.slug}/edit/basics/").text

    assert f'hx-get="/initiatives/new/alike/?of={own.slug}"' in text


def test_without_scripts_it_is_told_after_sending(sign_in, officer, peer):
    published(peer)
    client = sign_in(officer)

    sent = client.post(NEW, {"title": TITLE, "summary": SUMMARY})
    page = client.get(sent.url)

    own = Initiative.objects.get(title=TITLE)
    assert sent.url == f"/initiatives/{own.slug}/edit/topic/?alike"
    assert told(page) == ["Collect food waste on Sundays"]
    assert HEADING in page.text


def test_a_form_that_is_wrong_tells_it_at_once(sign_in, officer, peer):
    published(peer)

    page = sign_in(officer).post(NEW, {"title": TITLE, "summary": ""})

    assert HEADING in page.text


def test_who_was_told_while_typing_is_not_told_again(sign_in, officer, peer):
    published(peer)
    sent = {"title": TITLE, "summary": SUMMARY, "alike": "shown"}

    answer = sign_in(officer).post(NEW, sent)

    assert answer.url.endswith("/edit/topic/")
