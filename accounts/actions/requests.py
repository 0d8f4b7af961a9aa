"""A wish for a place that no address proves, and what a moderator makes of it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.places import open_by_moderator
from accounts.emails import tell_place_asked, tell_place_given, tell_place_refused
from accounts.models import Membership, MembershipRequest, User
from councilhub.types import Viewer
from councils.models import Council

State = MembershipRequest.State


@transaction.atomic
def ask_for_place(
    *, user: User, council: Council | None, organisation: str, note: str
) -> MembershipRequest:
    """Ask a moderator; the person is told by mail. Asking again changes the wish."""
    wish = {
        "council": council,
        "organisation": organisation,
        "work_email": user.email,
        "note": note,
    }
    request, made = MembershipRequest.objects.update_or_create(
        user=user, state=State.WAITING, defaults=wish
    )
    if made:
        tell_place_asked(request)
    return request


@transaction.atomic
def approve_request(
    *, request: MembershipRequest, by: Viewer, council: Council | None = None
) -> Membership:
    """Give the person the place they asked for."""
    place: dict[str, Any] = {"council": council or request.council}
    if request.partner:
        place = {"partner": request.partner}
    if not any(place.values()):
        raise ValidationError(_("Choose the council that the person works for."))
    _decide(request, State.APPROVED, by, "")
    membership = open_by_moderator(user=request.user, email=request.work_email, **place)
    tell_place_given(membership)
    return membership


@transaction.atomic
def refuse_request(*, request: MembershipRequest, by: Viewer, reason: str) -> None:
    """Say no, and why."""
    _decide(request, State.REFUSED, by, reason)
    tell_place_refused(request)


def _decide(request: MembershipRequest, state: str, by: Viewer, reason: str) -> None:
    """Once: a request decided meanwhile stays as it is."""
    rows = MembershipRequest.objects.select_for_update(of=("self",))
    waiting = rows.filter(pk=request.pk, state=State.WAITING).exists()
    if not waiting or not by.is_staff or by.user_id == request.user_id:
        raise PermissionDenied
    request.state, request.reason = state, reason
    request.decided_at, request.decided_by_id = timezone.now(), by.user_id
    request.save(update_fields=["state", "reason", "decided_at", "decided_by"])
