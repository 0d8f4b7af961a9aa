"""The part of a statement that gives one page in the order of a key."""

from initiatives.search import matches
from initiatives.search.matches import (
    DAY,
    IS_ALIKE,
    ORDERS,
    PEERS,
    READABLE,
    STEP,
    active_in,
    has_phrase,
    holds,
    key_of,
    passed,
    peers_of,
    sort_of,
)
from initiatives.search.query import BrowseQuery

# Where an index goes on after a page. Not quite exact, as times are in the key: what it
# gives again is left out by the key itself.
_TIME = "to_timestamp(%(key)s - floor(%(key)s / 1e10) * 1e10) + interval '1 ms'"
_STEP = f"(floor(%(key)s / 1e10)::int, {_TIME})"
FROM_THERE = {
    "newest": f"s.published_at <= {_TIME}",
    "adopted": f"(s.uptake_count, s.published_at) <= {_STEP}",
    "evidence": f"(s.evidence_level, s.published_at) <= {_STEP}",
}


def page_of(query: BrowseQuery) -> str:
    """Rows among the matches or, where they are too many, in the order of an index
    until the page is full.
    """
    too_many = f"(SELECT n FROM size) > {matches.CAP}"  # noqa: S608 - our own words
    after = " AND (key, id) < (%(key)s, %(pk)s)" if query.after else ""
    if query.text and (query.text.is_any_of or has_phrase(query)):
        # What matches is not told by an index: no more than was looked at.
        return f"""
(SELECT 'page' AS kind, NULL AS value, id AS number, key, NULL::float8[] AS facts
 FROM m WHERE true{after} ORDER BY key DESC, id DESC LIMIT %(page)s)"""  # noqa: S608 - our own words
    beyond = _like(query, too_many) if query.sort == "like" else _rest(query, too_many)
    return f"""
(SELECT 'page' AS kind, NULL AS value, id AS number, key, NULL::float8[] AS facts
 FROM m WHERE NOT {too_many}{after} ORDER BY key DESC, id DESC LIMIT %(page)s)
UNION ALL {beyond}"""  # noqa: S608 - our own words


def _rest(query: BrowseQuery, too_many: str) -> str:
    key, sort = key_of(query), sort_of(query)
    tests = [READABLE, too_many, *_tests(query)]
    if query.after:
        tests += [FROM_THERE[sort], f"({key}, s.initiative_id) < (%(key)s, %(pk)s)"]
    return f"""
(SELECT 'page', NULL, s.initiative_id, {key} AS key, NULL
 FROM initiatives_searchrow s{peers_of(query)} WHERE {" AND ".join(tests)}
 ORDER BY {ORDERS[sort]} LIMIT %(page)s)"""  # noqa: S608 - our own words


def _like(query: BrowseQuery, too_many: str) -> str:
    """Of each council alike the newest, then the newest of the others."""
    each, others = f"-peers.rank * {STEP} + {DAY}", f"-1000 * {STEP} + {DAY}"
    of_council = ["s.council_id = peers.council_id", too_many]
    newest = _newest(query, each, of_council)
    parts = [f"SELECT l.* FROM {PEERS} CROSS JOIN LATERAL ({newest}) l"]  # noqa: S608 - our own words
    if not query.like:
        parts.append(f"({_newest(query, others, [f'NOT {IS_ALIKE}', too_many])})")
    return f"""
(SELECT 'page', NULL, id, key, NULL FROM ({" UNION ALL ".join(parts)}) alike
 ORDER BY key DESC, id DESC LIMIT %(page)s)"""  # noqa: S608 - our own words


def _newest(query: BrowseQuery, key: str, tests: list[str]) -> str:
    tests = [READABLE, *tests, *_tests(query)]
    if query.after:
        tests.append(f"({key}, s.initiative_id) < (%(key)s, %(pk)s)")
    return (
        f"SELECT s.initiative_id AS id, {key} AS key FROM initiatives_searchrow s"  # noqa: S608 - our own words
        f" WHERE {' AND '.join(tests)}"
        " ORDER BY s.published_at DESC, s.initiative_id DESC LIMIT %(page)s"
    )


def _tests(query: BrowseQuery) -> list[str]:
    words = holds(query, []) if query.text else []
    return [*words, *passed(query, active_in(query))]
