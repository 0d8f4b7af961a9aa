"""Words as they are spoken: without accents, and in Welsh without mutations."""

import re
from dataclasses import dataclass

from initiatives.models.language import ACCENTED, PLAIN

UNACCENTED = str.maketrans(ACCENTED, PLAIN)
SHORTENED = re.compile(r"'(r|n|i|u|w|m|th|ch|ll)$")  # what Welsh hangs on: dalu'r
# Longest first: of "nghyngor" the beginning is "ngh", not "ng".
RADICALS = {
    "ngh": "c", "mh": "p", "nh": "t", "ng": "g", "ch": "c", "ph": "p", "th": "t",
    "dd": "d", "ff": "", "ll": "", "rh": "", "b": "p", "d": "t", "g": "c", "f": "bm",
    "m": "b", "n": "d",
}  # fmt: skip
MUTATIONS = {
    "ngh": (), "mh": (), "nh": (), "ng": (), "ch": (), "ph": (), "th": (), "dd": (),
    "ff": (), "ll": ("l",), "rh": ("r",), "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"), "c": ("g", "ngh", "ch"), "b": ("f", "m"),
    "d": ("dd", "n"), "g": ("", "ng"), "m": ("f",),
}  # fmt: skip
VOWELS = "aeiouwy"


@dataclass(frozen=True)
class Synonym:
    """Said so, it means the other as well; `term` is the abbreviation of the two.

    `into` is the language of the other, where that is a translation.
    """

    spoken: str
    other: str
    term: str
    in_capitals: bool
    into: str = ""


def spoken(words: str) -> str:
    """As the database keeps it to be looked up: small letters, no accents."""
    return words.lower().translate(UNACCENTED)


def bare(word: str) -> str:
    """Without the little word that Welsh hangs on: "dalu'r" is "dalu"."""
    return SHORTENED.sub("", word)


def radicals(word: str) -> list[str]:
    """The word itself, then all that it may be a mutation of: "ofal" is "gofal"."""
    start = next((start for start in RADICALS if word.startswith(start)), "")
    found = [word] + [letter + word[len(start) :] for letter in RADICALS.get(start, "")]
    if word.startswith("l") and start != "ll":
        found.append("l" + word)
    if word.startswith("r") and start != "rh":
        found.append("rh" + word[1:])
    if word.startswith((*VOWELS, "l", "r")) and start not in ("ll", "rh"):
        found.append("g" + word)
    if word.startswith("h") and word[1:].startswith(tuple(VOWELS)):
        found.append(word[1:])
    return found


def mutated(term: str) -> list[str]:
    """The term, then as it is where other words change it: soft, nasal, aspirate."""
    start = next((start for start in MUTATIONS if term.startswith(start)), "")
    return [term] + [new + term[len(start) :] for new in MUTATIONS.get(start, ())]


def ways_to_say(words: list[str]) -> list[str]:
    """What a run of words may be in a list of terms, the likeliest first.

    Only the first word of a term changes with what stands before it.
    """
    bared = [bare(word) for word in words]
    runs = [words, bared] if bared != words else [words]
    return [" ".join([first, *run[1:]]) for run in runs for first in radicals(run[0])]
