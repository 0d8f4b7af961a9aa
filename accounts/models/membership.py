"""A person's place in a council or a partner, and requests for one."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from councils.models import Council
from partners.models import Partner

RENEW_EVERY = dt.timedelta(days=180)


def renewal_due() -> dt.datetime:
    return timezone.now() + RENEW_EVERY


class MembershipQuerySet(models.QuerySet["Membership"]):
    def open(self) -> Self:
        return self.filter(until=None)

    def overdue(self) -> Self:
        """Open, and past the day by which they had to be renewed."""
        return self.open().filter(renew_by__lte=timezone.now())

    def reminded_before(self, moment: dt.datetime) -> Self:
        return self.filter(reminded_at__lte=moment)

    def due_within(self, days: int) -> Self:
        limit = timezone.now() + dt.timedelta(days=days)
        return self.open().filter(renew_by__lte=limit)

    def with_names(self) -> Self:
        """With the person and the place, for what names them."""
        return self.select_related("user", "council", "partner")


class Membership(models.Model):
    """A person's place in one council or one partner, from a day until another."""

    class Proof(models.TextChoices):
        EMAIL_DOMAIN = "email-domain", _("Address at the organisation’s domain")
        SINGLE_SIGN_ON = "sso", _("Single sign-on")
        MODERATOR = "moderator", _("A moderator’s approval")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships"
    )
    council = models.ForeignKey(
        Council, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    work_email = models.EmailField(_("work address"))
    proof = models.CharField(_("proved by"), max_length=12, choices=Proof)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    renewed_at = models.DateTimeField(default=timezone.now)
    renew_by = models.DateTimeField(default=renewal_due)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(council__isnull=False, partner=None)
                | Q(council=None, partner__isnull=False),
                name="membership_in_one_place",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(until=None),
                name="one_open_membership",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.place}"

    @property
    def place(self) -> Council | Partner | None:
        """Where: the council or the partner."""
        return self.council or self.partner

    @property
    def is_overdue(self) -> bool:
        """Without powers until a code to the work address renews it."""
        return self.renew_by <= timezone.now()


class MembershipRequestQuerySet(models.QuerySet["MembershipRequest"]):
    def waiting(self) -> Self:
        """Not decided yet; with the place that is wished for."""
        waiting = self.filter(state=MembershipRequest.State.WAITING)
        return waiting.select_related("council", "partner")


class MembershipRequest(models.Model):
    """A wish for a place that the e-mail domain alone does not prove."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="membership_requests"
    )
    council = models.ForeignKey(
        Council, models.PROTECT, null=True, blank=True, related_name="+"
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    work_email = models.EmailField(_("work address"))
    note = models.TextField(_("note"), max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.TextField(blank=True)

    objects = MembershipRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        verbose_name = _("request for a place")
        verbose_name_plural = _("requests for a place")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state="waiting"),
                name="one_waiting_request",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.place}"

    @property
    def place(self) -> Council | Partner | str:
        """What was wished for: a council or a partner of the hub, or only a name."""
        return self.council or self.partner or self.organisation

    def place_domains(self) -> list[str]:
        """E-mail domains of the council or partner wished for. One query."""
        if self.council:
            rows = self.council.email_domains.order_by("domain")
            return list(rows.values_list("domain", flat=True))
        return [self.partner.email_domain] if self.partner else []
