"""What named lead councils say to a partner's case study."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from councilhub.types import Viewer
from councils.models import Council
from initiatives.choices import State
from initiatives.models.initiative import Initiative
from initiatives.models.revision import Revision

MOST_INVITATIONS = 3


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

    def with_officers(self) -> Self:
        """Each with `has_officers`: is anybody on the hub who can answer for it?

        Of an abolished council these are the officers of those that came after it.
        """
        ended = Q(council__predecessors__ends_on__lt=timezone.localdate())
        before = Q(council__predecessors=OuterRef("council")) & ended
        earlier = Q(council__predecessors__predecessors=OuterRef("council")) & ended
        places = Membership.objects.open().filter(
            Q(council=OuterRef("council")) | before | earlier, user__is_active=True
        )
        return self.annotate(has_officers=Exists(places))

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
    invitations = models.PositiveSmallIntegerField(default=0)

    # What rows of `with_officers` know.
    has_officers: bool

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

    def obstacle_to_inviting(self) -> str:
        """Why nobody can be invited to answer; or nothing. Of `with_officers`."""
        if self.has_officers:
            words = gettext("People of %(council)s are on the hub and were asked.")
            return words % {"council": self.council.name}
        if self.invitations >= MOST_INVITATIONS:
            return gettext("Three people were invited. Wait for their answer.")
        return ""
