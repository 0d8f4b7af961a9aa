"""How a person comes to a place, changes it and leaves it."""

from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, User
from councils.models import Council, CouncilQuerySet
from partners.models import Partner, PartnerQuerySet

Proof = Membership.Proof


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].lower()


def verified_emails(user: User) -> list[str]:
    """Addresses that the person has shown to be theirs, the main one first."""
    rows = EmailAddress.objects.filter(user=user, verified=True)
    return list(rows.order_by("-primary", "pk").values_list("email", flat=True))


def councils_proved_by(user: User) -> CouncilQuerySet:
    """Councils at whose domains the person has a verified address."""
    return Council.objects.at_domain(*map(domain_of, verified_emails(user)))


def partners_proved_by(user: User) -> PartnerQuerySet:
    """Partners, refused ones left out, at whose domain the person has an address."""
    domains = [domain_of(email) for email in verified_emails(user)]
    return Partner.objects.open_to_members().filter(email_domain__in=domains)


def councils_open_to(user: User, place: Membership | None) -> CouncilQuerySet:
    """Councils that the person could join instead of the place they have."""
    found = councils_proved_by(user)
    return found.exclude(memberships=place) if place else found


def partners_open_to(user: User, place: Membership | None) -> PartnerQuerySet:
    """The same of partners."""
    found = partners_proved_by(user)
    return found.exclude(memberships=place) if place else found


def successors_of(place: Membership | None) -> CouncilQuerySet:
    """Councils that came after the person's own, if that is abolished."""
    if place is None or place.council is None or not place.council.has_ended:
        return Council.objects.none()
    return Council.objects.acting_for(place.council)


def emails_for(membership: Membership) -> list[str]:
    """The person's verified addresses at a domain of the membership's place."""
    if membership.council:
        rows = membership.council.email_domains.values_list("domain", flat=True)
        domains = set(rows)
    else:
        assert membership.partner is not None  # noqa: S101 - a constraint holds it
        domains = {membership.partner.email_domain}
    emails = verified_emails(membership.user)
    return [email for email in emails if domain_of(email) in domains]


@transaction.atomic
def join_by_domain(*, user: User, email: str) -> Membership | None:
    """Open the place that a verified address proves, if it proves exactly one.

    None where the person has a place already, the domain is shared by several
    councils, or nobody knows it.
    """
    if _open_place_of(user):
        return None
    domain = domain_of(email)
    councils = list(Council.objects.at_domain(domain)[:2])
    if len(councils) == 1:
        return _open(user, email, council=councils[0])
    if councils:
        return None
    partner = Partner.objects.open_to_members().filter(email_domain=domain).first()
    return _open(user, email, partner=partner) if partner else None


@transaction.atomic
def join_council(*, user: User, council: Council) -> Membership:
    """A council at whose domain the person has a verified address.

    Leaves the place they had; a second click changes nothing. Raises
    PermissionDenied if no address proves it. An address at a domain that has proved
    a place before is old proof: the new place counts once a code to it was typed.
    """
    now = _open_place_of(user)
    if now and now.council_id == council.pk:
        return now
    if not councils_proved_by(user).filter(pk=council.pk).exists():
        raise PermissionDenied
    domains = set(council.email_domains.values_list("domain", flat=True))
    proofs = [email for email in verified_emails(user) if domain_of(email) in domains]
    leave(user=user)
    return _open_again(user, proofs, council=council)


@transaction.atomic
def join_partner(*, user: User, partner: Partner) -> Membership:
    """The same for a partner at whose domain the person has an address."""
    now = _open_place_of(user)
    if now and now.partner_id == partner.pk:
        return now
    if not partners_proved_by(user).filter(pk=partner.pk).exists():
        raise PermissionDenied
    domain = partner.email_domain
    proofs = [email for email in verified_emails(user) if domain_of(email) == domain]
    leave(user=user)
    return _open_again(user, proofs, partner=partner)


@transaction.atomic
def move_to_successor(*, user: User, council: Council) -> Membership:
    """From an abolished council to one that came after it, until the same day."""
    now = _open_place_of(user)
    if now and now.council_id == council.pk:
        return now
    if now is None or not successors_of(now).filter(pk=council.pk).exists():
        raise PermissionDenied
    leave(user=user)
    return _open(user, now.work_email, council=council, renew_by=now.renew_by)


@transaction.atomic
def change_work_email(*, membership: Membership, email: str) -> None:
    """The address that renewal codes go to: another verified one at the same place."""
    if email not in emails_for(membership):
        raise PermissionDenied
    membership.work_email = email
    membership.save(update_fields=["work_email"])


@transaction.atomic
def leave(*, user: User) -> None:
    """End the open membership. What was written stays with the council."""
    user.memberships.open().update(until=timezone.now())


def _open_place_of(user: User) -> Membership | None:
    """The open membership. Locks the person: two clicks come one after the other."""
    User.objects.select_for_update().get(pk=user.pk)
    places = user.memberships.open().select_related("council", "partner")
    return places.first()


def _open(
    user: User, email: str, proof: Proof = Proof.EMAIL_DOMAIN, **place: Any
) -> Membership:
    return Membership.objects.create(user=user, work_email=email, proof=proof, **place)


def _open_again(user: User, emails: list[str], **place: Any) -> Membership:
    """By an address at a domain that proved no place yet, or to be renewed first."""
    proved = user.memberships.values_list("work_email", flat=True)
    used = set(map(domain_of, proved))
    fresh = [email for email in emails if domain_of(email) not in used]
    if not fresh or user.memberships.filter(**place).exists():
        place["renew_by"] = timezone.now()
    return _open(user, (fresh or emails)[0], **place)


def open_by_moderator(*, user: User, email: str, **place: Any) -> Membership:
    """A place that a moderator gave, instead of the one the person had."""
    leave(user=user)
    return _open(user, email, Proof.MODERATOR, **place)
