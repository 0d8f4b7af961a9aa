"""What the hub holds about a person."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from accounts.models import OutgoingEmail, User

FACTORS = {
    Authenticator.Type.TOTP: _("Authenticator app"),
    Authenticator.Type.RECOVERY_CODES: _("Recovery codes"),
}


def data_of(user: User) -> dict[str, Any]:
    """Everything personal, in plain values; mails by subject and time."""
    addresses = EmailAddress.objects.filter(user=user).order_by("-primary", "pk")
    mails = OutgoingEmail.objects.filter(to__in=[user.email, *_emails(user)])
    factors = Authenticator.objects.filter(user=user)
    return {
        "name": user.name,
        "email": user.email,
        "joined": user.date_joined,
        "last_signed_in": user.last_login,
        "has_password": user.has_usable_password(),
        "addresses": list(addresses.values("email", "verified", "primary")),
        "second_factors": [
            {"kind": FACTORS[factor.type], "since": factor.created_at}
            for factor in factors
        ],
        "places": _places(user),
        "requests": [
            {
                "place": str(wish.place),
                "note": wish.note,
                "asked": wish.asked_at,
                "state": wish.get_state_display(),
                "reason": wish.reason,
            }
            for wish in user.membership_requests.select_related("council", "partner")
        ],
        "mails": [
            {"to": mail.to, "subject": mail.subject, "written": mail.created_at}
            for mail in mails.only("to", "subject", "created_at")
        ],
    }


def _places(user: User) -> list[dict[str, Any]]:
    return [
        {
            "place": str(place.place),
            "work_email": place.work_email,
            "proof": place.get_proof_display(),
            "since": place.since,
            "until": place.until,
            "renew_by": place.renew_by,
        }
        for place in user.memberships.with_names()
    ]


def _emails(user: User) -> Any:
    """Also those that codes went to: work addresses, former ones too."""
    work = user.memberships.values_list("work_email", flat=True)
    own = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {*work, *own}
