"""Names and keys of what filters speak of, in one statement."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

from councils.models.names import plain
from initiatives.search.spoken import Synonym

# What names may have at their end, and people leave away.
STYLES = re.compile(
    r" (?:(?:city|county|borough|metropolitan|district|london|unitary) )*council$"
)
FIRMS = (" ltd", " limited", " plc")
# What a Welsh term means may have an abbreviation: so that is looked up as well.
SAID = """
WITH said AS (
    SELECT %(spoken)s::text[] || ARRAY(
        SELECT meaning_spoken::text FROM initiatives_synonym
        WHERE language = 'cy' AND term_spoken = ANY(%(spoken)s::text[])
    ) AS words
)
"""
SYNONYMS = """(SELECT 'spoken', s.term_spoken, s.meaning, s.in_capitals::int, s.term,
                  CASE s.language WHEN 'cy' THEN 'en' ELSE '' END
           FROM initiatives_synonym s
           WHERE s.term_spoken = ANY((SELECT words FROM said)::text[])
           ORDER BY s.id)
UNION ALL (SELECT 'spoken', s.meaning_spoken, s.term, 0, s.term,
                  CASE s.language WHEN 'cy' THEN 'cy' ELSE '' END
           FROM initiatives_synonym s
           WHERE s.meaning_spoken = ANY((SELECT words FROM said)::text[])
           ORDER BY s.id)
"""
LABELS = f"""
{SAID}
SELECT 'function', f.code, f.name, f.id, p.code, f.slug
FROM initiatives_function f LEFT JOIN initiatives_function p ON p.id = f.parent_id
UNION ALL SELECT 'theme', slug, name, id, NULL, slug FROM initiatives_theme
UNION ALL (SELECT 'council', slug, short_name, id, search_name, name
          FROM councils_council
          WHERE (slug = ANY(%(councils)s)
                 OR EXISTS (
              SELECT FROM unnest(string_to_array(search_name, ' / ')) name
              WHERE name = ANY(%(named)s)))
            AND (starts_on IS NULL OR starts_on <= %(today)s)
          ORDER BY coalesce(ends_on < %(today)s, false))
UNION ALL SELECT 'partner', slug, name, id, NULL, name FROM partners_partner
          WHERE (slug = ANY(%(partners)s) OR lower(name) = ANY(%(named)s))
            AND status = 'verified'
UNION ALL {SYNONYMS}
"""  # noqa: S608 - our own words


@dataclass(frozen=True)
class Label:
    """One value of a filter: its name in addresses, its words, its key; the full name,
    and all names in plain letters.
    """

    kind: str
    value: str
    text: str
    pk: int = 0
    parent: str | None = None
    full: str = ""
    names: tuple[str, ...] = ()


Labels = dict[tuple[str, str], Label]


def fetch_labels(
    *, councils: list[str], partners: list[str], spoken: list[str], named: list[str]
) -> tuple[Labels, list[Synonym]]:
    """All functions and themes, and the councils and partners asked for, by slug, or
    `named`; and what means the same as something spoken.
    """
    names: dict[str, Any] = {
        "councils": [slug for slug in councils if "\x00" not in slug],
        "partners": [slug for slug in partners if "\x00" not in slug],
        "spoken": spoken,
        "named": _names(named),
        "today": timezone.localdate(),
    }
    with connection.cursor() as cursor:
        cursor.execute(LABELS, names)
        rows = cursor.fetchall()
    labels, synonyms = {}, []
    for kind, value, text, pk, parent, more in rows:
        if kind == "spoken":
            synonyms.append(Synonym(value, text, str(parent), bool(pk), more))
            continue
        if kind == "council":
            label = Label(kind, value, text, pk, None, more, tuple(parent.split(" / ")))
        else:
            label = Label(kind, value, text, pk, parent, text, bare_names(text))
        labels[kind, value] = label
        if kind == "function" and value != more:
            labels.setdefault((kind, more), label)
    return labels, synonyms


def fetch_synonyms(spoken: list[str]) -> list[Synonym]:
    """What means the same as something spoken."""
    with connection.cursor() as cursor:
        cursor.execute(f"{SAID}{SYNONYMS}", {"spoken": spoken})
        rows = cursor.fetchall()
    return [
        Synonym(value, text, term, bool(in_capitals), into)
        for _kind, value, text, in_capitals, term, into in rows
    ]


@lru_cache(maxsize=1_000)
def bare_names(name: str) -> tuple[str, ...]:
    """A name in plain letters, as it is and without what people leave away."""
    said = plain(name)
    for firm in FIRMS:
        said = said.removesuffix(firm)
    return tuple(dict.fromkeys([plain(name), said, STYLES.sub("", said)]))


def _names(spoken: list[str]) -> list[str]:
    """How a name may stand in the register for what was said."""
    said = {name for run in spoken for name in (run, *bare_names(run))} - {""}
    return [*said, *(f"{run}{firm}" for run in said for firm in FIRMS)]
