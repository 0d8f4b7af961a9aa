"""The figures of search quality, and the set of queries they are made from."""

import re
from collections import Counter

import pytest

from initiatives.importing.library import LIBRARY
from initiatives.search import quality
from initiatives.search.quality import (
    GOOD,
    KINDS,
    PAIRED,
    Asked,
    Score,
    answers,
    differences,
    gain,
    measured,
    ndcg,
    queries,
    recall,
    reciprocal_rank,
)

CROYDON = "croydon-localgov-drupal-shared-code"


def test_what_stands_lower_gains_less():
    assert gain([]) == 0
    assert gain([3]) == 3
    # The logarithms of 2, 3 and 5 are 1, 1.58496 and 2.32193.
    assert gain([3, 2, 0, 1]) == pytest.approx(3 + 2 / 1.58496 + 1 / 2.32193, abs=1e-5)


def test_the_best_order_has_an_ndcg_of_one_and_what_nobody_judged_gains_nothing():
    grades = {"a": 3, "b": 1, "c": 0}

    assert ndcg(["a", "b", "c"], grades) == 1
    best = 3 + 1 / 1.58496
    assert ndcg(["b", "a"], grades) == pytest.approx((1 + 3 / 1.58496) / best, abs=1e-5)
    assert ndcg(["x", "a"], grades) == pytest.approx(3 / 1.58496 / best, abs=1e-5)
    assert ndcg([], grades) == 0


def test_ndcg_looks_at_the_first_ten_of_what_was_found_and_of_the_best():
    grades = {f"text {n}": 2 for n in range(15)}
    found = [f"text {n}" for n in range(10)]

    assert ndcg(found, grades) == 1
    assert ndcg([*"abcdefghij", "text 1"], grades) == 0


def test_recall_is_the_share_of_good_answers_on_the_first_page():
    good = {"a", "b", "c", "d"}

    assert recall(["a", "x", "b"], good) == 0.5
    assert recall([*map(str, range(20)), "a"], good) == 0
    assert recall([], good) == 0


def test_reciprocal_rank_is_of_the_first_good_answer():
    assert reciprocal_rank(["a", "x"], {"a"}) == 1
    assert reciprocal_rank(["x", "y", "a", "b"], {"a", "b"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], {"a"}) == 0


def test_a_query_is_compared_with_the_same_one_said_plainly():
    right = Asked("bins", "words", "bins", "")
    wrong = Asked("bins", "misspelt", "binns", "bins")
    elsewhere = Asked("boxes", "words", "bins", "")
    scores = [
        Score(asked, ndcg, 0, 0, 0)
        for asked, ndcg in ((right, 0.75), (wrong, 0.5), (elsewhere, 0.1))
    ]

    assert differences(scores, "misspelt") == [-0.25]
    assert differences(scores, "welsh") == []


def test_a_query_is_measured_where_a_text_at_hand_answers_it_well():
    good = {
        need for need, grades in answers().items() if grades.get(CROYDON, 0) >= GOOD
    }
    asked = []

    def finds_it(words):
        asked.append(words)
        return [7]

    scores = measured(finds_it, {7: CROYDON})

    assert asked == [one.query for one in queries() if one.need in good]
    assert {(s.ndcg, s.recall, s.rank, s.unread) for s in scores} == {(1, 1, 1, 0)}
    assert {s.unread for s in measured(lambda _: [8], {7: CROYDON, 8: "new"})} == {1}


def test_there_are_queries_of_every_kind():
    asked = queries()
    kinds = Counter(one.kind for one in asked)

    assert len(asked) >= 120
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= 10
    assert len({one.query.lower() for one in asked}) == len(asked)


def test_what_is_misspelt_short_or_welsh_has_the_same_query_said_plainly():
    asked = queries()
    plain = {(one.need, one.query) for one in asked if not one.plain}

    assert [one for one in asked if one.kind in PAIRED and not one.plain] == []
    assert [
        one for one in asked if one.plain and (one.need, one.plain) not in plain
    ] == []


def test_every_need_is_asked_for_and_well_answered_by_some_text():
    graded = answers()

    assert {one.need for one in queries()} == set(graded)
    assert [need for need, all_ in graded.items() if max(all_.values()) < GOOD] == []
    assert {grade for all_ in graded.values() for grade in all_.values()} == {
        0,
        1,
        2,
        3,
    }


def test_each_text_is_judged_once_and_is_known():
    lines = (quality.FOLDER / "answers.csv").read_text().splitlines()[1:]
    pairs = Counter(tuple(line.split(",")[:2]) for line in lines)
    library = {path.stem for path in LIBRARY.glob("*.json")}
    collected = re.compile("[0-9a-f]{12}")

    assert [pair for pair, times in pairs.items() if times > 1] == []
    assert [
        text
        for _need, text in pairs
        if text not in library and not collected.fullmatch(text)
    ] == []
