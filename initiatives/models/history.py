"""Who did what to an initiative, when and why."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from councils.models import Council
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
        # What was thrown away since is of no concern to what is written now.
        noes = self.filter(act__in=HistoryEntry.NOES, revision__isnull=False)
        return noes.filter(~models.Exists(published))

    def by_moderators(self) -> Self:
        return self.exclude(act=HistoryEntry.Act.REFUSE)

    def last_no_of(self, council: Council) -> "HistoryEntry | None":
        """The council's last answer, if it was a no."""
        last = self.filter(council=council).first()
        return last if last and last.act == HistoryEntry.Act.REFUSE else None

    def for_list(self) -> Self:
        """With who did it, without the documents."""
        return self.select_related("by", "council").defer("document")


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

    NOES = (Act.REFUSE, Act.ASK_CHANGES, Act.DECLINE)

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
    council = models.ForeignKey(
        Council,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Whose yes or no it is."),
    )
    document = models.JSONField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("Of a no: what was read. What comes again is compared with it."),
    )

    objects = HistoryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("history entry")
        verbose_name_plural = _("history")

    def __str__(self) -> str:
        return f"{self.get_act_display()}, {self.initiative.reference}"

    @property
    def words(self) -> str:
        """What was done and, of an answer, by which council."""
        told = str(self.get_act_display())
        return f"{told}: {self.council}" if self.council else told


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


def why_sent_back(
    initiative: Initiative, revision: Revision | None
) -> HistoryEntry | None:
    """The last no to what its people work on; None while that is with others."""
    if revision and revision.is_open and not revision.can_be_written:
        return None
    return initiative.history.sent_back().for_list().first()
