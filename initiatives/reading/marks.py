"""What matched, marked: by the database in letters of its own, as HTML afterwards."""

import html
import re

from django.utils.safestring import SafeString, mark_safe

# Letters of the private use area: no text holds them, and they survive escaping.
OPEN, CLOSE = "\ue000", "\ue001"
MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


def marked(text: str) -> SafeString:
    """Turn the database's marks into <mark>, everything else escaped."""
    escaped = html.escape(text)
    return mark_safe(escaped.replace(OPEN, "<mark>").replace(CLOSE, "</mark>"))  # noqa: S308 - escaped on the line above


def without_marks(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")
