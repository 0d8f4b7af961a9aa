"""Councils beside each other: where one stands, and what makes two differ."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from councils.models import Council, Metric, Neighbour

Figures = dict[str, Metric]
Kind = Metric.Kind

# What the second council is, compared with the first: (if higher, if lower).
DIFFERENCES: dict[str, tuple[Promise, Promise]] = {
    Kind.POPULATION: (_("more people"), _("fewer people")),
    Kind.AREA: (_("larger area"), _("smaller area")),
    Kind.DENSITY: (_("more densely populated"), _("less densely populated")),
    Kind.DEPRIVATION: (_("more deprived"), _("less deprived")),
    Kind.URBAN_RURAL: (_("more rural"), _("more urban")),
    Kind.EMPLOYMENT: (_("higher employment"), _("lower employment")),
    Kind.PAY: (_("higher pay"), _("lower pay")),
    Kind.HOUSING: (_("dearer homes"), _("cheaper homes")),
    Kind.CHILD_POVERTY: (_("more child poverty"), _("less child poverty")),
    Kind.BROADBAND: (_("more gigabit broadband"), _("less gigabit broadband")),
}
NOTABLE = 10
COLUMNS = [Kind.POPULATION, Kind.DENSITY, Kind.DEPRIVATION, Kind.URBAN_RURAL]


class Place(NamedTuple):
    """One figure of a council on the scale of all; `ticks` are its peers."""

    metric: Metric
    ticks: list[int]


class Cell(NamedTuple):
    """One figure in a table of councils; no label where it is not known."""

    heading: str
    label: str
    is_words: bool


class Peer(NamedTuple):
    """A council like another, with the figures to compare and what differs most."""

    council: Council
    figures: list[Cell]
    differs: Promise | str


class Source(NamedTuple):
    name: str
    figures: str


def places(own: Figures, peers: Iterable[Figures]) -> list[Place]:
    """The council's figures in the order of their kinds."""
    others = list(peers)
    return [Place(own[kind], percentiles(kind, others)) for kind in Kind if kind in own]


def percentiles(kind: str, peers: list[Figures]) -> list[int]:
    metrics = [figures[kind] for figures in peers if kind in figures]
    return [m.percentile for m in metrics if m.percentile is not None]


def peers(
    own: Figures, links: Iterable[Neighbour], figures: dict[int, Figures]
) -> list[Peer]:
    return [
        Peer(
            link.neighbour,
            cells(figures.get(link.neighbour_id, {})),
            difference(own, figures.get(link.neighbour_id, {})),
        )
        for link in links
    ]


def cells(figures: Figures) -> list[Cell]:
    """The figures of `COLUMNS`, known or not."""
    return [
        Cell(
            str(kind.label),
            figures[kind].label if kind in figures else "",
            kind == Kind.URBAN_RURAL,
        )
        for kind in COLUMNS
    ]


def difference(own: Figures, other: Figures) -> Promise | str:
    """In what `other` stands furthest from `own`, or nothing if they hardly differ."""
    gaps = []
    for kind, words in DIFFERENCES.items():
        mine, theirs = own.get(kind), other.get(kind)
        if mine and theirs and None not in (mine.percentile, theirs.percentile):
            gap = (theirs.percentile or 0) - (mine.percentile or 0)
            gaps.append((abs(gap), words[0] if gap > 0 else words[1]))
    size, words_of_largest = max(gaps, key=lambda gap: gap[0], default=(0, ""))
    return words_of_largest if size >= NOTABLE else ""


def sources(own: Figures) -> list[Source]:
    """Where the figures come from and of when they are, a source at a time."""
    grouped: dict[str, list[str]] = {}
    for kind in Kind:
        if kind in own:
            text = f"{own[kind].get_kind_display()} ({own[kind].period})"
            grouped.setdefault(own[kind].source, []).append(text)
    return [Source(name, "; ".join(texts)) for name, texts in grouped.items()]
