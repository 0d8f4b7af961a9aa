"""What all forms of the editor have in common: how they name what is wrong."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from councilhub.types import VISITOR, Viewer
from initiatives.content import Document, without_controls

refuse_nul = ProhibitNullCharactersValidator(
    gettext_lazy(
        "There is an invisible character in it (NUL). Type it again, or paste it as "
        "plain text."
    )
)


def refuse_unreadable(text: str) -> None:
    """Raise ValidationError where letters were lost on the way to us."""
    if "\N{REPLACEMENT CHARACTER}" in text:
        raise ValidationError(
            gettext_lazy("Some letters did not come through (�). Type them again.")
        )


class EditorForm(forms.Form):
    """A form over keys of the document.

    `viewer` is who answers, `names` the words for the codes that the document holds.
    """

    def __init__(
        self,
        *args: Any,
        viewer: Viewer = VISITOR,
        names: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        for field in self.fields.values():
            field.error_messages |= messages_for(field)
            # The browser would cut a text that is pasted; we say so instead.
            field.widget.attrs.pop("maxlength", None)
            if isinstance(field, forms.CharField):
                others = [
                    validator
                    for validator in field.validators
                    if not isinstance(validator, ProhibitNullCharactersValidator)
                ]
                field.validators = [refuse_nul, refuse_unreadable, *others]
            if hasattr(field, "known"):
                field.known = names or {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                cleaned[name] = without_controls(value).strip()
                field = self.fields[name]
                if field.required and not cleaned[name]:
                    self.add_error(name, field.error_messages["required"])
        return cleaned


def messages_for(field: forms.Field) -> dict[str, str]:
    """Sentences that name the question, since the summary shows them without it."""
    named = {"label": str(field.label).rstrip("?")}
    messages = {
        "required": _("Answer “%(label)s”.") % named,
        "max_length": _("Shorten “%(label)s”: it has %%(show_value)d letters, the "
                        "most is %%(limit_value)d.") % named,
        "min_value": _("“%(label)s” must be at least %%(limit_value)s.") % named,
        "max_value": _("“%(label)s” can be at most %%(limit_value)s.") % named,
    }  # fmt: skip
    if isinstance(field, forms.IntegerField):
        messages["invalid"] = _("Give a whole number for “%(label)s”.") % named
    if isinstance(field, forms.ChoiceField):
        messages["invalid_choice"] = (
            _("Choose one of the list for “%(label)s”.") % named
        )
    return messages


def initial_of(form: type[forms.Form], document: Document) -> dict[str, Any]:
    """What the document says to the form's questions."""
    return {name: document.get(name) for name in form.base_fields}


def changes_of(form: forms.Form) -> Document:
    """The answers of a valid form, as the document holds them."""
    return {name: form.cleaned_data[name] for name in form.fields}
