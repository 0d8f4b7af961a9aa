"""Completes what is being typed with what stands in titles."""

import re
from collections import Counter
from collections.abc import Iterable

from councils.models.names import plain

MOST_COMPLETED = 3
WORD = re.compile(r"\w+(?:['’]\w+)*")
# They say nothing alone, and nothing more at the end.
SMALL = {
    "a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "into", "is", "it",
    "its", "of", "on", "or", "our", "that", "the", "their", "this", "through", "to",
    "up", "was", "what", "when", "who", "with",
}  # fmt: skip


def completed(typed: str, titles: Iterable[str]) -> list[str]:
    """Searches that go on as was typed, the most usual first: the last word in full,
    with the next where these often stand together.
    """
    if not typed[-1:].isalnum():
        return []
    start = [found.start() for found in WORD.finditer(typed)][-1]
    before, last = typed[:start].lower(), plain(typed[start:])
    one, two = _counted(last, titles)
    found = []
    for word, number in one.most_common():
        pairs = [(n, following) for (w, following), n in two.items() if w == word]
        together, following = max(pairs, default=(0, ""))
        if together > 1 and 2 * together >= number:
            found.append(f"{before}{word} {following}")
        elif _plain(word) != last:
            found.append(before + word)
    return found[:MOST_COMPLETED]


def _counted(
    last: str, titles: Iterable[str]
) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How many titles hold each word that begins so, and each with the next word."""
    one: Counter[str] = Counter()
    two: Counter[tuple[str, str]] = Counter()
    for title in titles:
        words = WORD.findall(title)
        pairs = dict.fromkeys(
            (_written(word), _written(following))
            for word, following in zip(words, [*words[1:], ""], strict=True)
            if _plain(word).startswith(last) and _plain(word) not in SMALL
        )
        one.update([*dict.fromkeys(word for word, _following in pairs)])
        two.update(pair for pair in pairs if _plain(pair[1]) not in SMALL | {""})
    return one, two


def _plain(word: str) -> str:
    """`plain` is dear, and most words are plain already."""
    return word.lower() if word.isascii() and word.isalnum() else plain(word)


def _written(word: str) -> str:
    """As in running text; abbreviations keep their capitals."""
    return word if word.isupper() and len(word) > 1 else word.lower()
