"""A document as readers see it: on its page, in the preview, in the queue."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from councilhub.markdown import render
from councils.models import Council
from initiatives import choices as c
from initiatives import content
from initiatives.content import Document
from initiatives.reading import parts
from initiatives.reading.facts import Fact, facts_of
from initiatives.reading.names import Link, Links, codes_in
from initiatives.reading.parts import Item, OutcomeView
from initiatives.reading.words import label, named

__all__ = ["Page", "codes_in", "page_of"]

SECTIONS = {
    "challenge": gettext_lazy("Challenge"),
    "approach": gettext_lazy("Approach"),
    "results": gettext_lazy("Results"),
    "what_did_not_work": gettext_lazy("What did not work"),
    "advice": gettext_lazy("Advice to others"),
    "conditions": gettext_lazy("What it needs"),
    "adaptation_note": gettext_lazy("Copy exactly, or change"),
}


@dataclass(frozen=True)
class Section:
    key: str
    heading: str
    html: SafeString
    note: str = ""


@dataclass(frozen=True)
class Page:
    """Everything `_content.html` shows, in plain values."""

    document: Document
    licence: str
    leads: str
    sections: list[Section]
    facts: list[Fact]
    outcomes: list[OutcomeView]
    people: list[Item]
    evidence: list[Item]
    artefacts: list[Item]
    technologies: list[Item]
    functions: list[Link]
    themes: list[Link]
    level: int
    level_words: str

    @property
    def audience(self) -> c.Audience:
        """Who may read this version, once it is published."""
        return c.Visibility(self.document["visibility"]).audience

    @property
    def stated(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.note or not fact.is_missing]

    @property
    def not_stated(self) -> str:
        """In one line what readers look for and do not find."""
        names = [fact.label for fact in self.facts if fact not in self.stated]
        if not self.level:
            names.append(_("Evidence"))
        return capfirst(", ".join(names).lower())


def page_of(
    document: Document, *, clearance: int, lead: Council | None, links: Links
) -> Page:
    """The page of a document for a reader of this clearance.

    `links` gives words and pages for the codes it mentions: see `links_in`.
    """
    shown = content.blank_document() | content.readable_by(document, clearance)
    people = lead.population if lead else None
    level = shown["evidence_level"]
    return Page(
        document=shown,
        licence=label(c.TextLicence, shown["text_licence"]),
        leads=named(
            [
                link.text
                for code in content.lead_codes(shown)
                if (link := links.get(("council", code)))
            ]
        ),
        sections=_sections(shown),
        facts=facts_of(shown, people, links.get(("initiative", ""))),
        outcomes=[parts.outcome(row) for row in shown["outcomes"]],
        people=[parts.person(row, links) for row in shown["involvements"]],
        evidence=[parts.evidence(row) for row in shown["evidence"]],
        artefacts=[parts.artefact(row) for row in shown["artefacts"]],
        technologies=[parts.technology(row) for row in shown["technologies"]],
        functions=_known(links, "function", shown["functions"]),
        themes=_known(links, "theme", shown["themes"]),
        level=level,
        level_words=str(c.Evidence(level).label),
    )


def _sections(document: Document) -> list[Section]:
    return [
        Section(key, str(heading), render(document[key]), _narrower(key, document))
        for key, heading in SECTIONS.items()
        if document[key].strip()
    ]


def _narrower(key: str, document: Document) -> str:
    """Said of *what did not work* where fewer may read it than the entry."""
    whole = c.Visibility(document["visibility"]).audience
    audience = content.failures_audience(document)
    if key != "what_did_not_work" or audience == whole:
        return ""
    if audience == c.Audience.COUNCILS:
        return _("Only councils can read this part.")
    return _("Only members of the hub can read this part.")


def _known(links: Links, kind: str, codes: list[str]) -> list[Link]:
    return [links[kind, code] for code in codes if (kind, code) in links]
