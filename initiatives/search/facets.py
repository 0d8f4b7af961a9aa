"""Counts as a form shows them, and the chips of what is applied."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from councils.models import Council
from initiatives.search import matches
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
    "region": _("Region of England"),
    "partner_kind": _("Kind of partner"),
    "year": _("Year it started"),
}
NAMES = {**LEGENDS, "council": _("Council"), "partner": _("Partner")}
SHOWN_AT_ONCE = 6
MOST_IN_HEADING = 100
# Three regions are nations: offered once, as such.
NATIONS_TOO = {*Council.Nation.values}


@dataclass(frozen=True)
class Option:
    """A value to choose, and how many initiatives that would show; `+` after a number
    that the cap cut short. `within` is the chosen group that it belongs to.
    """

    value: str
    label: str
    count: int
    chosen: bool
    shown: str = ""
    within: str = ""


@dataclass(frozen=True)
class Facet:
    """A group of options; `more` are the less common ones. One option at a time where
    choosing a second would say nothing.
    """

    name: str
    legend: str
    options: list[Option]
    more: list[Option] = field(default_factory=list)

    @property
    def is_single(self) -> bool:
        return self.name == "evidence"

    @property
    def has_choice(self) -> bool:
        return any(option.chosen for option in self.options)


def number_of(found: Found) -> str:
    """How many there are, or at least."""
    return f"{found.total:,}+" if found.capped else f"{found.total:,}"


def heading_of(query: BrowseQuery, found: Found) -> str:
    """How many there are, and for which words: title, heading and announcement."""
    number = number_of(found)
    words = {"n": number, "q": Truncator(query.q).chars(MOST_IN_HEADING)}
    if query.text and query.text.is_any_of and found.total > query.text.hold_all:
        text = ngettext(
            "%(n)s initiative for some of ‘%(q)s’",
            "%(n)s initiatives for some of ‘%(q)s’",
            found.total,
        )
    elif query.text and query.text.is_held_nowhere and found.total:
        text = ngettext(
            "%(n)s initiative close in meaning to ‘%(q)s’",
            "%(n)s initiatives close in meaning to ‘%(q)s’",
            found.total,
        )
    elif query.q:
        text = ngettext(
            "%(n)s initiative for ‘%(q)s’", "%(n)s initiatives for ‘%(q)s’", found.total
        )
    else:
        text = ngettext("%(n)s initiative", "%(n)s initiatives", found.total)
    return text % words


def more_of(query: BrowseQuery, found: Found) -> str:
    """How many come next, as far as that is known."""
    left = found.total - query.seen - len(found.pks)
    if left <= 0 or (query.after and not query.seen):
        return str(_("Show more"))
    number = number_of(found)
    return _("Show %(n)d more of %(all)s") % {
        "n": min(left, matches.PAGE),
        "all": number,
    }


@dataclass(frozen=True)
class Chip:
    """A filter in use, and the address without it."""

    text: str
    rest: str


def facets_of(query: BrowseQuery, found: Found) -> list[Facet]:
    """Every filter with something to choose, its values with what a click gives."""
    facets = []
    for name, legend in LEGENDS.items():
        options = _options(name, query, found)
        if options and not _says_nothing(options, found):
            first = [o for i, o in enumerate(options) if i < SHOWN_AT_ONCE or o.chosen]
            more = [o for o in options if o not in first]
            facets.append(Facet(name, str(legend), first, more))
    return facets


def _says_nothing(options: list[Option], found: Found) -> bool:
    """One value that all have: to choose it would change nothing."""
    alone = options[0]
    return len(options) == 1 and not alone.chosen and alone.count == found.total


def _options(name: str, query: BrowseQuery, found: Found) -> list[Option]:
    chosen, counts = query.chosen.get(name, []), found.counts.get(name, {})
    if name == "evidence":
        values = _cumulative(counts)
    elif name in ("function", "theme"):
        values = _topics(name, query, counts)
    elif name == "region":
        values = {v: n for v, n in counts.items() if v not in NATIONS_TOO}
    else:
        values = dict(counts)
    for value in chosen:
        values.setdefault(value, 0)
    plus = "+" if name in found.at_least else ""
    options = []
    for value, count in values.items():
        label = query.label(name, value)
        if label:
            shown = f"{count:,}{plus}"
            group = _group_of(value, query) if name == "function" else ""
            is_chosen = value in chosen
            options.append(Option(value, label.text, count, is_chosen, shown, group))
    return _ordered(name, options)


def _cumulative(counts: dict[str, int]) -> dict[str, int]:
    """The filter means “this level or higher”, and so do its counts."""
    totals = {
        str(level): sum(n for value, n in counts.items() if int(value) >= level)
        for level in range(1, 6)
    }
    return {value: count for value, count in totals.items() if count}


def _topics(name: str, query: BrowseQuery, counts: dict[str, int]) -> dict[str, int]:
    """By code. Of the functions the groups, and what is inside a group in use: that
    narrows it, so the group itself is left out where only parts of it are chosen.
    """
    chosen = query.chosen.get(name, [])
    parents = {query.labels[name, value].parent for value in chosen} - {None}
    values = {}
    for (kind, value), label in query.labels.items():
        count = counts.get(str(label.pk))
        if kind != name or label.value != value or not count:
            continue
        is_group = label.parent is None and (value in chosen or value not in parents)
        if name == "theme" or is_group or label.parent in {*chosen, *parents}:
            values[value] = count
    return values


def _group_of(value: str, query: BrowseQuery) -> str:
    return query.labels["function", value].parent or ""


def _ordered(name: str, options: list[Option]) -> list[Option]:
    """Lists keep their own order, years run back, topics by what is most: of services
    the group in use comes first, and then its parts.
    """
    if name in LISTS:
        order = list(LISTS[name])
        return sorted(options, key=lambda option: order.index(option.value))
    if name in ("year", "evidence"):
        return sorted(options, key=lambda option: option.value, reverse=True)
    used = {option.within or option.value for option in options if _in_use(option)}

    def place(option: Option) -> tuple[bool, str, bool, int, str]:
        group = option.within or option.value
        inside = group in used
        first = group if inside else ""
        return not inside, first, bool(option.within), -option.count, option.label

    return sorted(options, key=place)


def _in_use(option: Option) -> bool:
    return option.chosen or bool(option.within)


def chips_of(query: BrowseQuery) -> list[Chip]:
    """What is applied, each with the address that takes it away."""
    chips = []
    for name, values in query.chosen.items():
        for value in values:
            label = query.label(name, value)
            rest = query.address(**{name: [v for v in values if v != value] or None})
            text = f"{NAMES[name]}: {label.text if label else value}"
            chips.append(Chip(text, rest))
    if query.like:
        text = _("Like %(council)s") % {"council": query.like.text}
        lost = {} if query.home or query.sort != "like" else {"sort": None}
        chips.append(Chip(text, query.address(like=None, **lost)))
    return chips


@dataclass(frozen=True)
class Order:
    """One way to sort, its address, and whether it is the present one."""

    text: str
    address: str
    current: bool


def orders_of(query: BrowseQuery) -> list[Order]:
    """The orders to choose from; likeness only where a council is known."""
    names: dict[str, str | Promise] = {
        "best": _("Best match") if query.q else _("Newest"),
        "newest": _("Newest"),
        "adopted": _("Most taken up"),
        "evidence": _("Strongest evidence"),
    }
    if not query.q:
        del names["newest"]
    if query.near:
        names["like"] = _("Most like %(council)s") % {"council": query.near.text}
    return [
        Order(
            str(words),
            query.address(sort=None if name == "best" else name),
            query.sort == name or (name == "best" and query.sort not in names),
        )
        for name, words in names.items()
    ]
