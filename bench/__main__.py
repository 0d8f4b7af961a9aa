"""`make bench`: how quick the pages are, beside a minimal Django page and beside the
database alone, in one run on one machine.

    python -m bench [--initiatives 10000] [--keep] [--seconds 3] [--rounds 3]

Makes a database of its own on the server of DATABASE_URL, fills it, starts both web
servers, prints the tables and writes them into docs/performance.md. Needs Linux (it
reads /proc), and the database server on this machine.
"""

import argparse
import datetime as dt
import os
import platform
import sys
from functools import partial
from urllib.error import HTTPError
from urllib.request import urlopen

import django
import psycopg
from tqdm import tqdm

from bench.serving import (
    Server,
    gunicorn,
    how_many,
    own_database,
    postmaster,
    serving,
)
from bench.wire import first_visit

EACH = 60
VISITED = [
    ("home", "/"),
    ("browse", "/initiatives/"),
    ("search", "/initiatives/?q=waste"),
    ("council", "/councils/leeds/"),
    ("councils", "/councils/"),
    ("about", "/about/"),
    ("sign-in", "/accounts/login/"),
]


def main() -> None:
    options = _options()
    url = os.environ["DATABASE_URL"]
    there = how_many(url, options.database) if options.keep else None
    if there is not None and there != options.initiatives:
        sys.exit(f"{options.database} holds {there:,} initiatives: not touched.")
    kept = there is not None
    os.environ["DATABASE_URL"] = bench_url = own_database(
        url, options.database, keep=kept
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "councilhub.settings")
    os.environ["DEMO"] = "1"
    django.setup()
    filling = _prepare(0 if kept else options.initiatives)
    with (
        serving(gunicorn("bench.minimal:application"), bench_url) as minimal,
        serving(gunicorn("councilhub.wsgi"), bench_url) as hub,
    ):
        servers = {"minimal": minimal, "hub": hub}
        _measure(options, servers, bench_url, filling)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--initiatives", type=int, default=10_000)
    parser.add_argument("--database", default="hub_bench")
    parser.add_argument(
        "--keep",
        action="store_true",
        help="measure the database that is there; it must hold as many initiatives",
    )
    parser.add_argument("--requests", type=int, default=EACH, help="of each kind")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _prepare(initiatives: int) -> dict[str, float]:
    """The tables, and as many initiatives; 0 keeps what is there."""
    from django.core.management import call_command

    from bench.filling import fill, set_for_size
    from bench.minimal import make_table
    from councils.actions import load_register
    from councils.register import REGISTER, read_register

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    set_for_size()
    make_table()
    if not initiatives:
        return {}
    load_register(rows=read_register(REGISTER))
    call_command("load_topics", verbosity=0)
    return fill(initiatives)


def _measure(
    options: argparse.Namespace,
    servers: dict[str, Server],
    bench_url: str,
    filling: dict[str, float],
) -> None:
    from bench.pages import Kind, kinds
    from bench.report import Run, keep
    from bench.sizes import embedding_ms, sizes
    from bench.throughput import loads_of, pages_of, shares
    from bench.timing import Statements, measured, times_of

    hub = servers["hub"]
    with psycopg.connect(bench_url, autocommit=True, prepare_threshold=None) as bare:
        measured_pages = [
            measured(kind, hub.port, bare, Statements())
            for kind in tqdm(kinds(partial(_fetch, hub), options.requests), "Pages")
        ]
    minimal = times_of(Kind("minimal", ["/"] * 100), servers["minimal"].port)
    pages = pages_of(hub)
    loads = loads_of(
        pages, servers, postmaster(bench_url), options.seconds, options.rounds
    )
    run = Run(
        stamp=_stamp(options),
        initiatives=options.initiatives,
        shares=shares(pages, loads),
        visits={name: first_visit(hub.port, path) for name, path in VISITED},
        minimal=minimal,
        pages=measured_pages,
        embedding=embedding_ms(),
        filling=filling,
        sizes=sizes(),
    )
    sys.stdout.write(keep(run))


def _fetch(hub: Server, address: str) -> str | None:
    try:
        with urlopen(f"http://127.0.0.1:{hub.port}{address}") as response:
            return str(response.read().decode())
    except HTTPError as error:
        if error.code == 404:  # noqa: PLR2004 - not built
            return None
        raise


def _stamp(options: argparse.Namespace) -> str:
    day = dt.date.today()  # noqa: DTZ011 - the day here
    return (
        f"{day:%-d %B %Y}: {_machine()}, Python {platform.python_version()},"
        f" Django {django.__version__}; requests in f: the middle of {options.rounds}"
        f" rounds of {options.seconds:g} seconds."
    )


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GB of memory"


if __name__ == "__main__":
    main()
