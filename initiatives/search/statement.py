"""The statement that finds initiatives and counts every filter.

The matches are materialised once, at most 5,001 of them; above the cap totals read
"5,000+" and counts "at least". A filter in use counts among what passes all the others,
so that each count tells what a click would give.

Nothing in a statement but words from this module; what people typed is a parameter.
"""

from typing import Any

from initiatives.search.counting import COUNTED, counts_in
from initiatives.search.matches import (
    ORDERS,
    PASSES,
    PEERS,
    active_in,
    cap_of,
    holds,
    key_of,
    lexemes_of,
    peers_of,
    set_of,
    sort_of,
    ways_of,
)
from initiatives.search.meaning import similarity_of
from initiatives.search.query import BrowseQuery
from initiatives.search.weighing import Part

PAGE = 20
# So many of the best matches by the words, at most, are ranked more closely; and of
# those among more than can be looked at, the newest.
CANDIDATES, NEWEST = 200, 100
# Of a word in the text, in names, in the summary, in the title.
WEIGHTS = "{0.4, 0.7, 0.7, 1}"


def values_for(query: BrowseQuery, clearance: int) -> dict[str, Any]:
    """What the statements name, in the form that they take it."""
    text = query.text
    values: dict[str, Any] = {"clearance": clearance, "cap": cap_of(query) + 1}
    values |= {"page": PAGE + 1, "words": text.words if text else ""}
    values |= {"meaning": query.meaning} if query.meaning else {}
    parts = text.parts if text else ()
    total = sum(part.weight for part in parts)
    for number, part in enumerate(parts):
        values[f"weight{number}"] = part.weight / total
        for place, way in enumerate(part.alternatives):
            values[f"way{number}_{place}"] = way
    for number, part in enumerate(text.clues if text else ()):
        values[f"clue{number}"] = part.query
        values[f"clue_weight{number}"] = part.weight
    for name, chosen in query.chosen.items():
        if name == "function":
            values[name] = query.function_keys()
        elif name in ("theme", "council", "partner"):
            values[name] = [query.labels[name, value].pk for value in chosen]
        elif name == "evidence":
            values[name] = int(chosen[0])
        else:
            values[name] = chosen
        values[f"lexemes_{name}"] = lexemes_of(name, values[name])
    if query.near:
        values["near"] = query.near.pk
    if query.after:
        values["key"], values["pk"] = query.after.key, query.after.pk
    return values


def page_and_counts(query: BrowseQuery) -> str:
    """Rows of kind, value, number, key, facts: the page, or what ranks best; totals,
    and counts by filter.
    """
    active = active_in(query)
    sets = {
        "m": set_of("m", query),
        **{f"m_{n}": set_of(f"m_{n}", query, n) for n in active},
    }
    found = _best(query) if query.is_by_words else _page(query)
    counted = " UNION ALL ".join([
        *counts_in("m", [name for name in COUNTED if name not in active]),
        *(part for n in active if n in COUNTED for part in counts_in(f"m_{n}", [n])),
    ])  # fmt: skip
    return f"""
WITH {ways_of(query)} {", ".join(sets.values())},
size AS MATERIALIZED (SELECT count(*) AS n FROM m){_top(query)}
{found}
UNION ALL {
        " UNION ALL ".join(
            f"SELECT 'size', '{name}', count(*), NULL, NULL FROM {name}"
            for name in sets
        )
    }
UNION ALL {counted}
"""  # noqa: S608 - our own words


def page_alone(query: BrowseQuery) -> str:
    """The rows of a page by key, of the same shape: the rest was counted before."""
    return f"""
WITH {ways_of(query)} {set_of("m", query)},
size AS MATERIALIZED (SELECT count(*) AS n FROM m)
{_page(query)}
"""  # noqa: S608 - our own words


def page_of_rest(query: BrowseQuery) -> str:
    """The rows that follow those that were `ranked` before, in the order of the words."""
    is_after = query.after is not None and query.after.is_of_rest
    after = " AND (key, id) < (%(key)s, %(pk)s)" if is_after else ""
    return f"""
WITH {ways_of(query)} {set_of("m", query)}
SELECT 'page', NULL, id, key, NULL::float8[] FROM m
WHERE id <> ALL(%(ranked)s){after} ORDER BY key DESC, id DESC LIMIT %(page)s
"""  # noqa: S608 - our own words


def matches_alone(query: BrowseQuery, columns: str = "m.id") -> str:
    """What matches, newest first, as far as the cap reaches: these columns of it."""
    return f"""
WITH {ways_of(query)} {set_of("m", query)}
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


def _page(query: BrowseQuery) -> str:
    """A page in the order of a key: among the matches or, where they are too many, in
    the order of an index until it is full.
    """
    after, tests = (
        "",
        ["s.audience <= %(clearance)s", f"(SELECT n FROM size) > {cap_of(query)}"],
    )
    if query.after:
        after = " AND (key, id) < (%(key)s, %(pk)s)"
        tests.append(f"({key_of(query)}, s.initiative_id) < (%(key)s, %(pk)s)")
    if query.text:
        tests += holds(query, [])
    tests += [PASSES[name] for name in active_in(query)]
    return f"""
(SELECT 'page' AS kind, NULL AS value, id AS number, key, NULL::float8[] AS facts
 FROM m WHERE (SELECT n FROM size) <= {cap_of(query)}{after}
 ORDER BY key DESC, id DESC LIMIT %(page)s)
UNION ALL
(SELECT 'page', NULL, s.initiative_id, {key_of(query)} AS key, NULL
 FROM initiatives_searchrow s{peers_of(query)} WHERE {" AND ".join(tests)}
 ORDER BY {ORDERS[sort_of(query)]} LIMIT %(page)s)"""  # noqa: S608 - our own words


def _top(query: BrowseQuery) -> str:
    """Where more match than can be looked at: those with all words in title or summary,
    or of those the newest where they are too many as well.
    """
    if not query.is_by_words or not query.text or query.text.is_any_of:
        return ""
    tests = " AND ".join(
        ["s.audience <= %(clearance)s", "s.head @@ %(words)s::tsquery"]
    )
    lexemes = [f"%(lexemes_{name})s::tsquery" for name in active_in(query)]
    by_index = f' AND s."full" @@ ({" && ".join(lexemes)})' if lexemes else ""
    passed = "".join(f" AND {PASSES[name]}" for name in active_in(query))
    cap = cap_of(query)
    return f""",
top AS MATERIALIZED (
    SELECT s.initiative_id AS id, s.published_at
    FROM initiatives_searchrow s{peers_of(query)}
    WHERE (SELECT n FROM size) > {cap} AND {tests}{by_index} LIMIT %(cap)s
), newest AS MATERIALIZED (
    SELECT s.initiative_id AS id FROM initiatives_searchrow s{peers_of(query)}
    WHERE (SELECT count(*) FROM top) > {cap} AND {tests}{passed}
    ORDER BY s.published_at DESC LIMIT {NEWEST}
)"""  # noqa: S608 - our own words


def _best(query: BrowseQuery) -> str:
    """What may be among the best, by words and by meaning, and what tells how good it
    is: `key` by the words; `facts` are similarity, evidence, time, likeness, place.
    """
    ways = [f"(SELECT id FROM m ORDER BY key DESC, id DESC LIMIT {CANDIDATES})"]  # noqa: S608 - our own words
    if _top(query):
        ways += [
            f"(SELECT id FROM top WHERE (SELECT count(*) FROM top) <= {cap_of(query)}"  # noqa: S608 - our own words
            f" ORDER BY published_at DESC, id DESC LIMIT {CANDIDATES})",
            "SELECT id FROM newest",
        ]
    similarity, near = "NULL", ""
    if query.meaning:
        similarity = similarity_of("v")
        near = " LEFT JOIN initiatives_meaning v ON v.initiative_id = c.id"
        ways.append("SELECT near.id FROM near JOIN m ON m.id = near.id")
    rank, peers = "NULL", ""
    if query.near:
        rank, peers = "peers.rank", " LEFT" + PEERS
    return f"""
SELECT 'best' AS kind, NULL AS value, c.id AS number, ({_score(query)})::float8 AS key,
       ARRAY[{similarity}, s.evidence_level, extract(epoch FROM s.published_at), {rank},
             m.key]::float8[] AS facts
FROM ({" UNION ".join(ways)}) c
JOIN initiatives_searchrow s ON s.initiative_id = c.id{near}{peers}
CROSS JOIN LATERAL (SELECT s."full" || '' AS doc OFFSET 0) unpacked
LEFT JOIN m ON m.id = c.id"""  # noqa: S608 - our own words


def _score(query: BrowseQuery) -> str:
    """How well a row holds the words, from 0 up to about 1: of each group the way that
    it is said best, the rare ones saying most, a title more than a text.
    """
    parts = query.text.parts if query.text else ()
    return (
        " + ".join(
            f"%(weight{number})s * greatest({', '.join(_ways_of_part(number, part))})"
            for number, part in enumerate(parts)
        )
        or "0"
    )


def _ways_of_part(number: int, part: Part) -> list[str]:
    # Asked whether it matches as well: the rank alone does not know phrases.
    return [
        f"CASE WHEN doc @@ %(way{number}_{place})s::tsquery"
        f" THEN ts_rank('{WEIGHTS}', doc, %(way{number}_{place})s::tsquery) ELSE 0 END"
        for place in range(len(part.alternatives))
    ]
