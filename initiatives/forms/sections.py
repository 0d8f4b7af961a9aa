"""One form a section of the editor; its fields are called like the document's keys."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from councils.models import Council
from initiatives import choices as c
from initiatives import content
from initiatives.content import Document
from initiatives.forms.fields import AmountField, MonthField, WordsField, choice_field
from initiatives.models import Function, Theme, pk_from_reference


class BasicsForm(forms.Form):
    """Title and summary, and for partners the council that it is about."""

    title = forms.CharField(
        label=_("Title"),
        help_text=_("Say what was done, in at most 100 letters."),
    )
    summary = forms.CharField(
        label=_("Summary"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Two sentences: what you did and what changed. At most 300 letters."
        ),
    )

    def clean_title(self) -> str:
        return self._within("title", content.TITLE_LENGTH)

    def clean_summary(self) -> str:
        return self._within("summary", content.SUMMARY_LENGTH)

    def _within(self, name: str, most: int) -> str:
        # Checked here, not by maxlength: an over-long import is kept whole and shown.
        text: str = self.cleaned_data[name]
        if len(text) > most:
            raise ValidationError(
                _("Shorten this: it has %(has)d letters, the most is %(most)d."),
                params={"has": len(text), "most": most},
            )
        return text


class SuppliedBasicsForm(BasicsForm):
    """The same for a partner, who names the council that did it."""

    lead_council = forms.CharField(
        label=_("Council that did it"),
        max_length=120,
        help_text=_("It is asked to confirm what you write."),
        widget=forms.TextInput(attrs={"list": "councils", "autocomplete": "off"}),
    )

    def clean_lead_council(self) -> str:
        return council_code(self.cleaned_data["lead_council"])


def council_code(name: str) -> str:
    """The register code of the council so called; raises ValidationError."""
    known = Council.objects.public().filter(la_code=name).first()
    if known:
        return known.la_code
    found = list(Council.objects.public().named(name)[:20])
    plain = name.strip().casefold()
    exact = [x for x in found if plain in {x.name.casefold(), x.short_name.casefold()}]
    current = [x for x in exact if x.is_current] or exact
    if len(current) == 1:
        return current[0].la_code
    if len(found) == 1:
        return found[0].la_code
    if found:
        names = ", ".join(x.name for x in found[:5])
        raise ValidationError(
            _("Which one? %(names)s"), params={"names": names}, code="ambiguous"
        )
    raise ValidationError(_("There is no council of this name in the register."))


class TopicForm(forms.Form):
    """Service, stage and themes."""

    functions = forms.MultipleChoiceField(
        label=_("Service"),
        help_text=_("Choose one to three. Hold Ctrl to choose more than one."),
        widget=forms.SelectMultiple(attrs={"size": 12}),
    )
    stage = forms.ChoiceField(
        label=_("Stage"), choices=c.Stage.choices, widget=forms.RadioSelect
    )
    stage_reason = forms.CharField(
        label=_("If it was stopped: why?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        required=False,
        help_text=_("At most five."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        functions = list(Function.objects.all())
        groups = [f for f in functions if f.parent_id is None]
        self._choices("functions").choices = [
            (
                group.name,
                [(group.code, _("%(name)s (all of it)") % {"name": group.name})]
                + [(f.code, f.name) for f in functions if f.parent_id == group.pk],
            )
            for group in groups
        ]
        self._choices("themes").choices = [
            (t.slug, t.name) for t in Theme.objects.all()
        ]

    def _choices(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type
        return field

    def clean_functions(self) -> list[str]:
        return self._at_most("functions", 3)

    def clean_themes(self) -> list[str]:
        return self._at_most("themes", 5)

    def _at_most(self, name: str, most: int) -> list[str]:
        chosen: list[str] = self.cleaned_data[name]
        if len(chosen) > most:
            raise ValidationError(_("Choose at most %(n)d."), params={"n": most})
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stopped = cleaned.get("stage") == c.Stage.STOPPED
        if stopped and not cleaned.get("stage_reason"):
            self.add_error("stage_reason", _("Say why it was stopped."))
        return cleaned


class ChallengeForm(forms.Form):
    challenge = WordsField(
        label=_("Challenge"),
        most=content.CHALLENGE_LENGTH,
        help_text=_("What was the problem, for whom, and how big was it?"),
    )


class ApproachForm(forms.Form):
    approach = WordsField(
        label=_("Approach"),
        most=content.RICH_LENGTH,
        rows=14,
        help_text=_("What did you do, in order?"),
    )


class ResultsForm(forms.Form):
    results = WordsField(
        label=_("Results"),
        most=content.RICH_LENGTH,
        help_text=_(
            "What changed? Give one number, even a rough one. “Too early to say” is a "
            "good answer."
        ),
    )


class LessonsForm(forms.Form):
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


class CostsForm(forms.Form):
    cost_known = choice_field(c.CostKnown, label=_("Do you know the cost?"))
    setup_cost = AmountField(label=_("Cost to set up, in £"))
    annual_cost = AmountField(label=_("Cost a year, in £"))
    price_year = forms.IntegerField(
        label=_("In prices of the year"), required=False, min_value=1990, max_value=2100
    )
    cost_basis = choice_field(c.Basis, label=_("Are these figures"))
    staff_days = forms.IntegerField(
        label=_("Staff days"), required=False, min_value=0, max_value=1_000_000
    )
    funding_source = choice_field(c.FundingSource, label=_("Who paid?"), radio=False)
    funding_note = forms.CharField(
        label=_("More about the funding"), required=False, max_length=300
    )


class ReuseForm(forms.Form):
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
        text: str = self.cleaned_data["adapted_from"].strip().upper()
        if text and pk_from_reference(text) is None:
            raise ValidationError(_("Give a reference such as CH-1042."))
        return text


class DatesForm(forms.Form):
    started = MonthField(label=_("When did it start?"))
    ended = MonthField(label=_("When did it end?"))
    months_to_first_result = forms.IntegerField(
        label=_("Months until the first result"),
        required=False,
        min_value=0,
        max_value=240,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("started"), cleaned.get("ended")
        if start and end and end < start:
            self.add_error("ended", _("The end must not be before the start."))
        return cleaned


class EvidenceForm(forms.Form):
    evidence_level = forms.TypedChoiceField(
        label=_("How do you know?"),
        choices=c.Evidence.choices,
        coerce=int,
        required=False,
        empty_value=0,  # type: ignore[arg-type]  # Django takes anything
        widget=forms.RadioSelect,
        help_text=_("Most initiatives are at 1 or 2, and that is useful."),
    )
    dpia = choice_field(c.Assessment, label=_("Data protection impact assessment"))
    equality_assessment = choice_field(
        c.Assessment, label=_("Equality impact assessment")
    )
    user_research = choice_field(c.Assessment, label=_("Research with users"))


class OffersForm(forms.Form):
    reach = choice_field(c.Reach, label=_("For whom is it?"))
    offers = forms.MultipleChoiceField(
        label=_("What will you do for others?"),
        choices=c.Offer.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ReadersForm(forms.Form):
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


def initial_of(form: type[forms.Form], document: Document) -> dict[str, Any]:
    """What the document says to the form's questions."""
    return {name: document.get(name) for name in form.base_fields}


def changes_of(form: forms.Form) -> dict[str, Any]:
    """The answers of a valid form, as the document holds them."""
    return {name: _plain(form.cleaned_data[name]) for name in form.fields}


def _plain(value: Any) -> Any:
    # Browsers send line ends as CR LF; documents hold LF.
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def unanswered(form: forms.Form) -> Iterable[str]:
    """Names of required questions that were left empty."""
    for name, errors in form.errors.as_data().items():
        if any(error.code == "required" for error in errors):
            yield name
