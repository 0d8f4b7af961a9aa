"""What people type about their place."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import MembershipRequest
from councils.models import Council, CouncilQuerySet
from councils.models.names import plain
from partners.models import Partner, PartnerQuerySet


class ChooseCouncilForm(forms.Form):
    """One of some councils."""

    council = forms.ModelChoiceField(
        Council.objects.none(),
        label=_("Your council"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose a council."),
            "invalid_choice": _("Choose one of these councils."),
        },
    )

    def __init__(self, *args: Any, councils: CouncilQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Council]", self.fields["council"])
        field.queryset = councils


class ChoosePartnerForm(forms.Form):
    """One of some partners."""

    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label=_("Your organisation"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose an organisation."),
            "invalid_choice": _("Choose one of these organisations."),
        },
    )

    def __init__(self, *args: Any, partners: PartnerQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Partner]", self.fields["partner"])
        field.queryset = partners


class WorkEmailForm(forms.Form):
    """One of the person's own addresses at their place."""

    email = forms.ChoiceField(
        label=_("Work address"),
        widget=forms.RadioSelect,
        help_text=_("Codes to renew your place go to this address."),
        error_messages={
            "required": _("Choose an address."),
            "invalid_choice": _("Choose one of these addresses."),
        },
    )

    def __init__(self, *args: Any, emails: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["email"])
        field.choices = [(email, email) for email in emails]


class PlaceRequestForm(forms.ModelForm):  # type: ignore[type-arg]
    """Ask a moderator for a place that the address alone does not prove."""

    council_name = forms.CharField(
        label=_("Your council"),
        max_length=120,
        required=False,
        help_text=_("Leave it empty if you do not work for a council."),
        widget=forms.TextInput(attrs={"list": "councils", "autocomplete": "off"}),
    )

    class Meta:
        model = MembershipRequest
        fields = ["council_name", "organisation", "note"]
        labels = {
            "organisation": _("Your organisation, if it is not a council"),
            "note": _("How can a moderator check it?"),
        }
        help_texts = {
            "note": _("For example a page of your council that names you."),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The browser would cut a text that is pasted; we say so instead.
        self.fields["note"].widget.attrs.pop("maxlength")

    def clean_council_name(self) -> str:
        """The council of exactly this name goes to `council`."""
        name: str = self.cleaned_data["council_name"]
        self.cleaned_data["council"] = None
        if name:
            found = Council.objects.current().named(name)
            exact = [
                council
                for council in found
                if plain(name) in {plain(council.name), plain(council.short_name)}
            ]
            if len(exact) != 1:
                raise forms.ValidationError(
                    _("We know no council of this name. Choose one from the list.")
                )
            self.cleaned_data["council"] = exact[0]
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = cleaned.get("council_name") or cleaned.get("organisation")
        if not named and not self.errors:
            told = _("Name your council or your organisation.")
            self.add_error("council_name", told)
        return cleaned


class RenewalCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("From the mail that we sent to your work address."),
        error_messages={"required": _("Type the code.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "class": "w8",
                "spellcheck": "false",
            }
        ),
    )
