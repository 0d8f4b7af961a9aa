"""Fields that take what people really type and give what a document holds."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from initiatives import content

MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun",
    "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
THOUSANDS = {"": 1, "k": 1_000, "m": 1_000_000}


class MonthField(forms.CharField):
    """`April 2024`, `04/2024` or `2024-04`; gives `2024-04`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example April 2024."))
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "w8"}))
        super().__init__(required=False, max_length=30, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d", value):
            return dt.date.fromisoformat(f"{value}-01").strftime("%B %Y")
        return value

    def clean(self, value: Any) -> str:
        text = super().clean(value).strip().lower()
        if not text:
            return ""
        month = _month_of(text)
        if content.Month().problem(month) or not month:
            raise ValidationError(_("Give the month and year, for example April 2024."))
        return month


def _month_of(text: str) -> str:
    named = re.fullmatch(r"([a-z]{3})[a-z]*\.?,? +(\d{4})", text)
    if named and named[1] in MONTHS:
        return f"{named[2]}-{MONTHS.index(named[1]) + 1:02}"
    numbers = re.fullmatch(r"(\d{1,2})[/. -](\d{4})", text)
    if numbers:
        return f"{numbers[2]}-{int(numbers[1]):02}"
    backwards = re.fullmatch(r"(\d{4})[/.-](\d{1,2})", text)
    return f"{backwards[1]}-{int(backwards[2]):02}" if backwards else ""


class AmountField(forms.CharField):
    """A number as people write it, with £, commas, k or m; gives a decimal as text."""

    def __init__(
        self, *, digits: int = 12, signed: bool = False, **kwargs: Any
    ) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"class": "w8", "inputmode": "decimal"})
        )
        kwargs.setdefault("required", False)
        super().__init__(max_length=30, **kwargs)
        self.rule = content.Amount(digits, signed)

    def clean(self, value: Any) -> str | None:
        text = super().clean(value)
        bare = re.sub(r"[£,\s]", "", text).lower()
        if not bare:
            return None
        found = re.fullmatch(r"(-?[0-9]*\.?[0-9]+)([km]?)%?", bare)
        try:
            number = Decimal(found[1]) * THOUSANDS[found[2]] if found else None
        except InvalidOperation:
            number = None
        if number is None or self.rule.problem(f"{number:f}"):
            raise ValidationError(_("Give a number, for example 12,500."))
        return f"{number:f}"


class FlagField(forms.TypedChoiceField):
    """Yes, no, or not said."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))],
            required=False,
            coerce=lambda value: value == "yes",
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


class WordsField(forms.CharField):
    """A long text. The limit is in characters and said as about how many words."""

    def __init__(self, *, most: int, rows: int = 10, **kwargs: Any) -> None:
        words = round(most / 6.2, -2)
        limit = _("At most about %(n)d words.") % {"n": words}
        hint = kwargs.pop("help_text", "")
        kwargs["help_text"] = f"{hint} {limit}".strip()
        super().__init__(
            widget=forms.Textarea(attrs={"rows": rows}), max_length=most, **kwargs
        )
        # The browser would cut a text that is pasted; we say so instead.
        self.widget.attrs.pop("maxlength", None)
        self.error_messages["max_length"] = _(
            "Shorten this: it has %(show_value)d characters, at most %(limit_value)d fit."
        )


def choice_field(of: Any, *, label: Any, radio: bool = True, **kwargs: Any) -> Any:
    """An optional choice out of one of the controlled lists."""
    kwargs.setdefault("required", False)
    choices = list(of.choices)
    if not kwargs["required"]:
        choices = [("", _("Not said")), *choices]
    widget = forms.RadioSelect() if radio else forms.Select()
    return forms.ChoiceField(label=label, choices=choices, widget=widget, **kwargs)
