"""In which order the best are shown: all weights, with their reasons."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

# How near in meaning counts beside how well the words are held, which goes from 0 to
# about 1. Cosines of this model lie close together: unrelated texts have about 0.75,
# and from there to 0.90 lies all the difference. The weight is the middle of a plateau
# (0.5 to 0.85) of what docs/search.md measures; ranks alone (reciprocal rank fusion)
# did worse, since they forget by how much something is better.
UNRELATED, SPREAD, MEANING = 0.75, 0.15, 0.7
# Between texts that fit about as well, the one with evidence, the newer one, and the
# one of a council like the reader's go first. Small, so that they never put what fits
# worse before what fits: 0.05 is one level of evidence five times, or half of what a
# rare word in the summary gains over one in the text.
PER_LEVEL = 0.01
NEW, YEARS = 0.02, 5.0
ALIKE, MOST_ALIKE = 0.04, 10  # for the reader's own council; none from that rank on
YEAR = 365.25 * 24 * 60 * 60
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
    similarity: float | None
    evidence: int
    published: float
    likeness: float | None

    @classmethod
    def read(cls, pk: int, score: float, facts: list[float | None]) -> "Candidate":
        """From the statement's facts: similarity, evidence, time and likeness."""
        similarity, evidence, published, likeness = facts
        return cls(
            pk,
            score,
            similarity,
            int(evidence or 0),
            published or 0.0,
            likeness,
        )


def ranked(candidates: Iterable[Candidate], now: float) -> list[tuple[int, float]]:
    """Ids and scores, the best first; `now` in seconds since 1970."""
    scores = sorted(
        ((score_of(c, now), c.published, c.pk) for c in set(candidates)), reverse=True
    )
    return [(pk, score) for score, _published, pk in scores[:MOST]]


def score_of(candidate: Candidate, now: float) -> float:
    """The sum of what speaks for it."""
    score = candidate.score + PER_LEVEL * candidate.evidence
    if candidate.similarity is not None:
        score += MEANING * (candidate.similarity - UNRELATED) / SPREAD
    age = max(0.0, now - candidate.published) / YEAR
    score += NEW * math.exp(-age / YEARS)
    if candidate.likeness is not None and candidate.likeness < MOST_ALIKE:
        score += ALIKE * (1 - candidate.likeness / MOST_ALIKE)
    return score
