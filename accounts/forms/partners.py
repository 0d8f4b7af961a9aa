"""What a person says about an organisation that works with councils."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import Partner


class PartnerForm(forms.ModelForm):  # type: ignore[type-arg]
    """Register an organisation. Its e-mail domain is that of the person's address."""

    website = forms.URLField(
        label=_("Website"), required=False, max_length=200, assume_scheme="https"
    )

    class Meta:
        model = Partner
        fields = ["name", "kind", "description", "website"]
        labels = {
            "name": _("Name of the organisation"),
            "kind": _("What kind of organisation is it?"),
            "description": _("What does it do?"),
        }
        help_texts = {
            "description": _("Two or three sentences. Facts, not advertising."),
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "kind": {"required": _("Choose what kind of organisation it is.")},
            "name": {
                "required": _("Type the name of the organisation."),
                "unique": _(
                    "An organisation of this name is registered already. If it is "
                    "yours, ask a moderator for a place in it."
                ),
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The browser would cut a text that is pasted; we say so instead.
        self.fields["description"].widget.attrs.pop("maxlength")

    def clean_name(self) -> str:
        """No name that looks empty or spans lines."""
        return " ".join(self.cleaned_data["name"].split())
