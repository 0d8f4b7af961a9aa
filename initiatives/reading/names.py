"""Words for the codes in a document."""

from django.db import connection

from initiatives.content import Document
from initiatives.reading.page import codes_in

NAMES = """
SELECT la_code, name FROM councils_council WHERE la_code = ANY(%s)
UNION ALL SELECT slug, name FROM partners_partner WHERE slug = ANY(%s)
"""


def names_in(document: Document) -> dict[str, str]:
    """Name by code of every council and partner mentioned, in at most one statement."""
    if not document.get("involvements"):
        return {}
    return names_of(*codes_in(document))


def names_of(councils: set[str], partners: set[str]) -> dict[str, str]:
    """Names by register code and by slug, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES, [sorted(councils), sorted(partners)])
        return dict(cursor.fetchall())
