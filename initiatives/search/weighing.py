"""What the groups of a search weigh: how many texts hold each, and all of them.

The database makes the queries once; every statement of the search takes those.
"""

import json
import math
from dataclasses import dataclass
from typing import Any

from initiatives.search.groups import Group
from initiatives.search.limit import fetch
from initiatives.search.spelling import RARE, nearest

# With fewer that hold all the words, those that hold some of them are found as well.
FEW = 10
# How many hold a word is counted up to here. Of commoner words the statistics of the
# database say it, as of its last ANALYZE: counting those would take the longest.
COUNTED = 500
CHECKED = 300  # texts that hold the words of a phrase, at most
MANY = 20  # of the sample: no need to count the others
ALIKE_COUNTED = 50
CANDIDATES = 40  # words that a misspelt one may have been
WEAK = 0.25  # what a word counts that says little
# What all hold together is taken for many where chance alone would have so many do.
SURELY_MANY = 1_000

# The words of a phrase wherever they stand, without what is to be left out.
_LOOSELY = r"""regexp_replace(CASE WHEN strpos({query}::text, '<') = 0
    OR querytree({query}) IN ('', 'T') THEN {query}::text ELSE querytree({query}) END,
    '<(-|\d+)>', '&', 'g')"""
# One text of 64 tells whether there are many. The words of a phrase are looked for
# first, and the phrase itself among so many of the texts that hold them.
_AMONG = """(SELECT count(*) FROM (
    SELECT FROM (
        SELECT s."full" FROM initiatives_searchrow s
        WHERE s.audience <= %(clearance)s AND s."full" @@ (
            {loosely}::tsquery{sample})
        LIMIT {checked}
    ) s WHERE strpos({query}::text, '<') = 0 OR s."full" @@ {query} LIMIT {most}
) held)"""
_SAMPLE = " && $$'sample=64'$$::tsquery"


def _held(query: str, most: str) -> str:
    """SQL of how many hold a query: up to `most` exactly, where that is soon done."""
    loosely = _LOOSELY.format(query=query)
    some, each = (
        _AMONG.format(
            query=query, loosely=loosely, sample=sample, checked=CHECKED, most=limit
        )
        for sample, limit in ((_SAMPLE, str(COUNTED)), ("", most))
    )
    is_phrase = f"strpos({query}::text, '<') > 0"
    return f"""(SELECT CASE WHEN n >= {MANY} OR (n > 0 AND {is_phrase})
                THEN n * 64 ELSE {each} END
                FROM (SELECT {some} AS n OFFSET 0) sampled)"""  # noqa: S608 - our own words


_ALIKE_HELD = _AMONG.format(
    query="alike.query",
    loosely="alike.query",
    sample="",
    checked=ALIKE_COUNTED,
    most=ALIKE_COUNTED,
)
_ONE = "CASE WHEN numnode({query}) = 1 THEN btrim({query}::text, '''') END"
# Words of the trade and names of councils, which no text may hold yet.
_KNOWN = """SELECT regexp_split_to_table(
        concat_ws(' ', term_spoken, meaning_spoken), '[^a-z]+') AS word
    FROM initiatives_synonym WHERE language = 'en'
    UNION SELECT regexp_split_to_table(search_name, '[^a-z]+') FROM councils_council"""
# How many texts there are, as far as it matters.
_TEXTS = """(SELECT CASE WHEN reltuples > 10000 THEN reltuples
    ELSE (SELECT count(*) FROM initiatives_searchrow) END
    FROM pg_class WHERE oid = 'initiatives_searchrow'::regclass)"""
WEIGH = f"""
WITH stated AS MATERIALIZED (
    SELECT lexeme, share, c.reltuples AS texts
    FROM pg_class c JOIN pg_stats ON tablename = relname
         AND schemaname = relnamespace::regnamespace::text AND attname = 'full',
         unnest(most_common_elems::text::text[], most_common_elem_freqs)
             AS most(lexeme, share)
    WHERE c.oid = 'initiatives_searchrow'::regclass AND lexeme IS NOT NULL
), asked AS MATERIALIZED (
    SELECT a.*, stated.share, stated.share * stated.texts AS texts
    FROM (
        SELECT number, word, (array_agg(en ORDER BY place))[1] AS said,
               coalesce(string_agg('(' || en::text || ')', '|')
                        FILTER (WHERE numnode(en) > 0), '')::tsquery AS query,
               coalesce(string_agg('(' || cy::text || ')', '|')
                        FILTER (WHERE numnode(cy) > 0), '')::tsquery AS as_written,
               string_agg('(' || cy::text || ')', '|') FILTER (WHERE is_welsh) AS welsh,
               array_agg(en::text ORDER BY place) FILTER (WHERE NOT is_welsh) AS ways
        FROM (
            SELECT number, word, place, is_welsh,
                   websearch_to_tsquery(
                       CASE WHEN is_welsh THEN 'hub_welsh' ELSE 'hub_english'
                       END::regconfig, said) AS en,
                   websearch_to_tsquery('hub_welsh', said) AS cy
            FROM jsonb_to_recordset(%(groups)s)
                 AS g(number int, word text, ways jsonb, translated jsonb),
                 LATERAL (
                     SELECT said, place, false AS is_welsh
                     FROM jsonb_array_elements_text(ways) WITH ORDINALITY w(said, place)
                     UNION ALL SELECT said, 999, true
                     FROM jsonb_array_elements_text(translated) t(said)
                 ) way
        ) each
        GROUP BY number, word
    ) a
    LEFT JOIN stated ON stated.lexeme = {_ONE.format(query="a.said")}
    WHERE numnode(said) > 0
), whole AS MATERIALIZED (
    SELECT coalesce(string_agg('(' || query::text || ')', '&'), '')::tsquery AS query,
           coalesce(string_agg('(' || as_written::text || ')', '&')
                    FILTER (WHERE numnode(as_written) > 0), '')::tsquery AS as_written,
           exp(sum(ln(share))) * min(texts / share) AS likely,
           count(*) FILTER (WHERE share IS NULL) AS unsure
    FROM asked
), counted AS MATERIALIZED (
    SELECT *, CASE WHEN NOT %(counting)s THEN 1
              WHEN texts > {COUNTED} THEN texts
              ELSE {_held("asked.query", "%(counted)s")} END AS held
    FROM asked
)
SELECT number, held, query::text, ways, welsh,
       CASE WHEN held <= {RARE} AND word <> '' THEN (
           SELECT jsonb_agg(jsonb_build_array(alike.word, CASE
               WHEN stated.share * stated.texts > {COUNTED}
               THEN stated.share * stated.texts
               ELSE greatest({_ALIKE_HELD}, alike.is_known::int) END))
           FROM (
               SELECT word, bool_or(is_known) AS is_known,
                      plainto_tsquery('hub_english', word) AS query FROM (
                   SELECT w.word, false AS is_known FROM initiatives_word w
                   WHERE w.word %% counted.word
                   UNION
                   SELECT w.word, false FROM initiatives_word w
                   WHERE left(w.word, 1) = left(counted.word, 1)
                     AND length(w.word) BETWEEN length(counted.word) - 2
                                            AND length(counted.word) + 2
                     AND levenshtein_less_equal(w.word, counted.word, 2) <= 2
                   UNION
                   SELECT k.word, true FROM ({_KNOWN}) k
                   WHERE length(k.word) BETWEEN 4 AND 30
                     AND levenshtein_less_equal(k.word, counted.word, 2) <= 2
               ) near
               GROUP BY word
               ORDER BY word <-> counted.word, word LIMIT {CANDIDATES}
           ) alike
           LEFT JOIN stated ON stated.lexeme = {_ONE.format(query="alike.query")}
       ) END
FROM counted
UNION ALL
SELECT NULL,
       CASE WHEN NOT %(several)s THEN {FEW}
            WHEN unsure = 0 AND likely > {SURELY_MANY} THEN {FEW}
            ELSE {_held("whole.query", str(FEW))} END,
       query::text, ARRAY[{_LOOSELY.format(query="query")}], as_written::text,
       to_jsonb({_TEXTS}) FROM whole
ORDER BY 1 NULLS LAST
"""  # noqa: S608 - only our own words


@dataclass(frozen=True)
class Part:
    """A group as the database reads it: each way to say it in an English text, with
    what that counts, and the query for a Welsh one; how many texts hold it; and what it
    weighs: the rarer, the more.
    """

    query: str
    held: float
    weight: float
    ways: tuple[tuple[str, float], ...] = ()
    welsh: str = ""

    def and_also(self, other: "Part") -> "Part":
        """Both together."""
        query = f"({self.query})&({other.query})"
        return Part(query, min(self.held, other.held), self.weight + other.weight)


@dataclass(frozen=True)
class Weighed:
    """The whole as the database reads it; `loosely`, where phrases need not be ones;
    and `as_written`, for what is not stemmed; how many hold all of it, up to `FEW`; its
    parts; and the right spelling of words that few hold.
    """

    words: str
    loosely: str
    as_written: str
    hold_all: int
    parts: tuple[Part, ...]
    meant: dict[str, str]


def weigh(groups: list[Group], clearance: int, *, spelling: bool) -> Weighed:
    """Weigh the groups in one statement; with `spelling` look for words meant."""
    asked = [
        {
            "number": number,
            "ways": [group.said, *(f'"{way}"' for way, _count in group.same)],
            # Without quotes: Welsh puts little words between.
            "translated": group.translated,
            "word": group.word if spelling else "",
        }
        for number, group in enumerate(groups)
    ]
    several = len(groups) > 1
    values: dict[str, str | int | bool] = {
        "groups": json.dumps(asked),
        "clearance": clearance,
        "counted": COUNTED if several else RARE + 1,
        "several": several,
        "counting": several or any(g.same or (g.word and spelling) for g in groups),
    }
    *rows, whole = fetch(WEIGH, values)
    _number, hold_all, words, (loosely,), as_written, texts = whole
    meant = {
        groups[number].word: right
        for number, held, *_row, alike in rows
        if alike and (right := nearest(groups[number].word, json.loads(alike), held))
    }
    strong = any(not groups[number].is_weak for number, held, *_row in rows if held)
    parts = [
        _part(row, groups[row[0]], json.loads(texts), strong=strong)
        for row in rows
        if row[1]
    ]
    return Weighed(words, loosely, as_written, hold_all, tuple(parts), meant)


def _part(row: tuple[Any, ...], group: Group, texts: float, *, strong: bool) -> Part:
    _number, held, query, asked, welsh, _alike = row
    counts = [1.0, *(count for _way, count in group.same)]
    ways: dict[str, float] = {}
    for way, count in zip(asked, counts, strict=True):
        if way:
            ways[way] = max(count, ways.get(way, 0))
    weight = math.log1p(max(texts, held) / held) * (
        WEAK if strong and group.is_weak else 1
    )
    return Part(query, held, weight, tuple(ways.items()), welsh or "")
