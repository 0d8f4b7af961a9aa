"""The embedded PostgreSQL: started, shared, stopped, and none the worse for a kill."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "councilhub" / "localdb"
TELL = "print('ready', flush=True); input()"
SQL = """
import os, sys, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    for statement in sys.argv[1:]:
        last = connection.execute(statement)
    print(last.fetchone()[0])
"""


def copy_of_the_package(folder):
    shutil.copytree(PACKAGE, folder / "councilhub" / "localdb")
    (folder / "councilhub" / "__init__.py").touch()
    return folder


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A place of its own, with a space in its path, in a folder closed to others."""
    folder = copy_of_the_package(tmp_path_factory.mktemp("a hub"))
    try:
        ask(folder, "CREATE TABLE kept AS SELECT 'kept' AS word", "SELECT 1")
        yield folder
    finally:
        shutil.rmtree((folder / ".local" / "pg").resolve())
        key = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
        shutil.rmtree(Path(tempfile.gettempdir()) / f"councilhub-{key}")


def command(code, *arguments):
    python = [sys.executable, "-c", code, *arguments]
    return [sys.executable, "-m", "councilhub.localdb", *python]


def environment(**more):
    return {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | more


def run(clone, code, *arguments, **more):
    return subprocess.run(
        command(code, *arguments),
        cwd=clone,
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def ask(clone, *statements):
    done = run(clone, SQL, *statements)
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.fixture
def user(clone):
    """Someone who runs the server until told to go."""
    process = subprocess.Popen(
        command(TELL),
        cwd=clone,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.communicate()


def server_pid(clone):
    """The process of the running server, or None."""
    file = clone / ".local" / "pg" / "data" / "postmaster.pid"
    if not file.exists():
        return None
    pid = int(file.read_text().splitlines()[0])
    return pid if Path(f"/proc/{pid}").exists() else None


def test_a_command_has_a_database_and_leaves_no_server(clone):
    assert ask(clone, "SELECT word FROM kept") == "kept"
    assert server_pid(clone) is None


def test_it_takes_no_connections_by_network_and_none_without_the_password(clone):
    listening = "current_setting('listen_addresses')"
    open_rules = "SELECT * FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"

    assert ask(clone, f"SELECT {listening} || count(*) FROM ({open_rules}) r") == "0"


def test_only_their_owner_can_read_the_password_and_the_data(clone):
    modes = {
        name: (clone / ".local" / name).stat().st_mode & 0o777
        for name in ("", "pg-password", "pg/data")
    }

    assert modes == {"": 0o700, "pg-password": 0o600, "pg/data": 0o700}


def test_users_share_the_server_and_the_last_one_stops_it(clone, user):
    running = server_pid(clone)
    ask(clone, "SELECT 1")

    assert server_pid(clone) == running

    user.communicate("\n")
    assert user.returncode == 0
    assert server_pid(clone) is None


def test_a_request_to_terminate_stops_the_server_too(clone, user):
    user.send_signal(signal.SIGTERM)
    user.communicate()

    assert user.returncode == 128 + signal.SIGTERM
    assert server_pid(clone) is None


def test_it_starts_again_after_a_kill_9_of_everything(clone, user):
    user.kill()
    os.kill(server_pid(clone), signal.SIGKILL)

    assert ask(clone, "SELECT 'well'") == "well"
    assert server_pid(clone) is None


def test_a_server_left_behind_is_used_and_stopped(clone, user):
    user.kill()
    user.communicate()
    assert server_pid(clone)

    assert ask(clone, "SELECT 'well'") == "well"
    assert server_pid(clone) is None


def test_a_cluster_whose_password_is_lost_is_set_aside(clone):
    (clone / ".local" / "pg-password").unlink()

    assert ask(clone, "SELECT to_regclass('kept') IS NULL") == "True"
    kept = clone / ".local" / "pg" / "data-without-password" / "PG_VERSION"
    assert kept.exists()


def test_a_clone_that_was_copied_does_not_take_the_others_database(clone, tmp_path):
    copy = copy_of_the_package(tmp_path)
    (copy / ".local").mkdir(mode=0o700)
    (copy / ".local" / "pg").symlink_to((clone / ".local" / "pg").resolve())
    if os.geteuid() != 0:
        pytest.skip("only as root the cluster is outside the clone")

    told = run(copy, SQL, "SELECT 1")

    assert told.returncode == 1
    assert "This clone was moved or copied" in told.stderr


def test_with_a_database_of_ones_own_nothing_is_started(tmp_path):
    folder = copy_of_the_package(tmp_path)
    code = "import os, sys; print(os.environ['DATABASE_URL']); sys.exit(7)"

    told = run(folder, code, DATABASE_URL="postgres://elsewhere")

    assert (told.returncode, told.stdout) == (7, "postgres://elsewhere\n")
    assert not (folder / ".local").exists()
