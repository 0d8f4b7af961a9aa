"""A load generator, and the time that the server's processes spend."""

import os
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 4
OK = {b"200", b"304"}
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Load:
    """What came of one measurement: answers a second, and CPU milliseconds of web
    server and database for each.
    """

    per_second: float
    cpu_ms: float


class WrongAnswerError(Exception):
    """A page that fails is quick: nothing is measured then."""


def measure(
    port: int, requests: Iterator[bytes], *, seconds: float, processes: Sequence[int]
) -> Load:
    """Ask without a pause on four connections.

    `requests` gives whole HTTP requests, taken in turn. `processes` are the ids of the
    masters whose children do the work.

    Raises WrongAnswerError at any answer but 200 and 304.
    """
    counts, lock = [0] * CONNECTIONS, threading.Lock()
    errors: list[tuple[bytes, bytes]] = []
    until = time.perf_counter() + seconds

    def ask(number: int) -> None:
        while time.perf_counter() < until and not errors:
            with lock:
                request = next(requests)
            got = answer(port, request)
            if got[9:12] not in OK:
                errors.append((request, got[:300]))
            counts[number] += 1

    started, spent = time.perf_counter(), cpu_seconds(processes)
    threads = [threading.Thread(target=ask, args=[n]) for n in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise WrongAnswerError(*errors[0])
    took, answers = time.perf_counter() - started, sum(counts)
    return Load(answers / took, (cpu_seconds(processes) - spent) / answers * 1000)


def answer(port: int, request: bytes) -> bytes:
    """Ask, wait for all of the answer, and give its beginning."""
    # gunicorn's sync workers close the connection after each answer.
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(request)
        start = b""
        while piece := line.recv(1 << 18):
            start = start or piece
        return start


def get(path: str, **headers: str) -> bytes:
    """The bytes of a request; `If_None_Match="…"` becomes a header."""
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def cpu_seconds(masters: Sequence[int]) -> float:
    """Time spent so far by these processes and their children, those gone included."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            facts = entry.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        own, gone = facts[11:13], facts[13:15]
        if int(entry.parent.name) in masters:
            total += sum(map(int, own + gone))
        elif int(facts[1]) in masters:
            total += sum(map(int, own))
    return total / TICK
