"""Counts as a form shows them, and the chips of what is applied."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from initiatives.search.find import Found
from initiatives.search.query import LISTS, BrowseQuery

LEGENDS = {
    "function": _("Service"),
    "stage": _("Stage"),
    "evidence": _("Evidence"),
    "outcome": _("Results"),
    "cost": _("Cost, set-up and first year"),
    "theme": _("Theme"),
    "council_type": _("Type of council"),
    "population": _("Population of the council"),
    "nation": _("Nation"),
    "region": _("Region"),
    "partner_kind": _("Kind of partner"),
    "year": _("Year it started"),
}
SHOWN_AT_ONCE = 6


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A group of options; `more` are the less common ones."""

    name: str
    legend: str
    options: list[Option]
    more: list[Option]


@dataclass(frozen=True)
class Chip:
    """A filter in use, and the address without it."""

    text: str
    rest: str


def facets_of(query: BrowseQuery, found: Found) -> list[Facet]:
    """Every filter with something to choose, its values with what a click gives."""
    facets = []
    for name, legend in LEGENDS.items():
        options = _options(name, query, found.counts.get(name, {}))
        if options:
            first = [o for i, o in enumerate(options) if i < SHOWN_AT_ONCE or o.chosen]
            more = [o for o in options if o not in first]
            facets.append(Facet(name, str(legend), first, more))
    return facets


def _options(name: str, query: BrowseQuery, counts: dict[str, int]) -> list[Option]:
    chosen = query.chosen.get(name, [])
    if name == "evidence":
        values = _cumulative(counts)
    elif name in ("function", "theme"):
        values = _topics(name, query, counts)
    else:
        values = dict(counts)
    for value in chosen:
        values.setdefault(value, 0)
    options = []
    for value, count in values.items():
        label = query.label(name, value)
        if label:
            options.append(Option(value, label.text, count, value in chosen))
    return _ordered(name, options)


def _cumulative(counts: dict[str, int]) -> dict[str, int]:
    """The filter means “this level or higher”, and so do its counts."""
    totals = {
        str(level): sum(n for value, n in counts.items() if int(value) >= level)
        for level in range(1, 6)
    }
    return {value: count for value, count in totals.items() if count}


def _topics(name: str, query: BrowseQuery, counts: dict[str, int]) -> dict[str, int]:
    """By code. Of the functions the groups, and what is chosen or inside a choice."""
    chosen = query.chosen.get(name, [])
    values = {}
    for (kind, value), label in query.labels.items():
        count = counts.get(str(label.pk))
        if kind != name or label.value != value or not count:
            continue
        if name == "theme" or label.parent is None or label.parent in chosen:
            values[value] = count
    return values


def _ordered(name: str, options: list[Option]) -> list[Option]:
    """Lists keep their own order, years run back, topics by what is most."""
    if name in LISTS:
        order = list(LISTS[name])
        return sorted(options, key=lambda option: order.index(option.value))
    if name in ("year", "evidence"):
        return sorted(options, key=lambda option: option.value, reverse=True)
    return sorted(options, key=lambda option: (-option.count, option.label))


def chips_of(query: BrowseQuery) -> list[Chip]:
    """What is applied, each with the address that takes it away."""
    chips = []
    for name, values in query.chosen.items():
        legend = (
            LEGENDS.get(name)
            or {"council": _("Council"), "partner": _("Partner")}[name]
        )
        for value in values:
            label = query.label(name, value)
            rest = query.address(**{name: [v for v in values if v != value] or None})
            chips.append(Chip(f"{legend}: {label.text if label else value}", rest))
    if query.like:
        text = _("Like %(council)s") % {"council": query.like.text}
        chips.append(Chip(text, query.address(like=None)))
    return chips


@dataclass(frozen=True)
class Order:
    """One way to sort, its address, and whether it is the present one."""

    text: str
    address: str
    current: bool


def orders_of(query: BrowseQuery) -> list[Order]:
    """The orders to choose from; likeness only where a council is known."""
    names = {
        "best": _("Best match") if query.q else _("Newest"),
        "newest": _("Newest"),
        "adopted": _("Most taken up"),
        "evidence": _("Strongest evidence"),
        "like": _("Most alike"),
    }
    if not query.q:
        del names["newest"]
    if not query.like:
        del names["like"]
    return [
        Order(
            str(words),
            query.address(sort=None if name == "best" else name),
            query.sort == name or (name == "best" and query.sort not in names),
        )
        for name, words in names.items()
    ]
