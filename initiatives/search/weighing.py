"""What the groups of a search weigh: how many texts hold each, and all of them.

The database makes the queries once; every statement of the search takes those.
"""

import json
import math
from dataclasses import dataclass

from django.db import connection

from initiatives.search.spelling import nearest

# With fewer that hold all the words, those that hold some of them are found as well.
FEW = 10
# How many hold a word is counted up to here. Of commoner words the statistics of the
# database say it, as of its last ANALYZE: counting those would take the longest.
COUNTED = 500
CANDIDATES = 25  # words that a misspelt one may have been
# What all hold together is taken for many where chance alone would have so many do.
SURELY_MANY = 1_000

_HOLD = """(SELECT count(*) FROM (
    SELECT FROM initiatives_searchrow s
    WHERE s.audience <= %(clearance)s AND s."full" @@ {query} LIMIT {most}) held)"""
# A text in Welsh is asked by the Welsh query alone, and the others by the English, only
# where that matters: where words are left out.
_BOTH = """CASE WHEN strpos({en}::text, '!') = 0 THEN {en} || {cy} ELSE
    ({en} && '!''language=cy'''::tsquery) || ({cy} && '''language=cy'''::tsquery) END"""
_ONE = "CASE WHEN numnode({query}) = 1 THEN btrim({query}::text, '''') END"
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
    SELECT a.*, {_BOTH.format(en="en", cy="cy")} AS query,
           stated.share, stated.share * stated.texts AS texts
    FROM (
        SELECT number, word, (array_agg(en ORDER BY place))[1] AS said,
               coalesce(string_agg(en::text, '|'), '')::tsquery AS en,
               coalesce(string_agg(cy::text, '|'), '')::tsquery AS cy,
               array_agg(DISTINCT en::text) || array_agg(DISTINCT cy::text)
                   FILTER (WHERE cy::text <> en::text) AS alternatives
        FROM (
            SELECT number, word, place, websearch_to_tsquery('hub_english', said) AS en,
                   websearch_to_tsquery('hub_welsh', said) AS cy
            FROM jsonb_to_recordset(%(groups)s)
                 AS g(number int, word text, alternatives jsonb),
                 jsonb_array_elements_text(alternatives) WITH ORDINALITY a(said, place)
        ) each
        WHERE numnode(en) > 0 GROUP BY number, word
    ) a
    LEFT JOIN stated ON stated.lexeme = {_ONE.format(query="a.said")}
), whole AS MATERIALIZED (
    SELECT *, {_BOTH.format(en="en", cy="cy")} AS query
    FROM (SELECT coalesce(string_agg('(' || en::text || ')', '&')
                          , '')::tsquery AS en,
                 coalesce(string_agg('(' || cy::text || ')', '&')
                          , '')::tsquery AS cy,
                 exp(sum(ln(share))) * min(texts / share) AS likely,
                 count(*) FILTER (WHERE share IS NULL) AS unsure
          FROM asked) w
), counted AS MATERIALIZED (
    SELECT *, CASE WHEN texts > {COUNTED} THEN texts
              ELSE {_HOLD.format(query="asked.query", most="%(counted)s")} END AS held
    FROM asked
)
SELECT number, held, query::text, alternatives, NULL, NULL,
       CASE WHEN held = 0 AND word <> '' THEN (
           SELECT jsonb_agg(jsonb_build_array(alike.word, CASE
               WHEN stated.share * stated.texts > {COUNTED} THEN stated.share * stated.texts
               ELSE {_HOLD.format(query="alike.query", most=COUNTED)} END))
           FROM (
               SELECT word, plainto_tsquery('hub_english', word) AS query FROM (
                   SELECT w.word FROM initiatives_word w WHERE w.word %% counted.word
                   UNION
                   SELECT w.word FROM initiatives_word w
                   WHERE left(w.word, 1) = left(counted.word, 1)
                     AND length(w.word) BETWEEN length(counted.word) - 2
                                            AND length(counted.word) + 2
                     AND levenshtein_less_equal(w.word, counted.word, 2) <= 2
               ) near
               ORDER BY levenshtein(word, counted.word), word LIMIT {CANDIDATES}
           ) alike
           LEFT JOIN stated ON stated.lexeme = {_ONE.format(query="alike.query")}
       ) END
FROM counted
UNION ALL
SELECT NULL,
       CASE WHEN NOT %(several)s THEN {FEW}
            WHEN unsure = 0 AND likely > {SURELY_MANY} THEN {FEW}
            ELSE {_HOLD.format(query="whole.query", most=FEW)} END,
       query::text, NULL, en::text, cy::text, to_jsonb({_TEXTS}) FROM whole
ORDER BY 1 NULLS LAST
"""  # noqa: S608 - only our own words


@dataclass(frozen=True)
class Part:
    """A group as the database reads it, and each way to say it; how many texts hold it,
    and what it weighs: the rarer, the more.
    """

    query: str
    alternatives: tuple[str, ...]
    held: float
    weight: float


@dataclass(frozen=True)
class Weighed:
    """The whole as the database reads it, in English, Welsh and both; how many hold all
    of it, up to `FEW`; its parts; and the right spelling of words that nothing holds.
    """

    english: str
    welsh: str
    words: str
    hold_all: int
    parts: tuple[Part, ...]
    meant: dict[str, str]


def weigh(groups: list[tuple[list[str], str]], clearance: int) -> Weighed:
    """Weigh groups of what means the same, and the word that may be misspelt or ""."""
    several = len(groups) > 1
    asked = [
        {"number": number, "alternatives": alternatives, "word": word}
        for number, (alternatives, word) in enumerate(groups)
    ]
    values = {
        "groups": json.dumps(asked),
        "clearance": clearance,
        "counted": COUNTED if several else 1,
        "several": several,
    }
    with connection.cursor() as cursor:
        cursor.execute(WEIGH, values)
        *rows, whole = cursor.fetchall()
    _number, hold_all, words, _ways, english, welsh, texts = whole
    meant = {}
    for number, *_row, alike in rows:
        word = groups[number][1]
        right = nearest(word, json.loads(alike)) if alike else ""
        if right:
            meant[word] = right
    parts = [
        Part(query, tuple(ways), held, math.log1p(json.loads(texts) / held))
        for _number, held, query, ways, _en, _cy, _alike in rows
        if held
    ]
    return Weighed(english, welsh, words, hold_all, tuple(parts), meant)
