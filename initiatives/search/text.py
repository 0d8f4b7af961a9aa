"""What the words of a search mean: the language of the trade, misspellings, and whether
all of the words are asked for or any of them.

The database makes one `tsquery` of them for each language, once; every statement of the
search takes that.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from initiatives.search import welsh
from initiatives.search.spoken import Synonym, spoken, ways_to_say
from initiatives.search.weighing import FEW, Part, Weighed, weigh
from initiatives.search.welsh import MOST_TOGETHER

MOST_GROUPS = 16
LONGEST_MISSPELT = 30  # as the longest word that is kept
SHORTEST_MISSPELT = 4
MOST_HELD, MOST_CLUES = 5_000, 8
PIECE = re.compile(r'-?"[^"]*"?|\S+')  # a phrase, a word left out, a word
SIGNS = re.compile(r"^[^\w]+|[^\w]+$")


@dataclass(frozen=True)
class Group:
    """A word or phrase with all that means the same; `translated` is what says it in
    the other language, or in other words of this; `word` is set where it could be a
    misspelt one.
    """

    said: str
    others: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()
    word: str = ""

    @property
    def alternatives(self) -> list[str]:
        """As the database's own reading of searches takes them: all translations are
        one. Unquoted, their words need not stand together: that is quicker, and Welsh
        puts little words between them.
        """
        others = [f'"{other}"' for other in self.others]
        return [self.said, *others, *filter(None, [" or ".join(self.translated)])]

    @property
    def key(self) -> str:
        """The word that could be misspelt, as words are kept."""
        return self.word.lower()


@dataclass(frozen=True)
class SearchText:
    """A search as it is carried out.

    `english` and `welsh` are queries in PostgreSQL's own writing, `words` both in one;
    `parts` its groups; `is_any_of` says that some of them are enough, because few
    (`hold_all`) hold all; `is_literal` that it is taken as it stands; `meant` is the
    right spelling of the whole, where that was searched instead of what was typed;
    `explained` the abbreviations.
    """

    english: str = ""
    welsh: str = ""
    words: str = ""
    parts: tuple[Part, ...] = ()
    is_any_of: bool = False
    hold_all: int = 0
    is_literal: bool = False
    meant: str = ""
    explained: tuple[tuple[str, str], ...] = ()

    @property
    def has_words(self) -> bool:
        """There is something to look for, not stop words alone."""
        return bool(self.words)

    @property
    def clues(self) -> list[Part]:
        """What is looked up for a search for any of the words. Words that very many hold
        lead nowhere alone: they are asked for in pairs, where there are no others.
        """
        rarest = sorted(self.parts, key=lambda part: part.held)
        rare = [part for part in rarest if part.held <= MOST_HELD][:MOST_CLUES]
        return (
            rare
            or [
                Part(f"({a.query})&({b.query})", (), a.held, a.weight + b.weight)
                for a, b in combinations(rarest[:3], 2)
            ]
            or rarest
        )


def spoken_in(q: str) -> list[str]:
    """Words and runs of words that may have synonyms, as they are looked up."""
    words = [spoken(SIGNS.sub("", word)) for word in q.split()]
    if len(words) > MOST_GROUPS:
        return []
    return [
        way
        for start in range(len(words))
        for end in range(start + 1, min(start + MOST_TOGETHER, len(words)) + 1)
        for way in ways_to_say(words[start:end])
    ]


def understand(
    q: str, synonyms: Iterable[Synonym], clearance: int, *, exact: bool = False
) -> SearchText:
    """Read what was typed, in one statement, or two where a word seems misspelt.

    With `exact` it is taken as it stands: all words, as they are spelt.
    """
    groups, explained = grouped(q, [] if exact else list(synonyms))
    weighed = _weigh(groups, clearance, exact=exact)
    meant = ""
    if weighed.meant:
        groups = [replace(g, said=weighed.meant.get(g.key, g.said)) for g in groups]
        meant = " ".join(group.said for group in groups)
        weighed = _weigh(groups, clearance, exact=exact)
    return SearchText(
        english=weighed.english,
        welsh=weighed.welsh,
        words=weighed.words,
        is_literal=exact or not is_plain(q),
        parts=weighed.parts,
        is_any_of=_is_any_of(weighed, groups, exact=exact),
        hold_all=weighed.hold_all,
        meant=meant,
        explained=tuple(explained),
    )


def grouped(
    q: str, synonyms: list[Synonym]
) -> tuple[list[Group], list[tuple[str, str]]]:
    """Groups of what means the same, and the abbreviations that were understood.

    A search that says how it is to be read (quotes, *or*, words left out) is one group.
    """
    pieces = PIECE.findall(q)
    if not is_plain(q) or len(pieces) > MOST_GROUPS:
        return [Group(q)], []
    groups: list[Group] = []
    reading = welsh.read([SIGNS.sub("", piece) for piece in pieces], synonyms)
    words = [said.word for said in reading.said]
    explained = list(reading.explained)
    place = 0
    while place < len(words):
        said, same = _longest(words[place:], synonyms)
        end = place + len(said.split())
        if not reading.is_welsh:
            explained += [(s.term, s.other) for s in same if s.other != s.term]
        is_known = same or reading.is_welsh
        group = Group(
            said=f'"{said}"' if same and " " in said else said,
            others=(*(s.other for s in same), *reading.alike(place, end)),
            translated=reading.translated(place, end),
            word=said if not is_known and _may_be_misspelt(said) else "",
        )
        groups.append(group)
        place = end
    return groups, explained


def is_plain(q: str) -> bool:
    """It does not say how it is to be read."""
    pieces = PIECE.findall(q)
    return not any(p.startswith(("-", '"')) or p.lower() == "or" for p in pieces)


def _longest(pieces: list[str], synonyms: list[Synonym]) -> tuple[str, list[Synonym]]:
    """The longest run from here that has synonyms, or the one word."""
    for end in range(min(MOST_TOGETHER, len(pieces)), 0, -1):
        typed = SIGNS.sub("", " ".join(pieces[:end]))
        looked_up = spoken(typed)
        same = [
            s
            for s in synonyms
            if s.spoken == looked_up
            and not s.into
            and (typed == s.term or not s.in_capitals)
        ]
        if same:
            return typed, same
    return pieces[0], []


def _may_be_misspelt(word: str) -> bool:
    return SHORTEST_MISSPELT <= len(word) <= LONGEST_MISSPELT and word.isalpha()


def _weigh(groups: list[Group], clearance: int, *, exact: bool) -> Weighed:
    asked = [(group.alternatives, "" if exact else group.key) for group in groups]
    return weigh(asked, clearance)


def _is_any_of(weighed: Weighed, groups: list[Group], *, exact: bool) -> bool:
    several = len(groups) > 1 and bool(weighed.parts)
    return several and not exact and weighed.hold_all < FEW
