"""Searches that people keep, to be told when something new matches."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from councilhub.types import Viewer

MONDAY = 0
MOST_FOUND = 500


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def of(self, viewer: Viewer) -> Self:
        return self.filter(user=viewer.user_id)

    def same_as(self, query: str) -> "SavedSearch | None":
        return self.filter(query=query).first()

    def numbered(self, pk: int) -> "SavedSearch | None":
        return self.filter(pk=pk).first()

    def with_news(self) -> Self:
        return self.exclude(found=[])

    def due(self, day: dt.date) -> Self:
        """Whose day to be mailed has come."""
        return self.filter(next_mail_on__lte=day)

    def reachable(self) -> Self:
        """Of people who may sign in and whose address is proved theirs."""
        people = User.objects.filter(is_active=True).proved()
        return self.filter(user__in=people.values("pk"))

    def stop(self) -> int:
        """No more mails about these; how many changed."""
        told = self.filter(next_mail_on__isnull=False)
        return told.update(frequency=SavedSearch.Frequency.NONE, next_mail_on=None)


class SavedSearch(models.Model):
    """What somebody looks for: the query of a browse address, and the same in words.

    `found` are initiatives that were published since the last mail and match, newest
    first, as far as `checked_at`; the mail goes on `next_mail_on`.
    """

    class Frequency(models.TextChoices):
        WEEKLY = "weekly", _("Weekly, on Monday")
        DAILY = "daily", _("Daily")
        NONE = "none", _("No mails")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(max_length=100)
    query = models.CharField(max_length=2000)
    asks = models.CharField(max_length=1000)
    frequency = models.CharField(
        max_length=6, choices=Frequency, default=Frequency.WEEKLY
    )
    created_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(default=timezone.now)
    found = ArrayField(models.BigIntegerField(), default=list, blank=True)
    next_mail_on = models.DateField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    number_new: int  # known to rows of `reading.news`

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        indexes = [models.Index(fields=["next_mail_on"], name="saved_search_due")]
        constraints = [
            models.UniqueConstraint(fields=["user", "query"], name="saved_search_once"),
            models.CheckConstraint(
                condition=Q(frequency="none", next_mail_on=None)
                | (~Q(frequency="none") & Q(next_mail_on__isnull=False)),
                name="saved_search_has_day_unless_none",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('initiatives:list')}?{self.query}"

    @property
    def newest_url(self) -> str:
        """The search with what is new on top."""
        data = QueryDict(self.query, mutable=True)
        data["sort"] = "newest"
        return f"{reverse('initiatives:list')}?{data.urlencode()}"

    def plan(self, frequency: str) -> None:
        """Take up a frequency; the first mail comes tomorrow, or on Monday."""
        self.frequency = frequency
        self.next_mail_on = day_after(frequency, timezone.localdate())


def day_after(frequency: str, today: dt.date) -> dt.date | None:
    """The next day to mail on, never today: nobody gets two mails on one day."""
    if frequency == SavedSearch.Frequency.NONE:
        return None
    days = 1
    if frequency == SavedSearch.Frequency.WEEKLY:
        days = (MONDAY - today.weekday() - 1) % 7 + 1
    return today + dt.timedelta(days=days)
