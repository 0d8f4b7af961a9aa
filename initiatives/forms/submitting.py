"""What is asked when a version is submitted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.base import EditorForm


class NoteForm(EditorForm):
    note = forms.CharField(
        label=_("What changed?"),
        required=False,
        max_length=200,
        help_text=_("One line, for readers."),
    )
