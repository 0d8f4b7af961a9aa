"""Made-up texts whose words are as unevenly used as those of real ones.

A text is a passage of the starter library, further sentences of it, words of it by how
often it uses them, and a long tail of made-up words by Zipf's law. Some words are
planted, so that searches for them find a known share of all texts.
"""

import itertools
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from initiatives.importing.library import LIBRARY, read_library

# Words and the share of all texts that they are put into; those in few are made up.
# The library and the names of functions hold some too: the second in 38% in the end.
COMMON, MEDIUM, SCARCE = 0.9, 0.27, 0.025
PLANTED = {
    COMMON: ["residents", "support", "local", "community", "partners", "improve"],
    MEDIUM: ["housing", "digital", "waste", "budget", "families", "learning"],
    SCARCE: ["dementia", "allotments", "truancy", "composting", "ferries", "beavers"],
}
RARE = ["otterholm", "quillfen", "marlgrave", "thistlewick", "brackdown", "ellerby"]
RARE_TEXTS = 20  # that hold each rare word, however many there are
TAIL = 60_000
SYLLABLES = re.findall(
    r"\w+",
    """
    ba ce di fo gu la me ni po ru sa te vi wo ya bre cla dro fli gre plo sta tri shan
    ber ten wick ham stow mar len fer dal nor col per vin ros tam kel
    """,
)
WELSH = re.findall(
    r"\S+",
    """
    y yr a ac yn i o ar mae am wedi eu gan gyda nid bod fel hyn sydd oedd bydd
    cyngor gwasanaeth pobl tai gofal plant ysgol cymuned iechyd arian teulu gwaith
    ffordd gwastraff ailgylchu llyfrgell parc digidol staff prosiect trigolion henoed
    cymorth hyfforddiant partneriaid canlyniadau costau cynllun ardal tref sir gwledig
    diogelu budd-dal rhent treth trafnidiaeth bws ynni hinsawdd unigrwydd
    """,
)
PARTS = (
    "title", "summary", "challenge", "approach", "results", "what_did_not_work",
    "advice", "conditions", "adaptation_note", "stage_reason",
)  # fmt: skip
TITLES = ["A new way for", "Better", "Fewer", "Sharing", "One team for", "Quicker"]
SENTENCE = re.compile(r"(?<=[.!?])\s+(?:- )?|^- ")


def passages() -> list[str]:
    """Runs of one to eight sentences of the library, always in the same order."""
    runs = []
    for entry in read_library(LIBRARY):
        for part in PARTS:
            sentences = SENTENCE.split(entry.document[part].strip())
            for length in range(1, 9):
                starts = range(len(sentences) - length + 1)
                runs += [" ".join(sentences[at : at + length]) for at in starts]
    whole = {" ".join(run.split()) for run in runs}
    return sorted(run for run in whole if len(run) > 40)  # noqa: PLR2004 - no headings


@dataclass
class Text:
    """The words of one initiative; `passage` is the number of the one an
    English one starts with.
    """

    passage: int
    title: str
    parts: list[str] = field(default_factory=list)


class Writer:
    """Writes texts; what a text holds depends on the chance that it is given alone."""

    def __init__(self, number: int) -> None:
        self.passages = passages()
        self.rare = RARE_TEXTS / number
        words = re.findall(r"[a-z]+", " ".join(self.passages).lower())
        self.known = [word for word, _times in Counter(words).most_common()]

    @cached_property
    def english(self) -> list[str]:
        planted = set(itertools.chain(*PLANTED.values()))
        return [word for word in self.known if word not in planted] + self.made_up

    @cached_property
    def welsh(self) -> list[str]:
        return WELSH + self.made_up[:9_000]

    @cached_property
    def made_up(self) -> list[str]:
        chance = random.Random("tail")  # noqa: S311 - nothing secret
        made: dict[str, None] = {}
        while len(made) < TAIL:
            made["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4))))] = (
                None
            )
        return list(made)

    @cached_property
    def vocabularies(self) -> dict[str, tuple[list[str], list[float]]]:
        """Words by language, and what the first ones weigh together."""
        return {
            language: (words, list(itertools.accumulate(1 / n for n in _ranks(words))))
            for language, words in (("en", self.english), ("cy", self.welsh))
        }

    def write(self, pk: int, chance: random.Random, language: str) -> Text:
        passage = pk % len(self.passages)
        length = min(900, max(60, int(chance.lognormvariate(5.1, 0.45))))
        words = self._drawn(chance, language, length)
        planted = self._planted(chance)
        for word in planted:
            words[int(chance.random() * length)] = word
        sentences = list(_sentences(chance, words))
        if language == "en":
            sentences += chance.sample(self.passages, 3)
            chance.shuffle(sentences)
            sentences.insert(0, self.passages[passage])
        third = max(1, len(sentences) // 3)
        parts = [
            sentences[:third],
            sentences[third : 2 * third],
            sentences[2 * third :],
        ]
        return Text(
            passage,
            self._title(chance, language, planted),
            ["\n\n".join(_paragraphs(part)) for part in parts],
        )

    def _drawn(self, chance: random.Random, language: str, number: int) -> list[str]:
        words, weights = self.vocabularies[language]
        return chance.choices(words, cum_weights=weights, k=number)

    def _planted(self, chance: random.Random) -> list[str]:
        return [
            word
            for share, words in [*PLANTED.items(), (self.rare, RARE)]
            for word in words
            if chance.random() < share
        ]

    def _title(self, chance: random.Random, language: str, planted: list[str]) -> str:
        content = [w for w in self._drawn(chance, language, 12) if len(w) > 3]  # noqa: PLR2004 - no particles
        words = [chance.choice(TITLES), *planted[-1:], *content[: chance.randint(2, 5)]]
        return " ".join(words)[:90]


def _sentences(chance: random.Random, words: list[str]) -> list[str]:
    start, made = 0, []
    while start < len(words):
        end = start + 8 + int(14 * chance.random())
        made.append(f"{' '.join(words[start:end]).capitalize()}.")
        start = end
    return made


def _ranks(words: list[str]) -> range:
    return range(1, len(words) + 1)


def _paragraphs(sentences: list[str]) -> list[str]:
    return [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
