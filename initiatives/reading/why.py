"""Why a search found a row: where its words stand, or that it is close in meaning.

Asked in the statement that fetches the rows of a page, for those rows alone, and of
each only what its title, summary and council do not show already.
"""

import json
import re
from typing import Any, NamedTuple

from django.db.models import JSONField
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from initiatives.reading.marks import CLOSE, OPEN, marked
from initiatives.reading.page import SECTIONS
from initiatives.reading.snippets import snippet_of
from initiatives.search.text import SearchText
from initiatives.search.weighing import Part

# Words that say much less than the others do not tell why: “how”, “people”.
TELLING = 0.25
# A text is read around the first place that may be one: to tell where words stand takes
# a fifth of a millisecond for each thousand letters.
AROUND, BEFORE = 400, 60
# Of a stem so many letters are certain: “visibility” has the stem “visibl”.
SHORTEST, UNSURE = 3, 2
PHRASE = re.compile(r"'(?:[^']|'')+'(?: <(?:-|\d+)> '(?:[^']|'')+')*")
LEXEME = re.compile(r"'((?:[^']|'')+)'")
NAMES = {
    **SECTIONS,
    "approach": gettext_lazy("What was done"),
    "outcomes": gettext_lazy("What was measured"),
    "councils": gettext_lazy("Councils"),
    "partners": gettext_lazy("Partners"),
    "topics": gettext_lazy("Services and themes"),
}
# The texts that `indexing` writes, in the order in which a reader meets them. *What did
# not work* only where everybody who may read the entry may read it as well.
_ID = "initiatives_initiative.id"
_TEXTS = f"""
SELECT name, said FROM (VALUES
    ('challenge', challenge), ('approach', approach), ('results', results),
    ('what_did_not_work', CASE
        WHEN coalesce(what_did_not_work_visibility, '') IN ('', visibility, 'public')
        THEN what_did_not_work END),
    ('advice', advice), ('conditions', conditions), ('adaptation_note', adaptation_note)
) told(name, said)
UNION ALL SELECT 'outcomes', row ->> 'measure' FROM jsonb_array_elements(outcomes) row
UNION ALL SELECT CASE WHEN c.id IS NULL THEN 'partners' ELSE 'councils' END,
                 coalesce(c.name, p.name)
    FROM initiatives_involvement v
    LEFT JOIN councils_council c ON c.id = v.council_id
    LEFT JOIN partners_partner p ON p.id = v.partner_id
    WHERE v.initiative_id = {_ID}
UNION ALL SELECT 'partners', p.name FROM partners_partner p
    WHERE p.id = initiatives_initiative.supplied_by_id
UNION ALL SELECT 'topics', concat_ws(', ', f.name, g.name)
    FROM initiatives_initiative_functions l
    JOIN initiatives_function f ON f.id = l.function_id
    LEFT JOIN initiatives_function g ON g.id = f.parent_id
    WHERE l.initiative_id = {_ID}
UNION ALL SELECT 'topics', t.name FROM initiatives_initiative_themes l
    JOIN initiatives_theme t ON t.id = l.theme_id WHERE l.initiative_id = {_ID}
"""  # noqa: S608 - only our own words
_CONFIGURATION = """CASE initiatives_initiative.language WHEN 'cy' THEN 'hub_welsh'
    ELSE 'hub_english' END::regconfig"""
_PLAIN = """CASE initiatives_initiative.language WHEN 'cy' THEN unaccent(said)
    ELSE said END"""
_OPTIONS = f"HighlightAll=true, StartSel={OPEN}, StopSel={CLOSE}"
# Takes whether meaning may have found it, the queries of which one has to hold for the
# words to have found it, the query of what is as written (a Welsh text), and the parts
# as `_part_of` writes them. The document is unpacked once.
_WHY = f"""(
SELECT CASE WHEN %s AND NOT s."full" @@ ANY(%s::text[]::tsquery[]) THEN '[""]'::jsonb
    ELSE (
        SELECT jsonb_build_array(name, headline, start > 1,
                                 length(said) >= start + {AROUND})
        FROM jsonb_to_record(document) AS d(
                 challenge text, approach text, results text, what_did_not_work text,
                 what_did_not_work_visibility text, visibility text, advice text,
                 conditions text, adaptation_note text, outcomes jsonb),
             LATERAL ({_TEXTS}) texts,
             LATERAL (SELECT regexp_instr({_PLAIN}, begins, 1, 1, 0, 'i') AS at
                      OFFSET 0) hit,
             LATERAL (SELECT greatest(at - {BEFORE}, 1) AS start) cut,
             LATERAL (SELECT ts_headline(
                 config, substr(said, start, {AROUND}), query, '{_OPTIONS}'
             ) AS headline WHERE at > 0 OFFSET 0) marks
        WHERE strpos(headline, '{OPEN}') > 0 LIMIT 1
    ) END
FROM initiatives_searchrow s
JOIN councils_council lead ON lead.id = s.council_id
CROSS JOIN LATERAL (SELECT {_CONFIGURATION} AS config OFFSET 0) read
CROSS JOIN LATERAL (
    SELECT CASE initiatives_initiative.language
               WHEN 'cy' THEN replace(querytree(%s::tsquery), '&', '|')::tsquery
               ELSE string_agg(replace(querytree((word ->> 0)::tsquery), '&', '|'), '|')
                   ::tsquery END AS query,
           string_agg(word ->> 1, '|') AS begins
    FROM jsonb_array_elements(%s::jsonb) word
    WHERE NOT s.head @@ (word ->> 0)::tsquery
      AND NOT to_tsvector('hub_english', lead.name) @@ (word ->> 0)::tsquery
    OFFSET 0
) missing
WHERE s.initiative_id = {_ID})"""  # noqa: S608 - only our own words


class Why(NamedTuple):
    """The name of the field where the words stand, and the words around them; without
    a name it is close in meaning.
    """

    field: str = ""
    snippet: SafeString = SafeString("")


def why_of(words: SearchText) -> RawSQL:
    """What `read` takes: null where there is nothing to say."""
    least = TELLING * max((part.weight for part in words.parts), default=0)
    telling = [part for part in words.parts if part.weight >= least]
    by_words = [part.query for part in telling] if words.is_any_of else [words.words]
    may_mean = words.has_words and not words.is_literal
    parts = json.dumps([_part_of(part) for part in telling])
    return RawSQL(  # noqa: S611 - only our own words
        _WHY, (may_mean, by_words, words.as_written, parts), output_field=JSONField()
    )


def _part_of(part: Part) -> tuple[str, str]:
    """A query of which any word will do, and a pattern of how these words begin."""
    phrases = [LEXEME.findall(phrase) for phrase in PHRASE.findall(part.query)]
    begins = [_begins(phrase) for phrase in phrases if "=" not in phrase[0]]
    return part.query, rf"\m({'|'.join(dict.fromkeys(begins))})"


def _begins(phrase: list[str]) -> str:
    """Words that stand together, or with a small one between."""
    stems = [re.escape(word[: max(SHORTEST, len(word) - UNSURE)]) for word in phrase]
    return r"\w*\W+(?:\w+\W+)?".join(stems)


def read(told: list[Any] | None) -> Why | None:
    """What the database told; null where there is nothing to say."""
    if told is None:
        return None
    if told == [""]:
        return Why()
    name, piece, is_cut_before, is_cut_after = told
    said = snippet_of(piece, before=is_cut_before, after=is_cut_after)
    return Why(str(NAMES[name]), marked(said))
