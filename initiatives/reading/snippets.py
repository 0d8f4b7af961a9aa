"""A piece of a text around what matched in it, short and without signs of Markdown."""

import re

from initiatives.reading.marks import CLOSE, OPEN, without_marks

MOST_LETTERS = 160
BEFORE = 60
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)?")
SIGNS = re.compile(r"(?m)\*+|`+|^\s*(?:#+|>+|[-+]|\d+\.)\s+|(?<!\w)_+|_+(?!\w)")


def snippet_of(piece: str, *, before: bool, after: bool) -> str:
    """About `MOST_LETTERS` of a text with marks, in whole words, from not long before
    the first mark; dots where more stands around, as it does `before` or `after` what
    is given.
    """
    text = " ".join(SIGNS.sub("", LINK.sub(r"\1", piece)).split())
    text = text.replace(f"{CLOSE} {OPEN}", " ")
    if before and not text.startswith(OPEN):
        text = text.partition(" ")[2] or text
    if after and not text.endswith(CLOSE):
        text = text.rpartition(" ")[0] or text
    start = _start(text)
    end = _end(text, start)
    said = text[start:end].strip()
    if said.count(OPEN) > said.count(CLOSE):
        said += CLOSE
    more_before = "… " if before or start else ""
    more_after = " …" if after or end < len(text) else ""
    return f"{more_before}{said}{more_after}"


def _start(text: str) -> int:
    """A word not far before the first mark, unless the whole text fits."""
    mark = max(text.find(OPEN), 0)
    if mark <= BEFORE or len(without_marks(text)) <= MOST_LETTERS:
        return 0
    return text.rfind(" ", 0, mark - BEFORE) + 1


def _end(text: str, start: int) -> int:
    if len(without_marks(text[start:])) <= MOST_LETTERS:
        return len(text)
    marks = text[start : start + MOST_LETTERS].count(OPEN) * 2
    end = text.rfind(" ", start, start + MOST_LETTERS + marks)
    return end if end > start else start + MOST_LETTERS
