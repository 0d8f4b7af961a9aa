"""What `make run` says when a part of the hub does not run."""

import os
import subprocess
import sys

import pytest

from councilhub import supervisor


@pytest.mark.parametrize("text", ["eighty", "-1", "0", "65536", "8000 "])
def test_a_port_that_is_none_is_refused(text):
    with pytest.raises(supervisor.NotRunningError) as refused:
        supervisor._free_port(text)

    assert str(refused.value) == f"PORT={text} is not a number from 1 to 65535."


def test_a_port_in_use_is_named_with_the_way_out(monkeypatch):
    monkeypatch.setattr(supervisor, "PORT_SECONDS", 0)
    taken = supervisor.socket.create_server(("127.0.0.1", 0))
    port = taken.getsockname()[1]

    with pytest.raises(supervisor.NotRunningError) as refused:
        supervisor._free_port(str(port))
    taken.close()

    assert str(refused.value) == (
        f"Port {port} cannot be used (address already in use). Stop what uses it, or "
        "take another one: make run PORT=8001"
    )


def test_a_service_that_ends_by_itself_is_named():
    dying = [sys.executable, "-c", "raise SystemExit(3)"]

    with supervisor._service("job worker", dying) as service:
        service.process.wait()
        with pytest.raises(supervisor.NotRunningError) as noticed:
            service.must_run()

    assert str(noticed.value) == (
        "The job worker has ended by itself (status 3), so the hub is stopped. "
        "Your data is kept."
    )


def test_a_service_ends_with_the_block_it_runs_in():
    sleeping = [sys.executable, "-c", "import time; time.sleep(60)"]

    with supervisor._service("job worker", sleeping) as service:
        service.must_run()

    assert service.process.returncode < 0


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({}, "The database does not answer."),
        ({"ALLOWED_HOSTS": "hub.example.org"}, "A setting is wrong. DEMO=1"),
    ],
)
def test_what_keeps_it_from_starting_is_a_sentence(settings, sentence):
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PORT": "8939"}
    done = subprocess.run(
        [sys.executable, "-m", "councilhub.supervisor"],
        env={"PATH": os.environ["PATH"], **nowhere, **settings},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert sentence in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
