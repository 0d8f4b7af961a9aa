"""The groups of a search: each a word or phrase, with all that means the same."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from initiatives.search import welsh
from initiatives.search.spoken import Synonym, spoken
from initiatives.search.welsh import MOST_TOGETHER

DATA = Path(__file__).resolve().parents[1] / "data"
MOST_GROUPS = 16
ALIKE = 0.6  # what a plain word counts that says about the same
LONGEST_MISSPELT = 30  # as the longest word that is kept
SHORTEST_MISSPELT = 4
PIECE = re.compile(r'-?"[^"]*"?|\S+')  # a phrase, a word left out, a word
# Leaves nothing out: a dash between words. Hundreds of them are more than PostgreSQL
# can read.
DASH = re.compile(r'[-!](?=[^\w"]|$)')
SIGNS = re.compile(r"^[^\w]+|[^\w]+$")
# Words that say little about what somebody looks for, where others say more.
WEAK = frozenset([
    "a", "able", "about", "again", "almost", "already", "also", "always", "another",
    "any", "anybody", "anyone", "anything", "around", "ask", "asks", "asking", "away",
    "back", "bad", "begin", "best", "better", "bit", "can't", "cannot", "come", "comes",
    "coming", "could", "do", "does", "doing", "each", "easy", "else", "enough", "even",
    "ever", "every", "everybody", "everyone", "everything", "few", "find", "finding",
    "finds", "first", "found", "gave", "get", "gets", "getting", "give", "gives",
    "giving", "go", "goes", "going", "good", "got", "hard", "help", "helping", "helps",
    "here", "how", "its", "just", "keep", "keeps", "keeping", "kept", "knew", "know",
    "knowing", "knows", "less", "let", "lets", "like", "little", "long", "lot", "lots",
    "made", "make", "makes", "making", "many", "may", "might", "more", "most", "much",
    "must", "near", "need", "needed", "needs", "never", "new", "nobody", "nothing",
    "now", "often", "old", "one", "ones", "only", "other", "others", "our", "out",
    "people", "per", "person", "put", "puts", "putting", "really", "same", "say",
    "saying", "says", "several", "should", "some", "somebody", "someone", "something",
    "soon", "start", "started", "stop", "stopped", "take", "taken", "takes", "taking",
    "tell", "telling", "tells", "their", "them", "there", "they", "thing", "things",
    "too", "took", "tried", "try", "trying", "two", "us", "use", "used", "uses",
    "using", "very", "want", "wanted", "wants", "way", "ways", "we", "what", "when",
    "where", "which", "who", "whose", "why", "will", "without", "work", "working",
    "works", "would", "yet",
])  # fmt: skip

# Words that people tell problems in and that few texts hold: rightly spelt as they are.
PLAIN = frozenset((DATA / "plain_words.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True)
class Group:
    """A word or phrase as it was `said`, with what means the same, searched as phrases:
    `others` an abbreviation or what it stands for, `meanings` what else a Welsh term
    may say, `alike` plain words that say about the same; `translated` is Welsh. `word`
    is set where it could be a misspelt one.
    """

    said: str
    others: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()
    word: str = ""

    @property
    def same(self) -> list[tuple[str, float]]:
        """Every other way to say it in English, and what that counts."""
        return [
            *((way, 1.0) for way in (*self.others, *self.meanings)),
            *((way, ALIKE) for way in self.alike),
        ]

    @property
    def is_weak(self) -> bool:
        return self.said.lower() in WEAK

    @property
    def meaning(self) -> str:
        """The longest way to say it: what an abbreviation stands for."""
        return max(self.others, key=len) if self.others else self.said.strip('"')


@dataclass(frozen=True)
class Reading:
    """The groups of a search, and what was understood that is not as it was typed."""

    groups: list[Group]
    explained: tuple[tuple[str, str], ...] = ()


def read_groups(q: str, synonyms: list[Synonym]) -> Reading:
    """A search that says how it is to be read (quotes, *or*, words left out) is one
    group.
    """
    pieces = PIECE.findall(q)
    if not is_plain(q) or len(pieces) > MOST_GROUPS:
        return Reading([Group(q)])
    read = welsh.read([SIGNS.sub("", piece) for piece in pieces], synonyms)
    words = [said.word for said in read.said]
    groups: list[Group] = []
    explained = list(read.explained)
    place = 0
    while place < len(words):
        run, same = _longest(words[place:], synonyms)
        end = place + len(run)
        exact = [s.other for s in same if is_abbreviation(s.term)]
        if not read.is_welsh:
            explained += [
                (s.term, s.other)
                for s in same
                if s.other != s.term and is_abbreviation(s.term)
            ]
        known = bool(same) or read.is_welsh
        whole = Group(
            said=f'"{" ".join(run)}"' if len(run) > 1 else run[0],
            others=tuple(exact),
            alike=tuple(s.other for s in same if not is_abbreviation(s.term)),
            meanings=read.alike(place, end),
            translated=read.translated(place, end),
            word="" if known or not _may_be_misspelt(run[0]) else run[0].lower(),
        )
        # What only plain words stand for need not stand together.
        apart = len(run) > 1 and not exact
        groups += [replace(whole, said=word) for word in run] if apart else [whole]
        place = end
    return Reading(groups, tuple(dict.fromkeys(explained)))


def is_plain(q: str) -> bool:
    """It does not say how it is to be read."""
    pieces = PIECE.findall(q)
    return not any(p.startswith(("-", '"')) or p.lower() == "or" for p in pieces)


def is_abbreviation(term: str) -> bool:
    """LGR, SEN or HfH, and not a plain word of many."""
    return " " not in term and sum(letter.isupper() for letter in term) > 1


def _longest(
    words: list[str], synonyms: list[Synonym]
) -> tuple[list[str], list[Synonym]]:
    """The longest run from here that has synonyms, or the one word."""
    for end in range(min(MOST_TOGETHER, len(words)), 0, -1):
        typed = SIGNS.sub("", " ".join(words[:end]))
        looked_up = spoken(typed)
        same = [
            s
            for s in synonyms
            if s.spoken == looked_up
            and not s.into
            and (typed == s.term or not s.in_capitals)
        ]
        if same:
            return typed.split(), same
    return words[:1], []


def _may_be_misspelt(word: str) -> bool:
    fits = SHORTEST_MISSPELT <= len(word) <= LONGEST_MISSPELT and word.isalpha()
    return fits and word.lower() not in WEAK | PLAIN
