"""Which pages are measured: of each kind many addresses, so that none was kept."""

import itertools
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode

from bench.words import COMMON, MEDIUM, PLANTED, RARE, SCARCE, Writer
from councils.models import Council
from initiatives.choices import CostBand, Stage
from initiatives.models import Function, Initiative, Theme

LIST, MAP, SUGGEST = "/initiatives/", "/initiatives/map/", "/initiatives/suggest/"
DEEP = 50
MOST = 200  # initiatives whose pages are asked for
AFTER = re.compile(r"after=([\w-]+)")
TROUBLES = [
    "we have too many people waiting for", "families cannot afford",
    "nobody tells us in time about", "older people are left alone with",
    "it takes us months to decide on", "we spend too much on",
    "young people do not turn up for", "our staff are worn out by",
]  # fmt: skip
OBJECTS = [
    "a warm home", "help at home after hospital", "rubbish left in the street",
    "getting to school", "paying the rent", "damp flats", "visits to the doctor",
    "planning permission for extensions",
]  # fmt: skip
NOTHING = ["the", "and", "of", "to", "in", "for", "with", "on", "that", "it", "is"]


Fetch = Callable[[str], str | None]


@dataclass(frozen=True)
class Kind:
    """Addresses of one kind of page, and how many ms nineteen of twenty may take."""

    name: str
    addresses: list[str]
    limit: float | None = None


def kinds(fetch: Fetch, each: int) -> list[Kind]:
    """What is measured, `each` with so many addresses. `fetch` gives the page at an
    address, None where there is no such page: what is not built is left out.
    """
    filters, regions = _filters(), Council.Region.values
    slow: list[tuple[str, Iterable[str], float | None]] = [
        ("browse", _numbered(LIST), 100),
        ("browse, one filter", (f"{LIST}?{one}" for one in filters), 100),
        ("browse, two filters", _pairs(filters), 100),
        ("browse, page 50", _deep(fetch), 100),
        ("a word in 90% of texts", _words(PLANTED[COMMON]), 100),
        ("a word in 38%", _words(PLANTED[MEDIUM]), 100),
        ("a word in 2.5%", _words(PLANTED[SCARCE]), 100),
        ("a word in 20 texts", _words(RARE), 100),
        ("90%, one filter", _filtered(PLANTED[COMMON], regions), 100),
        ("38%, one filter", _filtered(PLANTED[MEDIUM], regions), 100),
        ("2.5%, one filter", _filtered(PLANTED[SCARCE], regions), 100),
        ("38%, two filters", _filtered(PLANTED[MEDIUM], regions, "&stage=pilot"), 100),
        ("two words, 90% and 38%", _two_words(), 100),
        ("phrase", _phrases(), 100),
        ("misspelling", _misspelt(), 100),
        ("by meaning", _troubles(), 100),
        ("facets, several values", _several(), 100),
        ("map", _numbered(MAP), 100),
        (
            "map of a search",
            (a.replace(LIST, MAP) for a in _words(PLANTED[MEDIUM])),
            100,
        ),
        ("initiative", _initiatives(), 100),
        ("suggestions", _suggested(), 30),
        ("only stop words", _stop_words(), 500),
        ("10,000 letters", _long(), 500),
    ]
    made = [Kind(name, list(itertools.islice(a, each)), most) for name, a, most in slow]
    return [kind for kind in made if kind.addresses and fetch(kind.addresses[0])]


def _find(text: str) -> str:
    return f"{LIST}?{urlencode({'q': text})}"


def _numbered(path: str) -> Iterator[str]:
    return (f"{path}?anew={number}" for number in itertools.count())


def _filters() -> list[str]:
    """Single filters of every kind, in no order."""
    values = {
        "stage": Stage.values,
        "region": Council.Region.values,
        "council_type": Council.Type.values[:7],
        "cost": CostBand.values,
        "function": Function.objects.values_list("code", flat=True)[:30],
        "theme": Theme.objects.values_list("slug", flat=True),
        "council": Council.objects.current().values_list("slug", flat=True)[:20],
    }
    filters = [f"{name}={value}" for name, some in values.items() for value in some]
    random.Random(1).shuffle(filters)  # noqa: S311 - nothing secret
    return filters


def _pairs(filters: list[str]) -> Iterator[str]:
    for one, other in itertools.combinations(filters[:16], 2):
        if one.partition("=")[0] != other.partition("=")[0]:
            yield f"{LIST}?{one}&{other}"


def _deep(fetch: Fetch) -> Iterator[str]:
    """The pages from the fiftieth on, reached as a reader does."""
    address = LIST
    for number in itertools.count(2):
        after = AFTER.search(fetch(address) or "")
        if not after:
            return
        address = f"{LIST}?after={after[1]}"
        if number >= DEEP:
            yield f"{address}&anew=deep"


def _spellings(word: str) -> Iterator[str]:
    """The word in capitals and small letters: one search, under many addresses."""
    for number in range(2 ** min(len(word), 5)):
        letters = enumerate(word)
        yield "".join(c.upper() if number >> at & 1 else c for at, c in letters)


def _words(words: list[str]) -> Iterator[str]:
    for spelt in zip(*map(_spellings, words), strict=False):
        yield from map(_find, spelt)


def _filtered(words: list[str], regions: list[str], more: str = "") -> Iterator[str]:
    for region, word in itertools.product(regions, words):
        yield f"{_find(word)}&region={region}{more}"


def _two_words() -> Iterator[str]:
    for one, other in itertools.product(PLANTED[COMMON], PLANTED[MEDIUM]):
        yield from (_find(f"{one} {other}"), _find(f"{other} {one}"))


def _phrases() -> Iterator[str]:
    for passage in Writer(1).passages[::23]:
        words = re.findall(r"[A-Za-z]+", passage)
        yield _find(f'"{" ".join(words[2:5])}"')


def _misspelt() -> Iterator[str]:
    """Two letters of a known word change places."""
    for word in Writer(1).known:
        if len(word) > 6 and word[3] != word[4]:  # noqa: PLR2004 - long enough to be known
            yield _find(word[:3] + word[4] + word[3] + word[5:])


def _troubles() -> Iterator[str]:
    for one, other in itertools.product(TROUBLES, OBJECTS):
        yield _find(f"{one} {other}")


def _several() -> Iterator[str]:
    regions = itertools.combinations(Council.Region.values, 2)
    for (one, other), level in itertools.product(regions, (1, 2)):
        yield (
            f"{LIST}?region={one}&region={other}&stage=pilot&stage=rolling-out"
            f"&evidence={level}"
        )


def _initiatives() -> Iterator[str]:
    public = Initiative.objects.filter(status="published", audience=0)
    number = public.count()
    for pk in range(1, number, max(1, number // MOST)):
        slug = public.filter(pk__gte=pk).order_by("pk").values_list("slug", flat=True)
        yield f"/initiatives/{slug[0]}/"


def _suggested() -> Iterator[str]:
    words = [word for word in Writer(1).known if len(word) > 5][:40]  # noqa: PLR2004 - cut below
    for length, word in itertools.product((3, 5), words):
        yield f"{SUGGEST}?q={word[:length]}"


def _stop_words() -> Iterator[str]:
    return (_find(" ".join(some)) for some in itertools.permutations(NOTHING, 3))


def _long() -> Iterator[str]:
    for number in itertools.count():
        text = f"{number} residents waste housing " * 400
        yield f"{LIST}?q={quote_plus(text)[:10_000]}"
