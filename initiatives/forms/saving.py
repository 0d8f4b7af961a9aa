"""What people say about a search that they keep."""

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.base import EditorForm
from initiatives.models import SavedSearch


class SavedSearchForm(EditorForm):
    name = forms.CharField(
        label=_("Name"), help_text=_("Only you see it."), max_length=100
    )
    frequency = forms.ChoiceField(
        label=_("How often may we mail you what is new?"),
        help_text=_(
            "Never more than one mail a day for all your searches, and none when "
            "nothing is new."
        ),
        choices=SavedSearch.Frequency.choices,
        initial=SavedSearch.Frequency.WEEKLY,
        widget=forms.RadioSelect,
    )
