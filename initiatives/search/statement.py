"""The statement that finds initiatives and counts every filter.

The matches are materialised once, at most 5,001 of them; above the cap totals read
"5,000+" and counts "at least". A filter in use counts among what passes all the others,
so that each count tells what a click would give.

Nothing in a statement but words from this module; what people typed is a parameter.
"""

from initiatives.search import matches
from initiatives.search.candidates import best_of, top_of
from initiatives.search.counting import COUNTED, counts_in
from initiatives.search.matches import (
    active_in,
    has_phrase,
    holds,
    is_by_index,
    peers_of,
    sample_of,
    set_of,
    ways_of,
)
from initiatives.search.pages import page_of
from initiatives.search.query import BrowseQuery


def page_and_counts(query: BrowseQuery) -> str:
    """Rows of kind, value, number, key, facts: the page, or what ranks best; totals,
    and counts by filter.
    """
    active = active_in(query)
    sets = {
        "m": set_of("m", query),
        **{f"m_{n}": set_of(f"m_{n}", query, n) for n in active},
    }
    found = best_of(query) if query.is_by_words else page_of(query)
    counted = " UNION ALL ".join([
        *counts_in("m", [name for name in COUNTED if name not in active]),
        *(part for n in active if n in COUNTED for part in counts_in(f"m_{n}", [n])),
    ])  # fmt: skip
    return f"""
WITH {ways_of(query)} {", ".join(sets.values())},
size AS MATERIALIZED (SELECT count(*) AS n FROM m){top_of(query)}
{found}
UNION ALL {" UNION ALL ".join(_size(name, query) for name in sets)}
UNION ALL {counted}
"""  # noqa: S608 - our own words


def _size(name: str, query: BrowseQuery) -> str:
    """How many a set has, and as `key` whether there may be more: 1 where a sample was
    taken, or as many were looked at for a phrase as are.
    """
    names = [n for n in active_in(query) if f"m_{n}" != name]
    key = "0"
    if has_phrase(query):
        looked = f"(SELECT count(*) FROM {name}_checked)"  # noqa: S608 - our own words
        key = f"({looked} >= {matches.CHECKED})::int::float8"
    elif is_by_index(query, names):
        key = f"(numnode({sample_of(name)}) > 0)::int::float8"
    return f"SELECT 'size', '{name}', count(*), {key}, NULL FROM {name}"  # noqa: S608 - our own words


def page_alone(query: BrowseQuery) -> str:
    """The rows of a page by key, of the same shape: the rest was counted before."""
    return f"""
WITH {ways_of(query)} {set_of("m", query)},
size AS MATERIALIZED (SELECT count(*) AS n FROM m)
{page_of(query)}
"""  # noqa: S608 - our own words


def page_of_rest(query: BrowseQuery) -> str:
    """The rows that follow those `ranked` before, in the order of the words."""
    is_after = query.after is not None and query.after.is_of_rest
    after = " AND (key, id) < (%(key)s, %(pk)s)" if is_after else ""
    return f"""
WITH {ways_of(query)} {set_of("m", query)}
SELECT 'page', NULL, id, key, NULL::float8[] FROM m
WHERE id <> ALL(%(ranked)s){after} ORDER BY key DESC, id DESC LIMIT %(page)s
"""  # noqa: S608 - our own words


def matches_alone(
    query: BrowseQuery, columns: str = "m.id", *, is_whole: bool = False
) -> str:
    """What matches, newest first: these columns of it, as far as the cap reaches, or
    all where it is to be whole.
    """
    return f"""
WITH {ways_of(query)} {set_of("m", query, is_whole=is_whole)}
SELECT {columns} FROM m JOIN initiatives_searchrow s ON s.initiative_id = m.id
ORDER BY s.published_at DESC, s.initiative_id DESC
"""  # noqa: S608 - our own words


def published_since(query: BrowseQuery) -> str:
    """Ids and times of what was published after `since`, holds all words and passes
    all filters.
    """
    tests = ["s.audience <= %(clearance)s", "s.published_at > %(since)s"]
    tests += holds(query, active_in(query))
    return f"""
SELECT s.initiative_id, s.published_at FROM initiatives_searchrow s{peers_of(query)}
WHERE {" AND ".join(tests)} ORDER BY s.published_at DESC LIMIT %(cap)s
"""  # noqa: S608 - our own words
