"""`make bench`: ratios to a minimal Django page, taken in one run on one machine.

    python -m bench [--initiatives 10000] [--seconds 3] [--rounds 3]

Makes a database of its own beside the hub's, fills it, starts both servers, prints the
table and writes it into docs/performance.md. Needs Linux: it reads /proc.
"""

import argparse
import datetime as dt
import itertools
import os
import platform
import re
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.request import urlopen

import django

from bench.load import Load, get, measure
from bench.serving import Server, gunicorn, own_database, postmaster, serving
from bench.wire import Visit, first_visit
from councilhub import localdb

REPORT = localdb.ROOT / "docs" / "performance.md"
BETWEEN = re.compile(r"(<!-- measured -->\n).*(<!-- end -->)", re.DOTALL)
KILOBYTE = 1024
VISITED = [
    ("home", "/"),
    ("browse", "/initiatives/"),
    ("search", "/initiatives/?q=waste"),
    ("council", "/councils/leeds/"),
    ("councils", "/councils/"),
    ("about", "/about/"),
    ("sign-in", "/accounts/login/"),
]
WORDS = ("council", "data", "service", "homeless", "waste", "planning", "library")


@dataclass(frozen=True)
class Page:
    """What is measured: whole requests, in turn and without end; and the aim in f."""

    name: str
    requests: Iterator[bytes]
    aim: float | None = None


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    options = _options()
    with localdb.running() as url:
        os.environ["DATABASE_URL"] = bench_url = own_database(url, "hub_bench")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "councilhub.settings")
        os.environ["DEMO"] = "1"
        django.setup()
        _prepare(options.initiatives)
        database = postmaster(bench_url)
        with (
            serving(gunicorn("bench.minimal:application"), bench_url) as minimal,
            serving(gunicorn("councilhub.wsgi"), bench_url) as hub,
        ):
            pages = _pages(hub)
            servers = {"minimal": minimal, "hub": hub}
            loads = _measured(pages, servers, database, options)
            visits = {name: first_visit(hub.port, path) for name, path in VISITED}
    table = _stamp(options) + _table(pages, loads) + _weights(visits)
    say(table)
    REPORT.write_text(BETWEEN.sub(rf"\g<1>{table}\g<2>", REPORT.read_text()))


def _stamp(options: argparse.Namespace) -> str:
    day = dt.date.today()  # noqa: DTZ011 - the day here
    return (
        f"{day:%-d %B %Y}: {options.initiatives:,} initiatives, {os.cpu_count()} cores,"
        f" Python {platform.python_version()}, Django {django.__version__},"
        f" {options.rounds} rounds of {options.seconds:g} seconds, the middle one.\n\n"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--initiatives", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _prepare(initiatives: int) -> None:
    from django.core.management import call_command

    from bench.filling import fill
    from bench.minimal import make_table
    from councils.actions import load_register
    from councils.register import REGISTER, read_register

    say(f"Making {initiatives:,} initiatives")
    call_command("migrate", verbosity=0)
    load_register(rows=read_register(REGISTER))
    call_command("load_topics", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    fill(initiatives)
    make_table()


def _pages(hub: Server) -> list[Page]:
    """Each page as the next visitor gets it, and made anew: a query that means nothing
    makes every address another one.
    """
    from initiatives.models import Initiative

    public = Initiative.objects.filter(status="published", audience=0).order_by("pk")
    pages = [f"/initiatives/{slug}/" for slug in public.values_list("slug", flat=True)]
    searches = [
        f"/initiatives/?q={first}+{second}&stage={stage}"
        for stage in ("", "pilot")
        for first, second in itertools.permutations(WORDS, 2)
    ]
    return [
        Page("minimal", again("/")),
        Page("home", again("/")),
        Page("browse", again("/initiatives/"), 0.15),
        Page("initiative", again(pages[0]), 0.25),
        Page("browse, 304", again("/initiatives/", If_None_Match=tag(hub))),
        Page("home, made anew", anew(["/"])),
        Page("browse, made anew", anew(["/initiatives/"]), 0.15),
        Page("browse with filters, made anew", anew(["/initiatives/?stage=pilot"])),
        Page("initiative, made anew", anew(pages[:500]), 0.25),
        Page("search with facets, made anew", anew(searches), 0.10),
        Page("council, made anew", anew(["/councils/leeds/"])),
    ]


def again(path: str, **headers: str) -> Iterator[bytes]:
    return itertools.repeat(get(path, **headers))


def anew(paths: list[str]) -> Iterator[bytes]:
    for number, path in enumerate(itertools.cycle(paths)):
        yield get(f"{path}{'&' if '?' in path else '?'}anew={number}")


def tag(hub: Server) -> str:
    """The tag under which a visitor keeps the browse page."""
    with urlopen(f"http://127.0.0.1:{hub.port}/initiatives/") as response:
        return str(response.headers["ETag"])


def _measured(
    pages: list[Page],
    servers: dict[str, Server],
    database: int,
    how: argparse.Namespace,
) -> dict[str, Load]:
    """The middle of several rounds; each round takes every page once."""
    rounds: dict[str, list[Load]] = {page.name: [] for page in pages}
    for number in range(how.rounds + 1):
        say(f"Round {number} of {how.rounds}" if number else "Warming up")
        for page in pages:
            server = servers["minimal" if page.name == "minimal" else "hub"]
            load = measure(
                server.port,
                page.requests,
                seconds=how.seconds if number else how.seconds / 3,
                processes=[server.pid, database],
            )
            if number:
                rounds[page.name].append(load)
    return {name: _middle(loads) for name, loads in rounds.items()}


def _middle(loads: list[Load]) -> Load:
    return Load(
        statistics.median(load.per_second for load in loads),
        statistics.median(load.cpu_ms for load in loads),
    )


def _table(pages: list[Page], loads: dict[str, Load]) -> str:
    """In Markdown: requests a second as a share of the minimal page's, and CPU time as
    a multiple of it.
    """
    base = loads["minimal"]
    lines = [
        "| page | requests, in f | aim | CPU, minimal page = 1 |",
        "|---|---|---|---|",
    ]
    for page in pages:
        load = loads[page.name]
        share, cost = load.per_second / base.per_second, load.cpu_ms / base.cpu_ms
        aim = f"≥ {page.aim:.2f}" if page.aim else ""
        lines.append(f"| {page.name} | {share:.2f} | {aim} | {cost:.1f} |")
    unchanged = loads["browse, 304"].cpu_ms
    anew, kept = loads["browse, made anew"].cpu_ms, loads["browse"].cpu_ms
    told = (
        f"A 304 takes {unchanged / anew:.2f} of the CPU of the browse page made anew"
        f" (aim ≤ 0.15), and {unchanged / kept:.2f} of the page that is kept."
    )
    lines += ["", told, ""]
    return "\n".join(lines)


def _weights(visits: dict[str, Visit]) -> str:
    lines = ["| first visit | requests | KB |", "|---|---|---|"]
    lines += [
        f"| {name} | {visit.requests} | {visit.size / KILOBYTE:.1f} |"
        for name, visit in visits.items()
    ]
    return "\n".join(["", *lines, ""])


if __name__ == "__main__":
    main()
