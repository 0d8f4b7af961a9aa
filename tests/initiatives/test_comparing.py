"""What went and what came between two texts."""

import time

import pytest

from initiatives.comparing import compare, marked
from initiatives.content import blank_document


def test_words_that_went_and_came_are_marked_and_all_is_escaped():
    before = "We asked <300> homes.\nThe bin stayed.\n"
    after = "We asked <900> homes.\nThe bin stayed.\n"

    assert marked(before, after) == (
        "We asked <del>&lt;300&gt;</del><ins>&lt;900&gt;</ins> homes.\n"
        "The bin stayed.\n"
    )


def test_a_long_rewritten_paragraph_is_still_compared_by_words():
    words = [f"word{number}" for number in range(1_500)]
    after = [*words[:700], "new", *words[701:]]

    assert "<del>word700</del><ins>new</ins>" in marked(
        " ".join(words), " ".join(after)
    )


@pytest.mark.parametrize("separator", [" ", "\n"])
def test_texts_made_to_take_long_are_shown_whole(separator):
    before = separator.join("a" for _word in range(10_000))
    after = separator.join("bba"[number % 3] for number in range(99))
    start = time.monotonic()

    shown = marked(before, after)

    assert time.monotonic() - start < 3
    assert shown == f"<del>{before}</del><ins>{after}</ins>"


@pytest.mark.django_db
def test_months_are_said_as_people_say_them():
    before = blank_document(started="2024-04")
    outcome = {"result_date": "2023-05"}
    after = blank_document(started="2023", outcomes=[outcome])

    changes = {str(change.label): change.html for change in compare(before, after)}

    assert changes == {
        "Figures before and after": "<ins>Month of the result: May 2023</ins>",
        "When did it start?": "<del>April 2024</del><ins>2023</ins>",
    }
