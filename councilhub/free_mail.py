"""Domains where anybody can have an address: they prove no organisation."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FREE_MAIL = {
    "aol.com", "btinternet.com", "btopenworld.com", "fastmail.com", "gmail.com",
    "gmx.co.uk", "gmx.com", "googlemail.com", "hey.com", "hotmail.co.uk",
    "hotmail.com", "icloud.com", "live.co.uk", "live.com", "mac.com", "mail.com",
    "me.com", "msn.com", "ntlworld.com", "outlook.com", "proton.me",
    "protonmail.com", "sky.com", "talktalk.net", "virginmedia.com", "yahoo.co.uk",
    "yahoo.com", "ymail.com", "zoho.com",
}  # fmt: skip


def refuse_free_mail(domain: str) -> None:
    """Raise ValidationError for a domain where anybody can have an address."""
    if domain.lower() in FREE_MAIL:
        raise ValidationError(
            _(
                "Use your organisation’s own domain. Anybody can have an address at "
                "%(domain)s."
            ),
            params={"domain": domain},
        )
