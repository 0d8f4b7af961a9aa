"""Mails about a person's place."""

from django.utils.translation import gettext as _

from accounts.mail import queue_email
from accounts.models import Membership


def send_renewal_code(membership: Membership, code: str) -> None:
    """The code goes to the work address, whatever address the person signs in with."""
    queue_email(
        kind="renewal-code",
        to=membership.work_email,
        subject=_("Your code to renew your place"),
        template="plain",
        context={
            "body": _(
                "Your code is %(code)s. Type it in the open page within 15 minutes."
            )
            % {"code": code}
        },
    )
