"""What the addresses in mails hold: one act on one row, signed."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "mail"


def mail_address(act: str, pk: int) -> str:
    """Where one click does this, without signing in."""
    token = signing.dumps([act, pk], salt=SALT)
    return f"{settings.SITE_URL}{reverse('mail', args=[token])}"


def read_token(token: str) -> tuple[str, int] | None:
    """The act and the key of its row; None for what we did not sign."""
    try:
        act, pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return act, pk
