"""Who did what to an initiative, when and why."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.models.initiative import Initiative
from initiatives.models.revision import Revision


class HistoryQuerySet(models.QuerySet["HistoryEntry"]):
    def sent_back(self) -> Self:
        """Why the work since the last publishing was sent back or declined."""
        act = HistoryEntry.Act
        published = HistoryEntry.objects.filter(
            initiative=models.OuterRef("initiative"),
            act=act.PUBLISH,
            pk__gt=models.OuterRef("pk"),
        )
        noes = self.filter(act__in=[act.REFUSE, act.ASK_CHANGES, act.DECLINE])
        return noes.filter(~models.Exists(published))


class HistoryEntry(models.Model):
    """Who did what to an initiative, when and why. Written, never changed."""

    class Act(models.TextChoices):
        CREATE = "create", _("Started")
        REVISE = "revise", _("New version started")
        SUBMIT = "submit", _("Submitted")
        WITHDRAW = "withdraw", _("Submission withdrawn")
        CONFIRM = "confirm", _("Confirmed by the council")
        REFUSE = "refuse", _("Not confirmed by the council")
        PUBLISH = "publish", _("Published")
        SUPERSEDE = "supersede", _("Replaced")
        ASK_CHANGES = "ask-changes", _("Changes asked for")
        DECLINE = "decline", _("Declined")
        LOOK = "look", _("Looked at")
        ARCHIVE = "archive", _("Archived")
        UNARCHIVE = "unarchive", _("Brought back from the archive")
        REMOVE = "remove", _("Removed")
        RESTORE = "restore", _("Restored")
        DISCARD = "discard", _("Draft thrown away")
        MOVE = "move", _("Address changed")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="history")
    revision = models.ForeignKey(
        Revision, models.SET_NULL, null=True, blank=True, related_name="history"
    )
    act = models.CharField(max_length=16, choices=Act)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    before = models.CharField(max_length=24, blank=True)
    after = models.CharField(max_length=24, blank=True)
    reason = models.TextField(blank=True)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("history entry")
        verbose_name_plural = _("history")

    def __str__(self) -> str:
        return f"{self.get_act_display()}, {self.initiative.reference}"


class DecisionManager(models.Manager["Decision"]):
    def get_queryset(self) -> models.QuerySet["Decision"]:
        act = HistoryEntry.Act
        acts = [
            act.PUBLISH, act.ASK_CHANGES, act.DECLINE, act.LOOK, act.REMOVE, act.RESTORE
        ]  # fmt: skip
        return super().get_queryset().filter(act__in=acts)


class Decision(HistoryEntry):
    """A moderator's act, with its reason: the part of the history they answer for."""

    # Narrower than its base on purpose.
    objects = DecisionManager()  # type: ignore[assignment, misc]

    class Meta:
        proxy = True
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
