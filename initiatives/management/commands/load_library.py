"""Load the starter library; running it again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from initiatives.importing.library import (
    BrokenLibraryError,
    Loaded,
    load_library,
    read_library,
)
from initiatives.models import Initiative


class Command(BaseCommand):
    help = (
        "Publishes the summaries of the starter library, without an author. Leaves "
        "alone the entries that people of the hub have edited, archived or removed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing when the hub has any initiative",
        )

    def handle(self, *, if_empty: bool, **_options: Any) -> None:
        if if_empty and Initiative.objects.exists():
            self.stdout.write("Library: the hub has initiatives, nothing was loaded.")
            return
        try:
            loaded = load_library(read_library())
        except BrokenLibraryError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self.stdout.write(report(loaded))


def report(loaded: Loaded) -> str:
    counts = ", ".join(
        f"{len(getattr(loaded, word))} {word}"
        for word in ("added", "changed", "unchanged")
    )
    text = f"Library: {counts}."
    if loaded.left_alone:
        text += f" Left alone, as changed in the hub: {', '.join(loaded.left_alone)}."
    return text
