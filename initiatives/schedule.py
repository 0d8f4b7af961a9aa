"""What happens by the clock."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.models import OutgoingEmail, User
from initiatives import emails
from initiatives.actions.news import mail_news, take_up_news
from initiatives.models import Confirmation, Revision
from initiatives.search import embedding  # noqa: F401 - brings its job along

REMIND_AFTER_DAYS = (7, 14)


@app.periodic(cron="0 7 * * 1-5")
@app.task(
    name="initiatives.tell_moderators", queueing_lock="initiatives.tell_moderators"
)
@transaction.atomic
def tell_moderators(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """On working days, one mail to each moderator if anything waits.

    Who was told today is not told again: a worker that was killed runs it twice.
    """
    waiting = Revision.objects.queue()
    oldest = waiting.first()
    if oldest is None:
        return
    count = waiting.count()
    days = (timezone.now() - (oldest.submitted_at or oldest.saved_at)).days
    told = OutgoingEmail.objects.filter(
        kind="moderation-daily", created_at__date=timezone.localdate()
    )
    for moderator in User.objects.moderators().exclude(email__in=told.values("to")):
        emails.tell_what_waits(moderator, count, days)


@app.periodic(cron="0 8 * * *")
@app.task(name="initiatives.remind_leads", queueing_lock="initiatives.remind_leads")
def remind_leads(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """After 7 and 14 days ask again; silence never counts as yes."""
    now = timezone.now()
    for sent, days in reversed(list(enumerate(REMIND_AFTER_DAYS))):
        silent = Confirmation.objects.waiting().filter(
            reminders=sent, asked_at__lte=now - dt.timedelta(days=days)
        )
        for confirmation in silent.select_related(
            "council", "revision__initiative__supplied_by"
        ):
            _remind(confirmation)


@transaction.atomic
def _remind(confirmation: Confirmation) -> None:
    """The count and the mails in one transaction: a killed worker repeats neither."""
    confirmation.reminders += 1
    confirmation.save(update_fields=["reminders"])
    emails.ask_to_confirm(confirmation)


@app.periodic(cron="0 5 * * *")
@app.task(name="initiatives.tell_news", queueing_lock="initiatives.tell_news")
def tell_news(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Early each day: what newly matches saved searches, one mail a person at most."""
    take_up_news(timezone.now())
    mail_news(timezone.localdate())
