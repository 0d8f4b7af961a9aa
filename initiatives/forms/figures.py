"""Fields for months, years, amounts and numbers, as people really type them.

`kept` is how a valid answer reads that was typed otherwise: it is told to the writer,
so that nothing is read in another sense without a word.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from initiatives import content
from initiatives.reading.words import month

MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun",
    "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
FINANCIAL_YEAR = re.compile(r"([0-9]{4}) ?[/–-] ?([0-9]{2,4})")
# A comma that parts no thousands: people of other habits mean a point by it.
MISPLACED = re.compile(r",(?![0-9]{3}(?![0-9]))")
THOUSANDS = {"": 1, "k": 1_000, "m": 1_000_000}


class MonthField(forms.CharField):
    """`April 2024`, `04/2024`, `2024-04` or `2024`; gives `2024-04` or the year."""

    says_kept = True
    kept = ""

    def __init__(self, **kwargs: Any) -> None:
        hint = _("For example April 2024; or 2024, if you know no more.")
        kwargs.setdefault("help_text", hint)
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "w12"}))
        super().__init__(required=False, max_length=30, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if value and not content.Month().problem(value):
            return month(value)
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> str:
        text = super().clean(value).strip()
        if not text:
            return ""
        found = _month_of(text.lower())
        if content.Month().problem(found) or not found:
            raise ValidationError(
                _("Give the month and year, for example April 2024, or the year alone.")
            )
        self.kept = "" if month(found).lower() == text.lower() else month(found)
        return found


def _month_of(text: str) -> str:
    if re.fullmatch(r"[0-9]{4}", text):
        return text
    named = re.fullmatch(r"([a-z]{3})[a-z]*\.?,? *([0-9]{4})", text)
    if named and named[1] in MONTHS:
        return f"{named[2]}-{MONTHS.index(named[1]) + 1:02}"
    numbers = re.fullmatch(r"([0-9]{1,2})[/. -]([0-9]{4})", text)
    if numbers:
        return f"{numbers[2]}-{int(numbers[1]):02}"
    backwards = re.fullmatch(r"([0-9]{4})[/.-]([0-9]{1,2})", text)
    if backwards and _is_financial_year(backwards[1], backwards[2]):
        raise ValidationError(
            _("“%(text)s” may be a financial year. Give the month in letters."),
            params={"text": text},
        )
    return f"{backwards[1]}-{int(backwards[2]):02}" if backwards else ""


def _is_financial_year(year: str, after: str) -> bool:
    """Is it 2024/25 or 2024/2025, whose second half is the next year?"""
    return after in {f"{int(year) + 1:04}", f"{int(year) + 1:04}"[2:]}


def is_before(one: str, other: str) -> bool:
    """Is one month surely before the other, as far as both are known?"""
    known = min(len(one), len(other))
    return one[:known] < other[:known]


class PriceYearField(forms.IntegerField):
    """A year, or a financial year, which is kept as the year in which it begins."""

    says_kept = True
    kept = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("In prices of the year"),
            help_text=_("For example 2024. Financial year 2024/25 is kept as 2024."),
            required=False,
            min_value=1990,
            max_value=2100,
            widget=forms.TextInput(attrs={"class": "w8", "placeholder": " "}),
            **kwargs,
        )

    def to_python(self, value: Any) -> int | None:
        typed = str(value or "").strip()
        span = FINANCIAL_YEAR.fullmatch(typed)
        if span is None:
            return super().to_python(value)
        if not _is_financial_year(span[1], span[2]):
            raise ValidationError(
                _("“%(text)s” is not one year. Give 2024 or 2024/25, for example."),
                params={"text": typed},
            )
        self.kept = span[1]
        return int(span[1])


class AmountField(forms.CharField):
    """A number as people write it, with £, commas, k or m; gives a decimal as text."""

    says_kept = True
    kept = ""

    def __init__(self, *, rule: content.Amount | None = None, **kwargs: Any) -> None:
        attrs = {"class": "w8", "inputmode": "decimal", "placeholder": " "}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("required", False)
        super().__init__(max_length=30, **kwargs)
        self.rule = rule or content.Amount()

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
        if number is None:
            raise ValidationError(_("Give a number, for example 12,500."))
        plain = f"{number:f}"
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
        self._check(plain, number)
        is_short = bare.rstrip("%").endswith(("k", "m"))
        is_told = is_short or MISPLACED.search(text)
        self.kept = f"{Decimal(plain):,f}" if is_told else ""
        return plain

    def _check(self, plain: str, number: Decimal) -> None:
        if number < 0 and not self.rule.signed:
            raise ValidationError(_("Give a number that is not below zero."))
        if abs(number) >= 10**self.rule.digits:
            raise ValidationError(_("This number is too large."))
        if self.rule.problem(plain):
            raise ValidationError(
                _("Give at most %(n)d digits after the point."),
                params={"n": self.rule.places},
            )


def whole_field(
    *, label: Any, most: int, least: int = 0, **kwargs: Any
) -> forms.IntegerField:
    """A whole number. Not `type=number`: browsers drop what else is typed there."""
    attrs = {"class": "w8", "inputmode": "numeric", "placeholder": " "}
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs=attrs),
        **kwargs,
    )
