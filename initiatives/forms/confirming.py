"""What a lead council answers, and whom a partner invites."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class AnswerForm(forms.Form):
    """Yes, or no with a reason for the author."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Is this right?"),
        choices=[
            ("yes", gettext_lazy("Yes, this is what we did")),
            ("no", gettext_lazy("No, or not quite")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("If not: what is wrong?"),
        help_text=gettext_lazy("It is sent to the author."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if self.cleaned_data.get("answer") == "no" and not reason.strip():
            raise ValidationError(
                _("Say what is wrong, so that the author can mend it.")
            )
        return reason


class InviteForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("Address of a person at the council"))
