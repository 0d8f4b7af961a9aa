"""What officers say about a need of their council, and how readers look for one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.forms.base import EditorForm
from initiatives.forms.fields import LongText
from initiatives.forms.sections import function_choices
from initiatives.forms.widgets import GroupedCheckboxes
from initiatives.models import Function, Initiative

MOST_FUNCTIONS = 3


class WantForm(EditorForm):
    title = forms.CharField(
        label=gettext_lazy("What does your council need?"),
        help_text=gettext_lazy(
            "In plain words, as you would say it to a colleague, for example “a way to "
            "tell tenants about damp before it harms them”. At most 120 letters."
        ),
        max_length=120,
        # Needs like it are shown beside the form as one types.
        widget=forms.TextInput(
            attrs={
                "hx-get": reverse_lazy("wanted:create"),
                "hx-trigger": "input changed delay:400ms",
                "hx-target": "#similar",
                "hx-swap": "outerHTML",
                "hx-sync": "this:replace",
                "autocomplete": "off",
            }
        ),
    )
    why = LongText(
        label=gettext_lazy("Why, and what would help?"),
        help_text=gettext_lazy("Everybody can read it. Name no person."),
        required=False,
        max_length=1000,
        rows=4,
    )
    functions = forms.MultipleChoiceField(
        label=gettext_lazy("Service"),
        help_text=gettext_lazy("Open a group and choose. At most three."),
        required=False,
        widget=GroupedCheckboxes,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["functions"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type
        field.choices = function_choices()

    def clean_title(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_functions(self) -> QuerySet[Function]:
        codes = set(self.cleaned_data["functions"])
        if len(codes) > MOST_FUNCTIONS:
            raise ValidationError(
                _("Choose at most %(most)d: you chose %(n)d."),
                params={"most": MOST_FUNCTIONS, "n": len(codes)},
            )
        return Function.objects.filter(code__in=codes)


class AnswerWantForm(EditorForm):
    """Which of the council's published initiatives is it?"""

    initiative = forms.ModelChoiceField(
        label=gettext_lazy("Which one?"),
        queryset=Initiative.objects.none(),
        empty_label=gettext_lazy("Choose one"),
    )

    def __init__(
        self, *args: Any, initiatives: QuerySet[Initiative], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["initiative"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type
        field.queryset = initiatives
