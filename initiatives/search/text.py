"""What the words of a search mean: the language of the trade, misspellings, and whether
all of the words are asked for or any of them.

The database makes one `tsquery` of them for each language, once; every statement of the
search takes that.
"""

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import connection

from initiatives.search import welsh
from initiatives.search.spoken import Synonym, spoken, ways_to_say
from initiatives.search.welsh import MOST_TOGETHER

# With fewer that hold all the words, those that hold some of them are found as well.
FEW = 10
MOST_GROUPS = 16
LONGEST_MISSPELT = 30  # as the longest word that is kept
SHORTEST_MISSPELT, LONG, VERY_LONG = 4, 8, 12  # more letters, more slips
COMMON = 2_000  # no need to count further how many hold a word
TEXTS = 20_000  # as if there were so many: only the order of the weights matters
PIECE = re.compile(r'-?"[^"]*"?|\S+')  # a phrase, a word left out, a word
SIGNS = re.compile(r"^[^\w]+|[^\w]+$")

MATCHES = (
    """(s.language <> 'cy' AND s."full" @@ {english}"""
    """ OR s.language = 'cy' AND s."full" @@ {welsh})"""
)
# One row a group: its queries, how many hold it, and what a word that none holds may
# have been meant to be: a word that this viewer may read somewhere. Last the whole.
WEIGH = f"""
WITH asked AS (
    SELECT number, word, websearch_to_tsquery('hub_english', text) AS en,
           websearch_to_tsquery('hub_welsh', text) AS cy
    FROM jsonb_to_recordset(%(groups)s) AS a(number int, text text, word text)
), whole AS (
    SELECT coalesce(string_agg('(' || en::text || ')', '&')
                    FILTER (WHERE numnode(en) > 0), '')::tsquery AS en,
           coalesce(string_agg('(' || cy::text || ')', '&')
                    FILTER (WHERE numnode(cy) > 0), '')::tsquery AS cy
    FROM asked
), counted AS (
    SELECT asked.*, (SELECT count(*) FROM (
        SELECT 1 FROM initiatives_searchrow s WHERE s.audience <= %(clearance)s
        AND {MATCHES.format(english="asked.en", welsh="asked.cy")} LIMIT %(common)s
    ) held) AS held FROM asked
)
SELECT number, numnode(en) > 0, held, en::text, cy::text,
       CASE WHEN held = 0 AND word <> '' THEN (
           SELECT jsonb_agg(jsonb_build_array(alike.word, (SELECT count(*) FROM (
               SELECT 1 FROM initiatives_searchrow s WHERE s.audience <= %(clearance)s
               AND s."full" @@ plainto_tsquery('hub_english', alike.word)
               LIMIT %(common)s) held)))
           FROM (
               SELECT w.word FROM initiatives_word w WHERE w.word %% counted.word
               UNION
               SELECT w.word FROM initiatives_word w
               WHERE left(w.word, 1) = left(counted.word, 1)
                 AND levenshtein_less_equal(w.word, counted.word, 2) <= 2
               ORDER BY 1 LIMIT 100
           ) alike
       ) END
FROM counted
UNION ALL
SELECT NULL, numnode(en) > 0, (SELECT count(*) FROM (
    SELECT 1 FROM initiatives_searchrow s WHERE s.audience <= %(clearance)s
    AND {MATCHES.format(english="whole.en", welsh="whole.cy")} LIMIT %(few)s
) held), en::text, cy::text, NULL FROM whole
ORDER BY 1 NULLS LAST
"""  # noqa: S608 - only our own words


@dataclass(frozen=True)
class Group:
    """A word or phrase with all that means the same; `word` is set where it could be a
    misspelt one.
    """

    said: str
    others: tuple[str, ...] = ()
    word: str = ""

    @property
    def text(self) -> str:
        """As the database's own reading of searches takes it."""
        quoted = (f'"{other}"' for other in self.others)
        return " or ".join([self.said, *quoted])


@dataclass(frozen=True)
class Part:
    """A group as the database reads it, and what it weighs: the rarer, the more."""

    english: str
    welsh: str
    weight: float


@dataclass(frozen=True)
class SearchText:
    """A search as it is carried out.

    `english` and `welsh` are queries in PostgreSQL's own writing; `parts` the groups of
    a search for any of the words, which few (`hold_all`) hold together; `meant` the
    right spelling of the whole, where that was searched instead of what was typed;
    `explained` the abbreviations.
    """

    english: str = ""
    welsh: str = ""
    has_words: bool = False
    parts: tuple[Part, ...] = ()
    hold_all: int = 0
    meant: str = ""
    explained: tuple[tuple[str, str], ...] = ()

    @property
    def is_any_of(self) -> bool:
        return bool(self.parts)

    def values(self) -> dict[str, str | float]:
        """What the statements of the search name."""
        values: dict[str, str | float] = {"english": self.english, "welsh": self.welsh}
        for number, part in enumerate(self.parts):
            values[f"en{number}"], values[f"cy{number}"] = part.english, part.welsh
            values[f"weight{number}"] = part.weight
        return values


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
    text, meant = _weighed(groups, clearance, exact=exact)
    if meant:
        groups = [replace(g, said=meant.get(g.word, g.said)) for g in groups]
        text, _again = _weighed(groups, clearance, exact=exact)
        text = replace(text, meant=" ".join(group.said for group in groups))
    return replace(text, explained=tuple(explained))


def grouped(
    q: str, synonyms: list[Synonym]
) -> tuple[list[Group], list[tuple[str, str]]]:
    """Groups of what means the same, and the abbreviations that were understood.

    A search that says how it is to be read (quotes, *or*, words left out) is one group.
    """
    pieces = PIECE.findall(q)
    plain = not any(p.startswith(("-", '"')) or p.lower() == "or" for p in pieces)
    if not plain or len(pieces) > MOST_GROUPS:
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
        others = [s.other for s in same]
        others += [other for one in reading.said[place:end] for other in one.others]
        is_known = same or reading.is_welsh
        word = said if not is_known and _may_be_misspelt(said) else ""
        phrase = f'"{said}"' if same and " " in said else said
        groups.append(Group(phrase, tuple(dict.fromkeys(others)), word))
        place = end
    return groups, explained


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


def nearest(word: str, alike: list[tuple[str, int]]) -> str:
    """The word that was most likely meant: the fewest slips away, then the one that
    most texts hold; none where all are too far. `alike` are words and their texts.
    """
    most = 1 + (len(word) >= LONG) + (len(word) >= VERY_LONG)
    found = [
        (slips(word, other), -texts, other)
        for other, texts in alike
        if texts and slips(word, other) <= most
    ]
    return min(found)[2] if found else ""


def slips(one: str, other: str) -> int:
    """How many letters were added, left out, changed or swapped with their neighbour:
    the optimal string alignment distance (Damerau 1964, in Boytsov's form of 2011).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(
                before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted)
            )
            swapped = i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], wanted)
            row.append(min(cost, last[j - 2] + 1) if swapped else cost)
    return row[-1]


def _weighed(
    groups: list[Group], clearance: int, *, exact: bool
) -> tuple[SearchText, dict[str, str]]:
    words = ["" if exact else group.word.lower() for group in groups]
    asked = [
        {"number": number, "text": group.text, "word": words[number]}
        for number, group in enumerate(groups)
    ]
    values: dict[str, str | int] = {
        "groups": json.dumps(asked),
        "clearance": clearance,
        "common": COMMON,
        "few": FEW,
    }
    with connection.cursor() as cursor:
        cursor.execute(WEIGH, values)
        *rows, whole = cursor.fetchall()
    meant = {}
    for number, *_row, alike in rows:
        right = nearest(words[number], json.loads(alike)) if alike else ""
        if right:
            meant[groups[number].word] = right
    parts = [
        Part(en, cy, math.log1p(TEXTS / held))
        for _number, has_words, held, en, cy, _word in rows
        if has_words and held
    ]
    text = SearchText(whole[3], whole[4], whole[1])
    if exact or whole[2] >= FEW or len(groups) == 1 or not parts:
        return text, meant
    return replace(text, parts=tuple(parts), hold_all=whole[2]), meant
