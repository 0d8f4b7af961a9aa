"""What was measured, by the number of initiatives, and the tables made of it.

The figures are kept in docs/performance.json; what stands between the two marks of
docs/performance.md is written from it, so that a run replaces only what it measured.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.throughput import Share
from bench.timing import Measured, Times
from bench.wire import Visit
from councilhub.localdb import ROOT

DOCUMENT = ROOT / "docs" / "performance.md"
FIGURES = ROOT / "docs" / "performance.json"
BETWEEN = re.compile(r"(<!-- measured -->\n).*(<!-- end -->)", re.DOTALL)
KILOBYTE = 1024
MILLION, TEN_THOUSAND = 1_000_000, 10_000
STATEMENTS = {"browse": 4, "initiative": 5, "two words, 90% and 38%": 5}
MEASURABLE = 10  # ms of SQL, below which the page itself is most of the time
MOST_OF_BARE, MOST_OF_SMALL, MOST_OF_FIRST, MOST_304 = 2, 1.3, 1.5, 0.15


# What, how much, of what, and the most that it may be.
Aim = tuple[str, float, str, float]


@dataclass
class Run:
    """All of one run. `minimal` are the times of the minimal page for one reader,
    `embedding` the ms of reading what a query means, `filling` the seconds by step.
    """

    stamp: str
    initiatives: int
    shares: list[Share]
    visits: dict[str, Visit]
    minimal: Times
    pages: list[Measured]
    embedding: float = 0
    filling: dict[str, float] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)

    @classmethod
    def from_json(cls, read: dict[str, Any]) -> "Run":
        parts = dict(read)
        parts["shares"] = [Share(**one) for one in read["shares"]]
        parts["visits"] = {name: Visit(**one) for name, one in read["visits"].items()}
        parts["minimal"] = Times(**read["minimal"])
        parts["pages"] = [Measured.from_dict(one) for one in read["pages"]]
        return cls(**parts)

    def page(self, name: str) -> Measured | None:
        return next((page for page in self.pages if page.name == name), None)


def keep(run: Run) -> str:
    """Write the figures and the document; what was written of this run."""
    kept = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    before = kept.get(str(run.initiatives), {})
    # Of a database that was there it is known from before how long filling it took.
    run.filling = run.filling or before.get("filling", {})
    kept[str(run.initiatives)] = asdict(run)
    FIGURES.write_text(json.dumps(kept, indent=1) + "\n")
    runs = {int(number): Run.from_json(one) for number, one in kept.items()}
    small = runs.get(TEN_THOUSAND)
    written = {number: tables(runs[number], small) for number in sorted(runs)}
    text = "\n".join(written.values())
    DOCUMENT.write_text(
        BETWEEN.sub(lambda m: f"{m[1]}{text}{m[2]}", DOCUMENT.read_text())
    )
    return written[run.initiatives]


def tables(run: Run, small: Run | None) -> str:
    """All of a run, in Markdown."""
    lines = [f"## {run.initiatives:,} initiatives", "", run.stamp, ""]
    lines += [*_aims(run, small), "", *_pages(run), "", *_shares(run), ""]
    if run.initiatives == TEN_THOUSAND:
        lines += [*_visits(run), ""]
    return "\n".join([*lines, *_cost(run), ""])


def _aims(run: Run, small: Run | None) -> list[str]:
    lines = ["| aim | measured | at most | |", "|---|---|---|---|"]
    for name, value, unit, most in [*_answers(run), *_ratios(run, small), *_asked(run)]:
        verdict = "reached" if value <= most else "**missed**"
        told = f"{value:,.2f}".rstrip("0").rstrip(".")
        lines.append(f"| {name} | {told}{unit} | {most:g}{unit} | {verdict} |")
    return lines


def _ratios(run: Run, small: Run | None) -> Iterator[Aim]:
    """Of pages to each other; of runs, whose ms say nothing, in minimal pages."""
    browse, deep = run.page("browse"), run.page("browse, page 50")
    if browse and deep:
        ratio = deep.page.p50 / browse.page.p50
        yield "page 50 against the first", ratio, "×", MOST_OF_FIRST
    then = small.page("browse") if small else None
    if small and browse and then and run.initiatives > TEN_THOUSAND:
        ratio = browse.page.p50 / run.minimal.p50 / (then.page.p50 / small.minimal.p50)
        yield "browse against 10,000, in minimal pages", ratio, "×", MOST_OF_SMALL
    by_name = {share.name: share for share in run.shares}
    ratio = by_name["browse, 304"].cpu / by_name["browse, made anew"].cpu
    yield "CPU of a 304, of browse made anew", ratio, "×", MOST_304


def _asked(run: Run) -> Iterator[Aim]:
    for name, most in STATEMENTS.items():
        page = run.page(name)
        if page:
            yield f"SQL statements, {name}", page.statements, "", most


def _answers(run: Run) -> Iterator[Aim]:
    """The slowest of each limit, and the one furthest from its bare statements."""
    for limit in sorted({page.limit for page in run.pages if page.limit}):
        of_limit = [page for page in run.pages if page.limit == limit]
        slowest = max(of_limit, key=lambda one: one.page.p95)
        name = f"p95 of the slowest of {len(of_limit)}: {slowest.name}"
        yield name, slowest.page.p95, " ms", limit
    heavy = [one for one in run.pages if one.bare.p95 >= MEASURABLE]
    if heavy:
        far = max(heavy, key=lambda one: _ratio(run, one))
        name = f"p95 against its SQL of {MEASURABLE} ms or more: {far.name}"
        yield name, _ratio(run, far), "×", MOST_OF_BARE


def _ratio(run: Run, one: Measured) -> float:
    """p95 of the page, the reading of what a query means apart, to that of its SQL."""
    apart = run.embedding if one.embeds else 0
    return (one.page.p95 - apart) / one.bare.p95


def _pages(run: Run) -> list[str]:
    lines = [
        "| page | p50 | p95 | p99 ms | SQL p50 | p95 ms | page / SQL | statements | |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for one in run.pages:
        page, bare = one.page, one.bare
        told = "" if not one.limit else "ok" if page.p95 <= one.limit else "**slow**"
        lines.append(
            f"| {one.name} | {page.p50:.1f} | {page.p95:.1f} | {page.p99:.1f}"
            f" | {bare.p50:.1f} | {bare.p95:.1f} | {_ratio(run, one):.1f}"
            f" | {one.statements} | {told} |"
        )
    return lines


def _shares(run: Run) -> list[str]:
    lines = [
        "| page | requests, in f | aim | CPU, minimal page = 1 |",
        "|---|---|---|---|",
    ]
    for one in run.shares:
        aim = f"≥ {one.aim:.2f}" if one.aim else ""
        aim += ", **missed**" if one.aim and one.requests < one.aim else ""
        lines.append(f"| {one.name} | {one.requests:.2f} | {aim} | {one.cpu:.1f} |")
    return lines


def _visits(run: Run) -> list[str]:
    lines = ["| first visit | requests | KB |", "|---|---|---|"]
    lines += [
        f"| {name} | {visit.requests} | {visit.size / KILOBYTE:.1f} |"
        for name, visit in run.visits.items()
    ]
    return lines


def _cost(run: Run) -> list[str]:
    """What it takes to build and to hold."""
    lines = []
    if run.filling:
        slow = {step: took for step, took in run.filling.items() if took >= 1}
        steps = ", ".join(f"{step} {took:.0f} s" for step, took in slow.items())
        lines += [f"To fill: {steps}.", ""]
    sizes = ", ".join(f"{name} {size:,.0f}" for name, size in run.sizes.items())
    return [*lines, f"To hold, in MB: {sizes}.", ""]
