"""The real worker runs the jobs, gives the mail to a real server, and survives."""

import datetime as dt
import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import jobs
from accounts.mail import queue_email
from accounts.models import OutgoingEmail
from councilhub.settings import BASE_DIR
from tests.factories import OutgoingEmailFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def work(monkeypatch):
    """Run the worker once, until the queue is empty."""
    # The threads of the worker leave no connection behind.
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)

    def run():
        with app.replace_connector(app.connector.get_worker_connector()) as working:
            working.run_worker(
                wait=False, install_signal_handlers=False, listen_notify=False
            )

    return run


class Server:
    """A mail server that keeps what it gets, or refuses it."""

    def __init__(self):
        self.mails, self.answer = [], "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.mails.append(envelope)
        return self.answer


@pytest.fixture
def mail_server(settings):
    server = Server()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield server
    controller.stop()


def a_mail():
    return queue_email(
        kind="test",
        to="siân@cyngor.example",
        subject="Tŷ 🦆",
        template="plain",
        context={"body": "Bore da 🦆"},
    )


def states(task):
    """Of one task: the clock may have started others meanwhile."""
    found = ProcrastinateJob.objects.filter(task_name=task).order_by("pk")
    return list(found.values_list("status", flat=True))


def test_the_worker_gives_the_mail_to_a_real_server(work, mail_server):
    row = a_mail()

    work()

    (envelope,) = mail_server.mails
    message = message_from_bytes(envelope.content, policy=policy.default)
    text, html = message.iter_parts()
    row.refresh_from_db()
    assert message.get_content_type() == "multipart/alternative"
    assert (message["Subject"], message["Message-ID"]) == ("Tŷ 🦆", row.message_id)
    assert text.get_content().strip() == "Bore da 🦆"
    assert (html.get_content_type(), "<p>Bore da 🦆</p>" in html.get_content()) == (
        "text/html",
        True,
    )
    assert row.sent_at is not None
    assert states("accounts.send_email") == ["succeeded"]


def test_a_mail_that_the_server_refuses_is_tried_again_later(work, mail_server):
    row, mail_server.answer = a_mail(), "451 Try again later"

    work()
    job = ProcrastinateJob.objects.get(task_name="accounts.send_email")
    row.refresh_from_db()
    assert (job.status, job.attempts, row.sent_at) == ("todo", 1, None)
    assert job.scheduled_at > timezone.now()
    assert "Try again later" in row.error

    mail_server.answer = "250 OK"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")
    work()
    row.refresh_from_db()
    assert row.sent_at is not None
    assert states("accounts.send_email") == ["succeeded"]


def leave_in_doing(heartbeat_ago):
    """As a worker does that is killed: its jobs stay in `doing`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - %s) RETURNING id",
            [heartbeat_ago],
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker]
        )


def test_what_a_killed_worker_left_returns_to_the_queue(work, mailoutbox):
    a_mail()
    leave_in_doing(dt.timedelta(minutes=2))
    jobs.return_stalled_jobs.defer(timestamp=0)

    work()

    assert [message.subject for message in mailoutbox] == ["Tŷ 🦆"]
    assert states("accounts.send_email") == ["succeeded"]


def test_what_a_living_worker_does_is_left_to_it(work, mailoutbox):
    a_mail()
    leave_in_doing(dt.timedelta(seconds=5))
    jobs.return_stalled_jobs.defer(timestamp=0)

    work()

    assert mailoutbox == []
    assert states("accounts.send_email") == ["doing"]


def test_a_stalled_job_whose_next_run_waits_holds_nothing_up(work, mailoutbox):
    jobs.tidy_up.defer(timestamp=0)
    a_mail()
    leave_in_doing(dt.timedelta(minutes=2))
    jobs.return_stalled_jobs.defer(timestamp=0)
    jobs.tidy_up.defer(timestamp=60)

    work()

    assert [message.subject for message in mailoutbox] == ["Tŷ 🦆"]
    assert states("accounts.return_stalled_jobs")[0] == "succeeded"
    assert states("accounts.tidy_up") == ["failed", "succeeded"]


def test_the_bodies_of_old_mails_are_forgotten(work):
    now = timezone.now()
    old = OutgoingEmailFactory(html="<p>", sent_at=now - dt.timedelta(days=8))
    new = OutgoingEmailFactory(html="<p>", sent_at=now - dt.timedelta(days=6))
    waiting = OutgoingEmailFactory(html="<p>")
    jobs.tidy_up.defer(timestamp=0)

    work()

    kept = OutgoingEmail.objects.in_bulk()
    assert (kept[old.pk].subject, kept[old.pk].text, kept[old.pk].html) == (
        "Hello",
        "",
        "",
    )
    assert [kept[row.pk].text for row in (new, waiting)] == ["Hello.\n", "Hello.\n"]


def test_only_old_sessions_are_forgotten(work):
    now = timezone.now()
    for key, days in [("old", -1), ("new", 1)]:
        expires = now + dt.timedelta(days=days)
        Session.objects.create(session_key=key, session_data="", expire_date=expires)
    jobs.tidy_up.defer(timestamp=0)

    work()

    assert [session.pk for session in Session.objects.all()] == ["new"]


def test_the_worker_knows_all_that_runs_by_the_clock():
    found = {f"{path.parent.name}.schedule" for path in BASE_DIR.glob("*/schedule.py")}
    app.perform_import_paths()

    each = app.periodic_registry.periodic_tasks.values()
    assert set(app.import_paths) >= found
    assert {one.task.name: one.cron for one in each} == {
        "accounts.renewals": "0 6 * * *",
        "accounts.return_stalled_jobs": "* * * * *",
        "accounts.tidy_up": "30 3 * * *",
        "initiatives.remind_leads": "0 8 * * *",
        "initiatives.tell_moderators": "0 7 * * 1-5",
        "initiatives.tell_news": "0 5 * * *",
    }
