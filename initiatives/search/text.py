"""What the words of a search mean: the language of the trade, misspellings, and whether
all of the words are asked for or any of them.

The database makes one `tsquery` of them, once; every statement of the search takes
that.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

from initiatives.search.groups import (
    DASH,
    MOST_GROUPS,
    SIGNS,
    Reading,
    is_plain,
    read_groups,
)
from initiatives.search.spoken import Synonym, spoken, ways_to_say
from initiatives.search.weighing import FEW, Part, Weighed, weigh
from initiatives.search.welsh import MOST_TOGETHER

MOST_HELD, MOST_CLUES = 5_000, 8
# Of any of the words, so much of their weight has to be held.
ENOUGH = 0.34


@dataclass(frozen=True)
class SearchText:
    """A search as it is carried out.

    `words` is the query in PostgreSQL's own writing, `loosely` the same without its
    phrases, `as_written` for what is not stemmed; `parts` its groups; `is_any_of` says
    that some of them are enough, since few (`hold_all`) hold all; `is_literal` that it
    is taken as it stands; `meant` is the right spelling of the whole, where that was
    searched instead of what was typed; `meaning` the whole in full words; `explained`
    what abbreviations stand for.
    """

    words: str = ""
    loosely: str = ""
    as_written: str = ""
    parts: tuple[Part, ...] = ()
    is_any_of: bool = False
    hold_all: int = 0
    is_literal: bool = False
    meant: str = ""
    meaning: str = ""
    explained: tuple[tuple[str, str], ...] = ()

    @property
    def has_words(self) -> bool:
        """There is something to look for, not stop words alone."""
        return bool(self.words)

    @property
    def is_held_nowhere(self) -> bool:
        """What is found is close in meaning alone."""
        return self.has_words and not self.parts

    @property
    def clues(self) -> list[Part]:
        """What is looked up for a search for any of the words. Words that very many
        hold lead nowhere alone: they are asked for in pairs, where there are no others.
        """
        rarest = sorted(self.parts, key=lambda part: part.held)
        rare = [part for part in rarest if part.held <= MOST_HELD][:MOST_CLUES]
        pairs = [one.and_also(other) for one, other in combinations(rarest[:3], 2)]
        return rare or pairs or rarest


def spoken_in(q: str) -> list[str]:
    """Words and runs of words that may have synonyms, as they are looked up."""
    return [way for run in _runs(q) for way in ways_to_say(run)]


def runs_in(q: str) -> list[str]:
    """Words and runs of words that may be a name, in plain small letters."""
    return [" ".join(run) for run in _runs(q)]


def _runs(q: str) -> list[list[str]]:
    words = [spoken(SIGNS.sub("", word)) for word in q.split()]
    if len(words) > MOST_GROUPS:
        return []
    return [
        words[start:end]
        for start in range(len(words))
        for end in range(start + 1, min(start + MOST_TOGETHER, len(words)) + 1)
    ]


def understand(
    q: str,
    synonyms: Iterable[Synonym],
    clearance: int,
    *,
    look_up: Callable[[list[str]], list[Synonym]],
    exact: bool = False,
) -> SearchText:
    """Read what was typed, in one statement, or three where a word seems misspelt: the
    right one may have synonyms, which `look_up` gives.

    With `exact` it is taken as it stands: all words, as they are spelt.
    """
    q = DASH.sub(" ", q)
    read = read_groups(q, [] if exact else list(synonyms))
    weighed = _weigh(read, clearance, exact=exact)
    meant = ""
    if weighed.meant and not exact:
        meant = " ".join(
            weighed.meant.get(SIGNS.sub("", word).lower(), word) for word in q.split()
        )
        read = read_groups(meant, look_up(spoken_in(meant)))
        weighed = _weigh(read, clearance, exact=True)
    several = len(read.groups) > 1 and bool(weighed.parts)
    return SearchText(
        words=weighed.words,
        loosely=weighed.loosely,
        as_written=weighed.as_written,
        parts=weighed.parts,
        is_any_of=several and not exact and weighed.hold_all < FEW,
        hold_all=weighed.hold_all,
        is_literal=exact or not is_plain(q),
        meant=meant,
        meaning=" ".join(dict.fromkeys(group.meaning for group in read.groups)),
        explained=read.explained,
    )


def _weigh(read: Reading, clearance: int, *, exact: bool) -> Weighed:
    return weigh(read.groups, clearance, spelling=not exact)
