"""The sections needed to publish; fields are called like the keys of the document."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from initiatives import choices as c
from initiatives import content
from initiatives.forms.base import EditorForm
from initiatives.forms.fields import CouncilField, LongText, WordsField
from initiatives.forms.widgets import GroupedCheckboxes
from initiatives.models import Function, Theme


class BasicsForm(EditorForm):
    """Title and summary, and for partners the council that it is about."""

    title = forms.CharField(
        label=_("Title"),
        max_length=content.TITLE_LENGTH,
        help_text=_("Say what was done, in at most 100 letters."),
    )
    summary = LongText(
        label=_("Summary"),
        max_length=content.SUMMARY_LENGTH,
        help_text=_(
            "Two sentences: what you did and what changed. At most 300 letters."
        ),
    )


class SuppliedBasicsForm(BasicsForm):
    """The same for a partner, who names the council that did it."""

    lead_council = CouncilField(
        label=_("Council that did it"),
        offered="councils",
        help_text=_("It is asked to confirm what you write."),
    )


def function_choices() -> list[Any]:
    """All functions by their groups, a group itself as the first of it."""
    functions = list(Function.objects.all())
    groups = [f for f in functions if f.parent_id is None]
    return [
        (
            group.name,
            [(group.code, _("%(name)s (all of it)") % {"name": group.name})]
            + [(f.code, f.name) for f in functions if f.parent_id == group.pk],
        )
        for group in groups
    ]


class TopicForm(EditorForm):
    """Service, stage and themes."""

    functions = forms.MultipleChoiceField(
        label=_("Service"),
        help_text=_("Open a group and choose. One to three in all."),
        widget=GroupedCheckboxes,
    )
    stage = forms.ChoiceField(
        label=_("Stage"), choices=c.Stage.choices, widget=forms.RadioSelect
    )
    stage_reason = LongText(
        label=_("If it was stopped: why?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": " "}),
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        required=False,
        help_text=_("At most five."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("functions").choices = function_choices()
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
        chosen: list[str] = list(dict.fromkeys(self.cleaned_data[name]))
        if len(chosen) > most:
            raise ValidationError(
                _("Choose at most %(most)d: you chose %(n)d."),
                params={"most": most, "n": len(chosen)},
            )
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stopped = cleaned.get("stage") == c.Stage.STOPPED
        if (
            stopped
            and not cleaned.get("stage_reason")
            and "stage_reason" not in self.errors
        ):
            self.add_error("stage_reason", _("Say why it was stopped."))
        return cleaned


class ChallengeForm(EditorForm):
    challenge = WordsField(
        label=_("Challenge"),
        most=content.CHALLENGE_LENGTH,
        help_text=_("What was the problem, for whom, and how big was it?"),
    )


class ApproachForm(EditorForm):
    approach = WordsField(
        label=_("Approach"),
        most=content.RICH_LENGTH,
        rows=14,
        help_text=_("What did you do, in order?"),
    )


class ResultsForm(EditorForm):
    results = WordsField(
        label=_("Results"),
        most=content.RICH_LENGTH,
        help_text=_(
            "What changed? Give one number, even a rough one. “Too early to say” is a "
            "good answer."
        ),
    )
