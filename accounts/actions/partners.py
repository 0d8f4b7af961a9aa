"""A partner from registering to a moderator's decision."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.actions.places import domain_of, join_partner, verified_emails
from accounts.emails import (
    tell_partner_refused,
    tell_partner_registered,
    tell_partner_suspended,
    tell_partner_verified,
)
from accounts.models import User
from councilhub.types import Viewer
from councils.models import Council
from partners.models import Partner

RESERVED = {"register"}


def obstacle_to_registering(user: User) -> str:
    """Why no organisation can be registered at this person's address; or nothing."""
    domain = domain_of(user.email)
    field = Partner._meta.get_field("email_domain")
    try:
        field.run_validators(domain)
    except ValidationError as error:
        return error.messages[0]
    named = {"domain": domain}
    if Council.objects.at_domain(domain).exists():
        return _("%(domain)s belongs to a council. Officers need not register.") % named
    if Partner.objects.filter(email_domain=domain).not_open_to_members().exists():
        return _("A moderator did not accept the organisation at %(domain)s.") % named
    return ""


@transaction.atomic
def register_partner(*, user: User, **fields: Any) -> Partner:
    """Register the organisation at the domain of the person's verified address.

    The person becomes its first member, who may draft; a moderator verifies it.
    Where a colleague was quicker, they join the organisation that is there. Raises
    ValidationError if somebody else took the name meanwhile.
    """
    if user.email not in verified_emails(user) or obstacle_to_registering(user):
        raise PermissionDenied
    try:
        partner, made = Partner.objects.get_or_create(
            email_domain=domain_of(user.email),
            defaults={**fields, "slug": _free_slug(fields["name"])},
        )
    except IntegrityError as error:
        taken = _("Somebody registered an organisation of this name a moment ago.")
        raise ValidationError({"name": taken}) from error
    join_partner(user=user, partner=partner)
    if made:
        tell_partner_registered(partner)
    return partner


def _free_slug(name: str) -> str:
    base = slugify(name)[:100] or "partner"
    slug, number = base, 1
    while slug in RESERVED or Partner.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def verify_partner(*, partner: Partner, by: Viewer) -> None:
    """Its members may now submit; people at its domain may join."""
    _decide(partner, Partner.Status.VERIFIED, by, "")
    tell_partner_verified(partner)


@transaction.atomic
def refuse_partner(*, partner: Partner, by: Viewer, reason: str) -> None:
    """Not a partner of the hub. Its members keep their accounts."""
    _decide(partner, Partner.Status.REFUSED, by, reason)
    tell_partner_refused(partner)


@transaction.atomic
def suspend_partner(*, partner: Partner, by: Viewer, reason: str) -> None:
    """Its members lose their powers until it is verified again; its content stays."""
    _decide(partner, Partner.Status.SUSPENDED, by, reason)
    tell_partner_suspended(partner)


def _decide(partner: Partner, status: str, by: Viewer, reason: str) -> None:
    """No moderator decides on an organisation of their own."""
    own = partner.pk in {by.partner_id, by.pending_partner_id}
    if not by.is_staff or own:
        raise PermissionDenied
    partner.status, partner.reason = status, reason
    partner.decided_at, partner.decided_by_id = timezone.now(), by.user_id
    partner.save(update_fields=["status", "reason", "decided_at", "decided_by"])
