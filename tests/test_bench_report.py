"""What `make bench` writes down: a run replaces its own figures and no others."""

import json

import pytest

from bench import report
from bench.report import Run
from bench.throughput import Share
from bench.timing import Measured, Times
from bench.wire import Visit


def a_run(initiatives, *, browse=20.0):
    times = Times(browse, browse * 1.5, browse * 2)
    bare = Times(browse / 2, browse / 2, browse / 2)
    return Run(
        stamp="Today.",
        initiatives=initiatives,
        shares=[Share("browse, 304", 1, 1), Share("browse, made anew", 0.1, 10, 0.15)],
        visits={"home": Visit(4, 30_000)},
        minimal=Times(2, 2, 2),
        pages=[Measured("browse", 100, times, bare, 3)],
        filling={},
    )


@pytest.fixture
def document(tmp_path, monkeypatch):
    document = tmp_path / "performance.md"
    document.write_text("Before.\n<!-- measured -->\nold\n<!-- end -->\nAfter.\n")
    monkeypatch.setattr(report, "DOCUMENT", document)
    monkeypatch.setattr(report, "FIGURES", tmp_path / "performance.json")
    return document


def test_other_numbers_of_initiatives_keep_their_figures(document):
    report.keep(a_run(10_000))
    report.keep(a_run(1_000_000, browse=30.0))
    report.keep(a_run(1_000_000, browse=24.0))

    lines = document.read_text().splitlines()

    assert [line for line in lines if line.startswith("#")] == [
        "## 10,000 initiatives",
        "## 1,000,000 initiatives",
    ]
    assert (lines[0], lines[-1], "old" in lines) == ("Before.", "After.", False)
    assert (
        "| browse against 10,000, in minimal pages | 1.2× | 1.3× | reached |" in lines
    )
    assert sum("| 30.0 |" in line for line in lines) == 1  # p95 of 10,000 alone


def test_what_missed_its_aim_says_so(document):
    told = report.keep(a_run(1_000_000, browse=80.0)).splitlines()

    assert "| p95 of the slowest of 1: browse | 120 ms | 100 ms | **missed** |" in told
    assert "| CPU of a 304, of browse made anew | 0.1× | 0.15× | reached |" in told
    assert "| browse, made anew | 0.10 | ≥ 0.15, **missed** | 10.0 |" in told


def test_what_filling_took_is_known_when_the_database_was_kept(document):
    filled = a_run(10_000)
    filled.filling = {"rows and words": 20.0}
    report.keep(filled)

    told = report.keep(a_run(10_000))

    assert "To fill: rows and words 20 s." in told.splitlines()
    assert list(json.loads(report.FIGURES.read_text())) == ["10000"]
