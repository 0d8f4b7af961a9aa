"""How often initiatives were read: figures for their teams, nothing about readers."""

import datetime as dt
from collections.abc import Mapping
from typing import Self

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.models.initiative import Initiative
from initiatives.models.initiative_rows import LATELY_DAYS

# One statement for all; in order, so that two processes never wait for each other. What
# has no page that everybody may open is not there to be read.
ADD = """
INSERT INTO initiatives_readcount (initiative_id, day, count)
SELECT i.id, r.day, r.count
FROM unnest(%s::text[], %s::date[], %s::int[]) r (slug, day, count)
JOIN initiatives_initiative i USING (slug)
WHERE i.status IN ('published', 'archived')
ORDER BY i.id, r.day
ON CONFLICT (initiative_id, day)
DO UPDATE SET count = initiatives_readcount.count + excluded.count
"""


class ReadCountQuerySet(models.QuerySet["ReadCount"]):
    def add(self, reads: Mapping[tuple[str, dt.date], int]) -> None:
        """Add these numbers, by slug and day; a slug of nothing is left out."""
        slugs = [slug for slug, _day in reads]
        days = [day for _slug, day in reads]
        with connection.cursor() as cursor:
            cursor.execute(ADD, [slugs, days, list(reads.values())])

    def lately(self) -> Self:
        """Of the last days, the newest first."""
        since = timezone.localdate() - dt.timedelta(days=LATELY_DAYS)
        return self.filter(day__gt=since).order_by("-day")


class ReadCount(models.Model):
    """How often the page of one initiative was read on one day.

    Counted by `initiatives.middleware`: no reader, no address, no time of day.
    """

    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="read_counts"
    )
    day = models.DateField()
    count = models.PositiveIntegerField()

    objects = ReadCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("reads on a day")
        verbose_name_plural = _("reads by day")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "day"], name="one_read_count_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}, {self.day}: {self.count}"
