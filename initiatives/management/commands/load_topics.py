"""Load the functions and the themes that come with the hub."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from initiatives.choices import Language
from initiatives.models import Function, Synonym, Theme

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    """Idempotent: adds what is missing, follows changed names, removes nothing.
    Synonyms of a language are written only where the hub has none.
    """

    help = "Load functions (ESD list and enabling services), first themes and synonyms."

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        put_topics()
        put_synonyms(Language.ENGLISH, [abbreviation(r) for r in read("synonyms.csv")])
        put_synonyms(Language.WELSH, [welsh_term(r) for r in read("welsh.csv")])
        functions, themes = Function.objects.count(), Theme.objects.count()
        self.stdout.write(f"Topics: {functions} functions, {themes} themes.")


def put_topics() -> None:
    """Write functions and themes: the groups first."""
    rows = list(enumerate(read("functions.csv")))
    put_functions([row for row in rows if not row[1]["parent"]])
    put_functions([row for row in rows if row[1]["parent"]])
    Theme.objects.bulk_create(
        [Theme(slug=row["slug"], name=row["name"]) for row in read("themes.csv")],
        ignore_conflicts=True,
    )


def put_functions(rows: list[tuple[int, dict[str, str]]]) -> None:
    """Write functions whose groups are there, each at its place in the list."""
    keys = dict(Function.objects.values_list("code", "pk"))
    functions = [
        Function(
            code=row["code"],
            slug=row["slug"],
            name=row["name"],
            parent_id=keys.get(row["parent"]),
            position=position,
        )
        for position, row in rows
    ]
    Function.objects.bulk_create(
        functions,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["slug", "name", "parent", "position"],
    )


def put_synonyms(language: Language, synonyms: list[Synonym]) -> None:
    """Write the first of this language; later they are the moderators' own."""
    if not Synonym.objects.filter(language=language).exists():
        Synonym.objects.bulk_create(synonyms, ignore_conflicts=True)


def abbreviation(row: dict[str, str]) -> Synonym:
    return Synonym(
        term=row["term"],
        meaning=row["meaning"],
        in_capitals=row["in_capitals"] == "yes",
    )


def welsh_term(row: dict[str, str]) -> Synonym:
    return Synonym(term=row["welsh"], meaning=row["english"], language=Language.WELSH)


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
