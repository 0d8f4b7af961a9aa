"""Names and keys of what filters speak of, in one statement."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

LABELS = """
SELECT 'function', f.code, f.name, f.id, p.code, f.slug
FROM initiatives_function f LEFT JOIN initiatives_function p ON p.id = f.parent_id
UNION ALL SELECT 'theme', slug, name, id, NULL, slug FROM initiatives_theme
UNION ALL SELECT 'council', slug, short_name, id, NULL, slug FROM councils_council
          WHERE slug = ANY(%(councils)s)
            AND (starts_on IS NULL OR starts_on <= %(today)s)
UNION ALL SELECT 'partner', slug, name, id, NULL, slug FROM partners_partner
          WHERE slug = ANY(%(partners)s) AND status = 'verified'
"""


@dataclass(frozen=True)
class Label:
    """One value of a filter: its name in addresses, its words, its key."""

    kind: str
    value: str
    text: str
    pk: int = 0
    parent: str | None = None


def fetch_labels(
    *, councils: list[str], partners: list[str]
) -> dict[tuple[str, str], Label]:
    """All functions and themes, and the councils and partners asked for, by slug."""
    names: dict[str, Any] = {
        "councils": [slug for slug in councils if "\x00" not in slug],
        "partners": [slug for slug in partners if "\x00" not in slug],
        "today": timezone.localdate(),
    }
    with connection.cursor() as cursor:
        cursor.execute(LABELS, names)
        rows = cursor.fetchall()
    labels = {}
    for kind, value, text, pk, parent, slug in rows:
        label = Label(kind, value, text, pk, parent)
        labels[kind, value] = label
        if kind == "function" and value != slug:
            labels.setdefault((kind, slug), label)
    return labels
