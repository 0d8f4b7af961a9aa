"""What the statements name, in the form that they take it."""

from typing import Any

from initiatives.search import matches
from initiatives.search.matches import lexemes_of
from initiatives.search.query import BrowseQuery
from initiatives.search.text import ENOUGH, SearchText


def values_for(query: BrowseQuery, clearance: int) -> dict[str, Any]:
    """All values of the statements for a viewer of this clearance."""
    values: dict[str, Any] = {"clearance": clearance, "cap": matches.CAP + 1}
    values |= _of_words(query.text) if query.text else {}
    values |= _of_filters(query)
    values |= {"page": matches.PAGE + 1, "meaning": query.meaning}
    if query.near:
        values["near"] = query.near.pk
    if query.after:
        values["key"], values["pk"] = query.after.key, query.after.pk
    return values


def _of_words(text: SearchText) -> dict[str, Any]:
    values: dict[str, Any] = {"words": text.words, "loosely": text.loosely}
    total = sum(part.weight for part in text.parts)
    for number, part in enumerate(text.parts):
        values[f"weight{number}"] = part.weight / total
        values[f"welsh{number}"] = part.welsh
        for place, (way, _count) in enumerate(part.ways):
            values[f"way{number}_{place}"] = way
    for number, clue in enumerate(text.clues):
        values[f"clue{number}"] = clue.query
        values[f"clue_weight{number}"] = clue.weight
    values["enough"] = ENOUGH * sum(clue.weight for clue in text.clues)
    return values


def _of_filters(query: BrowseQuery) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, chosen in query.chosen.items():
        if name == "function":
            values[name] = query.function_keys()
        elif name in ("theme", "council", "partner"):
            values[name] = [query.labels[name, value].pk for value in chosen]
        elif name == "evidence":
            values[name] = int(chosen[0])
        else:
            values[name] = chosen
        values[f"lexemes_{name}"] = lexemes_of(name, values[name])
    return values
