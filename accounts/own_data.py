"""What the hub holds about a person."""

from typing import Any

from allauth.account.models import EmailAddress

from accounts.models import OutgoingEmail, User


def data_of(user: User) -> dict[str, Any]:
    """Everything personal, in plain values; mails by subject and day."""
    places = user.memberships.select_related("council", "partner")
    mails = OutgoingEmail.objects.filter(to=user.email)[:200]
    return {
        "name": user.name,
        "email": user.email,
        "joined": user.date_joined.isoformat(),
        "addresses": list(
            EmailAddress.objects.filter(user=user).values("email", "verified")
        ),
        "places": [
            {
                "place": str(place.council or place.partner),
                "since": place.since.isoformat(),
                "until": place.until.isoformat() if place.until else None,
                "proof": place.get_proof_display(),
            }
            for place in places
        ],
        "mails": [
            {"subject": mail.subject, "on": mail.created_at.isoformat()}
            for mail in mails
        ],
    }
