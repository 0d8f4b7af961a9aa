"""`make run`: one process that starts everything, in order, and stops it in reverse."""

import contextlib
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import environ
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError

from councilhub import localdb

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOP_SECONDS = 15
START_SECONDS = 60
PORT_SECONDS = 3
HIGHEST_PORT = 65535
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Stopped(BaseException):
    """Ctrl-C or a request to terminate."""


class NotRunningError(Exception):
    """Something that has to run does not; the message says what."""


@dataclass(frozen=True)
class Service:
    name: str
    process: subprocess.Popen[bytes]

    def must_run(self) -> None:
        status = self.process.poll()
        if status is not None:
            how = f"signal {-status}" if status < 0 else f"status {status}"
            raise NotRunningError(
                f"The {self.name} has ended by itself ({how}), so the hub is stopped. "
                "Your data is kept."
            )


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Run the hub until somebody stops it or a part of it fails."""
    for number in SIGNALS:
        signal.signal(number, _stop)
    try:
        _run()
    except Stopped:
        say("Stopped. Your data is kept.")
        return 0
    except NotRunningError as error:
        say(str(error))
    except localdb.LocalDatabaseError as error:
        say(f"The embedded PostgreSQL does not start. {error}")
    except ImproperlyConfigured as error:
        say(f"A setting is wrong. {error}")
    except OperationalError as error:
        say(f"The database does not answer. {error}")
    return 1


def _stop(_number: int, _frame: FrameType | None) -> None:
    # A second Ctrl-C must not cut the stopping short.
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise Stopped


def _run() -> None:
    env = environ.Env()
    if (localdb.ROOT / ".env").exists():
        env.read_env(localdb.ROOT / ".env")
    os.environ.setdefault("DEMO", "1")
    port = _free_port(os.environ.get("PORT") or "8000")
    os.environ["PORT"] = str(port)
    with _database():
        _prepare()
        with _service("web server", _gunicorn(port)) as web:
            _wait_until_it_answers(port, web)
            with _service("job worker", _worker()) as worker:
                say(f"\nCouncilHub is at http://localhost:{port}   (Ctrl-C stops it)")
                while True:
                    web.must_run()
                    worker.must_run()
                    time.sleep(0.5)


def _free_port(text: str) -> int:
    """The port, if it is one that we may use. A hub that was killed leaves it soon."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= HIGHEST_PORT):
        raise NotRunningError(f"PORT={text} is not a number from 1 to {HIGHEST_PORT}.")
    port = int(text)
    deadline = time.monotonic() + PORT_SECONDS
    while True:
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError as error:
            if time.monotonic() > deadline:
                why = os.strerror(error.errno or 0).lower()
                raise NotRunningError(
                    f"Port {port} cannot be used ({why}). Stop what uses it, or take "
                    "another one: make run PORT=8001"
                ) from None
            time.sleep(0.5)
        else:
            return port


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


def _prepare() -> None:
    """Tables, reference data, the starter library and static files, all idempotent."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "councilhub.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    from councils.actions import load_register
    from councils.management.commands.load_register import report
    from councils.register import REGISTER, read_register

    say("2/4 Tables")
    call_command("migrate", verbosity=0)
    say("3/4 The register, the topics, the starter library")
    loaded = load_register(rows=read_register(REGISTER))
    say(report(REGISTER, loaded))
    call_command("load_topics")
    call_command("load_library", if_empty=True)
    call_command("load_demonstration", if_new=True, remove=not settings.DEMO)
    call_command("reindex", missing=not loaded.changed)
    call_command("embed", later=True)
    say("4/4 Styles and scripts")
    _collect_styles_and_scripts()
    connections.close_all()


def _collect_styles_and_scripts() -> None:
    """Compressing them takes seconds: only where something changed since last time."""
    from django.conf import settings
    from django.core.management import call_command

    from councilhub.release import RELEASE

    stamp: Path = settings.STATIC_ROOT / ".release"
    if not stamp.exists() or stamp.read_text() != RELEASE:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(RELEASE)


def _gunicorn(port: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "councilhub.wsgi", "--workers=2", "--preload",
        f"--bind=127.0.0.1:{port}", "--no-control-socket", "--log-level=warning",
        "--graceful-timeout=10",
        # A search of 10,000 letters gets our answer instead of gunicorn's.
        "--limit-request-line=0",
    ]  # fmt: skip


def _worker() -> list[str]:
    return [sys.executable, "manage.py", "procrastinate", "worker"]


@contextlib.contextmanager
def _service(name: str, command: list[str]) -> Iterator[Service]:
    """Run a command while the body runs. Its own session: Ctrl-C reaches us alone."""
    process = subprocess.Popen(  # noqa: S603 - our own commands
        command,
        cwd=localdb.ROOT,
        start_new_session=True,
        preexec_fn=_die_with_parent,  # noqa: PLW1509 - we have one thread
    )
    try:
        yield Service(name, process)
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        say(f"Stopped the {name}")


def _die_with_parent() -> None:
    """Where Linux offers it: a supervisor that is killed leaves nothing on the port."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def _wait_until_it_answers(port: int, web: Service) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        web.must_run()
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/healthz")
            connection.getresponse().close()
            return
        time.sleep(0.2)
    raise NotRunningError(f"Nothing answers on port {port} after {START_SECONDS} s.")


if __name__ == "__main__":
    sys.exit(main())
