"""What the admin pages of all apps share: acts with their reasons, rows that stay."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ActForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form of the admin that changes nothing by itself: it names an act.

    `acts` are the values and words to choose from, `reasoned` those of them that are
    sent to people and so need a reason.
    """

    acts: list[tuple[str, Any]] = []
    reasoned: set[str] = set()

    act = forms.ChoiceField(label=gettext_lazy("Decide"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It is sent to the people concerned."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("act")
        if isinstance(field, forms.ChoiceField):
            field.choices = self.acts

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"].strip()
        if self.cleaned_data.get("act") in self.reasoned and not reason:
            raise ValidationError(_("Give the reason. It is sent to the people."))
        return reason


class Kept(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that the hub itself makes and keeps: none added or deleted by hand."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnly(Kept):
    """A list and a page that nobody changes."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyInline(admin.TabularInline):  # type: ignore[type-arg]
    """Rows shown under what they belong to, and never changed there."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
