"""Write the search rows anew, once the register or the partners have changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from initiatives.choices import Status
from initiatives.models import Initiative
from initiatives.search.indexing import reindex

BATCH = 500


class Command(BaseCommand):
    """Safe at any time, and to run again: each batch is a transaction of its own."""

    help = "Writes the search rows of all published initiatives anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--missing",
            action="store_true",
            help="only of those that have none",
        )

    def handle(self, *, missing: bool, **_options: Any) -> None:
        published = Initiative.objects.filter(status=Status.PUBLISHED)
        if missing:
            published = published.filter(search_row=None)
        pks = list(published.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(pks), BATCH):
            reindex(Initiative.objects.filter(pk__in=pks[start : start + BATCH]))
            done = min(start + BATCH, len(pks))
            self.stdout.write(f"Search: {done} of {len(pks)} initiatives.")
