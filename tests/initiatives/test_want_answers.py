"""“We have done this”: linked or written up, told once, met when readers have it."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import OutgoingEmail
from initiatives import actions, jobs
from initiatives.actions.deciding import put_live
from initiatives.models import Initiative, WantAnswer
from tests.factories import (
    UserFactory,
    WantFactory,
    WantSupportFactory,
    document,
    published,
    supplied,
    viewer_for,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def want(peer, kirklees):
    """Kirklees asked for it, through Petra."""
    return WantFactory(
        title="Tell tenants about damp", slug="damp", council=kirklees, added_by=peer
    )


def run_jobs():
    name = "initiatives.tell_of_answer"
    for job in ProcrastinateJob.objects.filter(task_name=name).order_by("pk"):
        jobs.tell_of_answer(**job.args)


def told():
    sent = OutgoingEmail.objects.filter(kind="want-met").order_by("to")
    return [(mail.to, mail.subject) for mail in sent]


MET = "Somebody has done it: Tell tenants about damp"


def test_what_is_published_is_linked_and_who_asked_is_told(sign_in, officer, want):
    entry = published(officer, title="Damp letters")
    browser = sign_in(officer)

    page = browser.get("/wanted/damp/done/")
    answer = browser.post("/wanted/damp/done/", {"initiative": entry.pk})
    run_jobs()

    assert "Damp letters" in page.text
    assert answer.url == "/wanted/damp/"
    assert told() == [("petra@kirklees.gov.uk", MET)]
    mail = OutgoingEmail.objects.get(kind="want-met")
    base = "http://localhost:8000"
    assert f"{base}{entry.get_absolute_url()}" in mail.text
    assert f"{base}/wanted/damp/" in mail.html
    assert mail.unsubscribe in mail.text


def test_the_job_tells_once_however_often_it_runs(sign_in, officer, want):
    entry = published(officer)
    for _ in range(2):
        sign_in(officer).post("/wanted/damp/done/", {"initiative": entry.pk})
    run_jobs()
    run_jobs()

    assert len(told()) == 1
    assert want.answers.get().told_at is not None


def test_it_is_written_up_and_told_once_it_is_published(sign_in, officer, want):
    function = want.functions.create(code="24", name="Repairs", slug="repairs")
    browser = sign_in(officer)
    token = browser.get("/wanted/damp/done/").context["token"]

    answers = [browser.post("/wanted/damp/write/", {"token": token}) for _ in range(2)]
    revision = Initiative.objects.get().revisions.get()
    before = told()
    page = browser.get("/wanted/damp/").text
    finished = document(officer.memberships.get().council, title="Damp letters")
    revision = actions.save_revision(
        revision=revision, changes=finished, expected_version=1, by=viewer_for(officer)
    )
    put_live(
        revision=actions.submit(revision=revision, by=viewer_for(officer)), by=None
    )
    run_jobs()

    slug = want.answers.get().initiative
    assert answers[0].url == answers[1].url
    assert revision.initiative == slug
    assert (before, "answers it once it is published" in page) == ([], True)
    assert told() == [("petra@kirklees.gov.uk", MET)]
    assert browser.get("/wanted/damp/").context["want"].is_met is True
    assert function.code == "24"


def test_the_draft_begins_with_the_need_and_its_service(sign_in, officer, want):
    want.functions.create(code="24", name="Repairs", slug="repairs")

    sign_in(officer).post("/wanted/damp/write/")

    revision = Initiative.objects.get().revisions.get()
    assert revision.document["title"] == "Tell tenants about damp"
    assert revision.document["functions"] == ["24"]


def test_a_draft_is_seen_by_its_council_alone(client, sign_in, officer, peer, want):
    sign_in(officer).post("/wanted/damp/write/")

    pages = [client.get("/wanted/damp/"), sign_in(peer).get("/wanted/damp/")]

    assert [list(page.context["drafts"]) for page in pages] == [[], []]
    assert [page.context["want"].is_met for page in pages] == [False, False]


def test_publishing_and_telling_stand_or_fall_together(officer, want):
    """The job is a row of the transaction that publishes."""
    revision = actions.write_answer(want=want, by=viewer_for(officer))
    assert not ProcrastinateJob.objects.filter(
        task_name="initiatives.tell_of_answer"
    ).exists()

    actions.save_revision(
        revision=revision,
        changes=document(officer.memberships.get().council),
        expected_version=1,
        by=viewer_for(officer),
    )
    submitted = actions.submit(revision=revision, by=viewer_for(officer))
    put_live(revision=submitted, by=None)

    job = ProcrastinateJob.objects.get(task_name="initiatives.tell_of_answer")
    assert job.args == {"answer_id": want.answers.get().pk}


def test_several_answers_are_each_told(officer, want):
    for _ in range(2):
        actions.answer_want(
            want=want, initiative=published(officer), by=viewer_for(officer)
        )
    run_jobs()

    assert told() == [("petra@kirklees.gov.uk", MET)] * 2


def test_publishing_it_again_tells_nobody_again(officer, want):
    entry = published(officer)
    by = viewer_for(officer)
    actions.answer_want(want=want, initiative=entry, by=by)
    run_jobs()

    again = actions.start_revision(initiative=entry, by=by)
    put_live(revision=actions.submit(revision=again, by=by), by=None)
    run_jobs()

    assert len(told()) == 1


def test_nobody_is_told_of_their_own_act_or_of_what_they_may_not_read(
    officer, peer, want, leeds
):
    WantSupportFactory(want=want, council=leeds, by=officer)
    left = UserFactory(email="lou@example.org")
    WantSupportFactory(want=want, by=left)
    entry = published(officer, visibility="councils")

    actions.answer_want(want=want, initiative=entry, by=viewer_for(officer))
    run_jobs()

    assert told() == [("petra@kirklees.gov.uk", MET)]


@pytest.mark.parametrize("what", ["suspended", "unverified", "deleted"])
def test_who_cannot_be_reached_is_not_told(officer, peer, want, what):
    if what == "suspended":
        peer.is_active = False
        peer.save()
    elif what == "unverified":
        peer.emailaddress_set.update(verified=False)
    else:
        peer.delete()

    actions.answer_want(
        want=want, initiative=published(officer), by=viewer_for(officer)
    )
    run_jobs()

    assert told() == []
    assert want.supports.count() == 1


def test_what_was_removed_before_the_job_ran_is_not_told(officer, want):
    entry = published(officer)
    actions.answer_want(want=want, initiative=entry, by=viewer_for(officer))
    Initiative.objects.update(status="removed")

    run_jobs()

    assert told() == []


def test_the_work_of_another_council_cannot_be_linked(sign_in, officer, peer, want):
    theirs = published(peer)
    published(officer)

    page = sign_in(officer).post("/wanted/damp/done/", {"initiative": theirs.pk})

    assert "Choose one of the list for “Which one”." in page.text
    assert not WantAnswer.objects.exists()


def test_what_a_partner_wrote_about_the_council_can_be_linked(
    sign_in, officer, leeds, partner_member, want
):
    entry = supplied(partner_member, leeds, state="published").initiative

    sign_in(officer).post("/wanted/damp/done/", {"initiative": entry.pk})

    assert want.answers.get().initiative == entry


def test_a_link_is_taken_back_by_its_council_alone(sign_in, officer, peer, want):
    answer = actions.answer_want(
        want=want, initiative=published(officer), by=viewer_for(officer)
    )
    sent = {"answer": answer.pk}

    refused = sign_in(peer).post("/wanted/damp/withdraw/", sent)
    before = want.answers.standing().count()
    sign_in(officer).post("/wanted/damp/withdraw/", sent)

    assert (refused.status_code, before) == (404, 1)
    assert not want.answers.standing().exists()


def test_a_council_without_published_work_is_only_asked_to_write(
    sign_in, officer, want
):
    page = sign_in(officer).get("/wanted/damp/done/")

    assert 'name="initiative"' not in page.text
    assert 'action="/wanted/damp/write/"' in page.text
