"""Councils, partners, services and themes that the words of a search name."""

from collections.abc import Iterator
from dataclasses import dataclass

from councils.models.names import plain
from initiatives.search.groups import SIGNS
from initiatives.search.labels import Label, Labels, bare_names
from initiatives.search.welsh import MOST_TOGETHER

MOST_NAMED = 2
MOST_WORDS = 16  # more are a text, not a search
KINDS = ("council", "partner", "function", "theme")
# Names that are words too: taken for the place in capitals or with "council" alone.
ORDINARY = {
    "angus", "barrow", "bath", "bury", "craven", "derby", "eden", "harrow", "hart",
    "hull", "reading", "rugby", "slough", "swale",
}  # fmt: skip
BETWEEN = {"about", "at", "by", "for", "from", "in", "of", "on", "the", "with"}


@dataclass(frozen=True)
class Named:
    """What was named, the rest of the words, and the address of the search for these
    where only what was named is looked through.
    """

    kind: str
    value: str
    text: str
    rest: str
    address: str = ""


def named_in(q: str, labels: Labels) -> list[Named]:
    """The longest names first, of those found in `labels`; none overlaps another.

    A search that says how it is to be read is left alone.
    """
    words = q.split()
    told = '"' in q or any(word.startswith("-") for word in words)
    if told or len(words) > MOST_WORDS:
        return []
    known = _by_name(labels)
    found: list[Named] = []
    taken: set[int] = set()
    for places in _runs(len(words)):
        label = _label_of(" ".join(words[place] for place in places), known)
        if label and taken.isdisjoint(places) and len(found) < MOST_NAMED:
            rest = inner([w for place, w in enumerate(words) if place not in places])
            found.append(Named(label.kind, label.value, label.full, rest))
            taken.update(places)
    return found


def _by_name(labels: Labels) -> dict[str, Label]:
    """Of the same name places go before topics."""
    known: dict[str, Label] = {}
    for label in sorted(labels.values(), key=lambda label: KINDS.index(label.kind)):
        for name in label.names:
            known.setdefault(name, label)
    return known


def _runs(number: int) -> Iterator[range]:
    for length in range(min(number, MOST_TOGETHER), 0, -1):
        for start in range(number - length + 1):
            yield range(start, start + length)


def _label_of(run: str, known: dict[str, Label]) -> Label | None:
    typed = SIGNS.sub("", run)
    for name in bare_names(typed):
        label = known.get(name)
        if label and not (name == plain(typed) and _may_be_a_word(typed, label)):
            return label
    return None


def _may_be_a_word(typed: str, label: Label) -> bool:
    """Anybody can register a partner called Waste."""
    said = plain(typed)
    doubtful = label.kind == "partner" or (label.kind == "council" and said in ORDINARY)
    return doubtful and " " not in said and typed == typed.lower() != label.full


def inner(words: list[str]) -> str:
    """Without what held them to the name: “food waste in”."""
    while words and words[-1].lower() in BETWEEN:
        words = words[:-1]
    while words and words[0].lower() in BETWEEN:
        words = words[1:]
    return " ".join(words)
