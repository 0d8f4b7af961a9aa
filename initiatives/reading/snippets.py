"""A piece of a text around what matched in it, short and without signs of Markdown."""

import re

from initiatives.reading.marks import CLOSE, OPEN, without_marks

MOST_LETTERS = 160
BEFORE = 60
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)?")
SIGNS = re.compile(r"(?m)\*+|`+|^\s*(?:#+|>+|[-+]|\d+\.)\s+|(?<!\w)_+|_+(?!\w)")


def snippet_of(text: str) -> str:
    """About `MOST_LETTERS` of a text with marks, whole words, beginning not long before
    the first; dots where more stands around.
    """
    plain = " ".join(SIGNS.sub("", LINK.sub(r"\1", text)).split())
    plain = plain.replace(f"{CLOSE} {OPEN}", " ")
    start = _start(plain)
    end = _end(plain, start)
    piece = plain[start:end].strip()
    if piece.count(OPEN) > piece.count(CLOSE):
        piece += CLOSE
    first, last = without_marks(piece)[:1], without_marks(piece)[-1:]
    before = "" if start == 0 and not first.islower() else "… "
    after = "" if end == len(plain) and last in ".!?" else " …"
    return f"{before}{piece}{after}"


def _start(text: str) -> int:
    """The whole of a text that fits, else from a word not far before the first mark."""
    if len(without_marks(text)) <= MOST_LETTERS:
        return 0
    mark = max(text.find(OPEN), 0)
    return 0 if mark <= BEFORE else text.rfind(" ", 0, mark - BEFORE) + 1


def _end(text: str, start: int) -> int:
    if len(without_marks(text[start:])) <= MOST_LETTERS:
        return len(text)
    marks = text[start : start + MOST_LETTERS].count(OPEN) * 2
    end = text.rfind(" ", start, start + MOST_LETTERS + marks)
    return end if end > start else start + MOST_LETTERS
