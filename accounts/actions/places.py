"""How a person comes to a place, keeps it and leaves it."""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.mail import queue_email
from accounts.models import Membership, MembershipRequest, User
from accounts.models.membership import renewal_due
from councilhub.types import Viewer
from councils.models import Council
from partners.models import Partner

Proof = Membership.Proof
REMIND_DAYS_BEFORE = 14


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].lower()


def verified_domains(user: User) -> set[str]:
    """Domains at which the person has shown to have an address."""
    rows = EmailAddress.objects.filter(user=user, verified=True)
    return {domain_of(email) for email in rows.values_list("email", flat=True)}


@transaction.atomic
def join_by_domain(*, user: User, email: str) -> Membership | None:
    """Open the place that a verified address proves, if it proves exactly one.

    None where the person has a place already, the domain is shared by several
    councils, or nobody knows it.
    """
    if user.memberships.open().exists():
        return None
    domain = domain_of(email)
    councils = list(Council.objects.at_domain(domain).distinct()[:2])
    if len(councils) == 1:
        return _open(user, email, Proof.EMAIL_DOMAIN, council=councils[0])
    if councils:
        return None
    partner = Partner.objects.open_to_members().filter(email_domain=domain).first()
    if partner:
        return _open(user, email, Proof.EMAIL_DOMAIN, partner=partner)
    return None


@transaction.atomic
def join_council(*, user: User, council: Council, email: str) -> Membership:
    """One of the councils that share the address's domain, as the person chose.

    Leaves the place they had. Raises PermissionDenied if the address proves nothing.
    """
    proved = Council.objects.at_domain(domain_of(email)).filter(pk=council.pk)
    if domain_of(email) not in verified_domains(user) or not proved.exists():
        raise PermissionDenied
    leave(user=user)
    return _open(user, email, Proof.EMAIL_DOMAIN, council=council)


@transaction.atomic
def move_to_successor(*, membership: Membership, council: Council) -> Membership:
    """From an abolished council to one that came after it."""
    if membership.council is None or not membership.council.has_ended:
        raise PermissionDenied
    if not Council.objects.acting_for(membership.council).filter(pk=council.pk):
        raise PermissionDenied
    leave(user=membership.user)
    return _open(
        membership.user, membership.work_email, Proof.EMAIL_DOMAIN, council=council
    )


def _open(user: User, email: str, proof: Proof, **place: Any) -> Membership:
    return Membership.objects.create(user=user, work_email=email, proof=proof, **place)


@transaction.atomic
def leave(*, user: User) -> None:
    """End the open membership. What was written stays with the council."""
    user.memberships.open().update(until=timezone.now())


@transaction.atomic
def ask_for_place(
    *, user: User, council: Council | None, organisation: str, note: str
) -> MembershipRequest:
    """Ask a moderator; the person is told by mail. Asking again changes the wish."""
    request, _made = MembershipRequest.objects.update_or_create(
        user=user,
        state=MembershipRequest.State.WAITING,
        defaults={
            "council": council,
            "organisation": organisation,
            "work_email": user.email,
            "note": note,
        },
    )
    _tell(
        user,
        "place-asked",
        _("A moderator will look at your request"),
        _(
            "You asked for a place in %(place)s. A moderator looks at it within two "
            "working days, and you get a mail."
        )
        % {"place": council or organisation},
    )
    return request


@transaction.atomic
def approve_request(
    *, request: MembershipRequest, by: Viewer, council: Council | None = None
) -> Membership:
    """Give the person the place they asked for."""
    place: dict[str, Any] = {"council": council or request.council}
    if request.partner:
        place = {"partner": request.partner}
    _decide(request, MembershipRequest.State.APPROVED, by, "")
    leave(user=request.user)
    membership = _open(request.user, request.work_email, Proof.MODERATOR, **place)
    _tell(
        request.user,
        "place-approved",
        _("You now have a place"),
        _("You are now a member of %(place)s on CouncilHub.")
        % {"place": membership.council or membership.partner},
    )
    return membership


@transaction.atomic
def refuse_request(*, request: MembershipRequest, by: Viewer, reason: str) -> None:
    """Say no, and why."""
    _decide(request, MembershipRequest.State.REFUSED, by, reason)
    _tell(
        request.user,
        "place-refused",
        _("We could not give you a place"),
        _("A moderator could not confirm your place in %(place)s.")
        % {"place": request.council or request.partner or request.organisation},
        reason,
    )


def _decide(request: MembershipRequest, state: str, by: Viewer, reason: str) -> None:
    if not by.is_staff or by.user_id == request.user_id:
        raise PermissionDenied
    request.state, request.reason = state, reason
    request.decided_at, request.decided_by_id = timezone.now(), by.user_id
    request.save(update_fields=["state", "reason", "decided_at", "decided_by"])


@transaction.atomic
def renew(*, membership: Membership) -> None:
    """The code to the work address was typed: another 180 days."""
    membership.renewed_at = timezone.now()
    membership.renew_by = renewal_due()
    membership.reminded_at = None
    membership.save(update_fields=["renewed_at", "renew_by", "reminded_at"])


@transaction.atomic
def remind_to_renew() -> int:
    """Mail those whose membership ends soon, once; how many there were."""
    rows = Membership.objects.due_within(REMIND_DAYS_BEFORE).filter(reminded_at=None)
    due = list(rows.select_for_update(of=("self",)).select_related("user"))
    for membership in due:
        membership.reminded_at = timezone.now()
        membership.save(update_fields=["reminded_at"])
        _tell(
            membership.user,
            "renew",
            _("Are you still at your council or organisation?"),
            _("Your place ends on %(day)s unless you renew it with a code.")
            % {"day": f"{membership.renew_by:%-d %B %Y}"},
        )
    return len(due)


@transaction.atomic
def end_overdue() -> int:
    """End what was not renewed; how many memberships ended."""
    overdue = Membership.objects.overdue().select_related("user")
    ended = list(overdue.select_for_update(of=("self",)))
    for membership in ended:
        leave(user=membership.user)
        _tell(
            membership.user,
            "place-ended",
            _("Your place has ended"),
            _("You did not renew your place, so it has ended. You can join again."),
        )
    return len(ended)


def _tell(user: User, kind: str, subject: str, lead: str, reason: str = "") -> None:
    queue_email(
        kind=kind,
        to=user.email,
        subject=subject,
        template="notice",
        context={
            "lead": lead,
            "reason": reason,
            "url": f"{settings.SITE_URL}{reverse('accounts:membership')}",
            "label": _("Your place on CouncilHub"),
            "look_again": bool(reason),
        },
    )
