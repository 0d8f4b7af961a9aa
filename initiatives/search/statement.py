"""The statement that finds a page of initiatives and counts every filter.

The matches are materialised once, at most 5,001 of them, those that pass every filter
first. A row that fails exactly one filter may stay among them: it counts for that
filter's own other values, so that each count tells what a click would give. Above the
cap totals read "5,000+", and counts "at least".

Nothing in a statement but words from this module; what people typed is a parameter.
"""

from typing import Any

from initiatives.search.query import BrowseQuery
from initiatives.search.text import MATCHES

CAP = 5_000
PAGE = 20

# How a row passes a filter; the value is the list of chosen values or keys.
PASSES = {
    "function": "s.functions && %(function)s::bigint[]",
    "theme": "s.themes && %(theme)s::bigint[]",
    "council": "s.councils && %(council)s::bigint[]",
    "partner": "s.partners && %(partner)s::bigint[]",
    "partner_kind": "s.partner_kinds && %(partner_kind)s::varchar[]",
    "stage": "s.stage = ANY(%(stage)s)",
    "council_type": "s.council_type = ANY(%(council_type)s)",
    "population": "s.population_band = ANY(%(population)s)",
    "nation": "s.nation = ANY(%(nation)s)",
    "region": "s.region = ANY(%(region)s)",
    "cost": "s.cost_band = ANY(%(cost)s)",
    "year": "coalesce(s.year = ANY(%(year)s::int[]), false)",
    "evidence": "s.evidence_level >= %(evidence)s",
    "outcome": "s.measured",
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
# Only what is counted: the vectors would make the materialised rows spill to disk.
COUNTED = (
    "s.functions, s.themes, s.partner_kinds, s.stage, s.council_type,"
    " s.population_band, s.nation, s.region, s.cost_band, s.year, s.evidence_level,"
    " s.measured"
)
# What pages are sorted by and tokens hold. Steps are wider apart than any two dates, so
# that within a step the newest comes first.
_DAY = "extract(epoch FROM s.published_at)::float8"
_STEP = "1e10::float8"
KEYS = {
    "newest": _DAY,
    "adopted": f"s.uptake_count * {_STEP} + {_DAY}",
    "evidence": f"s.evidence_level * {_STEP} + {_DAY}",
    "like": f"-coalesce(peers.rank, 1000) * {_STEP} + {_DAY}",
}
# Every text is searched in its own language, so that *not this word* holds as well.
_ENGLISH, _WELSH = "%(english)s::tsquery", "%(welsh)s::tsquery"
_WORDS = f"(CASE s.language WHEN 'cy' THEN {_WELSH} ELSE {_ENGLISH} END)"
# A match in title or summary weighs more than one in the text; long texts gain nothing.
BEST = (
    f"(4 * ts_rank_cd(s.head, {_WORDS}, 1)"
    f""" + ts_rank_cd(s."full", {_WORDS}, 1))::float8"""
)
PEERS = (
    " JOIN (SELECT neighbour_id AS council_id, min(rank) AS rank"
    " FROM councils_neighbour WHERE council_id = %(near)s AND likeness = 'overall'"
    " GROUP BY 1"
    " UNION ALL SELECT %(near)s, 0) peers USING (council_id)"
)


def values_for(query: BrowseQuery, clearance: int) -> dict[str, Any]:
    values: dict[str, Any] = {"clearance": clearance, "cap": CAP + 1}
    values |= query.text.values() if query.text else {}
    for name, chosen in query.chosen.items():
        if name == "function":
            values[name] = query.function_keys()
        elif name in ("theme", "council", "partner"):
            values[name] = [query.labels[name, value].pk for value in chosen]
        elif name == "evidence":
            values[name] = int(chosen[0])
        else:
            values[name] = chosen
    if query.near:
        values["near"] = query.near.pk
    if query.after:
        values["key"], values["pk"] = query.after
    values["page"] = PAGE + 1
    return values


def page_and_counts(query: BrowseQuery) -> str:
    """Rows of kind, value, number, key: the page, totals, and counts by filter."""
    active = _active(query)
    counted = " UNION ALL ".join(
        f"SELECT '{name}', v::text, count(*), NULL::float8"  # noqa: S608 - our own words
        f" FROM (SELECT {expression} AS v FROM m WHERE {_others_pass(name, active)}) c"
        " GROUP BY v"
        for name, expression in COUNTS.items()
    )
    return f"""
WITH m AS MATERIALIZED ({_matches(query, active)})
SELECT 'page', NULL::text, id, key FROM ({_page(query, active)}) page
UNION ALL SELECT 'total', NULL, count(*) FILTER (WHERE failed IS NULL),
                 count(*)::float8 FROM m
UNION ALL {counted}
"""  # noqa: S608 - our own words


def page_alone(query: BrowseQuery) -> str:
    """The rows of the page, of the same shape: the rest was counted before."""
    active = _active(query)
    if query.is_by_words:
        return (
            f"WITH m AS MATERIALIZED ({_matches(query, active)})"  # noqa: S608 - our own words
            f" SELECT 'page', NULL::text, id, key FROM ({_page(query, active)}) page"
        )
    tests = " AND ".join([_tests(query), *(PASSES[name] for name in active)])
    key = _key(query)
    if query.after:
        tests += f" AND ({key}, s.initiative_id) < (%(key)s, %(pk)s)"
    return (
        f"SELECT 'page', NULL::text, s.initiative_id, {key} AS key"  # noqa: S608 - our own words
        f" FROM {_source(query)} WHERE {tests} ORDER BY {_order(query)} LIMIT %(page)s"
    )


def matches_alone(
    query: BrowseQuery, columns: str = "s.initiative_id", *, is_since: bool = False
) -> str:
    """All that match, newest first, `most` of them at most: ids, or these columns. With
    `is_since` only what was published after the moment `since`.
    """
    tests = " AND ".join([_tests(query), *(PASSES[name] for name in _active(query))])
    if is_since:
        tests += " AND s.published_at > %(since)s"
    return (
        f"SELECT {columns} FROM {_source(query)} WHERE {tests}"  # noqa: S608 - our own words
        " ORDER BY s.published_at DESC, s.initiative_id DESC LIMIT %(most)s"
    )


def _active(query: BrowseQuery) -> list[str]:
    return [name for name in PASSES if name in query.chosen]


def _matches(query: BrowseQuery, active: list[str]) -> str:
    """All that passes, then what fails one filter alone, both in order."""
    failed, tests, order = "NULL::text", _tests(query), _order(query)
    if active:
        cases = [f"WHEN NOT {PASSES[name]} THEN '{name}'" for name in active]
        failed = f"CASE {' '.join(cases)} END"
        fails = " + ".join(f"(NOT {PASSES[name]})::int" for name in active)
        tests, order = f"{tests} AND {fails} <= 1", f"{fails}, {order}"
    return (
        f"SELECT s.initiative_id AS id, {failed} AS failed, {_key(query)} AS key,"  # noqa: S608 - our own words
        f" {COUNTED} FROM {_source(query)} WHERE {tests}"
        f" ORDER BY {order} LIMIT %(cap)s"
    )


def _page(query: BrowseQuery, active: list[str]) -> str:
    """The rows of this page. By words they are ranked among the matches; otherwise a
    later page reads on in the whole table, beyond the cap too.
    """
    limit = " ORDER BY key DESC, id DESC LIMIT %(page)s"
    after = " WHERE (key, id) < (%(key)s, %(pk)s)" if query.after else ""
    if query.is_by_words:
        return (
            f"SELECT id, key FROM (SELECT id, {_best(query)} AS key FROM m"  # noqa: S608 - our own words
            " JOIN initiatives_searchrow s ON s.initiative_id = id"
            f" WHERE failed IS NULL) ranked{after}{limit}"
        )
    if not query.after:
        return f"SELECT id, key FROM m WHERE failed IS NULL{limit}"  # noqa: S608 - our own words
    tests = " AND ".join([_tests(query), *(PASSES[name] for name in active)])
    return (
        f"SELECT id, key FROM (SELECT s.initiative_id AS id, {_key(query)} AS key"  # noqa: S608 - our own words
        f" FROM {_source(query)} WHERE {tests}) rest{after}{limit}"
    )


def _source(query: BrowseQuery) -> str:
    """`like` keeps only the councils alike; the order alone keeps the others too."""
    if query.like:
        return "initiatives_searchrow s" + PEERS
    return "initiatives_searchrow s" + (" LEFT" + PEERS if query.sort == "like" else "")


def _tests(query: BrowseQuery) -> str:
    test = "s.audience <= %(clearance)s"
    return f"{test} AND {_matched(query)}" if query.q else test


def _matched(query: BrowseQuery) -> str:
    """All words, or any of those that somebody uses."""
    text = query.text
    if not text or not text.is_any_of:
        return MATCHES.format(english=_ENGLISH, welsh=_WELSH)
    numbers = range(len(text.parts))
    return MATCHES.format(
        english=f"({' || '.join(f'%(en{n})s::tsquery' for n in numbers)})",
        welsh=f"({' || '.join(f'%(cy{n})s::tsquery' for n in numbers)})",
    )


def _best(query: BrowseQuery) -> str:
    """How well a row matches. Of any words the rare ones say most, and those in title
    or summary twice as much; how near they stand decides between equals.
    """
    text = query.text
    if not text or not text.is_any_of:
        return BEST
    each = []
    for n in range(len(text.parts)):
        part = f"(CASE s.language WHEN 'cy' THEN %(cy{n})s ELSE %(en{n})s END)::tsquery"
        held = f'((s.head @@ {part})::int + (s."full" @@ {part})::int)'
        each.append(f"%(weight{n})s * {held}")
    return f"({' + '.join(each)} + 0.1 * {BEST})::float8"


def _key(query: BrowseQuery) -> str:
    return KEYS["newest" if query.sort == "best" else query.sort]


def _order(query: BrowseQuery) -> str:
    if query.is_by_words and query.text and query.text.is_any_of:
        return f"{_best(query)} DESC, s.published_at DESC"
    if query.is_by_words:
        return f"s.head @@ {_WORDS} DESC, s.published_at DESC"
    if _key(query) == KEYS["newest"]:
        return "s.published_at DESC, s.initiative_id DESC"
    return "key DESC, s.initiative_id DESC"


def _others_pass(name: str, active: list[str]) -> str:
    if name not in active:
        return "failed IS NULL"
    return f"(failed IS NULL OR failed = '{name}')"
