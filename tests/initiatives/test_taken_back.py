"""Needs and answers that are taken back, and said again: nobody hears twice, and no
limit is got round.
"""

import pytest
from django.core.exceptions import ValidationError
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import OutgoingEmail
from initiatives import actions, jobs
from initiatives.actions import wanting
from initiatives.actions.deciding import put_live
from initiatives.actions.stopping import stop_of
from tests.factories import (
    UserFactory,
    WantFactory,
    document,
    published,
    viewer_for,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def want(peer, kirklees):
    """Kirklees asked for it, through Petra."""
    return WantFactory(slug="damp", council=kirklees, added_by=peer)


def waiting_jobs():
    return ProcrastinateJob.objects.filter(task_name="initiatives.tell_of_answer")


def run_jobs():
    for job in waiting_jobs().order_by("pk"):
        jobs.tell_of_answer(**job.args)


def told():
    sent = OutgoingEmail.objects.filter(kind="want-met")
    return list(sent.values_list("to", flat=True))


def test_an_answer_that_is_linked_again_stands_and_tells_nobody_again(
    sign_in, officer, want
):
    entry, browser = published(officer), sign_in(officer)
    link = ("/wanted/damp/done/", {"initiative": entry.pk})
    browser.post(*link)
    run_jobs()
    answer = want.answers.get()

    browser.post("/wanted/damp/withdraw/", {"answer": answer.pk})
    gone = browser.get("/wanted/damp/").context["want"]
    browser.post(*link)
    run_jobs()

    again = browser.get("/wanted/damp/").context["want"]
    assert (gone.is_met, gone.shown_answers) == (False, [])
    assert (again.is_met, again.shown_answers) == (True, [answer])
    assert told() == ["petra@kirklees.gov.uk"]


def test_linked_again_before_anybody_was_told_it_is_told_once(officer, want):
    entry, by = published(officer), viewer_for(officer)
    answer = actions.answer_want(want=want, initiative=entry, by=by)
    actions.withdraw_answer(answer=answer, by=by)
    run_jobs()
    before, jobs_before = told(), waiting_jobs().count()

    actions.answer_want(want=want, initiative=entry, by=by)
    run_jobs()

    assert (before, told()) == ([], ["petra@kirklees.gov.uk"])
    assert (jobs_before, waiting_jobs().count()) == (1, 2)


def test_a_draft_that_is_not_linked_any_more_answers_nothing(officer, want):
    by = viewer_for(officer)
    revision = actions.write_answer(want=want, by=by)
    actions.withdraw_answer(answer=want.answers.get(), by=by)

    revision = actions.save_revision(
        revision=revision,
        changes=document(officer.memberships.get().council),
        expected_version=1,
        by=by,
    )
    put_live(revision=actions.submit(revision=revision, by=by), by=None)
    run_jobs()

    assert (told(), want.answers.get().live_at) == ([], None)


def test_withdrawing_makes_no_room_for_more_answers_on_one_day(
    officer, want, monkeypatch
):
    monkeypatch.setattr(wanting, "MOST_ANSWERED", 1)
    by = viewer_for(officer)
    answer = actions.answer_want(want=want, initiative=published(officer), by=by)
    actions.withdraw_answer(answer=answer, by=by)

    with pytest.raises(ValidationError, match="within a day"):
        actions.answer_want(want=want, initiative=published(officer), by=by)


def test_leaving_makes_no_room_for_more_needs_on_one_day(sign_in, officer, monkeypatch):
    monkeypatch.setattr(wanting, "MOST_JOINED", 1)
    browser, one, two = sign_in(officer), WantFactory(), WantFactory()

    for act in ("need", "leave"):
        browser.post(f"/wanted/{one.slug}/{act}/")
    refused = browser.post(f"/wanted/{two.slug}/need/", follow=True)

    assert "That is 1 within a day, which is the most." in refused.text
    assert two.supports.count() == 1


def test_a_council_that_left_is_neither_counted_nor_told_and_may_come_back(
    sign_in, officer, peer, want
):
    browser = sign_in(peer)
    browser.post("/wanted/damp/leave/")
    page = browser.get("/wanted/damp/").context["want"]
    actions.answer_want(
        want=want, initiative=published(officer), by=viewer_for(officer)
    )
    run_jobs()

    browser.post("/wanted/damp/need/")

    assert (page.councils, page.council_names, page.is_ours) == (0, [], False)
    assert told() == []
    assert want.supports.get().left_at is None


@pytest.mark.parametrize("why", ["stopped", "deleted"])
def test_where_nobody_is_told_any_more_a_colleague_can_be(sign_in, peer, want, why):
    colleague = UserFactory(council=want.council)
    browser = sign_in(colleague)
    told = browser.get("/wanted/damp/").text
    refused = browser.post("/wanted/damp/need/", follow=True).text
    first = want.supports.get()
    stop_of("want", first.pk).now() if why == "stopped" else peer.delete()

    page = browser.get("/wanted/damp/").text
    noted = browser.post("/wanted/damp/need/", follow=True).text

    assert "Mail me when" not in told
    assert "has said so already, and whoever did is mailed." in refused
    assert "but nobody there is mailed when somebody has done it." in page
    assert "Mail me when somebody has done it" in page
    assert "You are mailed when somebody has done it." in noted
    assert want.supports.get().by == colleague
    assert stop_of("want", first.pk) is None  # the old mail stops nobody else
