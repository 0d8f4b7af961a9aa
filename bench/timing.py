"""How long one reader waits for a page, and how long the database alone needs."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.load import OK, WrongAnswerError, answer, get
from bench.pages import Kind

WARMING = 4
# Said by Django around what a page asks: nothing is found by these.
TYPED_VECTOR = "<#> '["
AROUND = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True)
class Times:
    """Milliseconds within which a half, 19 of 20 and 99 of 100 were answered."""

    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, seconds: list[float]) -> "Times":
        parts = statistics.quantiles(seconds, n=100, method="inclusive")
        return cls(*(round(parts[place - 1] * 1000, 2) for place in (50, 95, 99)))


@dataclass(frozen=True)
class Measured:
    """A kind of page: through the whole stack, its statements alone, and how many.

    `embeds` tells that what was typed had to be read for its meaning first.
    """

    name: str
    limit: float | None
    page: Times
    bare: Times
    statements: int
    embeds: bool = False

    @classmethod
    def from_dict(cls, read: dict[str, Any]) -> "Measured":
        return cls(
            **read | {"page": Times(**read["page"]), "bare": Times(**read["bare"])}
        )


class Statements:
    """Says what a page asks the database: the page is made in this process."""

    def __init__(self) -> None:
        self.client = Client(headers={"host": "localhost"})

    def of(self, address: str) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            response = self.client.get(address)
            getattr(response, "content", None)
        return [query["sql"] for query in asked.captured_queries]


def measured(
    kind: Kind, port: int, bare: "psycopg.Connection[Any]", statements: Statements
) -> Measured:
    """Each address once, one after the other, and after each its own statements, bare,
    on one connection. The first ones warm up.
    """
    asked = [statements.of(address) for address in kind.addresses]
    pages, bares = [], []
    for address, some in zip(kind.addresses, asked, strict=True):
        pages.append(_timed(partial(_ask, port, address)))
        bares.append(_timed(partial(_run, bare, some)))
    return Measured(
        kind.name,
        kind.limit,
        Times.of(pages[WARMING:]),
        Times.of(bares[WARMING:]),
        max(len(_own(some)) for some in asked[WARMING:]),
        any(TYPED_VECTOR in one for some in asked for one in some),
    )


def times_of(kind: Kind, port: int) -> Times:
    """Of pages that have nothing to do with the hub."""
    took = [_timed(partial(_ask, port, address)) for address in kind.addresses]
    return Times.of(took[WARMING:])


def _timed(do: Callable[[], None]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def _ask(port: int, address: str) -> None:
    request = get(address)
    got = answer(port, request)
    if got[9:12] not in OK:
        raise WrongAnswerError(request[:300], got[:300])


def _run(bare: "psycopg.Connection[Any]", statements: list[str]) -> None:
    for statement in statements:
        done = bare.execute(statement.encode())
        if done.description:
            done.fetchall()


def _own(statements: list[str]) -> list[str]:
    return [one for one in statements if not one.startswith(AROUND)]
