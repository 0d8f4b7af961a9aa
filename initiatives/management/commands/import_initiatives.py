"""Import a library of initiatives from a CSV or JSON lines file; see docs/import.md."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from accounts.models import User
from initiatives import importing
from initiatives.importing import BrokenImportError, Row
from initiatives.importing.storing import Entry, store

SHOWN = 50


class Command(BaseCommand):
    help = "Imports initiatives, all or nothing. Columns: docs/import.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="NAME.csv or NAME.jsonl, in UTF-8")
        parser.add_argument(
            "--dry-run", action="store_true", help="check all, store nothing"
        )
        parser.add_argument(
            "--skip-bad",
            action="store_true",
            help="load the good rows, write the others with reasons to a file",
        )
        parser.add_argument(
            "--rejected", type=Path, help="that file; by default NAME-rejected"
        )
        parser.add_argument(
            "--as", dest="kind", choices=["draft", "published"], default="draft"
        )
        parser.add_argument(
            "--by", default="", help="e-mail address of who imports; see --as published"
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        published = options["kind"] == "published"
        by = person(options["by"], must_administer=published)
        rows = self.read(file, published=published)
        bad = [row for row in rows if row.is_bad]
        if bad and not options["skip_bad"]:
            raise CommandError(refusal(file, [(row.line, row.why) for row in bad]))
        if options["skip_bad"]:
            self.keep_rejected(file, rows, options["rejected"])
        good = [row for row in rows if row.is_loaded]
        if not options["dry_run"]:
            with tqdm(total=len(good), desc="Storing", disable=None) as bar:
                store(
                    entries=[entry_from(row, published=published) for row in good],
                    by=by,
                    on_batch=bar.update,
                )
        self.stdout.write(report(rows, published=published, dry=options["dry_run"]))

    def read(self, file: Path, *, published: bool) -> list[Row]:
        try:
            records = importing.read_records(file)
        except BrokenImportError as error:
            raise CommandError(refusal(file, error.problems)) from error
        known = importing.known_names()
        rows = [
            importing.row_from(record, known, published=published)
            for record in tqdm(records, desc="Checking", disable=None)
        ]
        importing.mark_twins(rows)
        return rows

    def keep_rejected(self, file: Path, rows: list[Row], path: Path | None) -> None:
        rejected = [row for row in rows if not row.is_loaded]
        if not rejected:
            return
        path = path or importing.rejected_path(file)
        try:
            importing.write_rejected(rejected, path)
        except OSError as error:
            why = f"Nothing was loaded: {path} cannot be written: {error.strerror}."
            raise CommandError(why) from error
        self.stdout.write(f"{len(rejected)} rows with reasons: {path}")


def person(email: str, *, must_administer: bool) -> User | None:
    """Who imports; publishing at once is for administrators."""
    found = User.objects.filter(email__iexact=email, is_active=True).first()
    if email and found is None:
        raise CommandError(f"Nobody in the hub has the address {email}.")
    if must_administer and not (found and found.is_superuser):
        raise CommandError("--as published needs --by with an administrator's address.")
    return found if email else None


def entry_from(row: Row, *, published: bool) -> Entry:
    return Entry(row.document, row.source, published and not row.stays_draft)


def refusal(file: Path, problems: Iterable[tuple[int, str]]) -> str:
    """All that is wrong, line by line, up to a screenful."""
    problems = list(problems)
    lines = [f"{file}: nothing was loaded."]
    lines += [f"  line {line}: {reason}" for line, reason in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"  and {len(problems) - SHOWN} more")
    return "\n".join(lines)


def report(rows: list[Row], *, published: bool, dry: bool) -> str:
    good = [row for row in rows if row.is_loaded]
    public = sum(published and not row.stays_draft for row in good)
    verb = "Would load" if dry else "Loaded"
    lines = [f"{verb} {len(good)}: {public} published, {len(good) - public} drafts."]
    for title, reasons in (
        ("Kept, but with gaps", [lack for row in good for lack in row.lacks]),
        ("Left out", [row.left_out for row in rows if row.left_out]),
        ("Refused", [row.why for row in rows if row.is_bad]),
    ):
        if reasons:
            lines.append(f"{title}:")
            lines += [
                f"  {n} × {why}" for why, n in Counter(reasons).most_common(SHOWN)
            ]
    return "\n".join(lines)
