"""In which order the best are shown: all weights, with their reasons."""

from collections.abc import Iterable
from dataclasses import dataclass

DAY = 24 * 60 * 60
MOST = 200  # so many are ranked by all that is known; the rest follow by the words


@dataclass(frozen=True)
class Candidate:
    """What tells how good a match is: how well it holds the words, how near it is in
    meaning (a cosine, None where it is not among the nearest), its evidence level, when
    it was published (seconds since 1970), and the rank of its council among those like
    the reader's (0 is the reader's own).
    """

    pk: int
    score: float
    by_words: bool
    similarity: float | None
    evidence: int
    published: float
    likeness: float | None

    @classmethod
    def read(cls, pk: int, score: float, facts: list[float | None]) -> "Candidate":
        """From the statement's facts: similarity, evidence, time, likeness, and the key
        among the matches (below 0 where meaning alone found it).
        """
        similarity, evidence, published, likeness, key = facts
        return cls(
            pk,
            score,
            key is None or key > 0,
            similarity,
            int(evidence or 0),
            published or 0.0,
            likeness,
        )


def ranked(candidates: Iterable[Candidate]) -> list[tuple[int, float]]:
    """Ids and scores, the best first."""
    by_pk = {candidate.pk: candidate for candidate in candidates}
    scores = dict.fromkeys(by_pk, 0.0)
    words = sorted(
        (c for c in by_pk.values() if c.by_words),
        key=lambda c: (c.score, c.published, c.pk),
        reverse=True,
    )
    meaning = sorted(
        (c for c in by_pk.values() if c.similarity is not None),
        key=lambda c: (c.similarity or 0, c.pk),
        reverse=True,
    )
    for way, weight in ((words, 1.0), (meaning, 0.7)):
        for place, candidate in enumerate(way):
            scores[candidate.pk] += weight / (60 + place)
    best = sorted(scores.items(), key=lambda item: (item[1], item[0]), reverse=True)
    return best[:MOST]
