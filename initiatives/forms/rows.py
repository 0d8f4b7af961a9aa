"""Forms for the repeating parts: one form a row, each row with its permanent uid."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from initiatives import choices as c
from initiatives import content
from initiatives.content import Document
from initiatives.forms.base import EditorForm
from initiatives.forms.fields import (
    CouncilField,
    FlagField,
    LinkField,
    PartnerField,
    choice_field,
)
from initiatives.forms.figures import (
    AmountField,
    MonthField,
    PriceYearField,
    is_before,
)

MOST_ROWS = 30
FIGURE = content.Amount(14, 4, signed=True)


class RowForm(EditorForm):
    """One row; `uid` is its permanent name."""

    uid = forms.CharField(required=False, widget=forms.HiddenInput)


class OutcomeRow(RowForm):
    measure = forms.CharField(label=_("What did you measure?"), max_length=200)
    direction = choice_field(c.Direction, label=_("Which way is better?"))
    unit = forms.CharField(
        label=_("Unit"), max_length=40, required=False, help_text=_("Days, %, £ …")
    )
    baseline = AmountField(label=_("Figure before"), rule=FIGURE)
    baseline_date = MonthField(label=_("Month of the figure before"))
    result = AmountField(label=_("Result"), rule=FIGURE)
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
        if before and after and is_before(after, before):
            self.add_error(
                "result_date",
                _("The result must not be dated before the start figure."),
            )
        return cleaned


class SavingRow(RowForm):
    amount = AmountField(
        label=_("Amount in £"),
        required=True,
        help_text=_("Doing less for less is not a saving."),
    )
    frequency = choice_field(c.Frequency, label=_("How often?"))
    price_year = PriceYearField()
    cash = choice_field(c.Cash, label=_("Does it release cash?"))
    efficiency = choice_field(c.Efficiency, label=_("What kind of efficiency?"))
    basis = choice_field(c.Basis, label=_("Is the figure"))
    confirmed_by_finance = FlagField(label=_("Confirmed by finance?"))
    beneficiary = forms.CharField(
        label=_("Who benefits?"), max_length=150, required=False
    )


class InvolvementRow(RowForm):
    council = CouncilField(
        label=_("A council"),
        offered="councils",
        required=False,
        help_text=_("Name a council, a partner or somebody else: one of the three."),
    )
    partner = PartnerField(
        label=_("Or a partner in the hub"), offered="partners", required=False
    )
    name = forms.CharField(label=_("Or anybody else"), max_length=150, required=False)
    role = choice_field(c.Role, label=_("Part"), required=True, radio=False)
    brought = forms.CharField(
        label=_("What did they bring?"), max_length=300, required=False
    )
    paid = FlagField(label=_("Were they paid?"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        parties = ("council", "partner", "name")
        named = [key for key in parties if cleaned.get(key)]
        if len(named) != 1 and not self.errors.keys() & set(parties):
            self.add_error("council", _("Name one council, one partner or one other."))
        return cleaned


class EvidenceRow(RowForm):
    kind = choice_field(c.EvidenceKind, label=_("Kind"), required=True, radio=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    url = LinkField(label=_("Link"), required=False)
    independent = FlagField(label=_("Independent of the team?"))
    date = MonthField(label=_("Date"))


class ArtefactRow(RowForm):
    kind = choice_field(c.ArtefactKind, label=_("Kind"), required=True, radio=False)
    title = forms.CharField(label=_("Title"), max_length=150)
    url = LinkField(label=_("Link"))
    licence = choice_field(c.TextLicence, label=_("Licence"), radio=False)
    redacted = FlagField(label=_("Redacted?"))


class TechnologyRow(RowForm):
    product = forms.CharField(label=_("Product"), max_length=150)
    supplier = forms.CharField(label=_("Supplier"), max_length=150, required=False)
    contract_end = MonthField(
        label=_("Contract ends"), help_text=_("Only officers of councils see this.")
    )


class RowSet(BaseFormSet):  # type: ignore[type-arg]
    """Rows that can be removed; a new row left empty is no row."""

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

    def clean(self) -> None:
        if self.total_form_count() < self.initial_form_count():
            raise ValidationError(
                self.default_error_messages["missing_management_form"]
            )

    def rows(self) -> list[dict[str, Any]]:
        """The rows of a valid set, as a document holds them."""
        known = {row["uid"] for row in self.initial or [] if row}
        kept = []
        for form in self.forms:
            is_row = form.has_changed() or form.initial
            if is_row and not form.cleaned_data.get("DELETE"):
                row = {k: v for k, v in form.cleaned_data.items() if k != "DELETE"}
                # Made up or sent twice: a uid names one row for ever.
                if row["uid"] not in known:
                    row["uid"] = content.new_uid()
                known.discard(row["uid"])
                kept.append(row)
        return kept


def row_set(
    row_form: type[forms.Form], key: str, document: Document, data: Any, **kwargs: Any
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
    rows = document.get(key) or []
    if data is not None:
        # By uid, not by place: somebody else may have added or removed rows since.
        by_uid = {row["uid"]: row for row in rows}
        sent = [data.get(f"{key}-{n}-uid") for n in range(MOST_ROWS + 1)]
        rows = [by_uid.get(uid, {}) for uid in sent]
    return factory(data, initial=rows, prefix=key, form_kwargs=kwargs)
