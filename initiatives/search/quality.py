"""How good the search is, in figures: what people asked for, against what was found.

`relevance/queries.csv` holds needs and the words that people put them in;
`relevance/answers.csv` says for each need which texts were read and how well they
answer it, from 0 (not at all) to 3. docs/search.md says how both were made.
"""

import csv
import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict

from initiatives.choices import Audience
from initiatives.search import meaning
from initiatives.search.find import find
from initiatives.search.query import BrowseQuery

FOLDER = Path(__file__).parent / "relevance"
KINDS = (
    "problem", "words", "abbreviation", "misspelt", "welsh", "council", "mixed",
)  # fmt: skip
# Kinds whose queries say again what another one says plainly.
PAIRED = {
    "abbreviation": "in full",
    "misspelt": "spelt right",
    "welsh": "in English",
}
GOOD = 2  # from this grade on an officer is glad to have found it
TOP, PAGE = 10, 20

Grades = dict[str, int]
Way = Callable[[str], list[int]]


@dataclass(frozen=True)
class Asked:
    """One query; `plain` is the same query spelt right, in full or in English."""

    need: str
    kind: str
    query: str
    plain: str


@dataclass(frozen=True)
class Score:
    """How well one query was answered; `unread` is how many of the first ten found
    nobody has judged: they count as no answer, perhaps unjustly.
    """

    asked: Asked
    ndcg: float
    recall: float
    rank: float
    unread: int


def queries() -> list[Asked]:
    with (FOLDER / "queries.csv").open(encoding="utf-8", newline="") as file:
        return [Asked(**row) for row in csv.DictReader(file)]


def answers() -> dict[str, Grades]:
    """The grades of the texts that were read, by need."""
    graded: dict[str, Grades] = {}
    with (FOLDER / "answers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            graded.setdefault(row["need"], {})[row["text"]] = int(row["grade"])
    return graded


def gain(grades: Iterable[int]) -> float:
    """Discounted cumulated gain: each grade, over the binary logarithm of its rank + 1.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM
    TOIS 20(4), 2002, with the discount and the linear gain of NIST's trec_eval.
    """
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def ndcg(found: list[str], grades: Grades, depth: int = TOP) -> float:
    """The gain of the first `depth` found, over that of the best possible order.

    nDCG of the same article; `ndcg_cut` of trec_eval. What nobody judged gains nothing.
    """
    best = gain(sorted(grades.values(), reverse=True)[:depth])
    return gain(grades.get(text, 0) for text in found[:depth]) / best if best else 0.0


def recall(found: list[str], good: Collection[str], depth: int = PAGE) -> float:
    """The share of all good answers that stand among the first `depth`.

    Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, 8.3;
    `recall` of trec_eval with level 2.
    """
    return len(set(found[:depth]) & set(good)) / len(good) if good else 0.0


def reciprocal_rank(found: list[str], good: Collection[str]) -> float:
    """One over the rank of the first good answer; 0 where there is none.

    Voorhees, "The TREC-8 Question Answering Track Report", 1999; its mean is MRR.
    """
    return next((1 / rank for rank, text in enumerate(found, 1) if text in good), 0.0)


def measured(way: Way, names: dict[int, str]) -> list[Score]:
    """Ask every query that can be answered by the texts at hand.

    `names` says which text of the set each initiative is.
    """
    graded, scores = answers(), []
    for asked in queries():
        here = set(names.values())
        grades = {t: grade for t, grade in graded[asked.need].items() if t in here}
        good = {text for text, grade in grades.items() if grade >= GOOD}
        if not good:
            continue
        found = [names[pk] for pk in way(asked.query)[:PAGE]]
        scores.append(
            Score(
                asked,
                ndcg(found, grades),
                recall(found, good),
                reciprocal_rank(found, good),
                sum(text not in grades for text in found[:TOP]),
            )
        )
    return scores


def differences(scores: list[Score], kind: str) -> list[float]:
    """What each query of this kind lost against the same one said plainly."""
    plain = {(score.asked.need, score.asked.query): score.ndcg for score in scores}
    return [
        score.ndcg - plain[score.asked.need, score.asked.plain]
        for score in scores
        if score.asked.kind == kind and score.asked.plain
    ]


def the_search(words: str) -> list[int]:
    """What a visitor gets on the first page."""
    query = BrowseQuery.read(QueryDict(urlencode({"q": words})))
    return find(query, Audience.PUBLIC).pks


def by_words_alone(words: str) -> list[int]:
    """The same without meaning: what a hub without the model gives."""
    query = BrowseQuery.read(QueryDict(urlencode({"q": words})))
    query.read_words(Audience.PUBLIC)
    query.meaning = ""
    return find(query, Audience.PUBLIC).pks


def by_meaning_alone(words: str) -> list[int]:
    """The nearest in meaning to what was typed."""
    if not meaning.is_available():
        return []
    values: dict[str, Any] = {
        "meaning": meaning.query_vector(words),
        "clearance": Audience.PUBLIC.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(meaning.nearest(PAGE), values)
        rows = sorted(cursor.fetchall(), key=lambda row: -row[1])
    return [pk for pk, _similarity in rows]


def every_word(words: str) -> list[int]:
    """Full text alone: stemmed, all words wanted."""
    return _full_text("websearch_to_tsquery('hub_english', %s)", words)


def any_word(words: str) -> list[int]:
    """Full text alone: stemmed, one word is enough."""
    asked = "plainto_tsquery('hub_english', %s)::text"
    return _full_text(f"nullif(replace({asked}, ' & ', ' | '), '')::tsquery", words)


# What `measure_search` compares. The search is what people get; the others stand by
# themselves, so that a change of the search does not change them.
WAYS: dict[str, Way] = {
    "the search": the_search,
    "the search, by words alone": by_words_alone,
    "by meaning alone, as typed": by_meaning_alone,
    "full text, every word": every_word,
    "full text, any word": any_word,
}


def _full_text(asked: str, words: str) -> list[int]:
    """Ids of the first page by full text; `asked` makes the tsquery."""
    statement = f"""
        SELECT s.initiative_id
        FROM initiatives_searchrow s, (SELECT {asked} AS words) asked
        WHERE s.audience = {Audience.PUBLIC.value} AND s."full" @@ asked.words
        ORDER BY 4 * ts_rank(s.head, asked.words, 1) + ts_rank(s."full", asked.words, 1)
            DESC, s.initiative_id DESC
        LIMIT {PAGE}
    """  # noqa: S608 - only our own words
    with connection.cursor() as cursor:
        cursor.execute(statement, [words])
        return [pk for (pk,) in cursor.fetchall()]
