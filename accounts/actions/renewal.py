"""Every 180 days a membership is renewed by a code to the work address, or it ends."""

import datetime as dt
import secrets

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.actions.places import leave
from accounts.emails import (
    RENEWAL_CODE,
    ask_to_renew,
    send_renewal_code,
    tell_place_ended,
)
from accounts.models import Membership, OutgoingEmail
from accounts.models.membership import renewal_due

REMIND_DAYS_BEFORE = 14
CODE_LASTS = dt.timedelta(minutes=15)
MOST_CODES = 3


class TooManyCodesError(Exception):
    """The work address got as many codes lately as one person needs."""


@transaction.atomic
def send_code(*, membership: Membership) -> str:
    """Mail a code to the work address; its hash is for the session to keep."""
    address = membership.work_email
    since = timezone.now() - CODE_LASTS
    sent = OutgoingEmail.objects.filter(
        kind=RENEWAL_CODE, to=address, created_at__gt=since
    )
    if sent.count() >= MOST_CODES:
        raise TooManyCodesError
    code = secrets.token_hex(4).upper()
    send_renewal_code(membership, code)
    return make_password(code)


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
    due = list(rows.select_for_update(of=("self",)).with_names())
    for membership in due:
        membership.reminded_at = timezone.now()
        membership.save(update_fields=["reminded_at"])
        ask_to_renew(membership)
    return len(due)


@transaction.atomic
def end_overdue() -> int:
    """End what was not renewed in two weeks after a reminder; how many there were.

    A reminder may have come late, when no worker ran: nobody loses a place unreminded.
    """
    long_ago = timezone.now() - dt.timedelta(days=REMIND_DAYS_BEFORE)
    overdue = Membership.objects.overdue().reminded_before(long_ago)
    ended = list(overdue.select_for_update(of=("self",)).with_names())
    for membership in ended:
        leave(user=membership.user)
        tell_place_ended(membership)
    return len(ended)
