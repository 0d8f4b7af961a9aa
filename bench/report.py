"""What was measured, by the number of initiatives, and the tables made of it.

The figures are kept in docs/performance.json; what stands between the two marks of
docs/performance.md is written from it, so that a run replaces only what it measured.
"""

import json
import re
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
MOST_OF_BARE, MOST_OF_SMALL, MOST_OF_FIRST, MOST_304 = 2, 1.3, 1.5, 0.15


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
    kept[str(run.initiatives)] = asdict(run)
    if not run.filling:  # the database was there: what it took is known from before
        known = kept.get(str(run.initiatives), {})
        kept[str(run.initiatives)]["filling"] = known.get("filling", {})
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
    rows = list(_answers(run))
    browse, minimal = run.page("browse"), run.minimal.p50
    deep = run.page("browse, page 50")
    if browse and deep:
        ratio = deep.page.p50 / browse.page.p50
        rows.append(
            ("page 50 against the first", f"{ratio:.2f}×", ratio, MOST_OF_FIRST)
        )
    then = small.page("browse") if small and small is not run else None
    if small and browse and then and run.initiatives > TEN_THOUSAND:
        ratio = browse.page.p50 / minimal / (then.page.p50 / small.minimal.p50)
        name = f"browse against {TEN_THOUSAND:,}, both in minimal pages"
        rows.append((name, f"{ratio:.2f}×", ratio, MOST_OF_SMALL))
    by_name = {share.name: share for share in run.shares}
    unchanged = by_name["browse, 304"].cpu / by_name["browse, made anew"].cpu
    rows.append(
        ("CPU of a 304, of browse made anew", f"{unchanged:.2f}×", unchanged, MOST_304)
    )
    lines = ["| aim | measured | at most | |", "|---|---|---|---|"]
    for name, told, value, most in rows:
        unit = told.lstrip("0123456789.,")
        verdict = "reached" if value <= most else "**missed**"
        lines.append(f"| {name} | {told} | {most:g}{unit} | {verdict} |")
    return lines


def _answers(run: Run) -> list[tuple[str, str, float, float]]:
    """The slowest of each limit, and the one furthest from its bare statements."""
    rows = []
    for limit in sorted({page.limit for page in run.pages if page.limit}):
        slowest = max(
            (page for page in run.pages if page.limit == limit),
            key=lambda page: page.page.p95,
        )
        told = f"p95 of the slowest page of this limit: {slowest.name}"
        rows.append((told, f"{slowest.page.p95:.0f} ms", slowest.page.p95, limit))
    return rows


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
            f" | {bare.p50:.1f} | {bare.p95:.1f} | {page.p95 / bare.p95:.1f}"
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
