"""A database of its own, and servers beside it: for the benchmark and the audit."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

from councilhub import localdb

START_SECONDS = 180


@dataclass(frozen=True)
class Server:
    port: int
    pid: int


def own_database(url: str, name: str, *, keep: bool = False) -> str:
    """The address of a database beside the hub's own: an empty one, or as it was."""
    if not keep:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}")
    return beside(url, name)


def beside(url: str, name: str) -> str:
    """The address of a database of this name on the same server."""
    return re.sub(r"/[^/?]+(\?|$)", rf"/{name}\1", url, count=1)


def how_many(url: str, name: str) -> int | None:
    """How many initiatives the database of this name holds; None without one."""
    try:
        with psycopg.connect(beside(url, name)) as connection:
            counted = connection.execute("SELECT count(*) FROM initiatives_initiative")
            row = counted.fetchone()
    except psycopg.Error:
        return None
    return int(row[0]) if row else None


def postmaster(url: str) -> int:
    """The process id of the database server; it has to run on this machine."""
    with psycopg.connect(url) as connection:
        backend = connection.info.backend_pid
        facts = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
        return int(facts[1])


def gunicorn(application: str) -> list[str]:
    """With two sync workers, as `make run` has it."""
    return [
        sys.executable, "-m", "gunicorn", application, "--workers=2", "--preload",
        "--bind=127.0.0.1:{port}", "--no-control-socket", "--log-level=error",
        "--limit-request-line=0",
    ]  # fmt: skip


@contextlib.contextmanager
def serving(
    command: list[str], url: str, output: IO[str] | None = None
) -> Iterator[Server]:
    """What the command serves at a free `{port}`, until the body ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 - our own command
        [word.replace("{port}", str(port)) for word in command],
        env={**os.environ, "DATABASE_URL": url, "PORT": str(port), "DEMO": "1"},
        cwd=localdb.ROOT,
        stdout=output,
        stderr=output,
    )
    try:
        _wait(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    raise TimeoutError(f"{process.args!r} does not answer at {port}.")
