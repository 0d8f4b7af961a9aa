"""Rows that belong to an initiative. Those with a `uid` are copied from the published
document; contacts and uptakes live outside revisions.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from councilhub.types import Viewer
from councils.models import Council
from initiatives import choices
from initiatives.models.initiative import Initiative
from partners.models import Partner


class Involvement(models.Model):
    """A council's, a partner's or another organisation's part in an initiative."""

    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="involvements"
    )
    uid = models.CharField(max_length=16)
    council = models.ForeignKey(
        Council, models.PROTECT, null=True, blank=True, related_name="involvements"
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="involvements"
    )
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=12, choices=choices.Role)
    brought = models.CharField(max_length=300, blank=True)
    paid = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(council__isnull=False, partner=None, name="")
                | Q(council=None, partner__isnull=False, name="")
                | (Q(council=None, partner=None) & ~Q(name="")),
                name="involvement_names_one",
            ),
            models.UniqueConstraint(
                fields=["initiative", "uid"], name="involvement_uid_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.council or self.partner or self.name)


class Outcome(models.Model):
    """A measured result: what was measured, from what to what, and how it is known."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="outcomes")
    uid = models.CharField(max_length=16)
    measure = models.CharField(max_length=200)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=4, choices=choices.Direction, blank=True)
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    result = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    comparison = models.CharField(max_length=20, choices=choices.Comparison, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "uid"], name="outcome_uid_once"
            ),
        ]

    def __str__(self) -> str:
        return self.measure


class Saving(models.Model):
    """An amount saved, in pounds of its price year."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="savings")
    uid = models.CharField(max_length=16)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    frequency = models.CharField(max_length=8, choices=choices.Frequency, blank=True)
    price_year = models.PositiveSmallIntegerField(null=True, blank=True)
    cash = models.CharField(max_length=20, choices=choices.Cash, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "uid"], name="saving_uid_once"
            ),
        ]

    def __str__(self) -> str:
        return f"£{self.amount:,.0f}"


class Artefact(models.Model):
    """A reusable document that others can take."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="artefacts")
    uid = models.CharField(max_length=16)
    kind = models.CharField(max_length=24, choices=choices.ArtefactKind)
    title = models.CharField(max_length=150)
    url = models.URLField(max_length=500)
    times_taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "uid"], name="artefact_uid_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ContactQuerySet(models.QuerySet["Contact"]):
    def shown_to(self, viewer: Viewer) -> Self:
        """Members see all; others those whom everybody may see."""
        return self if viewer.is_member else self.filter(is_public=True)


class Contact(models.Model):
    """Whom to ask: a person or a team mailbox. For members, unless said otherwise."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="contacts")
    name = models.CharField(_("name of the person or team"), max_length=100)
    role = models.CharField(_("role"), max_length=100, blank=True)
    email = models.EmailField(_("email address"))
    is_public = models.BooleanField(_("everyone may see it"), default=False)
    calls_a_month = models.PositiveSmallIntegerField(
        _("most calls a month"), null=True, blank=True
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return self.name


class UptakeQuerySet(models.QuerySet["Uptake"]):
    def listed_for(self, viewer: Viewer) -> Self:
        """Of initiatives that may stand in this viewer's lists, the newest first."""
        listed = Initiative.objects.listed_for(viewer)
        rows = self.filter(initiative__in=listed.values("pk"))
        newest = models.F("since").desc(nulls_last=True)
        return rows.order_by(newest, "-recorded_at").select_related(
            "initiative__lead_council"
        )


class Uptake(models.Model):
    """A council's relation to someone else's initiative."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="uptakes")
    council = models.ForeignKey(Council, models.PROTECT, related_name="uptakes")
    status = models.CharField(max_length=16, choices=choices.UptakeStatus)
    since = models.DateField(null=True, blank=True)
    changes = models.TextField(_("what we changed"), max_length=2000, blank=True)
    result = models.TextField(max_length=2000, blank=True)
    reason = models.TextField(_("why not"), max_length=2000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now=True)

    objects = UptakeQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "pk"]
        verbose_name = _("uptake")
        verbose_name_plural = _("uptakes")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "council"], name="uptake_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council}: {self.get_status_display()}"

    @property
    def said(self) -> list[str]:
        """What the council says of it: what it changed, what came of it, why not."""
        return [text for text in (self.changes, self.result, self.reason) if text]
