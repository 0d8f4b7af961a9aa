"""Finds a page of initiatives, and how many each filter would give."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.cache import caches
from django.db import connection

from initiatives.search import statement
from initiatives.search.query import BrowseQuery

A_DAY = 24 * 60 * 60


@dataclass
class Counted:
    """Total up to the cap, and counts by filter and value.

    `at_least` names the filters whose counts the cap cut short.
    """

    total: int = 0
    capped: bool = False
    at_least: set[str] = field(default_factory=set)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass
class Found(Counted):
    """A page of ids, best first, and where the next one begins."""

    pks: list[int] = field(default_factory=list)
    next_token: tuple[float, int] | None = None


def find(query: BrowseQuery, clearance: int, version: str = "") -> Found:
    """The page for a viewer of this clearance, in one statement.

    What was counted is kept in the process as long as the content has this version:
    counting is most of the work, and is the same on the next page. The version has to
    be older than the query: what is kept under it may be newer, never older.
    """
    query.read_words(clearance)
    near = query.near.pk if query.near else 0
    facts = f"{version} {clearance} {near} {query.address()}"
    key = f"counted:{hashlib.sha256(facts.encode()).hexdigest()}"
    kept = caches["process"].get(key) if version else None
    asked = statement.page_alone(query) if kept else statement.page_and_counts(query)
    with connection.cursor() as cursor:
        cursor.execute(asked, statement.values_for(query, clearance))
        rows = cursor.fetchall()
    counted = kept or _counted(query, rows)
    if version and not kept:
        caches["process"].set(key, counted, A_DAY)
    page = sorted(
        ((key, number) for kind, _value, number, key in rows if kind == "page"),
        reverse=True,
    )
    return Found(
        **vars(counted),
        pks=[pk for _key, pk in page[: statement.PAGE]],
        next_token=page[statement.PAGE - 1] if len(page) > statement.PAGE else None,
    )


def _counted(query: BrowseQuery, rows: list[tuple[Any, ...]]) -> Counted:
    counted = Counted()
    for kind, value, number, key in rows:
        if kind == "total":
            counted.total, counted.capped = (
                min(number, statement.CAP),
                number > statement.CAP,
            )
            if key > statement.CAP:
                counted.at_least = set(
                    statement.COUNTS if counted.capped else query.chosen
                )
        elif kind in statement.COUNTS and value is not None:
            counted.counts.setdefault(kind, {})[value] = number
    return counted


def matching(
    query: BrowseQuery, clearance: int, *, most: int | None = None
) -> list[int]:
    """Ids of all that match, or of the newest `most`; newest first, nothing counted."""
    query.read_words(clearance)
    values = {**statement.values_for(query, clearance), "most": most}
    with connection.cursor() as cursor:
        cursor.execute(statement.matches_alone(query), values)
        return [pk for (pk,) in cursor.fetchall()]


def published_since(
    query: BrowseQuery, clearance: int, moment: dt.datetime
) -> list[tuple[int, dt.datetime]]:
    """Ids of what was published after a moment and holds all the words, with when.

    Whoever asks to be told of something new is not told of what holds some of them.
    """
    query.read_words(clearance)
    if query.text:
        query.text = replace(query.text, parts=())
    values = {
        **statement.values_for(query, clearance),
        "since": moment,
        "most": statement.CAP,
    }
    columns = "s.initiative_id, s.published_at"
    with connection.cursor() as cursor:
        cursor.execute(statement.matches_alone(query, columns, is_since=True), values)
        return [(pk, at) for pk, at in cursor.fetchall()]
