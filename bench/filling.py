"""Fills an empty database with made-up initiatives, as quickly as it can be done with
what publishing itself writes: COPY, and the statement that indexes for search.
"""

import itertools
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from tqdm import tqdm

from bench.content import Made, Maker, make_partners
from bench.vectors import fill_vectors
from initiatives.models import Initiative, Involvement, Outcome, Uptake
from initiatives.search.indexing import INDEX, WORDS

CHUNK = 2_500
PROCESSES = 2
WORDY = 10  # one chunk in so many gives its words too: they are the same in all
FILLED = [
    "initiatives_initiative", "initiatives_initiative_functions",
    "initiatives_initiative_themes", "initiatives_initiative_leads",
    "initiatives_involvement", "initiatives_outcome", "initiatives_uptake",
    "initiatives_searchrow", "initiatives_word", "initiatives_meaning",
]  # fmt: skip
# For the sessions that fill and build, not for those that are measured.
QUICKLY = """
SET synchronous_commit = off; SET maintenance_work_mem = '2GB';
SET max_parallel_maintenance_workers = 2; SET work_mem = '64MB';
"""
# What no constraint needs.
INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i
WHERE i.indrelid::regclass::text = ANY(%s)
  AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
ORDER BY 1
"""
# What a hub of a million should be given (docs/deployment.md), as far as a database of
# a server that others use can have it.
SETTINGS = {
    "work_mem": "16MB", "random_page_cost": "1.1", "jit": "off",
    "effective_cache_size": "8GB", "maintenance_work_mem": "1GB",
}  # fmt: skip
Took = dict[str, float]
maker: Maker  # of this process and those that it forks


def fill(number: int) -> Took:
    """Store initiatives 1 to `number`, the same at each run; how long steps took."""
    global maker
    make_partners()
    maker, took = Maker(number), Took()
    maker.make(1)  # what it makes once is made before the processes part
    indexes = _take_indexes()
    with _timed(took, "rows and words"):
        chunks = [
            range(start, min(start + CHUNK, number + 1))
            for start in range(1, number + 1, CHUNK)
        ]
        _store(chunks[:1])  # whose statistics plan the others
        _execute("ANALYZE")
        _store(chunks[1:], done=len(chunks[0]), number=number)
    with _timed(took, "vectors"):
        fill_vectors(number)
    with connection.cursor() as cursor:
        cursor.execute(QUICKLY)
    for name, definition in tqdm(indexes, "Indexes", unit=" indexes"):
        with _timed(took, name):
            _execute(definition)
    with _timed(took, "vacuum and statistics"):
        _execute("VACUUM (ANALYZE)")
    _finish()
    return took


def set_for_size() -> None:
    """Set the database up as docs/deployment.md advises, for new connections."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        name = connection.ops.quote_name(cursor.fetchone()[0])
        for setting, value in SETTINGS.items():
            cursor.execute(f"ALTER DATABASE {name} SET {setting} = '{value}'")
    connection.close()


def _store(chunks: list[range], done: int = 0, number: int | None = None) -> None:
    """Each chunk in a transaction, several at once."""
    connection.close()
    with (
        tqdm(
            desc="Initiatives", total=number, initial=done, unit="", disable=not done
        ) as bar,
        multiprocessing.get_context("fork").Pool(PROCESSES) as pool,
    ):
        for stored in pool.imap_unordered(store_chunk, chunks):
            bar.update(stored)


def store_chunk(pks: range) -> int:
    """Make these and store them, search rows and all; how many there were."""
    made = [maker.make(pk) for pk in pks]
    with connection.cursor() as cursor:
        # Neither triggers nor checks of keys: nobody reads, and all keys are there.
        cursor.execute(f"{QUICKLY} SET session_replication_role = replica")
    with transaction.atomic(), connection.cursor() as cursor:
        _copy(cursor, Initiative, [one.initiative for one in made], keyed=True)
        for model in (Involvement, Outcome, Uptake):
            rows = itertools.chain.from_iterable(one.rows for one in made)
            _copy(cursor, model, [row for row in rows if isinstance(row, model)])
        _link(cursor, made, "functions", lambda one: one.functions)
        _link(cursor, made, "themes", lambda one: one.themes)
        _link(cursor, made, "leads", lambda one: [one.initiative.lead_council_id])
        cursor.execute(INDEX, {"ids": list(pks)})
        if pks[0] // CHUNK % WORDY == 0:
            cursor.execute(WORDS, {"ids": list(pks)})
    return len(pks)


def _copy(
    cursor: CursorWrapper,
    model: type[models.Model],
    rows: list[Any],
    *,
    keyed: bool = False,
) -> None:
    fields: list[Any] = [
        f for f in model._meta.concrete_fields if keyed or not f.primary_key
    ]
    values = (
        [f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields]
        for row in rows
    )
    _copy_values(cursor, model._meta.db_table, [f.column for f in fields], values)


def _link(
    cursor: CursorWrapper,
    made: list[Made],
    part: str,
    keys: Callable[[Made], list[Any]],
) -> None:
    column = {"functions": "function_id", "themes": "theme_id", "leads": "council_id"}
    pairs = ([one.initiative.pk, key] for one in made for key in keys(one))
    table = f"initiatives_initiative_{part}"
    _copy_values(cursor, table, ["initiative_id", column[part]], pairs)


def _copy_values(
    cursor: Any, table: str, columns: list[str], rows: Iterable[list[Any]]
) -> None:
    names = ", ".join(columns)
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _take_indexes() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [FILLED])
        indexes: list[tuple[str, str]] = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
    return indexes


def _finish() -> None:
    """What the triggers and sequences did not see."""
    _execute(
        "SELECT setval(pg_get_serial_sequence('initiatives_initiative', 'id'), max(id))"
        " FROM initiatives_initiative"
    )
    _execute("UPDATE initiatives_theme SET name = name")


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def _timed(took: Took, step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    took[step] = time.perf_counter() - started
