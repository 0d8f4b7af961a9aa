"""Organisations that work with councils, and whether a moderator has verified them."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from councilhub.free_mail import refuse_free_mail
from councilhub.types import Viewer


class PartnerQuerySet(models.QuerySet["Partner"]):
    def verified(self) -> Self:
        return self.filter(status=Partner.Status.VERIFIED)

    def public(self) -> Self:
        """Those with a page that everybody may read."""
        return self.verified()

    def visible_to(self, viewer: Viewer) -> Self:
        """The public ones; the one that waits to its members; all to moderators."""
        if viewer.is_staff:
            return self
        own = Q(pk=viewer.pending_partner_id)
        return self.filter(Q(status=Partner.Status.VERIFIED) | own)

    def with_supplied(self, initiatives: models.QuerySet[Any]) -> Self:
        """Each row's ``number_supplied`` says how many of these it supplied."""
        these = Q(supplied__in=initiatives.values("pk"))
        rows = self.annotate(number_supplied=models.Count("supplied", filter=these))
        # Grouped rows come in no order of their own.
        return rows.order_by("name")

    def open_to_members(self) -> Self:
        """Those a person may belong to: verified, or still waiting."""
        return self.filter(status__in=Partner.OPEN)

    def not_open_to_members(self) -> Self:
        """Refused or suspended: nobody joins, and members have no powers."""
        return self.exclude(status__in=Partner.OPEN)


class Partner(models.Model):
    """A supplier, charity, university or other body that works with councils."""

    class Kind(models.TextChoices):
        SUPPLIER = "supplier", _("Supplier")
        CHARITY = "charity", _("Charity or community group")
        UNIVERSITY = "university", _("University")
        NHS = "nhs", _("NHS body")
        POLICE_FIRE = "police-fire", _("Police or fire")
        THINK_TANK = "think-tank", _("Think tank")
        CONSULTANCY = "consultancy", _("Consultancy")
        GOVERNMENT = "government", _("Government body")
        OTHER = "other", _("Other")

    class Status(models.TextChoices):
        UNVERIFIED = "unverified", _("Waiting to be verified")
        VERIFIED = "verified", _("Verified")
        REFUSED = "refused", _("Refused")
        SUSPENDED = "suspended", _("Suspended")

    OPEN = (Status.VERIFIED, Status.UNVERIFIED)

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    description = models.TextField(_("what you do"), max_length=1000, blank=True)
    website = models.URLField(_("website"), blank=True)
    email_domain = models.CharField(
        _("e-mail domain"), max_length=120, unique=True, validators=[refuse_free_mail]
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.UNVERIFIED)
    registered_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.TextField(_("reason"), blank=True)

    number_supplied: int  # set by with_supplied()

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        indexes = [models.Index(Lower("name"), name="partner_name_lower")]
        constraints = [
            models.CheckConstraint(
                condition=Q(email_domain=Lower("email_domain")),
                name="partner_domain_lower",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:detail", args=[self.slug])

    @property
    def is_verified(self) -> bool:
        return self.status == self.Status.VERIFIED

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.UNVERIFIED
