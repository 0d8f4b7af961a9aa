"""Load the functions and the themes that come with the hub."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from initiatives.models import Function, Theme

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    """Idempotent: adds what is missing, follows changed names, removes nothing."""

    help = "Load functions (ESD list and enabling services) and the first themes."

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        for position, row in enumerate(read("functions.csv")):
            parent = Function.objects.filter(code=row["parent"]).first()
            Function.objects.update_or_create(
                code=row["code"],
                defaults={
                    "slug": row["slug"],
                    "name": row["name"],
                    "parent": parent,
                    "position": position,
                },
            )
        for row in read("themes.csv"):
            Theme.objects.get_or_create(
                slug=row["slug"], defaults={"name": row["name"]}
            )
        functions, themes = Function.objects.count(), Theme.objects.count()
        self.stdout.write(f"Topics: {functions} functions, {themes} themes.")


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
