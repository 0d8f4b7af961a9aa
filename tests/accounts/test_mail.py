"""Mail leaves through a row and a job, in one transaction, and once."""

import contextlib
import smtplib

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import get_connection
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import jobs
from accounts.mail import Notice, queue_email
from accounts.models import OutgoingEmail

pytestmark = pytest.mark.django_db


def a_mail(**fields):
    words = {"kind": "test", "to": "sam@example.org", "subject": "Hello"}
    text = {"template": "plain", "context": {"body": "See http://x.example/?a=b&c=d"}}
    return queue_email(**(words | text | fields))


def test_a_mail_is_a_row_and_a_job_and_nothing_is_sent_yet(mailoutbox):
    row = a_mail()

    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("accounts.send_email", {"email_id": row.pk})
    assert (row.sent_at, mailoutbox) == (None, [])


def test_what_is_rolled_back_sends_no_mail():
    with pytest.raises(RuntimeError), transaction.atomic():
        a_mail()
        raise RuntimeError

    assert not OutgoingEmail.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_a_mail_without_a_job_is_never_left_behind(monkeypatch):
    def fail(**_args):
        raise RuntimeError

    monkeypatch.setattr("accounts.mail.send_email.defer", fail)
    with pytest.raises(RuntimeError):
        a_mail()

    assert not OutgoingEmail.objects.exists()


def test_it_is_sent_as_text_and_html(mailoutbox):
    row = a_mail()

    jobs.send_email(row.pk)

    (sent,) = mailoutbox
    ((html, kind),) = sent.alternatives
    assert (sent.to, sent.subject) == (["sam@example.org"], "Hello")
    assert sent.from_email == settings.DEFAULT_FROM_EMAIL
    assert sent.reply_to == [settings.CONTACT_EMAIL] == ["hub@localhost"]
    assert sent.body == "See http://x.example/?a=b&c=d\n"
    assert kind == "text/html"
    assert 'href="http://x.example/?a=b&amp;c=d"' in html
    assert "style=" not in html


def test_a_job_that_runs_twice_sends_once(mailoutbox):
    row = a_mail()

    jobs.send_email(row.pk)
    jobs.send_email(row.pk)

    row.refresh_from_db()
    assert len(mailoutbox) == 1
    assert row.sent_at is not None


def test_a_mail_that_is_gone_is_no_error(mailoutbox):
    jobs.send_email(12345)

    assert mailoutbox == []


def test_the_id_is_the_same_at_every_try_and_names_our_host(monkeypatch):
    row, ids = a_mail(), []

    def refuse(message):
        ids.append(message.extra_headers["Message-ID"])
        raise smtplib.SMTPServerDisconnected("Gone")

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", refuse)
    for _ in range(2):
        with pytest.raises(smtplib.SMTPServerDisconnected):
            jobs.send_email(row.pk)

    assert ids == [row.message_id, row.message_id]
    assert row.message_id.endswith("@localhost>")


def test_what_the_mail_server_said_is_noted_until_it_takes_the_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    row = a_mail()

    with pytest.raises(ConnectionRefusedError):
        jobs.send_email(row.pk)
    row.refresh_from_db()
    assert (row.sent_at, row.error) == (None, "[Errno 111] Connection refused")
    assert row.failed_at is not None

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    jobs.send_email(row.pk)
    row.refresh_from_db()
    assert (row.failed_at, row.error) == (None, "")
    assert row.sent_at is not None


def test_a_refused_mail_is_tried_again_for_hours():
    waits = [4**tries for tries in range(1, 9)]
    strategy = jobs.send_email.retry_strategy

    assert (strategy.max_attempts, strategy.exponential_wait) == (8, 4)
    assert sum(waits[:7]) > 6 * 3600


def test_a_hanging_mail_server_does_not_hold_the_worker():
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend")

    assert connection.timeout == 30


def test_a_subject_is_one_line_and_never_too_long():
    row = a_mail(subject="Two\nlines\r\nBcc: x@y.example " + "long " * 100)

    assert row.subject.startswith("Two lines Bcc: x@y.example long")
    assert len(row.subject) == 250


def test_what_people_wrote_is_text_in_both_versions():
    Notice(
        kind="test",
        subject="Tŷ 🦆 <b>",
        lead="“<script>alert(1)</script>” is published.",
        reason="Too short & too long.\nTwice.",
        path="/my/",
        label="Open it",
        look_again=True,
    ).send("sam@example.org")

    row = OutgoingEmail.objects.get()
    assert row.text == (
        "“<script>alert(1)</script>” is published.\n\n"
        "The reason given:\n\n"
        "Too short & too long.\nTwice.\n\n"
        "Open it: http://localhost:8000/my/\n\n"
        "You think this is wrong? Write to hub@localhost, and another moderator will "
        "look again.\n"
    )
    assert "“&lt;script&gt;alert(1)&lt;/script&gt;” is published." in row.html
    assert "<p>Too short &amp; too long.<br>Twice.</p>" in row.html
    assert "<title>Tŷ 🦆 &lt;b&gt;</title>" in row.html


def test_a_notice_without_reason_says_nothing_of_reasons():
    Notice(
        kind="test", subject="Hello", lead="It is done.", path="/my/", label="Open it"
    ).send("sam@example.org")

    row = OutgoingEmail.objects.get()
    assert row.text == "It is done.\n\nOpen it: http://localhost:8000/my/\n"
    assert "reason" not in row.html


def optional_mail():
    return a_mail(context={"body": "News", "unsubscribe": "http://x.example/mail/T/"})


def test_a_mail_one_can_do_without_names_the_way_out(mailoutbox):
    jobs.send_email(optional_mail().pk)
    jobs.send_email(a_mail().pk)

    optional, other = (mail.extra_headers for mail in mailoutbox)
    assert optional["List-Unsubscribe"] == "<http://x.example/mail/T/>"
    assert optional["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert other.keys() == {"Message-ID"}


def test_a_worker_killed_while_it_hands_over_a_mail_one_can_do_without(monkeypatch):
    """It may have been sent: it is not sent again. Any other mail is."""
    optional, other, tries = optional_mail(), a_mail(), []

    def die(message):
        tries.append(message.body)
        raise KeyboardInterrupt

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", die)
    for row in (optional, other):
        for _ in range(2):
            with contextlib.suppress(KeyboardInterrupt):
                jobs.send_email(row.pk)

    optional.refresh_from_db()
    assert tries.count("News\n") == 1
    assert len(tries) == 3
    assert (optional.claimed_at is None, optional.sent_at) == (False, None)


def test_a_mail_one_can_do_without_is_tried_again_where_it_was_refused(
    settings, mailoutbox
):
    row = optional_mail()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(ConnectionRefusedError):
        jobs.send_email(row.pk)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    jobs.send_email(row.pk)

    assert len(mailoutbox) == 1
