"""Words and addresses for the codes in a document."""

from dataclasses import dataclass

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from initiatives.content import Document, lead_codes
from initiatives.models import pk_from_reference

NAMES = """
SELECT la_code, name FROM councils_council WHERE la_code = ANY(%s)
UNION ALL SELECT slug, name FROM partners_partner WHERE slug = ANY(%s)
"""
# Without a slug there is no page that everybody may open.
LINKS = """
SELECT 'council', la_code, name, CASE WHEN starts_on > %(today)s THEN '' ELSE slug END
FROM councils_council WHERE la_code = ANY(%(councils)s)
UNION ALL
SELECT 'partner', slug, name, CASE status WHEN 'verified' THEN slug ELSE '' END
FROM partners_partner WHERE slug = ANY(%(partners)s)
UNION ALL SELECT 'function', code, name, slug
FROM initiatives_function WHERE code = ANY(%(functions)s)
UNION ALL SELECT 'theme', slug, name, slug
FROM initiatives_theme WHERE slug = ANY(%(themes)s)
UNION ALL SELECT 'initiative', '', title, slug FROM initiatives_initiative
WHERE id = %(origin)s AND status = 'published' AND audience <= %(clearance)s
"""
PAGES = {
    "council": "councils:detail",
    "partner": "partners:detail",
    "function": "initiatives:function",
    "theme": "initiatives:theme",
    "initiative": "initiatives:detail",
}


@dataclass(frozen=True)
class Link:
    """A name, and its page if the reader may open one."""

    text: str
    url: str = ""


Links = dict[tuple[str, str], Link]


def links_in(document: Document, clearance: int) -> Links:
    """By kind and code: all that a document mentions, in one statement.

    The initiative that it was adapted from has no code here, and is left out where
    the reader may not know of it.
    """
    councils, partners = codes_in(document)
    values = {
        "councils": sorted(councils),
        "partners": sorted(partners),
        "functions": document.get("functions", []),
        "themes": document.get("themes", []),
        "origin": pk_from_reference(document.get("adapted_from", "")),
        "clearance": clearance,
        "today": timezone.localdate(),
    }
    with connection.cursor() as cursor:
        cursor.execute(LINKS, values)
        return {
            (kind, code): Link(text, reverse(PAGES[kind], args=[slug]) if slug else "")
            for kind, code, text, slug in cursor.fetchall()
        }


def names_of(councils: set[str], partners: set[str]) -> dict[str, str]:
    """Names by register code and by slug, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES, [sorted(councils), sorted(partners)])
        return dict(cursor.fetchall())


def codes_in(document: Document) -> tuple[set[str], set[str]]:
    """Codes of the councils and slugs of the partners that a document mentions."""
    rows = document.get("involvements", [])
    councils = {row["council"] for row in rows} | {*lead_codes(document)}
    partners = {row["partner"] for row in rows}
    return councils - {""}, partners - {""}
