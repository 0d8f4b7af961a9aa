"""Made-up initiatives, as unevenly spread as real ones."""

import datetime as dt
import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from bench.words import Text, Writer
from councils.models import Council
from initiatives import choices, content
from initiatives.models import (
    Function,
    Initiative,
    Involvement,
    Outcome,
    Theme,
    Uptake,
)
from initiatives.publishing import Keys, database_keys, set_live
from partners.models import Partner

PARTNERS = 400
STAGES = dict(zip(choices.Stage.values, (6, 14, 25, 20, 28, 7), strict=True))
EVIDENCE = {0: 30, 1: 30, 2: 25, 3: 8, 4: 5, 5: 2}
AUDIENCES = {"public": 90, "members": 6, "councils": 4}
ROLES = ["co-designer", "delivery", "supplier", "funder", "evaluator"]
MEASURES = ["days to decide", "calls a week", "people helped", "cost of a case"]
LAST_YEAR = 2026
FIRST_DAY, DAYS = dt.datetime(2021, 1, 4, 9, tzinfo=dt.UTC), 2_100
Row = dict[str, Any]


@dataclass
class Made:
    """One initiative, and the rows and links beside it."""

    initiative: Initiative
    text: Text
    functions: list[int] = field(default_factory=list)
    themes: list[int] = field(default_factory=list)
    rows: list[Involvement | Outcome | Uptake] = field(default_factory=list)


class Maker:
    """Makes initiatives; each depends on its number alone."""

    def __init__(self, number: int) -> None:
        self.writer = Writer(number)
        self.keys: Keys = database_keys()
        current = Council.objects.current().order_by("la_code")
        self.councils = Uneven("councils", current.values_list("la_code", flat=True))
        functions = Function.objects.exclude(parent=None).order_by("code")
        self.functions = Uneven("functions", functions.values_list("code", flat=True))
        themes = Theme.objects.order_by("slug").values_list("slug", flat=True)
        self.themes = Uneven("themes", themes)
        partners = Partner.objects.order_by("slug").values_list("slug", flat=True)
        self.partners = Uneven("partners", partners)

    def make(self, pk: int) -> Made:
        chance = random.Random(pk)  # noqa: S311 - nothing secret
        language = "cy" if chance.random() < 0.03 else "en"  # noqa: PLR2004 - 3%
        text = self.writer.write(pk, chance, language)
        document = self._document(chance, text, language)
        made = Made(Initiative(pk=pk), text)
        set_live(made.initiative, document, self.keys, slugs=None)
        made.initiative.slug = f"{slugify(text.title)}-{pk}"
        made.initiative.published_at = _day(chance)
        made.initiative.created_at = made.initiative.published_at
        made.functions = [self.keys.functions[code] for code in document["functions"]]
        made.themes = [self.keys.themes[slug] for slug in document["themes"]]
        made.rows = [*self._rows(pk, document), *self._uptakes(chance, made.initiative)]
        return made

    def _document(self, chance: random.Random, text: Text, language: str) -> Row:
        challenge, approach, results = text.parts
        cost = chance.lognormvariate(10, 1.6) if chance.random() < 0.6 else None  # noqa: PLR2004 - 60% say
        return content.blank_document(
            title=text.title,
            summary=challenge.replace("\n\n", " ")[:280].rpartition(" ")[0],
            language=language,
            lead_council=self.councils(chance),
            functions=_several(chance, self.functions, (1, 1, 1, 2, 3)),
            themes=_several(chance, self.themes, (0, 1, 1, 2, 3)),
            stage=_of(chance, STAGES),
            stage_reason="It was so.",
            challenge=challenge,
            approach=approach,
            results=results,
            started=f"{LAST_YEAR - int(chance.expovariate(0.4)) % 16}-04",
            setup_cost=None if cost is None else str(int(cost)),
            cost_known="no" if cost is None else "rough",
            evidence_level=_of(chance, EVIDENCE),
            visibility=_of(chance, AUDIENCES),
            involvements=list(self._involvements(chance)),
            outcomes=list(_outcomes(chance)),
        )

    def _involvements(self, chance: random.Random) -> Iterator[Row]:
        blank = _blank("involvements")
        for number in range(chance.choice((0, 0, 0, 0, 1, 1, 2))):
            row = blank | {"uid": f"{number:08x}", "role": chance.choice(ROLES)}
            if chance.random() < 0.6:  # noqa: PLR2004 - 60%, the others are councils
                yield row | {"partner": self.partners(chance)}
            else:
                yield row | {"council": self.councils(chance)}

    def _rows(self, pk: int, document: Row) -> Iterator[Involvement | Outcome]:
        for row in document["involvements"]:
            yield Involvement(
                initiative_id=pk,
                uid=row["uid"],
                role=row["role"],
                council_id=self.keys.councils.get(row["council"]),
                partner_id=self.keys.partners.get(row["partner"]),
            )
        for row in document["outcomes"]:
            facts = {key: row[key] for key in ("uid", "measure", "baseline", "result")}
            yield Outcome(initiative_id=pk, **facts)

    def _uptakes(
        self, chance: random.Random, initiative: Initiative
    ) -> Iterator[Uptake]:
        number = max(0, int(chance.paretovariate(1.2)) - 2)
        takers = dict.fromkeys(self.councils(chance) for _nth in range(min(number, 9)))
        initiative.uptake_count = len(takers)
        for code in takers:
            yield Uptake(
                initiative_id=initiative.pk,
                council_id=self.keys.councils[code],
                status=chance.choice(choices.UptakeStatus.values),
                recorded_at=initiative.created_at,
            )


def make_partners() -> None:
    """As many as a busy hub has, all verified."""
    names = Writer(1).made_up[:PARTNERS]
    kinds = itertools.cycle(Partner.Kind.values)
    Partner.objects.bulk_create(
        Partner(
            name=f"{name.capitalize()} Partnership",
            slug=name,
            kind=kind,
            email_domain=f"{name}.example",
            status=Partner.Status.VERIFIED,
        )
        for name, kind in zip(names, kinds, strict=False)
    )


class Uneven:
    """Draws one of the values: the first of their shuffled order most often."""

    def __init__(self, name: str, values: Iterable[str]) -> None:
        self.values = list(values)
        random.Random(name).shuffle(self.values)  # noqa: S311 - nothing secret
        ranks = range(len(self.values))
        self.weights = list(itertools.accumulate(1 / (rank + 8) for rank in ranks))

    def __call__(self, chance: random.Random) -> str:
        return chance.choices(self.values, cum_weights=self.weights)[0]


def _several(
    chance: random.Random, draw: Uneven, numbers: tuple[int, ...]
) -> list[str]:
    return list(dict.fromkeys(draw(chance) for _nth in range(chance.choice(numbers))))


def _of(chance: random.Random, weights: dict[Any, int]) -> Any:
    return chance.choices(list(weights), weights=list(weights.values()))[0]


def _day(chance: random.Random) -> dt.datetime:
    """More lately than long ago, to the second."""
    return FIRST_DAY + dt.timedelta(seconds=int(DAYS * 86_400 * chance.random() ** 0.6))


def _blank(part: str) -> Row:
    fields: dict[str, Any] = dict(content.ROWS[part])
    return {key: field.blank for key, field in fields.items()}


def _outcomes(chance: random.Random) -> Iterator[Row]:
    blank = _blank("outcomes")
    for number in range(chance.choice((0, 0, 1))):
        before = chance.randint(10, 500)
        yield blank | {
            "uid": f"{number:08x}",
            "measure": chance.choice(MEASURES),
            "baseline": str(before),
            "result": str(int(before * chance.uniform(0.3, 1.1))),
        }
