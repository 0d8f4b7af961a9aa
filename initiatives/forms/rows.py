"""Forms for the repeating parts: one form a row, each row with its permanent uid."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from initiatives import choices as c
from initiatives import content
from initiatives.content import Document
from initiatives.forms.fields import AmountField, FlagField, MonthField, choice_field
from initiatives.forms.sections import council_code
from partners.models import Partner

MOST_ROWS = 30


class OutcomeRow(forms.Form):
    uid = forms.CharField(required=False, widget=forms.HiddenInput)
    measure = forms.CharField(label=_("What did you measure?"), max_length=200)
    direction = choice_field(c.Direction, label=_("Which way is better?"))
    unit = forms.CharField(
        label=_("Unit"), max_length=40, required=False, help_text=_("Days, %, £ …")
    )
    baseline = AmountField(label=_("Figure before"), digits=14, signed=True)
    baseline_date = MonthField(label=_("Month of the figure before"))
    result = AmountField(label=_("Result"), digits=14, signed=True)
    result_date = MonthField(label=_("Month of the result"))
    denominator = forms.CharField(
        label=_("Out of what?"),
        max_length=100,
        required=False,
        help_text=_("For example 1,120 households."),
    )
    basis = choice_field(c.Basis, label=_("Is the figure"))
    method = forms.CharField(
        label=_("How was it measured?"), max_length=300, required=False
    )
    comparison = choice_field(c.Comparison, label=_("Compared with"), radio=False)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        before, after = cleaned.get("baseline_date"), cleaned.get("result_date")
        if before and after and after < before:
            self.add_error(
                "result_date",
                _("The result must not be dated before the start figure."),
            )
        return cleaned


class SavingRow(forms.Form):
    uid = forms.CharField(required=False, widget=forms.HiddenInput)
    amount = AmountField(
        label=_("Amount in £"),
        required=True,
        help_text=_("Doing less for less is not a saving."),
    )
    frequency = choice_field(c.Frequency, label=_("How often?"))
    price_year = forms.IntegerField(
        label=_("In prices of the year"), required=False, min_value=1990, max_value=2100
    )
    cash = choice_field(c.Cash, label=_("Does it release cash?"))
    efficiency = choice_field(c.Efficiency, label=_("What kind of efficiency?"))
    basis = choice_field(c.Basis, label=_("Is the figure"))
    confirmed_by_finance = FlagField(label=_("Confirmed by finance?"))
    beneficiary = forms.CharField(
        label=_("Who benefits?"), max_length=150, required=False
    )


class InvolvementRow(forms.Form):
    uid = forms.CharField(required=False, widget=forms.HiddenInput)
    council = forms.CharField(
        label=_("A council"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "councils", "autocomplete": "off"}),
    )
    partner = forms.CharField(
        label=_("Or a partner in the hub"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "partners", "autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Or anybody else"), max_length=150, required=False)
    role = choice_field(c.Role, label=_("Part"), required=True, radio=False)
    brought = forms.CharField(
        label=_("What did they bring?"), max_length=300, required=False
    )
    paid = FlagField(label=_("Were they paid?"))

    def clean_council(self) -> str:
        name = self.cleaned_data["council"]
        return council_code(name) if name else ""

    def clean_partner(self) -> str:
        name = self.cleaned_data["partner"].strip()
        if not name:
            return ""
        verified = Partner.objects.verified()
        found = verified.filter(slug=name) | verified.filter(name__iexact=name)
        partner = found.first()
        if partner is None:
            raise ValidationError(
                _("There is no verified partner of this name. Use “anybody else”.")
            )
        return partner.slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = [key for key in ("council", "partner", "name") if cleaned.get(key)]
        if len(named) != 1 and not self.errors:
            raise ValidationError(_("Name one council, one partner or one other."))
        return cleaned


class EvidenceRow(forms.Form):
    uid = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = choice_field(c.EvidenceKind, label=_("Kind"), required=True, radio=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    url = forms.URLField(
        label=_("Link"), max_length=500, required=False, assume_scheme="https"
    )
    independent = FlagField(label=_("Independent of the team?"))
    date = MonthField(label=_("Date"))


class ArtefactRow(forms.Form):
    uid = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = choice_field(c.ArtefactKind, label=_("Kind"), required=True, radio=False)
    title = forms.CharField(label=_("Title"), max_length=150)
    url = forms.URLField(label=_("Link"), max_length=500, assume_scheme="https")
    licence = choice_field(c.TextLicence, label=_("Licence"), radio=False)
    redacted = FlagField(label=_("Redacted?"))


class TechnologyRow(forms.Form):
    uid = forms.CharField(required=False, widget=forms.HiddenInput)
    product = forms.CharField(label=_("Product"), max_length=150)
    supplier = forms.CharField(label=_("Supplier"), max_length=150, required=False)
    contract_end = MonthField(
        label=_("Contract ends"), help_text=_("Only officers of councils see this.")
    )


class RowSet(BaseFormSet):  # type: ignore[type-arg]
    """Rows that can be removed; a row left empty is no row."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Remove this")

    def rows(self) -> list[dict[str, Any]]:
        """The rows of a valid set, as a document holds them."""
        kept = [form for form in self.forms if form.has_changed() or form.initial]
        return [
            self._row(form.cleaned_data)
            for form in kept
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]

    def _row(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        row = {key: value for key, value in cleaned.items() if key != "DELETE"}
        known = {form.initial.get("uid") for form in self.forms}
        row["uid"] = row["uid"] if row["uid"] in known else content.new_uid()
        return row


def row_set(
    row_form: type[forms.Form], key: str, document: Document, data: Any = None
) -> Any:
    """The formset of a repeating part, with one empty row to add."""
    factory = formset_factory(
        row_form,
        formset=RowSet,
        extra=1,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + 1,
        validate_max=True,
    )
    return factory(data, initial=document.get(key) or [], prefix=key)
