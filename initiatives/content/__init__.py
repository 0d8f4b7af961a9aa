"""What a revision's document holds, and what must be true of it.

A document is a JSON object with exactly the keys of ``FIELDS``; texts are never null,
amounts are decimal strings, months read ``2024-04``, repeating parts are lists of
objects with a permanent ``uid``. Forms check what a person types; `problems` checks any
document, whoever made it: an import, the library, a test.
"""

from initiatives.content.document import (
    Document,
    blank_document,
    completeness,
    cost_band,
    failures_audience,
    fingerprint,
    lacks_source,
    lead_codes,
    missing,
    new_uid,
    problems,
    readable_by,
    too_long,
)
from initiatives.content.fields import (
    CHALLENGE_LENGTH,
    CONFIRMED,
    FIELDS,
    NEEDED,
    PROMPTED,
    RICH_LENGTH,
    ROWS,
    SUMMARY_LENGTH,
    TITLE_LENGTH,
)
from initiatives.content.kinds import (
    Amount,
    Choice,
    Flag,
    Link,
    Many,
    Month,
    Rows,
    Text,
    Whole,
    without_controls,
)

__all__ = [
    "CHALLENGE_LENGTH",
    "CONFIRMED",
    "FIELDS",
    "NEEDED",
    "PROMPTED",
    "RICH_LENGTH",
    "ROWS",
    "SUMMARY_LENGTH",
    "TITLE_LENGTH",
    "Amount",
    "Choice",
    "Document",
    "Flag",
    "Link",
    "Many",
    "Month",
    "Rows",
    "Text",
    "Whole",
    "blank_document",
    "completeness",
    "cost_band",
    "failures_audience",
    "fingerprint",
    "lacks_source",
    "lead_codes",
    "missing",
    "new_uid",
    "problems",
    "readable_by",
    "too_long",
    "without_controls",
]
