"""What is measured about councils, from when and by whom: data/sources.json."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

SOURCES = json.loads(
    (Path(__file__).parent.parent / "data" / "sources.json").read_text("utf-8")
)
NEIGHBOURS_SOURCE: str = SOURCES["neighbours"]
STORED = Decimal("0.0001")


@dataclass(frozen=True)
class Figure:
    """What one metric says about one council."""

    value: Decimal | None
    label: str
    period: str
    source: str


@dataclass(frozen=True)
class Measure:
    """One kind of metric and how its figures are written."""

    kind: str
    column: str
    decimals: int
    period: str
    source: str
    label_column: str = ""
    before: str = ""
    after: str = ""

    def figure(
        self, numbers: dict[str, Decimal], cells: dict[str, str]
    ) -> Figure | None:
        value = numbers.get(self.column)
        label = cells[self.label_column].strip() if self.label_column else ""
        if value is not None and not self.label_column:
            label = f"{self.before}{value:,.{self.decimals}f}{self.after}"
        return Figure(value, label, self.period, self.source) if label else None


MEASURES = [Measure(**measure) for measure in SOURCES["metrics"]]


def density(numbers: dict[str, Decimal]) -> dict[str, Decimal]:
    """People per km², where both figures are known."""
    population, area = numbers.get("population"), numbers.get("area")
    if population is None or not area:
        return {}
    return {"density": (population / area).quantize(STORED)}
