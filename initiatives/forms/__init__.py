"""The editor: its sections in order, and the form of each."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives import content
from initiatives.content import Document
from initiatives.forms import prompted, rows, sections
from initiatives.forms.contacts import ContactRow
from initiatives.forms.fields import NameField


@dataclass(frozen=True)
class Section:
    """A page of the editor: one form over keys of the document, or a set of rows, each
    called `row`.
    """

    slug: str
    heading: Any
    form: type[forms.Form]
    rows_key: str = ""
    row: Any = ""
    needed: bool = False
    supplied_form: type[forms.Form] | None = None

    def answers(self) -> list[str]:
        if self.rows_key:
            return [self.rows_key]
        return list(self.form.base_fields)

    def form_for(self, *, is_supplied: bool) -> type[forms.Form]:
        return (self.supplied_form if is_supplied else None) or self.form

    def asks_names(self, *, is_supplied: bool) -> bool:
        """Does it ask for councils or partners by their names?"""
        fields = self.form_for(is_supplied=is_supplied).base_fields.values()
        return any(isinstance(field, NameField) for field in fields)

    def is_done(self, document: Document) -> bool:
        """Needed ones when nothing is wanting, others when anything is said."""
        if self.needed:
            wanting = content.missing(document) + content.too_long(document)
            return not {section_of(key) for key in wanting} & {self.slug}
        return any(
            document.get(key) != content.FIELDS[key].blank for key in self.answers()
        )


SECTIONS = [
    Section(
        "basics", _("Title and summary"), sections.BasicsForm, needed=True,
        supplied_form=sections.SuppliedBasicsForm,
    ),
    Section("topic", _("Service and stage"), sections.TopicForm, needed=True),
    Section("challenge", _("Challenge"), sections.ChallengeForm, needed=True),
    Section("approach", _("Approach"), sections.ApproachForm, needed=True),
    Section("results", _("Results"), sections.ResultsForm, needed=True),
    Section("lessons", _("What did not work"), prompted.LessonsForm),
    Section("outcomes", _("Figures before and after"), rows.OutcomeRow, "outcomes",
            _("Outcome")),
    Section("costs", _("Costs"), prompted.CostsForm),
    Section("savings", _("Savings"), rows.SavingRow, "savings", _("Saving")),
    Section("dates", _("Dates"), prompted.DatesForm),
    Section("people", _("People and partners"), rows.InvolvementRow, "involvements",
            _("Person or partner")),
    Section("reuse", _("What others need to know"), prompted.ReuseForm),
    Section("evidence", _("How you know"), prompted.EvidenceForm),
    Section("sources", _("Evidence to point to"), rows.EvidenceRow, "evidence",
            _("Source")),
    Section("documents", _("Documents to share"), rows.ArtefactRow, "artefacts",
            _("Document")),
    Section("technology", _("Technology"), rows.TechnologyRow, "technologies",
            _("Product")),
    Section("offers", _("What you offer"), prompted.OffersForm),
    Section(
        "readers", _("Who can read it"), prompted.ReadersForm,
        supplied_form=prompted.SuppliedReadersForm,
    ),
]  # fmt: skip
CONTACTS = Section("contacts", _("Contacts"), ContactRow, row=_("Contact"))
BY_SLUG = {section.slug: section for section in SECTIONS}


def section_of(key: str) -> str:
    """The section in which a key of the document is answered."""
    if key == "lead_council":
        return "basics"
    return next((s.slug for s in SECTIONS if key in s.answers()), "basics")


def next_section(section: Section) -> Section | None:
    place = SECTIONS.index(section) + 1
    return SECTIONS[place] if place < len(SECTIONS) else None
