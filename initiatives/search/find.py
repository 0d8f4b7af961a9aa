"""Finds a page of initiatives, and how many each filter would give."""

import datetime as dt
import hashlib
import time
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.cache import caches

from initiatives.search import matches, statement
from initiatives.search.counting import ARRAYS, COUNTED
from initiatives.search.limit import FILES, fetch
from initiatives.search.query import BrowseQuery
from initiatives.search.ranking import Candidate, ranked
from initiatives.search.token import Token
from initiatives.search.values import values_for

A_DAY = 24 * 60 * 60
# Common words are looked up in the index, however many texts hold them: reading all the
# texts would take longer.
SETTINGS = """
SET LOCAL enable_seqscan = off;
"""


@dataclass
class Counted:
    """Total up to the cap, and counts by filter and value.

    `at_least` names the filters whose counts the cap cut short; `best` are ids and
    scores of the first, where words decide.
    """

    total: int = 0
    capped: bool = False
    at_least: set[str] = field(default_factory=set)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    best: list[tuple[int, float]] = field(default_factory=list)


@dataclass
class Found(Counted):
    """A page of ids, best first, and where the next one begins."""

    pks: list[int] = field(default_factory=list)
    next_token: Token | None = None


Row = tuple[str, str | None, int, float, list[float | None] | None]


def find(query: BrowseQuery, clearance: int, version: str = "") -> Found:
    """The page for a viewer of this clearance, in one statement.

    What was counted and ranked is kept in the process as long as the content has this
    version, and the next pages of a search go on in that order even after. The version
    has to be older than the query: what is kept under it may be newer, never older.
    """
    query.read_words(clearance)
    kept = _kept(query, clearance, query.after.version) if query.after else None
    kept = kept or _kept(query, clearance, version)
    rows: list[Row] = []
    if not kept:
        rows = _asked(statement.page_and_counts(query), query, clearance)
        kept = _counted(query, rows)
        if version:
            caches["process"].set(_key(query, clearance, version), kept, A_DAY)
    elif not query.is_by_words:
        rows = _asked(statement.page_alone(query), query, clearance)
    if query.is_by_words:
        page = _best_after(query, kept)
        if len(page) <= matches.PAGE and kept.total > len(kept.best):
            ranked_already = {"ranked": [pk for pk, _score in kept.best]}
            rows = _asked(
                statement.page_of_rest(query), query, clearance, ranked_already
            )
            page += _page(rows)
    else:
        page = _page(rows)
    shown = page[: matches.PAGE]
    token = (
        Token(shown[-1][1], shown[-1][0], version) if len(page) > len(shown) else None
    )
    return Found(**vars(kept), pks=[pk for pk, _key in shown], next_token=token)


def matching(
    query: BrowseQuery, clearance: int, *, most: int | None = None
) -> list[int]:
    """Ids of all that match, or of the newest `most`; newest first, nothing counted."""
    query.read_words(clearance)
    if most is None:
        everything = {"cap": None}
        everyone = statement.matches_alone(query, is_whole=True)
        rows = _asked(everyone, query, clearance, everything, times=FILES)
        return [pk for (pk,) in rows]
    newest = replace(query, sort="newest", after=None)
    rows = _asked(statement.page_alone(newest), newest, clearance, {"page": most})
    return [pk for pk, _key in _page(rows)]


def published_since(
    query: BrowseQuery, clearance: int, moment: dt.datetime
) -> list[tuple[int, dt.datetime]]:
    """Ids of what was published after a moment and holds all the words, with when.

    Whoever asks to be told of something new is not told of what holds some of them.
    """
    query.read_words(clearance, is_vector_needed=False)
    since = {"since": moment}
    asked = statement.published_since(query)
    rows = _asked(asked, query, clearance, since, times=FILES)
    return [(pk, at) for pk, at in rows]


def _asked(
    asked: str,
    query: BrowseQuery,
    clearance: int,
    more: dict[str, Any] | None = None,
    *,
    times: int = 1,
) -> list[Any]:
    values = values_for(query, clearance) | (more or {})
    return fetch(f"{SETTINGS}{asked}", values, times=times)


def _key(query: BrowseQuery, clearance: int, version: str) -> str:
    near = query.near.pk if query.near else 0
    facts = f"{version} {clearance} {near} {query.address()}"
    return f"counted:{hashlib.sha256(facts.encode()).hexdigest()}"


def _kept(query: BrowseQuery, clearance: int, version: str) -> Counted | None:
    found = caches["process"].get(_key(query, clearance, version)) if version else None
    return found if isinstance(found, Counted) else None


def _counted(query: BrowseQuery, rows: list[Row]) -> Counted:
    counted = Counted()
    for kind, value, number, key, _facts in rows:
        if kind == "size":
            _note_size(counted, str(value), number, is_cut=bool(key))
        elif kind in COUNTED and value is not None:
            counted.counts.setdefault(kind, {})[value] = number
    if counted.capped:
        counted.at_least |= set(COUNTED) - set(query.chosen)
    for name in counted.at_least & set(query.chosen):
        # Of one chosen value the number is known, whatever was left out of the others.
        chosen = query.chosen[name]
        if len(chosen) == 1 and name not in ARRAYS and name != "evidence":
            counted.counts.setdefault(name, {})[chosen[0]] = counted.total
    candidates = [
        Candidate.read(pk, score, facts)
        for kind, _value, pk, score, facts in rows
        if kind == "best" and facts
    ]
    counted.best = ranked(candidates, time.time())
    return counted


def _note_size(counted: Counted, name: str, number: int, *, is_cut: bool) -> None:
    cut = is_cut or number > matches.cap_of(name)
    if name == "m":
        counted.total, counted.capped = min(number, matches.CAP), cut
    elif cut:
        counted.at_least.add(name.removeprefix("m_"))


def _page(rows: list[Row]) -> list[tuple[int, float]]:
    """Ids and keys; a union keeps no order."""
    page = [(key, pk) for kind, _value, pk, key, _facts in rows if kind == "page"]
    return [(pk, key) for key, pk in sorted(page, reverse=True)]


def _best_after(query: BrowseQuery, kept: Counted) -> list[tuple[int, float]]:
    """What is ranked after the end of the page before."""
    after = query.after
    if after is None:
        return kept.best[: matches.PAGE + 1]
    if after.is_of_rest:
        return []
    places = {pk: place for place, (pk, _score) in enumerate(kept.best)}
    start = places.get(after.pk, -1) + 1
    if not start:
        end = (after.key, after.pk)
        start = sum((score, pk) >= end for pk, score in kept.best)
    return kept.best[start : start + matches.PAGE + 1]
