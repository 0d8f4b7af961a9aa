"""Which councils have a need, and what answers it.

What is taken back stays as a row: it counts for the day, and who was told of it is not
told again when it comes back.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from councilhub.types import Viewer
from councils.models import Council
from initiatives.models.initiative import Initiative


class WantSupportQuerySet(models.QuerySet["WantSupport"]):
    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(left_at=None)


class WantSupport(models.Model):
    """A council's “we need this too”. The person who said it is told when it is met,
    and named nowhere.
    """

    want = models.ForeignKey("Want", models.CASCADE, related_name="supports")
    council = models.ForeignKey(Council, models.PROTECT, related_name="wants")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="wants",
    )
    at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = WantSupportQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["want", "council"], name="want_once_a_council"
            )
        ]

    def __str__(self) -> str:
        return f"{self.council}: {self.want}"


class WantAnswerQuerySet(models.QuerySet["WantAnswer"]):
    def standing(self) -> Self:
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def live(self, viewer: Viewer) -> Self:
        """Whose initiative this viewer finds in lists."""
        listed = Initiative.objects.listed_for(viewer)
        live = self.standing().filter(live_at__isnull=False)
        return live.filter(initiative__in=listed.values("pk"))

    def waiting(self) -> Self:
        """Linked before its initiative was published."""
        return self.standing().filter(live_at=None)

    def numbered(self, number: str) -> Self:
        fits = number.isascii() and number.isdigit()
        return self.filter(pk=int(number[:18]) if fits else None)

    def of(self, viewer: Viewer) -> Self:
        """Given by the viewer's council, or by the councils that it came after."""
        if not viewer.council_id:
            return self.none()
        return self.filter(
            council__in=Council.objects.acted_for_by(viewer.council_id).values("pk")
        )


class WantAnswer(models.Model):
    """An initiative that answers a need: from the day on which readers have it.

    `told_at` is set once all who asked have been written to.
    """

    want = models.ForeignKey("Want", models.CASCADE, related_name="answers")
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="answered_wants"
    )
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="want_answers",
    )
    at = models.DateTimeField(default=timezone.now)
    live_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = WantAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["live_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["want", "initiative"], name="want_answered_once_by_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative} → {self.want}"
