"""What to suggest to somebody who is typing into the search.

Titles are found by the beginnings of their words: among the newest, which hold what is
usual, and through the index only what is rare there, so that no beginning costs more
than another. Searches to suggest are the words in those titles: each finds something.
Names of councils, partners, services and themes are few: every process keeps them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from councils.models.names import plain
from initiatives.search.completing import completed
from initiatives.search.limit import fetch
from initiatives.search.named import inner
from initiatives.search.spelling import slips

SHORTEST = 2
MOST_LETTERS, MOST_WORDS = 100, 8
MOST, MOST_EACH = 8, 4
TAIL = 4  # letters of a name at the end of other words
SHORTEST_SLIP = 4  # letters of a word that may hold a slip
PLACES = ("council", "partner")
PAGES = {
    "council": "councils:detail",
    "partner": "partners:detail",
    "function": "initiatives:function",
    "theme": "initiatives:theme",
}
A_DAY = 24 * 60 * 60

NEWEST, FEW, USUAL = 300, 4, 10
# As the index has it, letter by letter.
WORDS = "to_tsvector('hub_welsh'::regconfig, coalesce(title, ''))"
MAY_READ = "status = 'published' AND audience <= %(clearance)s"
ROWS = f"SELECT title, slug FROM initiatives_initiative WHERE {MAY_READ}"  # noqa: S608
NEAR = f"""
WITH newest AS MATERIALIZED (
    SELECT title, slug, {WORDS} AS words FROM initiatives_initiative WHERE {MAY_READ}
    ORDER BY published_at DESC, id DESC LIMIT {NEWEST}
), near AS MATERIALIZED (
    SELECT title, slug FROM newest WHERE words @@ %(all)s::tsquery LIMIT 60
), told AS (
    SELECT (SELECT count(*) FROM near) < {FEW} AS few,
           (SELECT count(*) FROM newest WHERE words @@ %(last)s::tsquery) >= {USUAL}
               AS usual
)
SELECT title, slug FROM near
"""  # noqa: S608 - only our own words
ONE_WORD = f"""{NEAR}
UNION ALL ({ROWS} AND (SELECT few FROM told) AND {WORDS} @@ %(all)s::tsquery LIMIT 40)
"""  # noqa: S608 - only our own words
# To gather all words with a usual beginning is dear: the other words lead to it then.
WORDS_AND_BEGINNING = f"""{NEAR}
UNION ALL ({ROWS} AND (SELECT few AND NOT usual FROM told)
           AND {WORDS} @@ %(all)s::tsquery LIMIT 40)
UNION ALL (SELECT * FROM ({ROWS} AND (SELECT few AND usual FROM told)
                          AND {WORDS} @@ %(first)s::tsquery LIMIT 500) held
           WHERE {WORDS} @@ %(last)s::tsquery LIMIT 40)
"""  # noqa: S608 - only our own words
NAMES = """
SELECT 'council', name, slug, search_name, coalesce(ends_on < %(today)s, false)
FROM councils_council WHERE starts_on IS NULL OR starts_on <= %(today)s
UNION ALL SELECT 'partner', name, slug, '', false FROM partners_partner
          WHERE status = 'verified'
UNION ALL SELECT 'function', name, slug, '', false FROM initiatives_function
UNION ALL SELECT 'theme', name, slug, '', false FROM initiatives_theme
"""


@dataclass(frozen=True)
class Suggestion:
    """`search` are the words it searches for, if it is a search."""

    text: str
    address: str
    note: str = ""
    search: str = ""


@dataclass(frozen=True)
class Group:
    label: str
    suggestions: list[Suggestion] = field(default_factory=list)


@dataclass(frozen=True)
class Name:
    """`said` are all its names in plain letters."""

    kind: str
    text: str
    slug: str
    said: str
    has_ended: bool

    @property
    def address(self) -> str:
        return reverse(PAGES[self.kind], args=[self.slug])


def suggestions_for(typed: str, clearance: int, version: str) -> list[Group]:
    """Groups of suggestions for a viewer of this clearance, eight at most: the first of
    each, then the second.
    """
    typed = " ".join(typed[:MOST_LETTERS].replace("\x00", "").split())
    words = _words(typed)
    if len(typed) < SHORTEST or not words or len(words) > MOST_WORDS:
        return []
    titles = titles_with(words, clearance)
    names = _names(version)
    groups = [
        Group(_("Searches"), _searches(completed(typed, titles.values()))),
        Group(_("Councils"), _named(typed, names, "council")),
        Group(_("Partners"), _named(typed, names, "partner")),
        Group(_("Services and themes"), _named(typed, names, "function", "theme")),
        Group(_("Initiatives"), _pages(typed, titles)),
    ]
    return _shared(groups)


def titles_with(words: list[str], clearance: int) -> dict[str, str]:
    """Titles by slug, of those that hold all words and one that begins as the last."""
    *before, last = words
    first = " & ".join(f"'{word}'" for word in before)
    beginning = f"'{last}':*"
    values: dict[str, str | int] = {
        "all": f"{first} & {beginning}" if first else beginning,
        "first": first,
        "last": beginning,
        "clearance": clearance,
    }
    rows = fetch(WORDS_AND_BEGINNING if first else ONE_WORD, values)
    return {slug: title for title, slug in rows}


def _words(typed: str) -> list[str]:
    """In plain letters; what stands alone after an apostrophe is no word."""
    words = plain(re.sub("['’]", " ", typed)).split()
    return [*(word for word in words[:-1] if len(word) > 1), *words[-1:]]


def _names(version: str) -> list[Name]:
    """All names, kept in the process as long as the content has this version."""
    key = f"names:{version}:{timezone.localdate()}"
    kept: list[Name] | None = caches["process"].get(key)
    if kept is None:
        rows = fetch(NAMES, {"today": timezone.localdate()})
        kept = [
            Name(kind, text, slug, said or plain(text), ended)
            for kind, text, slug, said, ended in rows
        ]
        caches["process"].set(key, kept, A_DAY)
    return kept


def _searches(texts: list[str]) -> list[Suggestion]:
    found = reverse("initiatives:list")
    return [
        Suggestion(text, f"{found}?{urlencode({'q': text})}", search=text)
        for text in texts
    ]


def _pages(typed: str, titles: dict[str, str]) -> list[Suggestion]:
    """Titles that begin as what was typed go first."""
    begins = plain(typed)
    ordered = sorted(titles, key=lambda s: not plain(titles[s]).startswith(begins))
    return [
        Suggestion(titles[slug], reverse("initiatives:detail", args=[slug]))
        for slug in ordered[:MOST_EACH]
    ]


def _named(typed: str, names: list[Name], *kinds: str) -> list[Suggestion]:
    """Those whose words begin as all that was typed, or as its last words; if none,
    those that are a slip away.
    """
    some = [name for name in names if name.kind in kinds]
    words = plain(typed).split()
    for start in range(len(words) if kinds[0] in PLACES else 1):
        tail = words[start:]
        if start and len(" ".join(tail)) < TAIL:
            break
        if found := [name for name in some if _begins(name, tail)]:
            rest = inner(plain(typed).split()[:start])
            return [_suggestion(n, rest) for n in _ordered(found, tail)]
    near = [name for name in some if all(_is_near(word, name) for word in words)]
    return [_suggestion(name, "") for name in _ordered(near, words)]


def _begins(name: Name, words: list[str]) -> bool:
    said = f" {name.said}"
    return all(f" {word}" in said for word in words)


def _is_near(word: str, name: Name) -> bool:
    """One slip away from the beginning of a word of it; first letters are right."""
    if len(word) < SHORTEST_SLIP:
        return f" {word}" in f" {name.said}"
    letters = {*word}
    return any(
        slips(word, beginning) <= 1
        for said in name.said.split()
        if said[0] == word[0] and len(letters.difference(said)) <= 1
        for beginning in (said[: len(word)], said[: len(word) + 1])
    )


def _ordered(names: Iterable[Name], words: list[str]) -> list[Name]:
    begins = " ".join(words)
    some = sorted(
        names, key=lambda n: (n.has_ended, not n.said.startswith(begins), n.text)
    )
    return some[:MOST_EACH]


def _suggestion(name: Name, rest: str) -> Suggestion:
    if rest:
        query = urlencode({name.kind: name.slug, "q": rest})
        note = _("search for “%(words)s” there") % {"words": rest}
        return Suggestion(name.text, f"{reverse('initiatives:list')}?{query}", note)
    return Suggestion(name.text, name.address, _("abolished") if name.has_ended else "")


def _shared(groups: list[Group]) -> list[Group]:
    """The best of each, as many as fit, those that have some."""
    numbers = [0] * len(groups)
    for rank in range(MOST_EACH):
        for place, group in enumerate(groups):
            if rank < len(group.suggestions) and sum(numbers) < MOST:
                numbers[place] += 1
    return [
        Group(group.label, group.suggestions[:number])
        for group, number in zip(groups, numbers, strict=True)
        if number
    ]
