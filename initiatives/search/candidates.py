"""The parts of a statement that say which matches may be among the best, and what tells
how good each is. `ranking` puts them in order.
"""

from initiatives.search import matches
from initiatives.search.matches import (
    PEERS,
    READABLE,
    STEP,
    active_in,
    has_phrase,
    passed,
)
from initiatives.search.meaning import similarity_of
from initiatives.search.query import BrowseQuery
from initiatives.search.weighing import Part

# So many of the best matches by the words, at most, are ranked more closely; and of
# those among more than can be looked at, the newest.
CANDIDATES, NEWEST = 200, 50
# With so many in a sample of one in 64, the newest are found among some 3,000 rows.
SO_COMMON, LOOKED_UP = 260, 1_000
# Of a word in the text, in names, in the summary, in the title.
WEIGHTS = "{0.4, 0.7, 0.7, 1}"


def top_of(query: BrowseQuery) -> str:
    """Where more match than are looked at. Of those with the words in title or summary
    more are looked up where few were among them; where there are many, the newest are
    found by reading back in time.
    """
    text = query.text
    if not query.is_by_words or not text or text.is_any_of or has_phrase(query):
        return ""
    held = [READABLE, "s.head @@ %(words)s::tsquery"]
    tests = " AND ".join([*held, *passed(query, active_in(query))])
    is_cut = f"(SELECT n FROM size) > {matches.CAP}"  # noqa: S608 - our own words
    return f""",
top AS MATERIALIZED (
    SELECT s.initiative_id AS id, s.published_at FROM initiatives_searchrow s
    WHERE {is_cut} AND {_in_head("m")} < {CANDIDATES} AND {tests} LIMIT {LOOKED_UP}
), newest AS MATERIALIZED (
    SELECT s.initiative_id AS id FROM initiatives_searchrow s
    WHERE {is_cut} AND {_in_head("m_few")} >= {SO_COMMON} AND {tests}
    ORDER BY s.published_at DESC LIMIT {NEWEST}
)"""  # noqa: S608 - our own words


def _in_head(found: str) -> str:
    """SQL of how many of what was found hold the words in title or summary."""
    return f"(SELECT count(*) FROM {found} WHERE key > {STEP})"  # noqa: S608 - our own words


def best_of(query: BrowseQuery) -> str:
    """What may be among the best, by words and by meaning, and what tells how good it
    is: `key` by the words; `facts` are similarity, evidence, time, likeness.
    """
    ways = [f"(SELECT id FROM m ORDER BY key DESC, id DESC LIMIT {CANDIDATES})"]  # noqa: S608 - our own words
    if top_of(query):
        ways += [
            f"(SELECT id FROM top ORDER BY published_at DESC LIMIT {CANDIDATES})",  # noqa: S608 - our own words
            "SELECT id FROM newest",
        ]
    similarity, near = "NULL", ""
    if query.meaning:
        similarity = similarity_of("v")
        near = " LEFT JOIN initiatives_meaning v ON v.initiative_id = c.id"
        ways.append("SELECT near.id FROM near JOIN m ON m.id = near.id")
    rank, peers = "NULL", ""
    if query.near:
        rank, peers = "peers.rank", f" LEFT JOIN {PEERS} USING (council_id)"
    return f"""
SELECT 'best' AS kind, NULL AS value, c.id AS number, ({_score(query)})::float8 AS key,
       ARRAY[{similarity}, s.evidence_level, extract(epoch FROM s.published_at),
             {rank}]::float8[] AS facts
FROM ({" UNION ".join(ways)}) c
JOIN initiatives_searchrow s ON s.initiative_id = c.id{near}{peers}
CROSS JOIN LATERAL (SELECT s."full" || '' AS doc OFFSET 0) unpacked"""  # noqa: S608 - our own words


def _score(query: BrowseQuery) -> str:
    """How well a row holds the words, from 0 up to about 1: of each group the way that
    it is said best, the rare ones saying most, a title more than a text.
    """
    parts = query.text.parts if query.text else ()
    return (
        " + ".join(
            f"%(weight{number})s * greatest({', '.join(_ways_of(number, part))})"
            for number, part in enumerate(parts)
        )
        or "0"
    )


def _ways_of(number: int, part: Part) -> list[str]:
    # Asked whether it matches as well: the rank alone does not know phrases.
    ways = [
        f"CASE WHEN doc @@ %(way{number}_{place})s::tsquery THEN {count} *"
        f" ts_rank('{WEIGHTS}', doc, %(way{number}_{place})s::tsquery) ELSE 0 END"
        for place, (_way, count) in enumerate(part.ways)
    ]
    if part.welsh:
        # The rank of several words is the sum over all, divided by how many they are.
        welsh = f"%(welsh{number})s::tsquery"
        rank = f"ts_rank('{WEIGHTS}', doc, {welsh}) * (numnode({welsh}) + 1) / 2"
        ways.append(f"CASE s.language WHEN 'cy' THEN least(1, {rank}) ELSE 0 END")
    return ways
