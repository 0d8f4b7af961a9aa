"""`make run`: one process that starts everything, in order, and stops it in reverse."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from councilhub import localdb

ROOT = Path(__file__).resolve().parent.parent
STOP_SECONDS = 15
START_SECONDS = 60


class Stopped(BaseException):
    """Ctrl-C or a request to terminate."""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Run the hub until somebody stops it. Returns the exit status."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    port = int(os.environ.get("PORT") or 8000)
    os.environ["PORT"] = str(port)
    os.environ.setdefault("DEMO", "1")
    if _taken(port):
        say(f"Port {port} is in use. Stop what uses it, or run: make run PORT=8001")
        return 1
    try:
        with _database():
            _prepare()
            with _service("gunicorn", _gunicorn(port)), _service("worker", _worker()):
                _wait_until_it_answers(port)
                say(f"\nCouncilHub is at http://localhost:{port}   (Ctrl-C stops it)")
                signal.pause()
    except Stopped:
        say("Stopped. Your data is kept.")
        return 0
    except localdb.LocalDatabaseError as error:
        say(f"The embedded PostgreSQL does not start. {error}")
        return 1
    return 0


def _stop(_number: int, _frame: FrameType | None) -> None:
    # A second Ctrl-C must not cut the stopping short.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise Stopped


@contextlib.contextmanager
def _database() -> Iterator[None]:
    if os.environ.get("DATABASE_URL"):
        say("1/4 Database: the one of DATABASE_URL")
        yield
        return
    say("1/4 Database: starting the embedded PostgreSQL")
    with localdb.running() as url:
        os.environ["DATABASE_URL"] = url
        yield
        say("Stopping the database")


def _prepare() -> None:
    """Tables, reference data, the starter library and static files, all idempotent."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "councilhub.settings")
    import django
    from django.core.management import call_command

    django.setup()
    say("2/4 Tables")
    call_command("migrate", verbosity=0)
    say("3/4 The register, the topics, the starter library")
    call_command("load_register")
    call_command("load_topics")
    call_command("load_library", if_empty=True)
    say("4/4 Styles and scripts")
    call_command("collectstatic", interactive=False, verbosity=0)
    from django.db import connections

    connections.close_all()


def _gunicorn(port: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "councilhub.wsgi", "--workers=2",
        f"--bind=127.0.0.1:{port}", "--no-control-socket", "--log-level=warning",
    ]  # fmt: skip


def _worker() -> list[str]:
    return [sys.executable, "manage.py", "procrastinate", "worker"]


@contextlib.contextmanager
def _service(name: str, command: list[str]) -> Iterator[None]:
    """Run a command while the body runs. Its own session: Ctrl-C reaches us alone."""
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        say(f"Stopped the {name}")


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until_it_answers(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
            return
        time.sleep(0.2)
    say(f"It does not answer on port {port} after {START_SECONDS} seconds.")
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
