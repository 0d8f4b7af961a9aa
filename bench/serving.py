"""A database of its own, and web servers as `make run` starts them."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from councilhub import localdb

DATABASE = "hub_bench"
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    port: int
    pid: int


def own_database(url: str) -> str:
    """The address of an empty database beside the hub's own."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        row = connection.execute("SELECT current_database()").fetchone()
    name = row[0] if row else ""
    return url.replace(f"/{name}?", f"/{DATABASE}?")


def postmaster(url: str) -> int:
    """The process id of the database server; it has to run on this machine."""
    with psycopg.connect(url) as connection:
        backend = connection.info.backend_pid
        facts = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
        return int(facts[1])


@contextlib.contextmanager
def serving(application: str, url: str) -> Iterator[Server]:
    """Gunicorn with two sync workers, until the body ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "DATABASE_URL": url, "PORT": str(port), "DEMO": "1"}
    process = subprocess.Popen(  # noqa: S603 - our own command
        [
            sys.executable, "-m", "gunicorn", application, "--workers=2", "--preload",
            f"--bind=127.0.0.1:{port}", "--no-control-socket", "--log-level=error",
        ],
        env=environment,
        cwd=localdb.ROOT,
    )  # fmt: skip
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
    raise TimeoutError(port)
