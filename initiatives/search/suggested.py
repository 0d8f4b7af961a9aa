"""Searches to offer on the first page: of what officers ask, what is answered here."""

from django.db import connection

OFFERED = 5
# Problems as people say them, the most pressing first.
PROBLEMS = [
    "damp and mould", "temporary accommodation", "council tax", "homelessness",
    "paying for care", "missed bins", "planning applications", "housing repairs",
    "potholes", "school transport", "parking fines", "mental health",
]  # fmt: skip


STATEMENT = f"""
SELECT asked.words
FROM unnest(%(problems)s::text[]) WITH ORDINALITY AS asked(words, number)
WHERE EXISTS (SELECT 1 FROM initiatives_searchrow s WHERE s.audience <= %(clearance)s
              AND s."full" @@ websearch_to_tsquery('hub_english', asked.words))
ORDER BY asked.number LIMIT {OFFERED}
"""  # noqa: S608 - only our own words


def searches_that_find(clearance: int) -> list[str]:
    """Each of them finds something that a viewer of this clearance may read."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"problems": PROBLEMS, "clearance": clearance})
        return [words for (words,) in cursor.fetchall()]
