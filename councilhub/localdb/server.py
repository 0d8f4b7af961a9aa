"""The running server, shared by everything that is run from this clone."""

import contextlib
import fcntl
import signal
import time
from collections.abc import Iterator
from typing import TextIO

import psycopg

from councilhub.localdb.cluster import (
    NAME,
    PASSWORD,
    connect,
    database_url,
    is_made,
    make_cluster,
    run_program,
)
from councilhub.localdb.places import (
    LOCAL,
    LocalDatabaseError,
    home,
    make_folders,
    make_local,
    socket_folder,
)

START_SECONDS = 15


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The URL of a running server. The first user starts it, the last one stops it."""
    make_local()
    with (LOCAL / "pg-users").open("a") as users:
        try:
            with _one_at_a_time():
                fcntl.flock(users, fcntl.LOCK_SH)
                prepare()
                if not answers():
                    start()
            yield database_url()
        finally:
            with _one_at_a_time():
                if _is_last(users):
                    stop()


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (LOCAL / "pg-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_last(users: TextIO) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def prepare() -> None:
    """Make the folders, the password and the cluster, where they are missing."""
    make_folders()
    if not is_made():
        stop()
        make_cluster()


def answers() -> bool:
    """Does a server of this cluster take connections?"""
    if not PASSWORD.exists():
        return False
    try:
        with connect("postgres"):
            return True
    except psycopg.OperationalError:
        return False


def start() -> None:
    """Start the server. After a kill -9 the first seconds fail, so try for a while."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            _start_once()
            break
        except LocalDatabaseError:
            if answers():
                break
            if time.monotonic() > deadline:
                raise
            time.sleep(1)
    with connect("postgres") as connection:
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [NAME]
        ).fetchone()
        if not known:
            connection.execute(f"CREATE DATABASE {NAME}")


def _start_once() -> None:
    options = f"-c listen_addresses='' -c unix_socket_directories='{socket_folder()}'"
    with _signals_wait():
        run_program(
            "pg_ctl", "start", "--wait", f"--pgdata={home() / 'data'}",
            f"--log={home() / 'log'}", f"--options={options}", "--silent",
        )  # fmt: skip


@contextlib.contextmanager
def _signals_wait() -> Iterator[None]:
    """Ctrl-C while pg_ctl starts the server would leave one that nobody can stop."""
    later = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, later)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def stop() -> None:
    """Stop the server, closing what is still connected."""
    if not (home() / "data" / "postmaster.pid").exists():
        return
    with contextlib.suppress(LocalDatabaseError):
        run_program(
            "pg_ctl", "stop", "--mode=fast", f"--pgdata={home() / 'data'}", "--silent"
        )
