"""What the list of councils can be narrowed by, read from a query string."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from councils.models import Council

LONGEST = 100


class Standing(models.TextChoices):
    CURRENT = "current", _("Current")
    ABOLISHED = "abolished", _("Abolished")


CHOICES: dict[str, type[models.TextChoices]] = {
    "type": Council.Type,
    "nation": Council.Nation,
    "region": Council.Region,
    "standing": Standing,
}
LEGENDS: dict[str, Promise] = {
    "type": _("Type"),
    "nation": _("Nation"),
    "region": _("Region of England"),
    "standing": _("Today"),
}
# These three regions are nations: offered once, as such.
NATIONS_TOO = {*Council.Nation.values} - {"england"}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool


class Facet(NamedTuple):
    name: str
    legend: str
    options: list[Option]


class Tag(NamedTuple):
    """A filter that is applied, and the query string without it."""

    text: str
    rest: str


@dataclass(frozen=True)
class CouncilFilters:
    """`unknown` holds what was asked for and does not exist."""

    q: str
    is_cut: bool
    chosen: dict[str, list[str]]
    unknown: list[str]

    @classmethod
    def read(cls, params: QueryDict) -> "CouncilFilters":
        asked = {name: dict.fromkeys(params.getlist(name)) for name in CHOICES}
        known = {
            name: [value for value in values if value in CHOICES[name].values]
            for name, values in asked.items()
        }
        unknown = [
            value[:LONGEST]
            for name, values in asked.items()
            for value in values
            if value and value not in known[name]
        ]
        q = params.get("q", "").replace("\0", "").strip()
        return cls(q[:LONGEST], len(q) > LONGEST, known, unknown)

    def facets(self, groups: Iterable[dict[str, Any]]) -> list[Facet]:
        """Each option with the number of councils it would show beside the filters
        of the other facets.
        """
        counted = list(groups)
        return [
            Facet(name, str(LEGENDS[name]), self._options(name, counted))
            for name in CHOICES
        ]

    def _options(self, name: str, groups: list[dict[str, Any]]) -> list[Option]:
        chosen = self.chosen[name]
        fitting = [group for group in groups if self.fits(group, but=name)]
        options = [
            Option(
                value,
                str(label),
                sum(group["number"] for group in fitting if group[name] == value),
                value in chosen,
            )
            for value, label in CHOICES[name].choices
        ]
        if name != "region":
            return options
        return [o for o in options if o.chosen or o.value not in NATIONS_TOO]

    def fits(self, group: dict[str, Any], *, but: str = "") -> bool:
        return all(
            group[name] in values
            for name, values in self.chosen.items()
            if values and name != but
        )

    def total(self, groups: Iterable[dict[str, Any]]) -> int:
        return sum(group["number"] for group in groups if self.fits(group))

    def query(self, **changes: Any) -> str:
        """The query string of these filters with some of them changed."""
        params = QueryDict(mutable=True)
        for name, values in {"q": [self.q], **self.chosen, **changes}.items():
            if any(values):
                params.setlist(name, values)
        return params.urlencode()

    def tags(self) -> list[Tag]:
        tags = []
        for name, values in self.chosen.items():
            for value in values:
                rest = [other for other in values if other != value]
                label = CHOICES[name](value).label
                tags.append(
                    Tag(f"{LEGENDS[name]}: {label}", self.query(**{name: rest}))
                )
        return tags
