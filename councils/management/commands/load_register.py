"""Load the register of councils; running it again changes nothing."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from councils.actions import Loaded, load_register
from councils.register import REGISTER, BrokenRegisterError, read_register

SHOWN = 50


class Command(BaseCommand):
    help = (
        "Loads the register of councils with its figures and neighbours, all or "
        "nothing. Leaves alone what moderators decide: trust and e-mail domains."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            default=REGISTER,
            help="CSV in UTF-8, columns as in docs/data.md; left out, the hub's own",
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            loaded = load_register(rows=read_register(file))
        except BrokenRegisterError as error:
            raise CommandError(refusal(file, error)) from error
        self.stdout.write(report(file, loaded))
        if options["verbosity"] > 1:
            for word in ("added", "changed"):
                codes = ", ".join(getattr(loaded, word)) or "none"
                self.stdout.write(f"  {word}: {codes}")


def report(file: Path, loaded: Loaded) -> str:
    counts = ", ".join(
        f"{len(getattr(loaded, word))} {word}"
        for word in ("added", "changed", "unchanged")
    )
    text = f"{file.name}: {counts}."
    if loaded.not_in_file:
        text += f" Left alone, as not in the file: {', '.join(loaded.not_in_file)}."
    return text


def refusal(file: Path, error: BrokenRegisterError) -> str:
    lines = [f"{file}: nothing was loaded."]
    lines += [f"  line {line}: {reason}" for line, reason in error.problems[:SHOWN]]
    left = len(error.problems) - SHOWN
    if left > 0:
        lines.append(f"  and {left} more")
    return "\n".join(lines)
