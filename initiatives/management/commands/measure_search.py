"""Print how well the search answers what people asked; docs/search.md explains it."""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from tqdm import tqdm

from councils.models import Council
from initiatives.content.fields import FIELDS
from initiatives.importing.known import known_names
from initiatives.importing.library import read_library
from initiatives.importing.storing import Entry, store
from initiatives.importing.studies import study_document, study_source
from initiatives.models import Initiative, SearchRow
from initiatives.search import embedding, meaning, quality
from initiatives.search.quality import KINDS, PAIRED, WAYS, Score

FIGURES = ("nDCG@10", "recall@20", "MRR", "unread@10")
HEADING = f"{'':24}{'queries':>9}" + "".join(f"{name:>11}" for name in FIGURES)


class Command(BaseCommand):
    """Works on texts of its own, which are taken back: nothing stays in the hub.

    Other writers wait meanwhile, so it is for a hub that nobody uses.
    """

    help = "Measures the search against initiatives/search/relevance/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--texts",
            type=Path,
            help="casestudies.jsonl; without it the starter library alone is searched",
        )
        parser.add_argument(
            "--each", action="store_true", help="print nDCG@10 of every query too"
        )

    def handle(self, *, texts: Path | None, each: bool, **_options: Any) -> None:
        wanted = {text for grades in quality.answers().values() for text in grades}
        with transaction.atomic():
            names = publish(texts)
            self.stdout.write(f"{len(names)} texts.")
            if meaning.is_available():
                for pk in tqdm(names, desc="Finding out what they mean", unit="text"):
                    embedding.embed([pk])
            if texts and (missing := wanted - set(names.values())):
                raise CommandError(f"{texts} lacks {len(missing)} of the judged texts.")
            for title, way in WAYS.items():
                scores = quality.measured(way, names)
                self.stdout.write("\n".join(["", title, *table(scores)]))
                if each:
                    self.stdout.write("\n".join(lines_of(scores)))
            transaction.set_rollback(True)


def publish(texts: Path | None) -> dict[int, str]:
    """Publish the texts to be searched, alone; which text each initiative is."""
    if not Council.objects.exists():
        raise CommandError("Run load_register and load_topics first.")
    SearchRow.objects.all().delete()
    entries = {
        entry.key: Entry(entry.document, entry.source, published=True)
        for entry in read_library()
    }
    entries |= studies(texts) if texts else {}
    stored: list[Initiative] = store(entries=list(entries.values()), by=None)
    return {one.pk: key for one, key in zip(stored, entries, strict=True)}


def studies(path: Path) -> dict[str, Entry]:
    """UK texts of the file that tell of work done; without a council, of a made-up one,
    so that they are found by no council's name.
    """
    nowhere = Council.objects.create(
        la_code="NOWHERE", name="Nowhere", short_name="Nowhere", slug="nowhere-at-all",
        type=Council.Type.UNITARY, nation=Council.Nation.ENGLAND,
    )  # fmt: skip
    known, entries = known_names(), {}
    for values in read_studies(path):
        document = study_document(values, known, [])
        document["lead_council"] = document["lead_council"] or nowhere.la_code
        for key in ("title", "summary", "approach"):
            document[key] = document[key][: FIELDS[key].most]
        entry = Entry(document, study_source(values), published=True)
        entries[values["id"]] = entry
    return entries


def read_studies(path: Path) -> Iterator[dict[str, Any]]:
    """All about local government (tier A); of other public bodies (B) what is neither
    a diary of a design nor a list.
    """
    try:
        with path.open(encoding="utf-8") as file:
            rows = [json.loads(line) for line in file if line.strip()]
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    for row in rows:
        told = row["kind"] in ("case-study", "blog")
        if row["tier"] == "A" or (row["tier"] == "B" and told):
            yield row


def table(scores: list[Score]) -> Iterator[str]:
    """The means of all queries and of each kind, then the differences of pairs."""
    yield HEADING
    yield _line("all", scores)
    for kind in KINDS:
        if of_kind := [score for score in scores if score.asked.kind == kind]:
            yield _line(kind, of_kind)
    for kind, plainly in PAIRED.items():
        if gaps := quality.differences(scores, kind):
            title = f"{kind} less {plainly}"
            yield f"{title:28}{len(gaps):>5}{mean(gaps):>+11.3f}"


def _line(title: str, scores: list[Score]) -> str:
    figures = [
        mean(getattr(score, name) for score in scores)
        for name in ("ndcg", "recall", "rank", "unread")
    ]
    return f"{title:24}{len(scores):>9}" + "".join(f"{f:>11.3f}" for f in figures)


def lines_of(scores: list[Score]) -> Iterator[str]:
    for score in sorted(scores, key=lambda score: score.ndcg):
        yield f"{score.ndcg:8.3f}  {score.asked.kind:13} {score.asked.query}"
