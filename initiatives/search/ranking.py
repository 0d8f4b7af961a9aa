"""In which order the best are shown: all weights, with their reasons."""

from collections.abc import Iterable
from dataclasses import dataclass

DAY = 24 * 60 * 60
# Cosines of this model lie close together: unrelated texts have about 0.75, and from
# there to 0.90 lies all the difference. Meaning then says nearly as much as words.
UNRELATED, SPREAD, MEANING = 0.75, 0.15, 0.8
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
    scores = sorted(
        ((score_of(c), c.published, c.pk) for c in set(candidates)), reverse=True
    )
    return [(pk, score) for score, _published, pk in scores[:MOST]]


def score_of(candidate: Candidate) -> float:
    """The sum of what speaks for it."""
    score = candidate.score
    if candidate.similarity is not None:
        score += MEANING * (candidate.similarity - UNRELATED) / SPREAD
    return score
