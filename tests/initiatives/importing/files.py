"""Files to import, written for a test, and what the import says of them."""

import csv
import json

import pytest
from django.core.management import CommandError, call_command

from initiatives.models import Initiative

GOOD = {
    "key": "row-1",
    "title": "Collect food waste on Sundays",
    "summary": "A pilot in three wards.",
    "lead_council": "AAA",
    "functions": "39; finance",
    "themes": "climate",
    "stage": "Pilot",
    "challenge": "Food waste went into the bin.",
    "approach": "We asked **300 homes**.",
    "results": "Too early to say.",
    "started": "2024-04",
    "setup_cost": "£12,500",
    "staff_days": "30",
}
STUDY = {
    "id": "abc123",
    "title": "A study",
    "summary": "What happened.",
    "body": "# What happened\n\nThe whole text.",
    "organisation": "Somebody",
    "date": "2019-05-15",
    "licence": "MIT",
    "reuse": "ok: attribute",
    "source_url": "",
    "source_repo": "someone/site",
    "source_path": "posts/a study.md",
    "source_commit": "abc",
    "uk_council_gss": ["E07000001", "E07000002"],
}


def csv_file(folder, *rows, columns=None):
    path = folder / "library.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or list(GOOD))
        writer.writeheader()
        writer.writerows(rows)
    return path


def lines_file(folder, *rows):
    path = folder / "library.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def refusal(path, **options):
    with pytest.raises(CommandError) as caught:
        call_command("import_initiatives", path, **options)
    assert not Initiative.objects.exists()
    return str(caught.value).splitlines()[1:]
