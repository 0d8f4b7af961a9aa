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
TEXTS = 20_000  # as if there were so many: only the order of the weights matters
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
    FROM (SELECT number, word, websearch_to_tsquery('hub_english', text) AS en,
                 websearch_to_tsquery('hub_welsh', text) AS cy,
                 websearch_to_tsquery('hub_english', said) AS said
          FROM jsonb_to_recordset(%(groups)s)
               AS g(number int, text text, said text, word text)) a
    LEFT JOIN stated ON stated.lexeme = {_ONE.format(query="a.said")}
), whole AS MATERIALIZED (
    SELECT *, {_BOTH.format(en="en", cy="cy")} AS query
    FROM (SELECT coalesce(string_agg('(' || en::text || ')', '&')
                          FILTER (WHERE numnode(en) > 0), '')::tsquery AS en,
                 coalesce(string_agg('(' || cy::text || ')', '&')
                          FILTER (WHERE numnode(cy) > 0), '')::tsquery AS cy,
                 exp(sum(ln(share))) * min(texts / share) AS likely,
                 count(*) FILTER (WHERE share IS NULL AND numnode(en) > 0) AS unsure
          FROM asked) w
), counted AS MATERIALIZED (
    SELECT *, CASE WHEN texts > {COUNTED} THEN texts
              ELSE {_HOLD.format(query="asked.query", most="%(counted)s")} END AS held
    FROM asked
)
SELECT number, numnode(en) > 0, held, en::text, cy::text, query::text,
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
SELECT NULL, numnode(en) > 0,
       CASE WHEN NOT %(several)s THEN {FEW}
            WHEN unsure = 0 AND likely > {SURELY_MANY} THEN {FEW}
            ELSE {_HOLD.format(query="whole.query", most=FEW)} END,
       en::text, cy::text, query::text, NULL FROM whole
ORDER BY 1 NULLS LAST
"""  # noqa: S608 - only our own words


@dataclass(frozen=True)
class Part:
    """A group as the database reads it, how many texts hold it, and what it weighs: the
    rarer, the more.
    """

    query: str
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
    has_words: bool
    hold_all: int
    parts: tuple[Part, ...]
    meant: dict[str, str]


def weigh(groups: list[dict[str, str]], clearance: int) -> Weighed:
    """Weigh groups of `text`, what was `said`, and the `word` that may be misspelt."""
    several = len(groups) > 1
    values = {
        "groups": json.dumps([{"number": n, **g} for n, g in enumerate(groups)]),
        "clearance": clearance,
        "counted": COUNTED if several else 1,
        "several": several,
    }
    with connection.cursor() as cursor:
        cursor.execute(WEIGH, values)
        *rows, whole = cursor.fetchall()
    meant = {}
    for number, *_row, alike in rows:
        word = groups[number]["word"]
        right = nearest(word, json.loads(alike)) if alike else ""
        if right:
            meant[word] = right
    parts = [
        Part(query, held, math.log1p(TEXTS / held))
        for _number, has_words, held, _en, _cy, query, _alike in rows
        if has_words and held
    ]
    _number, has_words, hold_all, english, welsh, words, _alike = whole
    return Weighed(english, welsh, words, has_words, hold_all, tuple(parts), meant)
