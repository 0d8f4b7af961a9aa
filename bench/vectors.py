"""Vectors of meaning beside real ones: an initiative means about what that passage of
the library means that it starts with.
"""

import multiprocessing
import random
from typing import Any

from django.db import connection
from tqdm import tqdm

from bench.words import passages
from councilhub.localdb import ROOT
from initiatives.search import meaning

REAL, ONE_IN = 2_000, 20
PROCESSES = 2
KEPT = ROOT / ".local"
# Two texts on one thing are about so much alike (their cosine); more noise is less.
LIKENESS = 0.9
CHUNK = 20_000
COLUMNS = "initiative_id, audience, fingerprint, vector"
# A file of COPY's binary format begins and ends with these.
BEGIN, END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"


def fill_vectors(number: int) -> None:
    """Store a vector for each initiative."""
    if not meaning.is_available():
        return
    connection.close()
    real = real_vectors(min(REAL, max(1, number // ONE_IN)))
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


def real_vectors(number: int) -> Any:
    """What so many passages mean, by the number of any passage; made once and kept."""
    import numpy as np

    texts = passages()
    chosen = list(range(len(texts)))
    random.Random(1).shuffle(chosen)  # noqa: S311 - nothing secret
    chosen = chosen[:number]
    file = KEPT / f"bench-vectors-{len(texts)}.npy"
    kept = np.load(file) if file.exists() else np.zeros((0, meaning.LENGTH), "f4")
    missing = [texts[at] for at in chosen[len(kept) :]]
    # The model is loaded in processes of their own: one that has it must not fork.
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        made = pool.imap(_vector, missing, chunksize=10)
        bar = tqdm(made, "Meaning of real texts", total=len(missing), unit="")
        kept = np.array([*kept, *bar], "f4")
    np.save(file, kept)
    places = sorted(zip(chosen, range(len(chosen)), strict=True))
    kept = kept[:number]
    return kept[[places[at % len(places)][1] for at in range(len(texts))]]


def _vector(text: str) -> list[float]:
    return [
        float(number) for number in meaning.passage_vectors([text])[0][1:-1].split(",")
    ]


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
