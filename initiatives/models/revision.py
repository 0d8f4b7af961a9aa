"""Versions of an initiative's content, what councils say to them, and their history."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from councilhub.types import Viewer
from councils.models import Council
from initiatives.choices import OPEN_STATES, WRITING_STATES, State
from initiatives.models.initiative import Initiative


class RevisionQuerySet(models.QuerySet["Revision"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def of(self, initiatives: models.QuerySet[Initiative]) -> Self:
        return self.filter(initiative__in=initiatives.values("pk"))

    def for_list(self) -> Self:
        """What a list of work shows, newest first, without a query per row."""
        return self.select_related(
            "initiative__lead_council", "initiative__supplied_by", "author"
        ).order_by("-saved_at")

    def given_to_readers(self) -> Self:
        return self.exclude(published_at=None)

    def waiting(self) -> Self:
        """What moderators must decide, oldest first."""
        return self.filter(state=State.SUBMITTED).order_by("submitted_at", "pk")

    def unseen(self) -> Self:
        """Published by a trusted publisher, not yet looked at."""
        return self.filter(needs_look=True).order_by("submitted_at", "pk")

    def queue(self) -> Self:
        """All that waits for a moderator, oldest first, in one go."""
        return self.filter(Q(state=State.SUBMITTED) | Q(needs_look=True)).order_by(
            "submitted_at", "pk"
        )

    def decidable_by(self, viewer: Viewer) -> Self:
        """Moderators decide; never on their own council's work, nor their own."""
        if not viewer.is_staff:
            return self.none()
        rows = self.exclude(author=viewer.user_id)
        if viewer.council_id:
            led = Initiative.leads.through.objects.filter(council=viewer.council_id)
            rows = rows.exclude(initiative__in=led.values("initiative"))
        return rows


class Revision(models.Model):
    """One version of an initiative's whole content, as a JSON document."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=24, choices=State, default=State.DRAFT)
    document = models.JSONField(default=dict)
    version = models.PositiveIntegerField(
        default=1, help_text=_("Grows with each save: two people saving is noticed.")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="revisions",
    )
    note = models.CharField(
        _("what changed"), max_length=200, blank=True, help_text=_("For readers.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    needs_look = models.BooleanField(
        default=False,
        help_text=_("Published by a trusted publisher; a moderator looks afterwards."),
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "number"], name="revision_number_once"
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_revision",
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(state=State.PUBLISHED),
                name="one_published_revision",
            ),
        ]
        indexes = [
            models.Index(
                fields=["submitted_at", "id"],
                condition=Q(state=State.SUBMITTED) | Q(needs_look=True),
                name="revision_queue",
            )
        ]

    def __str__(self) -> str:
        title = self.document.get("title") or self.initiative.reference
        return f"{title} ({self.number})"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def can_be_written(self) -> bool:
        return self.state in WRITING_STATES


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def asked_of(self, viewer: Viewer) -> Self:
        """Waiting for an answer from the viewer's council, or one it came after."""
        if not viewer.council_id:
            return self.none()
        return self.filter(
            council__in=Council.objects.acted_for_by(viewer.council_id),
            answer=Confirmation.Answer.WAITING,
            revision__state=State.AWAITING_CONFIRMATION,
        )

    def waiting(self) -> Self:
        return self.filter(
            answer=Confirmation.Answer.WAITING,
            revision__state=State.AWAITING_CONFIRMATION,
        )

    def on(self, initiative: Initiative) -> Self:
        return self.filter(revision__initiative=initiative)

    def for_list(self) -> Self:
        return self.select_related(
            "council", "revision__initiative__supplied_by"
        ).order_by("asked_at")


class Confirmation(models.Model):
    """A named lead council's yes or no to one revision of a partner's case study."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("Not answered yet")
        YES = "yes", _("Confirmed")
        NO = "no", _("Not confirmed")

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="confirmations")
    council = models.ForeignKey(Council, models.PROTECT, related_name="confirmations")
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.WAITING)
    reason = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="confirmations",
    )
    fingerprint = models.CharField(
        max_length=64,
        blank=True,
        help_text=_("Of what was confirmed: see initiatives.content.fingerprint."),
    )
    reminders = models.PositiveSmallIntegerField(default=0)
    invited = models.EmailField(blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["council__short_name"]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "council"], name="confirmation_once"
            ),
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_at__isnull=True)
                | (~Q(answer="waiting") & Q(answered_at__isnull=False)),
                name="confirmation_answer_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council}: {self.get_answer_display()}"


class HistoryQuerySet(models.QuerySet["HistoryEntry"]):
    def with_reason(self) -> Self:
        return self.exclude(reason="")


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
