"""Vectors are asked for in the publishing transaction, and made by jobs."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.viewer import viewer_for
from initiatives import actions
from initiatives.actions.deciding import put_live
from initiatives.importing.storing import Entry, store
from initiatives.models import Initiative, Meaning
from initiatives.search import embedding, meaning
from tests.factories import document, embedded, published, submitted


def jobs():
    rows = ProcrastinateJob.objects.filter(task_name="initiatives.embed_initiatives")
    return [(job.args["pks"], job.priority) for job in rows.order_by("pk")]


def run_jobs():
    """What the worker does with them."""
    for pks, _priority in jobs():
        embedding.embed_initiatives(pks=pks)


def vectors_by_pk():
    with connection.cursor() as cursor:
        cursor.execute("SELECT initiative_id, vector::text FROM initiatives_meaning")
        return dict(cursor.fetchall())


def test_publishing_asks_for_a_vector(model, officer):
    initiative = published(officer)

    assert jobs() == [([initiative.pk], 0)]
    run_jobs()
    assert Meaning.objects.get().initiative == initiative


def test_what_is_rolled_back_asks_for_none(model, officer):
    revision = submitted(officer)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        put_live(revision=revision, by=None)
        assert len(jobs()) == 1
        1 / 0  # noqa: B018

    assert jobs() == []


def test_nothing_is_asked_for_where_it_is_off(officer):
    published(officer)

    assert jobs() == []


def test_a_job_does_nothing_where_it_is_off(officer):
    embedding.embed_initiatives(pks=[published(officer).pk])

    assert not Meaning.objects.exists()


def test_many_at_once_come_in_small_jobs_after_all_else(model, leeds):
    entry = Entry(document(leeds), {}, published=True)

    stored = store(entries=[entry] * 7, by=None)

    pks = [one.pk for one in stored]
    assert jobs() == [(pks[:5], -1), (pks[5:], -1)]


def test_a_job_makes_anew_only_what_has_changed(model, officer):
    initiative = published(officer)
    run_jobs()
    before = vectors_by_pk()

    assert embedding.embed([initiative.pk]) == 0
    initiative.summary = "Something else altogether: a bridge was mended."
    initiative.save()
    run_jobs()

    assert list(before) == list(vectors_by_pk())
    assert before != vectors_by_pk()


def test_what_was_changed_meanwhile_is_left_to_its_own_job(model, officer, monkeypatch):
    initiative = published(officer)
    honest = meaning.passage_vectors

    def meanwhile(texts):
        type(initiative).objects.filter(pk=initiative.pk).update(title="Changed")
        return honest(texts)

    monkeypatch.setattr(meaning, "passage_vectors", meanwhile)
    run_jobs()

    assert not Meaning.objects.exists()


def test_what_is_archived_is_not_found_from_that_moment(vectors, officer):
    initiative = embedded(published(officer), 1)
    kept = embedded(published(officer), 1)

    actions.archive(initiative=initiative, by=viewer_for(officer))

    assert list(vectors_by_pk()) == [kept.pk]


def test_who_may_read_it_is_right_from_that_moment(vectors, officer):
    initiative = embedded(published(officer), 1)
    initiative.audience = 2
    initiative.save()

    embedding.follow([initiative.pk])

    assert Meaning.objects.get().audience == 2


def test_it_is_right_too_where_search_by_meaning_is_off(vectors, officer, settings):
    hidden = embedded(published(officer), 1)
    gone = embedded(published(officer), 1)
    settings.SEARCH_BY_MEANING = False
    Initiative.objects.filter(pk=hidden.pk).update(audience=2)
    Initiative.objects.filter(pk=gone.pk).update(status="archived")

    embedding.follow([hidden.pk, gone.pk])

    assert list(Meaning.objects.values_list("pk", "audience")) == [(hidden.pk, 2)]


@pytest.mark.parametrize("which", ["--missing", "--later"])
def test_the_command_puts_right_who_may_read_them(model, officer, which):
    hidden = embedded(published(officer), 1)
    gone = embedded(published(officer), 1)
    Meaning.objects.filter(pk=hidden.pk).update(
        fingerprint=embedding.fingerprint_of(embedding.text_of(hidden))
    )
    Initiative.objects.filter(pk=hidden.pk).update(audience=2)
    Initiative.objects.filter(pk=gone.pk).update(status="archived")

    call_command("embed", which)

    assert list(Meaning.objects.values_list("pk", "audience")) == [(hidden.pk, 2)]


def test_what_fewer_may_read_is_not_part_of_it(officer):
    initiative = published(
        officer,
        what_did_not_work="The supplier let us down.",
        what_did_not_work_visibility="councils",
    )

    text = embedding.text_of(initiative)

    assert text.startswith("Collect food waste on Sundays. A pilot in three wards")
    assert "We asked" in text
    assert "supplier" not in text


def test_a_long_text_is_cut(leeds, officer):
    initiative = published(officer, approach="word " * 3_000)

    told = embedding.text_of(initiative).removeprefix(
        f"{initiative.title}. {initiative.summary} "
    )
    assert len(told.split()) == embedding.MOST_WORDS


def test_the_command_catches_up(model, officer, capsys):
    made = embedded(published(officer), 1)
    lost = published(officer)
    Meaning.objects.filter(pk=made.pk).update(
        fingerprint=embedding.fingerprint_of(embedding.text_of(made))
    )
    before = vectors_by_pk()[made.pk]

    call_command("embed", "--missing")

    assert "Meaning: 1 of 2 initiatives." in capsys.readouterr().out
    assert set(vectors_by_pk()) == {made.pk, lost.pk}
    assert vectors_by_pk()[made.pk] == before
    call_command("embed", "--all")
    assert vectors_by_pk()[made.pk] != before


def test_the_command_leaves_it_to_the_worker_when_asked_to(model, officer):
    embedded(published(officer), 1)
    lost = published(officer)
    ProcrastinateJob.objects.all()._raw_delete(using="default")

    call_command("embed", "--later")

    assert jobs() == [([lost.pk], 0)]


def test_what_a_job_waits_for_is_not_asked_for_again(model, officer):
    lost = published(officer)
    ProcrastinateJob.objects.all()._raw_delete(using="default")

    call_command("embed", "--later")
    call_command("embed", "--later")

    assert jobs() == [([lost.pk], 0)]


def test_the_command_says_why_it_cannot(db):
    with pytest.raises(CommandError, match="Search by meaning is off"):
        call_command("embed", "--missing")


def test_to_leave_it_to_the_worker_is_nothing_where_it_is_off(officer):
    published(officer)

    call_command("embed", "--later")

    assert jobs() == []
