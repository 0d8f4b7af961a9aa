"""What people type about themselves and their place."""

from typing import Any

from allauth.account.forms import SignupForm as BaseSignupForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import MembershipRequest
from councilhub.types import Viewer
from councils.models import Council
from partners.models import Partner, refuse_free_mail


class SignupForm(BaseSignupForm):
    """Name and work address; a password is never needed."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        help_text=_("Shown beside what you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Work email address")
        self.fields["email"].help_text = _(
            "An address at your council’s own domain makes you its officer at once."
        )


class ChooseCouncilForm(forms.Form):
    """Which of the councils that share a domain?"""

    council = forms.ModelChoiceField(
        Council.objects.none(), label=_("Your council"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, councils: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["council"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type
        field.queryset = councils
        field.empty_label = None


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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name = (cleaned.get("council_name") or "").strip()
        if name:
            found = Council.objects.current().named(name)
            exact = [c for c in found[:20] if name in {c.name, c.short_name}]
            if len(exact) != 1:
                self.add_error(
                    "council_name", _("Choose a council from the list of names.")
                )
            else:
                cleaned["council"] = exact[0]
        elif not cleaned.get("organisation"):
            self.add_error("council_name", _("Name your council or organisation."))
        return cleaned


class RenewalCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("From the mail that we sent to your work address."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "class": "w8", "inputmode": "text"}
        ),
    )


class PartnerForm(forms.ModelForm):  # type: ignore[type-arg]
    """Register an organisation. Its e-mail domain is that of the person's address."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Partner
        fields = ["name", "kind", "description", "website"]
        help_texts = {
            "description": _("Two or three sentences. Facts, not advertising."),
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.domain = viewer.email.rpartition("@")[2]

    def clean(self) -> dict[str, Any]:
        refuse_free_mail(self.domain)
        if Council.objects.at_domain(self.domain).exists():
            raise ValidationError(
                _("%(domain)s belongs to a council. Officers need not register."),
                params={"domain": self.domain},
            )
        if Partner.objects.filter(email_domain=self.domain).exists():
            raise ValidationError(
                _("An organisation with the domain %(domain)s is registered already."),
                params={"domain": self.domain},
            )
        return super().clean() or {}


__all__ = [
    "ChooseCouncilForm",
    "PartnerForm",
    "PlaceRequestForm",
    "RenewalCodeForm",
    "SignupForm",
]
