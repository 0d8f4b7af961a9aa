"""Vectors of meaning beside real ones: an initiative means about what the passage of the
library that it starts with means.
"""

import random
import time
from typing import Any

from django.db import connection
from tqdm import tqdm

from bench.words import passages
from councilhub.localdb import ROOT
from initiatives.search import meaning

REAL = 2_000
KEPT = ROOT / ".local" / "bench-vectors.npy"
# Two texts on one thing are about so much alike (their cosine); more noise is less.
LIKENESS = 0.9
CHUNK = 20_000
COLUMNS = "initiative_id, audience, fingerprint, vector"
# A file of COPY's binary format begins and ends with these.
BEGIN, END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"


def fill_vectors(number: int) -> float:
    """Store a vector for each initiative; how many seconds that took."""
    if not meaning.is_available():
        return 0
    real = real_vectors()
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SELECT id, audience FROM initiatives_initiative ORDER BY id")
        rows = cursor.fetchall()
        command = f"COPY initiatives_meaning ({COLUMNS}) FROM STDIN (FORMAT binary)"
        starts = tqdm(range(0, number, CHUNK), "Vectors", unit=" chunks")
        with cursor.copy(command) as copy:
            copy.write(BEGIN)
            for start in starts:
                copy.write(_packed(rows[start : start + CHUNK], real))
            copy.write(END)
    connection.close()
    return time.perf_counter() - started


def real_vectors() -> Any:
    """What passages mean, by the number of the passage; made once and kept."""
    import numpy as np

    texts = passages()
    if KEPT.exists():
        kept = np.load(KEPT)
        if len(kept) == len(texts):
            return kept
    made = {
        at: np.fromstring(meaning.passage_vectors([texts[at]])[0][1:-1], sep=",")
        for at in tqdm(_chosen(len(texts)), "Meaning of real texts", unit="")
    }
    nearest = sorted(made)
    vectors = np.array([made[nearest[at % len(nearest)]] for at in range(len(texts))])
    np.save(KEPT, vectors.astype("f4"))
    return vectors


def _chosen(number: int) -> list[int]:
    chance = random.Random(1)  # noqa: S311 - nothing secret
    return sorted(chance.sample(range(number), min(REAL, number)))


def _packed(rows: list[tuple[int, int]], real: Any) -> bytes:
    """Rows in COPY's binary format: number of columns, then each with its length."""
    import numpy as np

    keys = np.array([pk for pk, _audience in rows])
    chance = np.random.default_rng(int(keys[0]))
    noise = chance.standard_normal((len(rows), meaning.LENGTH))
    noise *= (1 / LIKENESS**2 - 1) ** 0.5 / meaning.LENGTH**0.5
    vectors = real[keys % len(real)] + noise
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    size = 4 + 2 * meaning.LENGTH
    packed = np.zeros(
        len(rows),
        dtype=[
            ("columns", ">i2"),
            ("key_size", ">i4"), ("key", ">i8"),
            ("audience_size", ">i4"), ("audience", ">i2"),
            ("fingerprint_size", ">i4"), ("fingerprint", "S6"),
            ("vector_size", ">i4"), ("length", ">i2"), ("unused", ">i2"),
            ("vector", ">f2", meaning.LENGTH),
        ],
    )  # fmt: skip
    packed["columns"] = 4
    packed["key_size"], packed["key"] = 8, keys
    packed["audience_size"] = 2
    packed["audience"] = [audience for _pk, audience in rows]
    packed["fingerprint_size"], packed["fingerprint"] = 6, b"madeup"
    packed["vector_size"], packed["length"] = size, meaning.LENGTH
    packed["vector"] = vectors
    return packed.tobytes()
