"""Ten thousand made-up initiatives: sentences of the starter library, shuffled."""

import random
from itertools import chain
from typing import Any

from django.db import connection

from councils.models import Council
from initiatives import choices, content
from initiatives.importing.library import LIBRARY, read_library
from initiatives.importing.storing import Entry, store
from initiatives.models import Function, Theme

TEXTS = ("challenge", "approach", "results")
WORDS = 100  # of each text
COSTS = [None, None, "0", "5000", "20000", "90000", "400000", "2000000"]
YEARS = ["", *(f"{year}-04" for year in range(2016, 2027))]
AUDIENCES = ["public"] * 18 + ["members", "councils"]


def fill(number: int) -> None:
    """Store `number` initiatives, the same at each run, spread over three years."""
    chance = random.Random(number)  # noqa: S311 - nothing secret
    words = " ".join(_sentences()).split()
    councils = list(Council.objects.current().values_list("la_code", flat=True))
    functions = list(Function.objects.values_list("code", flat=True))
    themes = list(Theme.objects.values_list("slug", flat=True))
    made = (
        _document(chance, words, n, (councils, functions, themes))
        for n in range(number)
    )
    store(entries=[Entry(d, {}, published=True) for d in made], by=None)
    with connection.cursor() as cursor:
        for table in ("initiative", "searchrow"):
            key = "id" if table == "initiative" else "initiative_id"
            cursor.execute(
                f"UPDATE initiatives_{table} SET published_at ="  # noqa: S608 - our own words
                f" now() - {key} % 1000 * interval '1 day'"
            )
        cursor.execute("ANALYZE")


def _sentences() -> list[str]:
    documents = [entry.document for entry in read_library(LIBRARY)]
    texts = chain.from_iterable([d[text] for text in TEXTS] for d in documents)
    return [text for text in texts if text]


def _document(
    chance: random.Random, words: list[str], n: int, codes: tuple[list[str], ...]
) -> dict[str, Any]:
    councils, functions, themes = codes
    start = chance.randrange(len(words) - len(TEXTS) * WORDS)
    parts = [
        " ".join(words[start + i * WORDS : start + (i + 1) * WORDS])
        for i in range(len(TEXTS))
    ]
    document = content.blank_document(
        title=f"{' '.join(chance.sample(words, 7))[:90]} {n}",
        summary=" ".join(words[start : start + 40])[:300],
        lead_council=chance.choice(councils),
        functions=chance.sample(functions, chance.choice([1, 1, 2, 3])),
        themes=chance.sample(themes, chance.choice([0, 1, 2])),
        stage=chance.choice(choices.Stage.values),
        stage_reason="It was so.",
        started=chance.choice(YEARS),
        setup_cost=chance.choice(COSTS),
        evidence_level=chance.choice([0, 1, 1, 2, 2, 3, 4, 5]),
        visibility=chance.choice(AUDIENCES),
        **dict(zip(TEXTS, parts, strict=True)),
    )
    if chance.random() < 1 / 3:
        fields: dict[str, Any] = dict(content.ROWS["outcomes"])
        row = {key: field.blank for key, field in fields.items()}
        row |= {"uid": content.new_uid(), "measure": "days to decide"}
        document["outcomes"] = [row | {"baseline": "9", "result": "5"}]
    return document
