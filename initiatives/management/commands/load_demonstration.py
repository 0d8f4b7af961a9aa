"""Load the invented work of a demonstration, or take it away; safe to run twice."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from initiatives.importing.demonstration import (
    load_examples,
    read_examples,
    take_away,
)
from initiatives.models import Initiative


class Command(BaseCommand):
    help = "Gives each role of a demonstration something to see. Only with DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-new",
            action="store_true",
            help="do nothing when the hub has any initiative but those of the library",
        )
        parser.add_argument(
            "--remove", action="store_true", help="delete what is invented"
        )

    def handle(self, *, if_new: bool, remove: bool, **_options: Any) -> None:
        if remove:
            if count := take_away():
                self.stdout.write(f"Demonstration: {count} invented ones removed.")
        elif not settings.DEMO:
            raise CommandError("Invented work is for demonstrations alone: set DEMO=1.")
        elif if_new and Initiative.objects.filter(library_key=None).exists():
            self.stdout.write("Demonstration: the hub is in use, nothing was loaded.")
        else:
            count = load_examples(read_examples())
            self.stdout.write(f"Demonstration: {count} invented initiatives loaded.")
