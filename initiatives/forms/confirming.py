"""What a lead council answers, and whom a partner invites."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from councils.models import Council
from initiatives.forms.base import EditorForm
from initiatives.forms.fields import LongText


class AnswerForm(EditorForm):
    """Yes, or no with a reason for the author."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Is this right?"),
        choices=[
            ("yes", gettext_lazy("Yes, this is what we did")),
            ("no", gettext_lazy("No, or not quite")),
        ],
        widget=forms.RadioSelect,
    )
    reason = LongText(
        label=gettext_lazy("If not: what is wrong?"),
        help_text=gettext_lazy("It is sent to the author."),
        required=False,
        max_length=2000,
        rows=4,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if self.cleaned_data.get("answer") == "no" and not reason.strip():
            raise ValidationError(
                _("Say what is wrong, so that the author can mend it.")
            )
        return reason


class InviteForm(EditorForm):
    council = forms.SlugField(widget=forms.HiddenInput)
    email = forms.EmailField(
        label=gettext_lazy("Address of a person at the council"),
        help_text=gettext_lazy(
            "If nobody there is on the hub. It must be at one of its own domains."
        ),
    )


def invitation_to(council: Council, data: Any = None) -> InviteForm:
    """The form that invites somebody there; its ids are its own on the page."""
    known = {"council": council.slug}
    return InviteForm(data, initial=known, auto_id=f"invite-{council.pk}-%s")
