"""Mail leaves through a row and a job, in the transaction that is its reason."""

from typing import Any

from django.template.loader import render_to_string

from accounts.jobs import send_email
from accounts.models import OutgoingEmail


def queue_email(
    *, kind: str, to: str, subject: str, template: str, context: dict[str, Any]
) -> OutgoingEmail:
    """Write a mail to one person and enqueue its sending.

    Renders ``emails/<template>.txt`` and ``.html``. A transaction that is rolled back
    takes the mail with it.
    """
    context = {**context, "subject": subject}
    row = OutgoingEmail.objects.create(
        kind=kind,
        to=to,
        subject=" ".join(subject.split())[:250],
        text=render_to_string(f"emails/{template}.txt", context).strip() + "\n",
        html=render_to_string(f"emails/{template}.html", context),
    )
    send_email.defer(email_id=row.pk)
    return row
