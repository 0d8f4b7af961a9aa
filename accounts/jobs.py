"""Work done behind the pages. Each task is safe to run twice."""

import datetime as dt
from email.utils import make_msgid

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from accounts.models import OutgoingEmail

KEEP_BODIES = dt.timedelta(days=7)
FINISHED_JOBS_KEPT_HOURS = 72


@app.task(
    name="accounts.send_email",
    retry=RetryStrategy(max_attempts=8, exponential_wait=4),
)
@transaction.atomic
def send_email(email_id: int) -> None:
    """Send one mail, once. Raises what the mail server says, to be tried again."""
    rows = OutgoingEmail.objects.select_for_update()
    row = rows.filter(pk=email_id, sent_at=None).first()
    if row is None:
        return
    row.message_id = row.message_id or make_msgid(domain="councilhub")
    message = EmailMultiAlternatives(
        row.subject, row.text, to=[row.to], headers={"Message-ID": row.message_id}
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    message.send()
    row.sent_at = timezone.now()
    row.save(update_fields=["sent_at", "message_id"])


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
        await manager.retry_job(job)


@app.periodic(cron="30 3 * * *")
@app.task(name="accounts.tidy_up", queueing_lock="accounts.tidy_up", pass_context=True)
async def tidy_up(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Forget what is no longer needed: bodies of sent mails, finished jobs."""
    await OutgoingEmail.objects.filter(
        sent_at__lt=timezone.now() - KEEP_BODIES
    ).aupdate(text="", html="")
    await context.app.job_manager.delete_old_jobs(nb_hours=FINISHED_JOBS_KEPT_HOURS)
