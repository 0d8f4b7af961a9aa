"""What a reader asks of the list: words, filters, order, and where they are in it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from councils.models import Council
from councils.models.population import PopulationBand
from initiatives.choices import CostBand, Evidence, Stage
from initiatives.search import meaning
from initiatives.search.labels import Label, fetch_labels, fetch_synonyms
from initiatives.search.named import Named, named_in
from initiatives.search.spoken import Synonym
from initiatives.search.text import SearchText, runs_in, spoken_in, understand
from initiatives.search.token import Token
from partners.models import Partner

MOST_LETTERS = 300
MOST_DIGITS = 9
# Of all filters together. Each is a link on the page that names all the others.
MOST_CHOSEN = 100
SORTS = ("best", "newest", "adopted", "evidence", "like")
LISTS: dict[str, Mapping[str, str | Promise]] = {
    "stage": dict(Stage.choices),
    "council_type": dict(Council.Type.choices),
    "population": dict(PopulationBand.choices),
    "nation": dict(Council.Nation.choices),
    "region": dict(Council.Region.choices),
    "partner_kind": dict(Partner.Kind.choices),
    "cost": dict(CostBand.choices),
}
LOOKED_UP = ("function", "theme", "council", "partner")
FACETS = (
    "function", "theme", "stage", "evidence", "outcome", "cost", "council_type",
    "population", "nation", "region", "council", "partner", "partner_kind", "year",
)  # fmt: skip


@dataclass
class BrowseQuery:
    """A checked request. `chosen` holds the values of each filter in use; `seen` is how
    many came before this page, as its address says; `meaning` the vector of the words.
    """

    q: str = ""
    exact: bool = False
    text: SearchText | None = None
    meaning: str = ""
    synonyms: list[Synonym] = field(default_factory=list)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    like: Label | None = None
    home: Label | None = None
    sort: str = "best"
    after: Token | None = None
    seen: int = 0
    notices: list[str] = field(default_factory=list)
    labels: dict[tuple[str, str], Label] = field(default_factory=dict)

    @classmethod
    def read(cls, data: QueryDict, *, home: str = "") -> "BrowseQuery":
        """Read an address. What it does not understand becomes a notice.

        `home` is the slug of the reader's own council: what *like* means unless the
        address names one.
        """
        query = cls(q=_words(data.get("q", "")))
        if len(data.get("q", "")) > MOST_LETTERS:
            query.notices.append(
                _("Your search was long. We used its first %d letters.") % MOST_LETTERS
            )
        like = data.get("like", "")
        query.exact = data.get("exact") == "1" and bool(query.q)
        query.labels, query.synonyms = fetch_labels(
            councils=[*data.getlist("council"), like, home],
            partners=data.getlist("partner"),
            spoken=spoken_in(query.q),
            named=runs_in(query.q),
        )
        unknown: list[str] = []
        for name in FACETS:
            unknown += query._choose(name, data.getlist(name))
        query._note_chosen()
        query.home = query.labels.get(("council", home))
        query._read_order(data, like)
        if unknown:
            query.notices.append(_not_known(unknown))
        return query

    def _choose(self, name: str, values: list[str]) -> list[str]:
        """Take up the values that are known; give back the others."""
        unknown = []
        room = MOST_CHOSEN - sum(map(len, self.chosen.values()))
        for value in list(dict.fromkeys(v for v in values if v))[:room]:
            known = self.label(name, value)
            if not known:
                unknown.append(value)
            elif known.value not in self.chosen.get(name, []):
                self.chosen.setdefault(name, []).append(known.value)
        if name == "evidence" and name in self.chosen:
            # “This level or higher”, asked for twice, means the lower.
            self.chosen[name] = [min(self.chosen[name])]
        return unknown

    def _note_chosen(self) -> None:
        if sum(map(len, self.chosen.values())) >= MOST_CHOSEN:
            self.notices.append(
                _("Those were many filters. We used the first %d.") % MOST_CHOSEN
            )

    def _read_order(self, data: QueryDict, like: str) -> None:
        self.like = self.labels.get(("council", like))
        if like and not self.like:
            self.notices.append(
                _("We do not know the council “%(slug)s” that others should be like.")
                % {"slug": _words(like)[:60]}
            )
        sort = data.get("sort") or "best"
        if sort not in SORTS:
            self.notices.append(_("We do not know this order, so we left it out."))
            sort = "best"
        if sort == "like" and not self.near:
            self.notices.append(_("To sort by likeness, name a council first."))
            sort = "best"
        self.sort = sort
        token = data.get("after", "")
        self.after = Token.read(token)
        seen = data.get("seen", "")
        if self.after and seen.isascii() and seen.isdigit():
            self.seen = int(seen[:MOST_DIGITS])
        if token and self.after is None:
            self.notices.append(_("That page does not exist. This is the first one."))

    def read_words(self, clearance: int, *, is_vector_needed: bool = True) -> None:
        """Find out what the words mean to a viewer of this clearance; once."""
        if self.q and self.text is None:
            self.text = understand(
                self.q,
                self.synonyms,
                clearance,
                look_up=fetch_synonyms,
                exact=self.exact,
            )
            wanted = is_vector_needed and self.is_by_words and self.is_by_meaning
            if wanted and meaning.is_available():
                self.meaning = meaning.query_vector(self.text.meaning)

    def label(self, name: str, value: str) -> Label | None:
        """The known value of a filter, or None."""
        if name in LOOKED_UP:
            return self.labels.get((name, value))
        if name in LISTS:
            text = LISTS[name].get(value)
            return Label(name, value, str(text)) if text else None
        if name == "evidence" and value in {"1", "2", "3", "4", "5"}:
            words = Evidence(int(value)).label
            return Label(name, value, _("%(level)s or higher: %(words)s")
                         % {"level": value, "words": words})  # fmt: skip
        if name == "outcome" and value == "measured":
            return Label(name, value, _("A measured result"))
        is_year = len(value) == 4 and value.isascii() and value.isdigit()  # noqa: PLR2004
        return Label(name, value, value) if name == "year" and is_year else None

    @property
    def near(self) -> Label | None:
        """The council by whose likeness to sort: the one named, or the reader's own."""
        return self.like or self.home

    @property
    def compared_with(self) -> int | None:
        """The key of that council, where likeness to it is asked for."""
        if not self.near or not (self.like or self.sort == "like"):
            return None
        return self.near.pk

    @property
    def is_by_words(self) -> bool:
        """Ordered by how well the words match."""
        return self.sort == "best" and bool(self.q)

    @property
    def is_by_meaning(self) -> bool:
        """The words may be taken for what they mean, not for what they are. In other
        orders than the best, what only means the same would come before what says it.
        """
        text = self.text
        return bool(text and text.has_words and not text.is_literal)

    @property
    def named(self) -> list[Named]:
        """What the words name and is no filter yet, to look through it alone."""
        return [
            replace(named, address=self.address(**{"q": named.rest or None,
                                                   named.kind: [named.value]}))
            for named in named_in(self.q, self.labels)
            if named.value not in self.chosen.get(named.kind, [])
        ]  # fmt: skip

    def function_keys(self) -> list[int]:
        """Keys of the functions to match; a group yields to what is chosen in it."""
        labels = [self.labels["function", code] for code in self.chosen["function"]]
        narrowed = {label.parent for label in labels}
        return [label.pk for label in labels if label.value not in narrowed]

    def address(self, **changes: Any) -> str:
        """The query string of this request with `changes`; None takes a key away."""
        data = QueryDict(mutable=True)
        if self.q:
            data["q"] = self.q
        for name, values in self.chosen.items():
            data.setlist(name, values)
        given = {
            "exact": "1" if self.exact else "",
            "like": self.like.value if self.like else "",
            "sort": self.sort if self.sort != "best" else "",
        }
        data.update({name: value for name, value in given.items() if value})
        for name, value in changes.items():
            if value is None:
                data.pop(name, None)
            elif isinstance(value, list):
                data.setlist(name, value)
            else:
                data[name] = str(value)
        return data.urlencode()

    @property
    def address_exact(self) -> str:
        """The same search, its words taken as they stand."""
        return self.address(exact=1)

    @property
    def address_helped(self) -> str:
        """The same search with the help of synonyms and right spelling."""
        return self.address(exact=None)

    def address_after(self, token: Token | None, shown: int = 0) -> str:
        """The query string of the page that begins after `token`, if there is one; it
        says how many were seen before.
        """
        if not token:
            return ""
        return self.address(after=token.written(), seen=self.seen + shown)


def _words(text: str) -> str:
    """The words as typed, without what cannot be seen: NUL, marks of direction."""
    seen = [
        " " if unicodedata.category(letter) == "Cc" else letter
        for letter in unicodedata.normalize("NFC", text[: 2 * MOST_LETTERS])
        if unicodedata.category(letter) != "Cf"
    ]
    return " ".join("".join(seen).split())[:MOST_LETTERS].strip()


def _not_known(values: list[str]) -> str:
    readable = [words[:60] for value in values if (words := _words(value))]
    shown = "”, “".join(readable[:3])
    more = len(readable) - 3
    text = _("We do not know “%(values)s”, so we left that out.") % {"values": shown}
    if more > 0:
        text += " " + _("The same goes for %(n)d more.") % {"n": more}
    return text
