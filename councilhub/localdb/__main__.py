"""Run a command with a database: the one of DATABASE_URL, or the embedded one."""

import contextlib
import os
import signal
import subprocess
import sys
from types import FrameType

from councilhub.localdb import LocalDatabaseError, running


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL"):
        return call(command, {})
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    try:
        with running() as url:
            return call(command, {"DATABASE_URL": url})
    except LocalDatabaseError as error:
        sys.stderr.write(f"The embedded PostgreSQL does not start. {error}\n")
        return 1


def interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def call(command: list[str], environment: dict[str, str]) -> int:
    """Run it to its end: it answers the signals, we only pass them on."""
    process = subprocess.Popen(  # noqa: S603 - what the caller asked for
        command, env={**os.environ, **environment}
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to both
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda sent, _frame: process.send_signal(sent))
    status = process.wait()
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
    sys.exit(130)
