"""Figures, months and choices in words."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

PENCE_IN_POUND = 100


def label(choices: Any, value: str) -> str:
    """The label of a choice; nothing for none."""
    return str(choices(value).label) if value in choices.values else ""


def month(text: str) -> str:
    """`March 2026` of `2026-03`; a year alone as it is."""
    if len(text) == len("2026"):
        return text
    return date_format(dt.date.fromisoformat(f"{text}-01"), "F Y") if text else ""


def day(text: str) -> str:
    """`11 March 2026` of an ISO date; of a month or a year what there is of it."""
    try:
        if len(text) == len("2026-03"):
            return month(text)
        return date_format(dt.date.fromisoformat(text))
    except ValueError:
        return text


def money(amount: str | Decimal) -> str:
    """£1,234 or £0.40: pence only where there are any."""
    value = Decimal(amount)
    whole = value == value.to_integral_value()
    return f"£{value:,.0f}" if whole else f"£{value:,.2f}"


def each(amount: str, people: int | None) -> str:
    """The amount for one resident, where their number is known."""
    if not people or not Decimal(amount):
        return ""
    share = Decimal(amount) / people
    pence = round(share * PENCE_IN_POUND)
    if not pence:
        return _("less than a penny a resident")
    worded = f"{pence}p" if pence < PENCE_IN_POUND else f"£{share:,.2f}"
    return _("%(amount)s a resident") % {"amount": worded}


def figure(value: str | None, unit: str) -> str:
    """A number as people write it, with its unit."""
    if value is None:
        return ""
    text = f"{Decimal(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if unit == "£":
        return f"−£{text[1:]}" if text.startswith("-") else f"£{text}"
    return f"{text}{'' if unit in ('%', 'p') else ' '}{unit}".strip()


def prices(year: int | None) -> str:
    return _("%(year)s prices") % {"year": year} if year else ""


def listed(notes: Iterable[str]) -> str:
    """What is there of the notes, after commas."""
    return ", ".join(note for note in notes if note)


def named(names: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    return _("%(first)s and %(last)s") % {
        "first": ", ".join(names[:-1]),
        "last": names[-1],
    }
