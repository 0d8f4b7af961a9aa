"""A partner from registering to a moderator's decision."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.actions.places import domain_of, join_by_domain, verified_domains
from accounts.mail import queue_email
from accounts.models import Membership, User
from councilhub.types import Viewer
from partners.models import Partner


@transaction.atomic
def register_partner(*, user: User, **fields: Any) -> Partner:
    """Register the organisation at the domain of the person's verified address.

    The person becomes its first member, who may draft; a moderator verifies it.
    """
    domain = domain_of(user.email)
    if domain not in verified_domains(user) or user.memberships.open().exists():
        raise PermissionDenied
    base = slugify(fields["name"])[:100] or "partner"
    slug, number = base, 1
    while Partner.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    partner = Partner.objects.create(slug=slug, email_domain=domain, **fields)
    join_by_domain(user=user, email=user.email)
    return partner


@transaction.atomic
def verify_partner(*, partner: Partner, by: Viewer) -> None:
    """Its members may now submit; people at its domain may join."""
    _decide(partner, Partner.Status.VERIFIED, by, "")
    _tell_members(
        partner,
        _("%(name)s is verified") % {"name": partner.name},
        _("You can now submit case studies for %(name)s.") % {"name": partner.name},
    )


@transaction.atomic
def refuse_partner(*, partner: Partner, by: Viewer, reason: str) -> None:
    """Not a partner of the hub. Its members keep their accounts."""
    _decide(partner, Partner.Status.REFUSED, by, reason)
    _tell_members(
        partner,
        _("%(name)s was not verified") % {"name": partner.name},
        _("A moderator could not verify %(name)s.") % {"name": partner.name},
        reason,
    )


def _decide(partner: Partner, status: str, by: Viewer, reason: str) -> None:
    if not by.is_staff:
        raise PermissionDenied
    partner.status, partner.reason = status, reason
    partner.decided_at, partner.decided_by_id = timezone.now(), by.user_id
    partner.save(update_fields=["status", "reason", "decided_at", "decided_by"])


def _tell_members(partner: Partner, subject: str, lead: str, reason: str = "") -> None:
    members = Membership.objects.open().filter(partner=partner)
    for member in members.select_related("user"):
        queue_email(
            kind="partner-decided",
            to=member.user.email,
            subject=subject,
            template="notice",
            context={
                "lead": lead,
                "reason": reason,
                "url": f"{settings.SITE_URL}/my/",
                "label": _("Open CouncilHub"),
                "look_again": bool(reason),
            },
        )
