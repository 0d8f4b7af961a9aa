"""Which word a misspelt one may have been meant to be."""

LONG, VERY_LONG = 8, 12  # letters; from here on one more slip is forgiven


def nearest(word: str, alike: list[tuple[str, int]]) -> str:
    """The word that was most likely meant: the fewest slips away, then the one that
    most texts hold; none where all are too far. `alike` are words and their texts.
    """
    most = 1 + (len(word) >= LONG) + (len(word) >= VERY_LONG)
    found = [
        (slips(word, other), -texts, other)
        for other, texts in alike
        if texts and slips(word, other) <= most
    ]
    return min(found)[2] if found else ""


def slips(one: str, other: str) -> int:
    """How many letters were added, left out, changed or swapped with their neighbour:
    the optimal string alignment distance (Damerau 1964, in Boytsov's form of 2011).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(
                before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted)
            )
            swapped = i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], wanted)
            row.append(min(cost, last[j - 2] + 1) if swapped else cost)
    return row[-1]
