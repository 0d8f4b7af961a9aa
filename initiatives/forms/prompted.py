"""The sections that are asked for when there is time; none is needed to publish."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from initiatives import choices as c
from initiatives import content
from initiatives.forms.base import EditorForm
from initiatives.forms.fields import (
    WordsField,
    choice_field,
)
from initiatives.forms.figures import (
    AmountField,
    MonthField,
    PriceYearField,
    is_before,
    whole_field,
)
from initiatives.models import Initiative, pk_from_reference


def evidence_choices() -> list[tuple[int, str]]:
    """Numbered: the hint, the filters and the page speak of the numbers."""
    unstated, *levels = c.Evidence
    return [
        (unstated.value, capfirst(str(unstated.label))),
        *((n.value, f"{n.value}: {capfirst(str(n.label))}") for n in levels),
    ]


class LessonsForm(EditorForm):
    what_did_not_work = WordsField(
        label=_("What did not work"),
        most=content.RICH_LENGTH,
        required=False,
        help_text=_("Readers look for this first. It saves others the same mistake."),
    )
    what_did_not_work_visibility = forms.ChoiceField(
        label=_("Who may read what did not work?"),
        required=False,
        choices=[("", _("Whoever may read the entry")), *c.Visibility.choices[1:]],
        widget=forms.RadioSelect,
    )
    advice = WordsField(
        label=_("Advice to others"),
        most=content.RICH_LENGTH,
        required=False,
        help_text=_("What would you do differently?"),
    )


class CostsForm(EditorForm):
    cost_known = choice_field(c.CostKnown, label=_("Do you know the cost?"))
    setup_cost = AmountField(label=_("Cost to set up, in £"))
    annual_cost = AmountField(label=_("Cost a year, in £"))
    price_year = PriceYearField()
    cost_basis = choice_field(c.Basis, label=_("Are these figures"))
    staff_days = whole_field(label=_("Staff days"), most=1_000_000)
    funding_source = choice_field(c.FundingSource, label=_("Who paid?"), radio=False)
    funding_note = forms.CharField(
        label=_("More about the funding"), required=False, max_length=300
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [cleaned.get("setup_cost"), cleaned.get("annual_cost")]
        if cleaned.get("cost_known") == c.CostKnown.NO and given != [None, None]:
            self.add_error(
                "cost_known",
                _("You give a cost below: choose “Roughly”, or empty the amounts."),
            )
        return cleaned


class ReuseForm(EditorForm):
    conditions = WordsField(
        label=_("What it needs"),
        most=content.RICH_LENGTH,
        rows=6,
        required=False,
        help_text=_("Powers, systems, people, money."),
    )
    adaptation_note = WordsField(
        label=_("Copy exactly, or change"),
        most=content.RICH_LENGTH,
        rows=6,
        required=False,
        help_text=_("What must be copied exactly, and what may be changed?"),
    )
    origin = choice_field(c.Origin, label=_("Where did the idea come from?"))
    adapted_from = forms.CharField(
        label=_("Adapted from"),
        required=False,
        max_length=20,
        help_text=_("The reference of an initiative here, for example CH-1042."),
        widget=forms.TextInput(attrs={"class": "w8"}),
    )

    def clean_adapted_from(self) -> str:
        text: str = self.cleaned_data["adapted_from"].upper()
        if not text or text == self.initial.get("adapted_from"):
            return text
        key = pk_from_reference(text)
        if key is None:
            raise ValidationError(_("Give a reference such as CH-1042."))
        if not Initiative.objects.listed_for(self.viewer).filter(pk=key).exists():
            raise ValidationError(
                _("There is no published initiative %(text)s."), params={"text": text}
            )
        return text


class DatesForm(EditorForm):
    started = MonthField(label=_("When did it start?"))
    ended = MonthField(label=_("When did it end?"))
    months_to_first_result = whole_field(
        label=_("Months until the first result"), most=240
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("started"), cleaned.get("ended")
        if start and end and is_before(end, start):
            self.add_error("ended", _("The end must not be before the start."))
        return cleaned


class EvidenceForm(EditorForm):
    evidence_level = forms.TypedChoiceField(
        label=_("How do you know?"),
        choices=evidence_choices,
        coerce=int,
        required=False,
        empty_value=0,  # type: ignore[arg-type]  # Django takes anything
        widget=forms.RadioSelect,
        help_text=_(
            "Most initiatives are at 1 or 2, and that is useful. From 3 on, name a "
            "source under “Evidence to point to”."
        ),
    )
    dpia = choice_field(c.Assessment, label=_("Data protection impact assessment"))
    equality_assessment = choice_field(
        c.Assessment, label=_("Equality impact assessment")
    )
    user_research = choice_field(c.Assessment, label=_("Research with users"))


class OffersForm(EditorForm):
    reach = choice_field(c.Reach, label=_("For whom is it?"))
    offers = forms.MultipleChoiceField(
        label=_("What will you do for others?"),
        choices=c.Offer.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ReadersForm(EditorForm):
    visibility = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=c.Visibility.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "“Councils only” keeps it inside the hub. It is not proof against "
            "freedom-of-information requests."
        ),
    )
    text_licence = forms.ChoiceField(
        label=_("Licence of the text"),
        choices=c.TextLicence.choices[:2],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=c.Language.choices, widget=forms.RadioSelect
    )


class SuppliedReadersForm(ReadersForm):
    """Partners may keep their rights."""

    text_licence = forms.ChoiceField(
        label=_("Licence of the text"),
        choices=c.TextLicence.choices,
        widget=forms.RadioSelect,
    )
