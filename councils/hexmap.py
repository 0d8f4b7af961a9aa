"""Where councils stand on the map: one hexagon each, near its true place.

The layout has the single and lower tier of April 2023. Counties, combined authorities
and councils newer than the layout stand beside it in labelled blocks; a council of the
layout that has ended since keeps its place, empty.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from councils.models import Council

LAYOUT = Path(__file__).parent / "data" / "hexmap.csv"
WIDTH, HEIGHT = 12, 9  # of a column; of a row, three quarters of a hexagon
Type = Council.Type


class Point(NamedTuple):
    x: int
    y: int

    @property
    def centre(self) -> "Point":
        return Point(self.x + 6, self.y + 6)


class Block(NamedTuple):
    """Hexagons in an empty corner of the map, under their label."""

    label: Promise
    x: int
    y: int
    across: int

    def place(self, number: int) -> Point:
        line, column = divmod(number, self.across)
        shift = WIDTH // 2 if line % 2 else 0
        return Point(self.x + column * WIDTH + shift, self.y + 5 + line * HEIGHT)


COUNTIES = Block(_("County councils"), 184, 10, 7)
COMBINED = Block(_("Combined authorities"), 184, 60, 7)
NEWER = Block(_("Newer councils"), 0, 10, 4)
BLOCKS = {Type.COUNTY: COUNTIES, Type.COMBINED: COMBINED}


@cache
def layout() -> dict[str, Point]:
    """Places by register code; the rows of the file count from the south."""
    with LAYOUT.open(encoding="utf-8", newline="") as file:
        rows = [(r["la_code"], int(r["q"]), int(r["r"])) for r in csv.DictReader(file)]
    west, north = min(q for _code, q, _r in rows), max(r for _code, _q, r in rows)
    return {
        code: Point(
            (q - west) * WIDTH + (WIDTH // 2 if r % 2 else 0), (north - r) * HEIGHT
        )
        for code, q, r in rows
    }


def places_of(councils: Iterable[Council]) -> dict[Council, Point]:
    """The place of each: in the layout or, where it has none, beside it."""
    places: dict[Council, Point] = {}
    beside: dict[Block, int] = defaultdict(int)
    for council in councils:
        if council.la_code in layout():
            places[council] = layout()[council.la_code]
        elif not council.has_ended:
            block = BLOCKS.get(Type(council.type), NEWER)
            places[council] = block.place(beside[block])
            beside[block] += 1
    return places


def blocks_for(councils: Iterable[Council]) -> list[Block]:
    """The blocks that these councils need, in order."""
    used = {
        BLOCKS.get(Type(council.type), NEWER)
        for council in councils
        if council.la_code not in layout() and not council.has_ended
    }
    return [block for block in (COUNTIES, COMBINED, NEWER) if block in used]


@cache
def outline() -> str:
    """Every place of the layout as one dot, for a small map: data of an SVG path."""
    dots = sorted((p.centre.y, p.centre.x) for p in layout().values())
    return "".join(f"M{x} {y}h0" for y, x in dots)


def dots_of(councils: Iterable[Council]) -> list[Point]:
    """The middles of those that are in the layout, for the same small map."""
    return [layout()[c.la_code].centre for c in councils if c.la_code in layout()]
