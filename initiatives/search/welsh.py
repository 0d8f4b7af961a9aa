"""A search in Welsh is read in English as well, and one in English in Welsh.

docs/search.md says how the glossary was made and how to mend it.
"""

from dataclasses import dataclass

from initiatives.search.spoken import (
    Synonym,
    bare,
    mutated,
    radicals,
    spoken,
    ways_to_say,
)

MOST_TOGETHER = 6
KNOWN, UNKNOWN = 2, 3  # what a term costs, and a word that is none
ALIKE = 4  # letters at the beginning
ONLY_WELSH = frozenset("ŵŷ")  # letters of no English word
# Small words that nobody searches for. Those of the second list say nothing about the
# language: they are words, names or abbreviations in English as well.
SMALL_WELSH = frozenset({
    "arall", "bellach", "bethau", "ble", "bod", "bwy", "bydd", "byddai", "byddwch",
    "bynnag", "cael", "caiff", "ddim", "ddylai", "digon", "dros", "drwy", "dylai",
    "dylem", "dylid", "dyw", "efallai", "eich", "eisiau", "eisoes", "eraill", "felly",
    "fod", "fodd", "fwyn", "fydd", "fyddai", "gael", "gallai", "gallu", "gallwn",
    "ganddynt", "gellir", "gennych", "gennym", "ger", "gyda", "gydag", "gyfer", "heb",
    "hefyd", "holl", "honno", "hwn", "hwnnw", "hyd", "hyn", "hynny", "iawn", "mae",
    "maen", "maent", "megis", "mewn", "mwy", "mwyaf", "nad", "neu", "nhw", "nid",
    "oddi", "oedd", "oes", "oherwydd", "ond", "peth", "pethau", "pob", "pryd", "pwy",
    "rhag", "rhai", "rhaid", "rhain", "rheini", "rhwng", "roedd", "rydym", "rydyn",
    "sawl", "siwr", "sut", "sy", "sydd", "tra", "trwy", "tua", "tuag", "unrhyw", "wedi",
    "wrth", "ydy", "ydych", "ydym", "ydyn", "ydyw", "yma", "ymhlith", "yn", "ynddo",
    "yng", "ynghyd", "ynghylch", "ynglyn", "yno", "ystod", "yw",
})  # fmt: skip
SMALL_IN_EITHER = frozenset({
    "a", "ac", "ag", "am", "an", "ar", "at", "beth", "bob", "chi", "cyn", "dan",
    "dim", "dy", "ei", "ein", "er", "ers", "eto", "eu", "faint", "fe", "fel", "fi",
    "fy", "gall", "gan", "hi", "hon", "i", "mi", "na", "nes", "ni", "o", "os", "pa",
    "pam", "pan", "ti", "un", "y", "ych", "ym", "yna", "yr",
})  # fmt: skip
# Terms of the glossary, or what they change to, that are English words, names or
# abbreviations too: alone among English words they are those.
ENGLISH_TOO = frozenset({
    "ap", "bach", "barn", "brin", "cath", "chi", "ci", "cod", "coed", "cor", "da",
    "dad", "dal", "dan", "dim", "dir", "do", "dull", "fam", "fil", "fis", "for",
    "gau", "gi", "god", "haf", "hap", "hen", "her", "lai", "lan", "law", "le",
    "les", "lori", "mach", "mam", "math", "mil", "mis", "mor", "mws", "na", "nod",
    "nos", "null", "offer", "plant", "rad", "rent", "roi", "sir", "tad", "tai",
    "tal", "tan", "thai", "than", "tho", "thy", "tim", "to", "toiled", "ty", "wag",
    "we", "well",
})  # fmt: skip
# What the database leaves out of searches in English: it would ask for the Welsh alone.
SMALL_ENGLISH = frozenset({
    "a", "about", "after", "against", "and", "at", "between", "by", "can", "for",
    "from", "further", "in", "it", "my", "of", "on", "once", "out", "the", "to",
    "too", "up", "who", "with",
})  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A word to search for, in English what says about the same, and the Welsh."""

    word: str
    alike: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """The words of a search, and how its Welsh was understood, if it is Welsh."""

    said: list[Said]
    is_welsh: bool = False
    explained: tuple[tuple[str, str], ...] = ()

    def alike(self, start: int, end: int) -> tuple[str, ...]:
        """What else some of the words from here to there mean in English."""
        ways = [way for said in self.said[start:end] for way in said.alike]
        return tuple(dict.fromkeys(ways))

    def translated(self, start: int, end: int) -> tuple[str, ...]:
        """What says some of the words from here to there in Welsh."""
        ways = [way for said in self.said[start:end] for way in said.translated]
        return tuple(dict.fromkeys(ways))


def read(words: list[str], synonyms: list[Synonym]) -> Reading:
    """Words of a search with what they are in the other language."""
    english: dict[str, list[str]] = {}
    welsh: dict[str, list[str]] = {}
    for synonym in synonyms:
        if synonym.into:
            known = english if synonym.into == "en" else welsh
            known.setdefault(synonym.spoken, []).append(synonym.other)
    if any(ONLY_WELSH.intersection(word.lower()) for word in words) or _looks_welsh(
        [spoken(word) for word in words], english
    ):
        return _in_english(words, english)
    return Reading(_with_welsh(words, welsh))


def _looks_welsh(words: list[str], english: dict[str, list[str]]) -> bool:
    """Some word, or run of words, can be nothing but Welsh."""
    if any(bare(word) in SMALL_WELSH for word in words):
        return True
    place = 0
    for length, term in _terms(words, english) if english else []:
        run = [bare(word) for word in words[place : place + length]]
        if term and not ENGLISH_TOO.issuperset(run):
            return True
        place += length
    return False


def _terms(words: list[str], known: dict[str, list[str]]) -> list[tuple[int, str]]:
    """The fewest terms that cover the words: how long each is, and which; none for a
    word that is not known.
    """
    best: list[tuple[int, list[tuple[int, str]]]] = [(0, [])]
    for start in range(len(words) - 1, -1, -1):
        cost, rest = best[0]
        choice = (cost + UNKNOWN, [(1, ""), *rest])
        for length in range(1, min(MOST_TOGETHER, len(words) - start) + 1):
            ways = ways_to_say(words[start : start + length])
            term = next((way for way in ways if way in known), "")
            cost, rest = best[length - 1]
            if term and cost + KNOWN <= choice[0]:
                choice = (cost + KNOWN, [(length, term), *rest])
        best.insert(0, choice)
    return best[0][1]


def _in_english(words: list[str], english: dict[str, list[str]]) -> Reading:
    """Each term by the words of its first meaning; the others say the same."""
    said: list[Said] = []
    explained = []
    plain = [spoken(word) for word in words]
    place = 0
    for length, term in _terms(plain, english):
        run = slice(place, place + length)
        place += length
        if length == 1 and words[run][0].lower() in SMALL_IN_EITHER:
            continue  # “dim” is “no” and no mutation of “tîm”; “dŷ” is one of “tŷ”
        if term:
            first, *more = english[term]
            typed = " ".join(bare(word) for word in plain[run])
            ways = _as_written([typed, *mutated(term)])
            said += [_said(word, tuple(more), ways) for word in first.split()]
            shown = " ".join(bare(word) for word in words[run])
            explained.append((shown, _shown(english[term])))
        elif not _is_small(bare(plain[run][0])):
            said.append(Said(bare(words[run][0])))
    said = said or [Said(word) for word in words]
    return Reading(said, is_welsh=True, explained=tuple(explained))


def _shown(meanings: list[str]) -> str:
    """Without what begins alike: "prevent, prevention" is shown as "prevent"."""
    shown: dict[str, str] = {}
    for meaning in meanings:
        shown.setdefault(meaning[:ALIKE].lower(), meaning)
    return ", ".join(shown.values())


def _is_small(word: str) -> bool:
    return word in SMALL_IN_EITHER or not SMALL_WELSH.isdisjoint(radicals(word))


def _with_welsh(words: list[str], welsh: dict[str, list[str]]) -> list[Said]:
    """Each word with the Welsh of all terms that it is part of."""
    others: list[list[str]] = [[] for _word in words]
    plain = [spoken(word) for word in words]
    for start in range(len(words)):
        for end in range(start + 1, min(start + MOST_TOGETHER, len(words)) + 1):
            for term in welsh.get(" ".join(plain[start:end]), []):
                for place in range(start, end):
                    others[place] += _as_written(mutated(term.lower()))
    return [_said(word, (), terms) for word, terms in zip(words, others, strict=True)]


def _said(word: str, alike: tuple[str, ...], translated: list[str]) -> Said:
    if word.lower() in SMALL_ENGLISH:
        return Said(word)
    return Said(word, alike, tuple(translated))


def _as_written(terms: list[str]) -> list[str]:
    """Without what would find English texts that are about something else."""
    return [term for term in dict.fromkeys(terms) if term not in ENGLISH_TOO]
