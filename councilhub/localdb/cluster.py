"""The cluster: its files, its password, and PostgreSQL's programs that act on it."""

import pwd
import secrets
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import psycopg

from councilhub.localdb.places import (
    LOCAL,
    LocalDatabaseError,
    as_root,
    binaries,
    give_to_server,
    home,
    socket_folder,
)

NAME = "hub"
PASSWORD = LOCAL / "pg-password"


def database_url() -> str:
    password = PASSWORD.read_text(encoding="ascii")
    return f"postgres://{NAME}:{password}@/{NAME}?host={quote(str(socket_folder()))}"


def connect(name: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        host=str(socket_folder()),
        user=NAME,
        password=PASSWORD.read_text(encoding="ascii"),
        dbname=name,
        autocommit=True,
        connect_timeout=5,
    )


def is_made() -> bool:
    return PASSWORD.exists() and (home() / "data").exists()


def make_cluster() -> None:
    """Called `data` only when whole: a broken-off one leaves nothing to trip over."""
    data, unfinished = home() / "data", home() / "data-unfinished"
    _set_aside(data)
    shutil.rmtree(unfinished, ignore_errors=True)
    password = secrets.token_hex(24)
    secret = home() / "new-password"
    _write_secret(secret, password)
    give_to_server(secret)
    try:
        run_program(
            "initdb", f"--pgdata={unfinished}", f"--username={NAME}",
            "--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
    finally:
        secret.unlink()
    _write_secret(PASSWORD, password)
    unfinished.rename(data)


def _set_aside(data: Path) -> None:
    """Keep a cluster whose password is gone with the clone that was here before."""
    if data.exists():
        old = data.with_name("data-without-password")
        shutil.rmtree(old, ignore_errors=True)
        data.rename(old)


def _write_secret(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text, encoding="ascii")


def run_program(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs, as nobody where we are root."""
    someone = pwd.getpwnam("nobody") if as_root() else None
    # The server keeps what pg_ctl was given as its output: no pipe there.
    output = subprocess.PIPE if program == "initdb" else subprocess.DEVNULL
    done = subprocess.run(  # noqa: S603 - our own binaries, our own arguments
        [binaries() / program, *arguments],
        check=False,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
        user=someone.pw_uid if someone else None,
        group=someone.pw_gid if someone else None,
        extra_groups=[] if someone else None,
    )
    if done.returncode:
        raise LocalDatabaseError(f"{program} failed: {done.stdout or _log_end()}")


def _log_end() -> str:
    log = home() / "log"
    if not log.exists():
        return "no log was written"
    return "\n".join(log.read_text(errors="replace").splitlines()[-8:])
