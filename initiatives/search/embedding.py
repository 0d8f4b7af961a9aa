"""Vectors of what is published: asked for in the publishing transaction, made by jobs.

A vector takes half a second, so nobody waits for it; who may read what, and what is
there no more, is right at once.
"""

import hashlib
from collections.abc import Iterator

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from initiatives.choices import Status
from initiatives.content import Document
from initiatives.models import Initiative, Meaning
from initiatives.search import meaning

# So few that a mail, or what somebody publishes meanwhile, waits seconds at most.
A_JOB = 5
AFTER_ALL_ELSE = -1
MOST_WORDS = 200
TEXTS = ("challenge", "approach", "results")

# The table is there without vectors too, and whoever starts to use them, or goes on to,
# relies on it: so always.
FOLLOW = """
WITH gone AS (
    DELETE FROM initiatives_meaning m USING initiatives_initiative i
    WHERE i.id = m.initiative_id AND i.id = ANY(%(ids)s) AND i.status <> 'published'
)
UPDATE initiatives_meaning m SET audience = i.audience
FROM initiatives_initiative i
WHERE i.id = m.initiative_id AND i.id = ANY(%(ids)s) AND i.status = 'published'
  AND m.audience <> i.audience
"""
STORE = """
INSERT INTO initiatives_meaning (initiative_id, audience, fingerprint, vector)
VALUES (%s, %s, %s, %s)
ON CONFLICT (initiative_id) DO UPDATE SET
    audience = excluded.audience, fingerprint = excluded.fingerprint,
    vector = excluded.vector
"""


def text_of(initiative: Initiative) -> str:
    """What is embedded. *What did not work* is not: fewer may read it than the rest."""
    document: Document = initiative.document
    told = " ".join(document.get(key) or "" for key in TEXTS).split()
    return f"{initiative.title}. {initiative.summary} {' '.join(told[:MOST_WORDS])}"


def fingerprint_of(text: str) -> str:
    told = f"{meaning.MODEL}\n{text}".encode(errors="ignore")
    return hashlib.md5(told, usedforsecurity=False).hexdigest()


def follow(pks: list[int]) -> None:
    """After a change of these: put right who may read, and ask for new vectors."""
    put_right(pks)
    if meaning.is_available():
        ask_for(pks)


def put_right(pks: list[int]) -> None:
    """Take away what is not published, and copy who may read the rest."""
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW, {"ids": pks})


def ask_for(pks: list[int]) -> None:
    """Enqueue jobs. Who publishes asks even where a job waits already: that one may
    run before this is committed.
    """
    priority = AFTER_ALL_ELSE if len(pks) > A_JOB else 0
    for start in range(0, len(pks), A_JOB):
        ask = embed_initiatives.configure(priority=priority)
        ask.defer(pks=[*pks[start : start + A_JOB]])


def asked_for() -> set[int]:
    """Those whose job waits or runs."""
    jobs = ProcrastinateJob.objects.filter(
        task_name=embed_initiatives.name, status__in=["todo", "doing"]
    )
    return {pk for args in jobs.values_list("args", flat=True) for pk in args["pks"]}


@app.task(name="initiatives.embed_initiatives")
def embed_initiatives(pks: list[int]) -> None:
    """Runs after the commit of what asked for it; twice does no harm."""
    if meaning.is_available():
        embed(pks)


def embed(pks: list[int], *, anew: bool = False) -> int:
    """Make the vectors of those whose text has none; how many that were."""
    texts = dict(missing(pks) if not anew else _texts(pks))
    vectors = meaning.passage_vectors(list(texts.values()))
    made = dict(zip(texts, vectors, strict=True))
    with transaction.atomic(), connection.cursor() as cursor:
        # What was written or taken away meanwhile has another job, which comes later.
        rows = Initiative.objects.filter(pk__in=made, status=Status.PUBLISHED)
        for row in rows.order_by("pk").select_for_update(of=("self",), no_key=True):
            text = text_of(row)
            if text == texts[row.pk]:
                told = fingerprint_of(text)
                cursor.execute(STORE, [row.pk, row.audience, told, made[row.pk]])
    return len(made)


def missing(pks: list[int]) -> Iterator[tuple[int, str]]:
    """Those without the vector of their text of today, with that text."""
    rows = Meaning.objects.filter(initiative__in=pks)
    stored = dict(rows.values_list("initiative", "fingerprint"))
    for pk, text in _texts(pks):
        if stored.get(pk) != fingerprint_of(text):
            yield pk, text


def _texts(pks: list[int]) -> Iterator[tuple[int, str]]:
    rows = Initiative.objects.filter(pk__in=pks, status=Status.PUBLISHED)
    for row in rows.only("title", "summary", "document").order_by("pk"):
        yield row.pk, text_of(row)
