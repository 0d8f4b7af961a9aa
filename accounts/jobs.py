"""Work done behind the pages. Each task is safe to run twice."""

import datetime as dt
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from accounts.models import OutgoingEmail

KEEP_BODIES = dt.timedelta(days=7)
FINISHED_JOBS_KEPT_HOURS = 72
LONGEST_ERROR = 300


def new_message_id() -> str:
    """Given when the mail is written: whoever gets it twice sees that it is one."""
    return make_msgid(domain=urlsplit(settings.SITE_URL).hostname)


@app.task(
    name="accounts.send_email",
    retry=RetryStrategy(max_attempts=8, exponential_wait=4),
)
def send_email(email_id: int) -> None:
    """Send one mail, once. Raises what the mail server says, to be tried again."""
    if not _is_to_be_sent(email_id):
        return
    try:
        _send_once(email_id)
    except OSError as error:  # every smtplib error is one
        OutgoingEmail.objects.filter(pk=email_id).update(
            failed_at=timezone.now(), error=str(error)[:LONGEST_ERROR], claimed_at=None
        )
        raise


def _is_to_be_sent(email_id: int) -> bool:
    """Claim a mail that people can do without, and commit that before it is handed
    over: a worker that is killed in between may have sent it, and it is rather missed
    than sent twice. Any other mail is rather sent twice than missed.
    """
    optional = OutgoingEmail.objects.filter(pk=email_id).exclude(unsubscribe="")
    claimed = optional.filter(claimed_at=None).update(claimed_at=timezone.now())
    return bool(claimed) or not optional.exists()


@transaction.atomic
def _send_once(email_id: int) -> None:
    rows = OutgoingEmail.objects.select_for_update()
    row = rows.filter(pk=email_id, sent_at=None).first()
    if row is None:
        return
    message = EmailMultiAlternatives(
        row.subject,
        row.text,
        to=[row.to],
        reply_to=[settings.CONTACT_EMAIL],
        headers=_headers(row),
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    message.send()
    row.sent_at, row.failed_at, row.error = timezone.now(), None, ""
    row.save(update_fields=["sent_at", "failed_at", "error"])


def _headers(row: OutgoingEmail) -> dict[str, str]:
    """With a way out that mail programs show as a button of their own (RFC 8058)."""
    headers = {"Message-ID": row.message_id}
    if row.unsubscribe:
        headers["List-Unsubscribe"] = f"<{row.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


@app.periodic(cron="* * * * *")
@app.task(
    name="accounts.return_stalled_jobs",
    queueing_lock="accounts.return_stalled_jobs",
    pass_context=True,
)
async def return_stalled_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Give back to the queue what a killed worker left in `doing`."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            # A periodic job, whose next run waits already: the old one is not needed.
            await manager.finish_job(job, Status.FAILED, delete_job=False)


@app.periodic(cron="30 3 * * *")
@app.task(name="accounts.tidy_up", queueing_lock="accounts.tidy_up", pass_context=True)
async def tidy_up(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Forget what is not needed: bodies of sent mails, old sessions, finished jobs."""
    now = timezone.now()
    sent = OutgoingEmail.objects.filter(sent_at__lt=now - KEEP_BODIES)
    await sent.aupdate(text="", html="")
    await Session.objects.filter(expire_date__lt=now).adelete()
    await context.app.job_manager.delete_old_jobs(nb_hours=FINISHED_JOBS_KEPT_HOURS)
