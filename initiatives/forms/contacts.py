"""Whom to ask about an initiative: saved at once, part of no version."""

from typing import Any

from django import forms
from django.forms import BaseModelFormSet, modelformset_factory
from django.utils.translation import gettext_lazy as _

from initiatives.forms.base import EditorForm
from initiatives.forms.figures import whole_field
from initiatives.models import Contact, Initiative

MOST_CONTACTS = 10


class ContactRow(EditorForm, forms.ModelForm):  # type: ignore[type-arg]
    calls_a_month = whole_field(
        label=_("Most calls a month"),
        most=500,
        help_text=_("Empty means: as many as come."),
    )

    class Meta:
        model = Contact
        fields = ["name", "role", "email", "is_public", "calls_a_month"]
        labels = {
            "name": _("Name of the person or team"),
            "email": _("Email address"),
            "is_public": _("Everyone may see it, not members alone"),
        }


class ContactSet(BaseModelFormSet):  # type: ignore[type-arg]
    """Contacts that can be added, changed and removed."""

    default_error_messages = {
        "missing_management_form": _(
            "The form did not arrive whole. Go back in your browser and save again."
        ),
        "too_many_forms": _("There is room for at most %(num)d."),
    }

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.is_new = index is None or index >= self.initial_form_count()
        form.fields["DELETE"].label = _("Remove this")
        if form.is_new and not self.is_bound:
            del form.fields["DELETE"]


def changes_of(contacts: Any) -> tuple[list[Contact], list[Contact]]:
    """Of a valid set: who is new or changed, and who was removed."""
    kept = contacts.save(commit=False)
    return kept, contacts.deleted_objects


def contact_set(initiative: Initiative, data: Any = None) -> Any:
    """The initiative's contacts, with one empty row to add."""
    factory = modelformset_factory(
        Contact,
        form=ContactRow,
        formset=ContactSet,
        extra=1,
        can_delete=True,
        max_num=MOST_CONTACTS,
        absolute_max=MOST_CONTACTS + 1,
        validate_max=True,
    )
    return factory(data, queryset=initiative.contacts.all(), prefix="contacts")
