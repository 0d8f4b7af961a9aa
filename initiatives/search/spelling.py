"""Which word a misspelt one may have been meant to be."""

import math
import re

VOWELS = "aeiouy"
LONG, VERY_LONG = 8, 12  # letters; from each on one more slip is forgiven
SOUNDS_FROM = 5  # letters; from here on one more where it sounds alike
OTHER_FIRST, SAME_SOUND, PER_TEXTS = 0.5, -0.5, -0.05
RARE, RARER = 20, 20  # a rare word may be a slip of one that so many times more hold
SHORT, TELLING = 6, 8
SPELT_BY_SOUND = (
    ("ph", "f"), ("x", "ks"), ("ck", "k"), ("q", "k"), ("z", "s"),
    ("c(?=[eiy])", "s"), ("c", "k"), ("g(?=[eiy])", "j"),
)  # fmt: skip


def nearest(word: str, alike: list[tuple[str, float]], held: float = 0) -> str:
    """The word that was most likely meant; "" where all are too far, or where so many
    texts hold what was typed that it is no slip.

    `alike` are words and how many texts hold them.
    """
    if held > RARE:
        return ""
    found = sorted(
        (_cost(word, other) + PER_TEXTS * math.log(texts), other, texts)
        for other, texts in alike
        if texts and other != word and _is_near(word, other)
    )
    if not held:
        return found[0][1] if found else ""
    slips_of = (o for _c, o, texts in found[:3] if texts >= RARER * held)
    return next((other for other in slips_of if _is_clear_slip(word, other)), "")


def _is_near(word: str, other: str) -> bool:
    most = 1 + (len(word) >= LONG) + (len(word) >= VERY_LONG)
    most += len(word) >= SOUNDS_FROM and sound_of(word) == sound_of(other)
    return abs(len(word) - len(other)) <= most and slips(word, other) <= most


def _is_clear_slip(word: str, other: str) -> bool:
    """Of a word that somebody uses. What typists do most: "libary", "managment"."""
    if word[0] != other[0] or slips(word, other) > 1:
        return False
    swapped = len(word) == len(other) and sorted(word) == sorted(other)
    missed = len(other) == len(word) + 1 and not other.startswith(word)
    sounds = len(word) >= TELLING and sound_of(word) == sound_of(other)
    return sounds or (len(word) >= SHORT and (swapped or missed))


def _cost(word: str, other: str) -> float:
    """Slips that are made more easily cost less."""
    cost = _weighed_slips(word, other)
    cost += OTHER_FIRST if word[0] != other[0] else 0
    return cost + (SAME_SOUND if sound_of(word) == sound_of(other) else 0)


def sound_of(word: str) -> str:
    """How a word sounds, roughly: the first letter and the consonants, doubled ones
    once, as they are spoken.
    """
    for spelt, sound in SPELT_BY_SOUND:
        word = re.sub(spelt, sound, word)
    said = "a" if word[:1] in VOWELS else word[:1]
    for letter in word[1:]:
        if letter not in "aeiouyhw" and letter != said[-1]:
            said += letter
    return said


def slips(one: str, other: str) -> int:
    """How many letters were added, left out, changed or swapped with their neighbour:
    the optimal string alignment distance (Damerau 1964, in Boytsov's form of 2011).
    """
    return round(_distance(one, other, weighed=False))


def _weighed_slips(word: str, other: str) -> float:
    return _distance(word, other, weighed=True)


def _distance(one: str, other: str, *, weighed: bool) -> float:
    """The same distance; weighed, what is written by mistake more often counts less: a
    vowel for a vowel, a doubled letter, two that changed places.
    """
    swap = 0.75 if weighed else 1.0
    before: list[float] = []
    row: list[float] = [0.0]
    for _letter in other:
        row.append(row[-1] + 1.0)
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [float(i)]
        added = _doubled(one, i) if weighed else 1.0
        for j, wanted in enumerate(other, 1):
            missed = _doubled(other, j) if weighed else 1.0
            changed = float(letter != wanted)
            if weighed and changed and letter in VOWELS and wanted in VOWELS:
                changed = 0.75
            cost = min(before[j] + added, row[j - 1] + missed, before[j - 1] + changed)
            swapped = i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], wanted)
            row.append(min(cost, last[j - 2] + swap) if swapped else cost)
    return row[-1]


def _doubled(word: str, place: int) -> float:
    """What a letter too many or too few costs there."""
    if place < 2 or word[place - 1] != word[place - 2]:  # noqa: PLR2004 - the second letter
        return 1.0
    return 0.6 if word[place - 1] in VOWELS else 0.4
