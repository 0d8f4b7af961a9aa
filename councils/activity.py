"""How much councils lead: the classes of the map and the rows of its table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from councils.hexmap import Block, Point, blocks_for, places_of
from councils.models import Council

# From how many initiatives on a council takes each of the four colours. The finest
# scale that the busiest council does not leave far behind is used.
SCALES = ((1, 2, 3, 6), (1, 5, 10, 25), (1, 10, 50, 100))


class Hex(NamedTuple):
    x: int
    y: int
    council: Council


class Row(NamedTuple):
    """A nation or a region of England, the filter of browse that shows it, and its
    councils with a number, the highest first.
    """

    name: str
    region: str
    councils: int
    active: list[Council]
    led: int

    @property
    def query(self) -> str:
        return f"region={self.region}"

    @property
    def leading(self) -> int:
        return len(self.active)

    @property
    def leading_today(self) -> int:
        return sum(not council.has_ended for council in self.active)


@dataclass(frozen=True)
class CouncilMap:
    """`levels` holds the hexagons of each colour, the councils that lead nothing at 0;
    `key` the numbers that each colour stands for.
    """

    levels: list[tuple[int, list[Hex]]]
    ended: list[Hex]
    blocks: list[Block]
    key: list[str]
    rows: list[Row]
    places: dict[int, Point]
    councils: int
    leading: int
    leading_ever: int
    led: int
    led_by_ended: int

    @property
    def most(self) -> Row | None:
        """The nation or region that leads most, unless two lead as much."""
        led = [row.led for row in self.rows]
        return self.rows[0] if led and led.count(led[0]) == 1 else None


def map_of(
    councils: Iterable[Council], led: Mapping[str, int] | None = None
) -> CouncilMap:
    """The map of councils, each with its `number_led`; `led` by region, where that is
    not their sum.
    """
    listed = list(councils)
    places = places_of(listed)
    scale = scale_for(max((council.number_led for council in places), default=0))
    levels: dict[int, list[Hex]] = defaultdict(list)
    ended: list[Hex] = []
    for council, (x, y) in places.items():
        level = sum(council.number_led >= start for start in scale)
        fitting = ended if council.has_ended else levels[level]
        fitting.append(Hex(x, y, council))
    current = [council for council in listed if not council.has_ended]
    number = sum(council.number_led for council in listed)
    return CouncilMap(
        levels=sorted(levels.items()),
        ended=ended,
        blocks=blocks_for(listed),
        key=key_to(scale),
        rows=rows_of(listed, led),
        places={council.pk: place for council, place in places.items()},
        councils=len(current),
        leading=sum(council.number_led > 0 for council in current),
        leading_ever=sum(council.number_led > 0 for council in listed),
        led=number,
        led_by_ended=number - sum(council.number_led for council in current),
    )


def scale_for(most: int) -> tuple[int, ...]:
    fitting = (scale for scale in SCALES if most < 4 * scale[-1])
    return next(fitting, SCALES[-1])


def key_to(scale: tuple[int, ...]) -> list[str]:
    """What each colour stands for: “1”, “3–5”, “6+”."""
    ends = [start - 1 for start in scale[1:]]
    spans = [
        f"{start}" if start == end else f"{start}–{end}"
        for start, end in zip(scale, ends, strict=False)
    ]
    return [*spans, f"{scale[-1]}+"]


def rows_of(councils: list[Council], led: Mapping[str, int] | None = None) -> list[Row]:
    """The regions of England and the other nations, those that lead most first.

    What an abolished council led counts where it was, as it does in browse.
    """
    grouped: dict[str, list[Council]] = defaultdict(list)
    for council in councils:
        grouped[council.region].append(council)
    rows = [
        Row(
            name=str(Council.Region(region).label),
            region=region,
            councils=sum(not council.has_ended for council in group),
            active=sorted(
                (council for council in group if council.number_led),
                key=lambda council: (-council.number_led, council.short_name),
            ),
            led=sum(council.number_led for council in group)
            if led is None
            else led.get(region, 0),
        )
        for region, group in grouped.items()
        if region
    ]
    return sorted(rows, key=lambda row: (-row.led, row.name))
