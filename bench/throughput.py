"""How many answers a second, in shares of those of a minimal Django page."""

import itertools
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.request import urlopen

from tqdm import tqdm

from bench.load import Load, get, measure
from bench.serving import Server
from initiatives.models import Initiative

WORDS = ("council", "data", "service", "homeless", "waste", "planning", "library")


@dataclass(frozen=True)
class Page:
    """What is measured: whole requests, in turn and without end; and the aim in f."""

    name: str
    requests: Iterator[bytes]
    aim: float | None = None


@dataclass(frozen=True)
class Share:
    """What a page reaches: requests in f, and CPU in minimal pages."""

    name: str
    requests: float
    cpu: float
    aim: float | None = None


def pages_of(hub: Server) -> list[Page]:
    """Each page as the next visitor gets it, and made anew: a query that means nothing
    makes every address another one.
    """
    public = Initiative.objects.filter(status="published", audience=0).order_by("pk")
    slugs = public.values_list("slug", flat=True)
    pages = [f"/initiatives/{slug}/" for slug in slugs[:500]]
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
        Page("initiative, made anew", anew(pages), 0.25),
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


def loads_of(
    pages: list[Page],
    servers: dict[str, Server],
    database: int,
    seconds: float,
    rounds: int,
) -> dict[str, Load]:
    """The middle of several rounds; each round takes every page once."""
    all_loads: dict[str, list[Load]] = {page.name: [] for page in pages}
    for number in range(rounds + 1):
        for page in tqdm(pages, f"Round {number}" if number else "Warming up"):
            server = servers["minimal" if page.name == "minimal" else "hub"]
            load = measure(
                server.port,
                page.requests,
                seconds=seconds if number else seconds / 3,
                processes=[server.pid, database],
            )
            if number:
                all_loads[page.name].append(load)
    return {name: _middle(loads) for name, loads in all_loads.items()}


def _middle(loads: list[Load]) -> Load:
    return Load(
        statistics.median(load.per_second for load in loads),
        statistics.median(load.cpu_ms for load in loads),
    )


def shares(pages: list[Page], loads: dict[str, Load]) -> list[Share]:
    """Requests a second and CPU time, both as multiples of the minimal page's."""
    base = loads["minimal"]
    return [
        Share(
            page.name,
            loads[page.name].per_second / base.per_second,
            loads[page.name].cpu_ms / base.cpu_ms,
            page.aim,
        )
        for page in pages
    ]
