"""One statement that finds a page of initiatives and counts every filter.

The matches are materialised once, at most 5,001 of them. A row that fails exactly one
filter stays among them: it counts for that filter's own other values, so that each
count tells what a click would give. Above the cap counts are "5,000+".
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from initiatives.search.query import BrowseQuery

CAP = 5_000
PAGE = 20

# How a row passes a filter; the value is the list of chosen values or keys.
PASSES = {
    "function": "functions && %(function)s::bigint[]",
    "theme": "themes && %(theme)s::bigint[]",
    "council": "councils && %(council)s::bigint[]",
    "partner": "partners && %(partner)s::bigint[]",
    "partner_kind": "partner_kinds && %(partner_kind)s::varchar[]",
    "stage": "stage = ANY(%(stage)s)",
    "council_type": "council_type = ANY(%(council_type)s)",
    "population": "population_band = ANY(%(population)s)",
    "nation": "nation = ANY(%(nation)s)",
    "region": "region = ANY(%(region)s)",
    "cost": "cost_band = ANY(%(cost)s)",
    "year": "year = ANY(%(year)s::int[])",
    "evidence": "evidence_level >= %(evidence)s",
    "outcome": "measured",
}
# What a row counts for: an expression, or an array to unfold.
COUNTS = {
    "function": "unnest(functions)",
    "theme": "unnest(themes)",
    "partner_kind": "unnest(partner_kinds)",
    "stage": "stage",
    "council_type": "council_type",
    "population": "population_band",
    "nation": "nation",
    "region": "region",
    "cost": "cost_band",
    "year": "year",
    "evidence": "evidence_level",
    "outcome": "CASE WHEN measured THEN 'measured' END",
}
KEYS = {
    "newest": "extract(epoch FROM published_at)::float8",
    "adopted": "uptake_count::float8",
    "evidence": "evidence_level::float8",
    "like": "-coalesce(likeness, 1000)::float8",
}
# A match in title or summary weighs more than one in the text; long texts gain nothing.
BEST = "(4 * ts_rank_cd(head, words.query, 1) + ts_rank_cd(s.full, words.query, 1))"
WORDS = (
    "(SELECT websearch_to_tsquery('hub_english', %(q)s) ||"
    " websearch_to_tsquery('hub_welsh', %(q)s) AS query) words"
)


@dataclass
class Found:
    """A page of ids, best first; counts by filter and value; total up to the cap."""

    pks: list[int] = field(default_factory=list)
    total: int = 0
    capped: bool = False
    next_token: tuple[float, int] | None = None
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def find(query: BrowseQuery, clearance: int) -> Found:
    """Run the statement for a viewer of this clearance."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(query), _values(query, clearance))
        rows = cursor.fetchall()
    found = Found()
    page = []
    for kind, value, number, key in rows:
        if kind == "page":
            page.append((key, number))
        elif kind == "total":
            found.total = min(number, CAP)
        elif kind == "matches":
            found.capped = number > CAP
        elif value is not None:
            found.counts.setdefault(kind, {})[value] = number
    page.sort(reverse=True)
    found.pks = [pk for _key, pk in page[:PAGE]]
    if len(page) > PAGE:
        found.next_token = page[PAGE - 1]
    return found


def _values(query: BrowseQuery, clearance: int) -> dict[str, Any]:
    values: dict[str, Any] = {"q": query.q, "clearance": clearance, "cap": CAP + 1}
    for name, chosen in query.chosen.items():
        if name in ("function", "theme", "council", "partner"):
            values[name] = [query.labels[name, value].pk for value in chosen]
        elif name == "evidence":
            values[name] = min(int(value) for value in chosen)
        else:
            values[name] = chosen
    if query.like:
        values["like"] = query.like.pk
    if query.after:
        values["key"], values["pk"] = query.after
    values["page"] = PAGE + 1
    return values


def _statement(query: BrowseQuery) -> str:
    active = [name for name in PASSES if name in query.chosen]
    fails = " + ".join(f"(NOT {_pass(name)})::int" for name in active) or "0"
    flags = "".join(f", {_pass(name)} AS pass_{name}" for name in active)
    by_words = query.sort == "best" and bool(query.q)
    key = BEST if by_words else KEYS.get(query.sort, KEYS["newest"])
    source = "initiatives_searchrow s"
    tests = ["audience <= %(clearance)s"]
    likeness = "NULL::int"
    if query.q:
        source += f" CROSS JOIN {WORDS}"
        tests.append('s."full" @@ words.query')
    if query.like:
        source += (
            " JOIN (SELECT neighbour_id, rank FROM councils_neighbour"
            " WHERE council_id = %(like)s AND likeness = 'overall'"
            " UNION ALL SELECT %(like)s, 0) peers ON peers.neighbour_id = s.council_id"
        )
        likeness = "peers.rank"
    if active:
        tests.append(f"{fails} <= 1")
    counted = " UNION ALL ".join(
        f"SELECT '{name}', v::text, count(*), NULL::float8"  # noqa: S608 - only our own names
        f" FROM (SELECT {expression} AS v FROM m WHERE {_others_pass(name, active)}) c GROUP BY v"
        for name, expression in COUNTS.items()
    )
    after = "AND (key, id) < (%(key)s, %(pk)s)" if query.after else ""
    # Nothing in the statement but names from this module; values are parameters.
    return f"""
WITH f AS (
    SELECT s.initiative_id AS id, s.*, {likeness} AS likeness, {fails} AS fails{flags}
           {", " + BEST + "::float8 AS score" if by_words else ""}
    FROM {source} WHERE {" AND ".join(tests)}
    ORDER BY published_at DESC LIMIT %(cap)s
), m AS MATERIALIZED (SELECT f.*, {"score" if by_words else key} AS key FROM f)
SELECT 'page', NULL::text, id, key FROM (
    SELECT id, key FROM m WHERE fails = 0 {after}
    ORDER BY key DESC, id DESC LIMIT %(page)s) page
UNION ALL SELECT 'total', NULL, count(*), NULL FROM m WHERE fails = 0
UNION ALL SELECT 'matches', NULL, count(*), NULL FROM m
UNION ALL {counted}
"""  # noqa: S608 - see above


def _pass(name: str) -> str:
    return f"coalesce({PASSES[name]}, false)"


def _others_pass(name: str, active: list[str]) -> str:
    if name not in active:
        return "fails = 0"
    return f"(fails = 0 OR (fails = 1 AND NOT pass_{name}))"
