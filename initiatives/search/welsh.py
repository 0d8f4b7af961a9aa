"""A search in Welsh is read in English as well, and one in English in Welsh.

docs/search.md says how the glossary was made and how to mend it.
"""

from dataclasses import dataclass

from initiatives.search.spoken import (
    Synonym,
    bare,
    mutated,
    spoken,
    ways_to_say,
)

MOST_TOGETHER = 6
# Small words that nobody searches for. Those of the second list say nothing about the
# language: they are words, names or abbreviations in English as well.
SMALL_WELSH = frozenset(
    "yn yng mae maen maent sydd sy sut pwy pam ble lle faint sawl oes ydy ydyw yw ydych"
    " ydyn ydym rydym rydyn roedd oedd bydd fydd byddai fyddai bod fod wedi cael gael"
    " gyda gydag heb dros rhwng drwy trwy wrth ond neu nid nad dyw hwn hyn hynny hwnnw"
    " honno rhain rheini mewn ynghylch ynglyn ynghyd hefyd iawn rhai pob bob holl unrhyw"
    " gallu gall gallwn gellir gallai dylai ddylai dylem rhaid eisiau fwyn eich eisoes"
    " felly oherwydd tuag oddi ynddo nhw mwyaf mwy yma yno pryd pethau bethau peth"
    " ymhlith hyd nes tra ers rhag".split()
)
SMALL_IN_EITHER = frozenset(
    "a ac am an ar at ap beth chi cyn dan dy ei ein er eto eu fe fel fi fy gan hi hon i"
    " mi na nes ni o os pa pan ti un y ych ym yr yna".split()
)
# Terms of the glossary, or what they change to, that are English words, names or
# abbreviations too: alone among English words they are those.
ENGLISH_TOO = frozenset(
    "ap bach brin cath chi ci cod coed da dad dal dan dim dir do fam fan fil fis for gi"
    " god haf hen her lan les lori mach mam mil mis mor mws na nos plant rad rent sir"
    " tad tai tal tan thai than thin thy tho tim to toiled ty wag well".split()
)
# What the English of the database leaves out: "of" or "na" would be asked for as "na".
SMALL_ENGLISH = frozenset("of at in on the to and after for from by with".split())


@dataclass(frozen=True)
class Said:
    """A word to search for, and what says the same in other words."""

    word: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """The words of a search, and how its Welsh was understood, if it is Welsh."""

    said: list[Said]
    is_welsh: bool = False
    explained: tuple[tuple[str, str], ...] = ()


def read(words: list[str], synonyms: list[Synonym]) -> Reading:
    """Words of a search with what they are in the other language."""
    english: dict[str, list[str]] = {}
    welsh: dict[str, list[str]] = {}
    for synonym in synonyms:
        if synonym.into:
            known = english if synonym.into == "en" else welsh
            known.setdefault(synonym.spoken, []).append(synonym.other)
    if _looks_welsh([spoken(word) for word in words], english):
        return _in_english(words, english)
    return Reading(_with_welsh(words, welsh))


def _looks_welsh(words: list[str], english: dict[str, list[str]]) -> bool:
    """Some word, or run of words, can be nothing but Welsh."""
    if any(bare(word) in SMALL_WELSH for word in words):
        return True
    for start in range(len(words)):
        end, term = _longest(words[start:], english)
        run = [bare(word) for word in words[start : start + end]]
        if term and not ENGLISH_TOO.issuperset(run):
            return True
    return False


def _longest(words: list[str], known: dict[str, list[str]]) -> tuple[int, str]:
    """How many words from here are the longest term, and the term; or one and none."""
    for end in range(min(MOST_TOGETHER, len(words)), 0, -1):
        for way in ways_to_say(words[:end]):
            if way in known:
                return end, way
    return 1, ""


def _in_english(words: list[str], english: dict[str, list[str]]) -> Reading:
    """Each term by the words of its first meaning; the others say the same."""
    said: list[Said] = []
    explained = []
    plain = [spoken(word) for word in words]
    place = 0
    while place < len(words):
        end, term = _longest(plain[place:], english)
        if term:
            first, *more = english[term]
            run = " ".join(bare(word) for word in plain[place : place + end])
            others = (*more, *_as_written([run, *mutated(term)]))
            said += _each(first.split(), others)
            typed = " ".join(words[place : place + end])
            explained.append((typed, ", ".join(english[term])))
        elif bare(plain[place]) not in SMALL_WELSH | SMALL_IN_EITHER:
            said.append(Said(bare(words[place])))
        place += end
    said = said or [Said(word) for word in words]
    return Reading(said, is_welsh=True, explained=tuple(explained))


def _with_welsh(words: list[str], welsh: dict[str, list[str]]) -> list[Said]:
    """Each word with the Welsh of all terms that it is part of."""
    others: list[list[str]] = [[] for _word in words]
    plain = [spoken(word) for word in words]
    for start in range(len(words)):
        for end in range(start + 1, min(start + MOST_TOGETHER, len(words)) + 1):
            for term in welsh.get(" ".join(plain[start:end]), []):
                for place in range(start, end):
                    others[place] += _as_written(mutated(term.lower()))
    return [
        said
        for word, terms in zip(words, others, strict=True)
        for said in _each([word], tuple(dict.fromkeys(terms)))
    ]


def _each(words: list[str], others: tuple[str, ...]) -> list[Said]:
    return [Said(w, () if w.lower() in SMALL_ENGLISH else others) for w in words]


def _as_written(terms: list[str]) -> list[str]:
    """Without what would find English texts that are about something else."""
    return [term for term in dict.fromkeys(terms) if term not in ENGLISH_TOO]
