"""Mail leaves through a row and a job, in the transaction that is its reason."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from accounts.jobs import new_message_id, send_email
from accounts.models import OutgoingEmail


@transaction.atomic
def queue_email(
    *, kind: str, to: str, subject: str, template: str, context: dict[str, Any]
) -> OutgoingEmail:
    """Write a mail to one person and enqueue its sending.

    Renders ``emails/<template>.txt`` and ``.html``. A transaction that is rolled back
    takes the mail with it. ``unsubscribe`` in the context is where one click stops
    mails of this kind.
    """
    context = {
        **context,
        "subject": subject,
        "site": settings.SITE_URL,
        "contact_email": settings.CONTACT_EMAIL,
    }
    row = OutgoingEmail.objects.create(
        kind=kind,
        to=to,
        subject=" ".join(subject.split())[:250],
        text=render_to_string(f"emails/{template}.txt", context).strip() + "\n",
        html=render_to_string(f"emails/{template}.html", context),
        unsubscribe=context.get("unsubscribe", ""),
        message_id=new_message_id(),
    )
    send_email.defer(email_id=row.pk)
    return row


@dataclass(frozen=True)
class Notice:
    """One mail: what happened, the reason where there is one, and where to look.

    `look_again` tells how to ask another moderator.
    """

    kind: str
    subject: str
    lead: str
    path: str
    label: str
    reason: str = ""
    look_again: bool = False

    def send(self, to: str) -> None:
        queue_email(
            kind=self.kind,
            to=to,
            subject=self.subject,
            template="notice",
            context={
                "lead": self.lead,
                "reason": self.reason,
                "url": f"{settings.SITE_URL}{self.path}",
                "label": self.label,
                "look_again": self.look_again,
            },
        )
