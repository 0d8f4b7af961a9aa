"""The parts of a statement that say what matches.

Nothing in them but words from this module; what people typed is a parameter.
"""

from typing import Any

from initiatives.search.counting import ARRAYS, COLUMNS
from initiatives.search.meaning import nearest
from initiatives.search.query import BrowseQuery

CAP, CAP_OF_OTHERS = 5_000, 2_000
PAGE = 20
CHECKED = 2_000  # of what holds the words of a phrase so much is looked at
TELLING = 20  # of a sample: fewer say nothing about the whole
SAMPLE = "$$'sample=64'$$::tsquery"
READABLE = "s.audience <= %(clearance)s"
# So many at most are found by meaning alone: as near as texts about the same are, and
# not much further than the nearest. Cosines, found with the queries of docs/search.md.
NEIGHBOURS, CLOSE, NO_FURTHER = 50, 0.81, 0.05
WITHOUT_WORDS = 10  # where no text holds any of the words: then it may be about nothing

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
    "year": "s.year = ANY(%(year)s::int[])",
    "evidence": "s.evidence_level >= %(evidence)s",
    "outcome": "s.measured",
}
# The vectors would make the materialised rows spill to disk.
ROW = "s.initiative_id AS id, s.published_at, " + ", ".join(
    f"s.{column}" for column in (*COLUMNS.values(), *ARRAYS.values())
)
# What pages are sorted by and tokens hold. Steps are wider apart than any two dates, so
# that within a step the newest comes first.
DAY = "extract(epoch FROM s.published_at)::float8"
STEP = "1e10::float8"
KEYS = {
    "newest": DAY,
    "adopted": f"s.uptake_count * {STEP} + {DAY}",
    "evidence": f"s.evidence_level * {STEP} + {DAY}",
    "like": f"-coalesce(peers.rank, 1000) * {STEP} + {DAY}",
}
# The same orders as their indexes have them.
ORDERS = {
    "newest": "s.published_at DESC, s.initiative_id DESC",
    "adopted": "s.uptake_count DESC, s.published_at DESC, s.initiative_id DESC",
    "evidence": "s.evidence_level DESC, s.published_at DESC, s.initiative_id DESC",
    "like": "key DESC, s.initiative_id DESC",
}
PEERS = """(
    SELECT neighbour_id AS council_id, min(rank) AS rank FROM councils_neighbour
    WHERE council_id = %(near)s AND likeness = 'overall' GROUP BY 1
    UNION ALL SELECT %(near)s, 0) peers"""
IS_ALIKE = f"s.council_id IN (SELECT council_id FROM {PEERS})"  # noqa: S608 - our own words
LEADS = f"""(SELECT string_agg('''lead=' || council_id || '''', '|')::tsquery
    FROM {PEERS})"""  # noqa: S608 - our own words


def active_in(query: BrowseQuery) -> list[str]:
    """The filters in use."""
    return [name for name in PASSES if name in query.chosen]


def passed(query: BrowseQuery, names: list[str]) -> list[str]:
    """How a row passes these filters, and likeness where that is asked for."""
    return [PASSES[name] for name in names] + ([IS_ALIKE] if query.like else [])


def ways_of(query: BrowseQuery) -> str:
    """What is found by other ways than one condition of a row: by some of the words,
    the rare ones first, and by meaning.
    """
    ways = []
    if query.text and query.text.is_any_of:
        each = " UNION ALL ".join(
            f"(SELECT s.initiative_id AS id, %(clue_weight{n})s::float8 AS weight,"  # noqa: S608 - our own words
            f" (s.head @@ %(clue{n})s::tsquery)::int AS is_in_head"
            f" FROM initiatives_searchrow s WHERE s.audience <= %(clearance)s"
            f""" AND s."full" @@ %(clue{n})s::tsquery LIMIT %(cap)s)"""
            for n in range(len(query.text.clues))
        )
        ways.append(
            "held AS MATERIALIZED (SELECT id, sum(weight * (1 + is_in_head)) AS weight"  # noqa: S608 - our own words
            f" FROM ({each}) each GROUP BY id HAVING sum(weight) >= %(enough)s"
            " ORDER BY 2 DESC, id DESC LIMIT %(cap)s)"
        )
    if query.meaning:
        is_held = query.text and query.text.parts
        neighbours = NEIGHBOURS if is_held else WITHOUT_WORDS
        ways.append(
            f"near AS MATERIALIZED (SELECT * FROM (SELECT *, max(similarity) OVER () AS"  # noqa: S608 - our own words
            f" best FROM ({nearest(neighbours)}) near) near"
            f" WHERE similarity >= greatest({CLOSE}, best - {NO_FURTHER}))"
        )
    return "".join(f"{way}, " for way in ways)


def set_of(
    name: str, query: BrowseQuery, without: str = "", *, is_whole: bool = False
) -> str:
    """A set of matches: all filters but one passed, whichever way they were found;
    where it is to be whole, no sample of them.
    """
    names = [n for n in active_in(query) if n != without]
    found = f"{name}_words" if query.meaning else name
    if is_whole or not (has_phrase(query) or is_by_index(query, names)):
        parts = [f"{found} AS MATERIALIZED ({_by_words(query, names, name)})"]
    elif has_phrase(query):
        checked = f"{name}_checked AS MATERIALIZED ({_checked(query, names)})"
        parts = [checked, f"{found} AS MATERIALIZED ({_by_phrase(query, names, name)})"]
    else:
        few = f"{name}_few AS MATERIALIZED ({_by_words(query, names, name, SAMPLE)})"
        parts = [few, f"{found} AS MATERIALIZED ({_sampled(query, names, name)})"]
    if query.meaning:
        near = _by_meaning(query, names, found)
        every = f"SELECT * FROM {found} UNION ALL {near}"  # noqa: S608 - our own words
        parts.append(f"{name} AS MATERIALIZED ({every})")
    return ", ".join(parts)


def is_by_index(query: BrowseQuery, names: list[str]) -> bool:
    """Words or filters are looked up; not some of the words, and not everything."""
    by_words = bool(query.text and not query.text.is_any_of)
    return by_words or bool((names or query.like) and not query.text)


def _sampled(query: BrowseQuery, names: list[str], name: str) -> str:
    """To collect all that hold a common word takes long, and more than the cap is not
    looked at. So one part of 64 is asked first, and then as many as are likely to do.
    """
    few, cap = f"(SELECT count(*) FROM {name}_few)", cap_of(name)  # noqa: S608 - our own words
    rest = _by_words(query, names, name, sample_of(name), f"{few} <= {cap}")
    return f"(SELECT * FROM {name}_few WHERE {few} > {cap}) UNION ALL ({rest})"  # noqa: S608 - our own words


def sample_of(name: str) -> str:
    """SQL of the sample that a set is taken from, by how many the first part gave."""
    few = f"(SELECT count(*) FROM {name}_few)"  # noqa: S608 - our own words
    return sample_for(few, cap_of(name) * 11 // 10)


def sample_for(few: str, wanted: int) -> str:
    """SQL of the sample in which so many are likely to be found, if `few` are in one
    part of 64; the whole where it has to be.
    """
    levels = " ".join(
        f"WHEN {few} >= {max(TELLING, wanted * part // 64)} THEN $$'sample={part}'$$"
        for part in (32, 16, 8, 4, 2)
    )
    return f"(SELECT CASE {levels} ELSE '' END::tsquery)"


def cap_of(name: str) -> int:
    """How much of a set is looked at: most of the matches themselves; of what else a
    filter in use could show, less.
    """
    return CAP if name == "m" else CAP_OF_OTHERS


def limit_of(name: str) -> str:
    """One more than the cap, so that it shows; others may ask for more matches."""
    return "%(cap)s" if name == "m" else str(CAP_OF_OTHERS + 1)


def has_phrase(query: BrowseQuery) -> bool:
    """Some words have to stand together: only the texts themselves tell."""
    text = query.text
    return bool(text and not text.is_any_of and "<" in text.words)


def _checked(query: BrowseQuery, names: list[str]) -> str:
    """What holds the words of a phrase and is looked at for the phrase itself: those
    with all in title or summary first.
    """
    loosely = "s.head @@ %(loosely)s::tsquery"
    in_head = " AND ".join([READABLE, loosely, *passed(query, names)])
    anywhere = " AND ".join([READABLE, *holds(query, names, "loosely")])
    return (
        "(SELECT s.initiative_id AS id FROM initiatives_searchrow s"  # noqa: S608 - our own words
        f" WHERE {in_head} LIMIT {CHECKED // 2}) UNION"
        " (SELECT s.initiative_id FROM initiatives_searchrow s"
        f" WHERE {anywhere} LIMIT {CHECKED})"
    )


def _by_phrase(query: BrowseQuery, names: list[str], name: str) -> str:
    tests = " AND ".join([READABLE, *holds(query, names)])
    return (
        f"SELECT {ROW}, {_match_key(query)} AS key FROM {name}_checked c"  # noqa: S608 - our own words
        # Row by row: not all that hold the words, which the index would give again.
        " CROSS JOIN LATERAL (SELECT * FROM initiatives_searchrow"
        f" WHERE initiative_id = c.id OFFSET 0) s{peers_of(query)}"
        f" WHERE {tests} LIMIT {limit_of(name)}"
    )


def _by_meaning(query: BrowseQuery, names: list[str], found: str) -> str:
    """What is near in meaning and was not found yet, behind everything else."""
    tests = [READABLE]
    tests += [f"NOT EXISTS (SELECT FROM {found} w WHERE w.id = s.initiative_id)"]
    tests += passed(query, names)
    return f"""
    SELECT {ROW}, {DAY} - {STEP} AS key FROM near
    JOIN initiatives_searchrow s ON s.initiative_id = near.id{peers_of(query)}
    WHERE {" AND ".join(tests)}"""  # noqa: S608 - our own words


def _by_words(
    query: BrowseQuery, names: list[str], name: str, sample: str = "", test: str = ""
) -> str:
    """What words and filters find, of all rows or a sample, where `test` is true; all
    there is where none are given.
    """
    source, tests = "initiatives_searchrow s", [READABLE, *([test] if test else [])]
    ordered = ""
    if query.text and query.text.is_any_of:
        source = f"held JOIN {source} ON s.initiative_id = held.id"
        tests += passed(query, names)
    elif is_by_index(query, names):
        tests += holds(query, names, sample=sample)
    else:
        ordered = f" ORDER BY {ORDERS[sort_of(query)]}"
    return (
        f"SELECT {ROW}, {_match_key(query)} AS key FROM {source}{peers_of(query)}"  # noqa: S608 - our own words
        f" WHERE {' AND '.join(tests)}{ordered} LIMIT {limit_of(name)}"
    )


def _match_key(query: BrowseQuery) -> str:
    """In which order the matches are: those with the words in title or summary first,
    of any words those that hold most of their weight; then the newest.
    """
    if not query.is_by_words:
        return key_of(query)
    is_any_of = query.text and query.text.is_any_of
    best = "held.weight" if is_any_of else "(s.head @@ %(words)s::tsquery)::int"
    return f"{best} * {STEP} + {DAY}"


def holds(
    query: BrowseQuery, names: list[str], words: str = "words", sample: str = ""
) -> list[str]:
    """All words and these filters, asked of one index."""
    if query.text and not query.text.has_words:
        return ["false"]
    asked = [f"%({words})s::tsquery"] if query.text else []
    asked += [f"%(lexemes_{name})s::tsquery" for name in names]
    asked += [LEADS] if query.like else []
    asked += [sample] if sample else []
    return [f's."full" @@ ({" && ".join(asked)})'] if asked else []


def peers_of(query: BrowseQuery) -> str:
    """How like the council of a row is, where the order asks for it."""
    return f" LEFT JOIN {PEERS} USING (council_id)" if query.sort == "like" else ""


def sort_of(query: BrowseQuery) -> str:
    return "newest" if query.sort == "best" else query.sort


def key_of(query: BrowseQuery) -> str:
    return KEYS[sort_of(query)]


def lexemes_of(name: str, values: Any) -> str:
    """The filter as a query of the lexemes that `indexing` writes."""
    if name == "evidence":
        values = range(values, 6)
    return "|".join(f"'{name}={value}'" for value in values)
