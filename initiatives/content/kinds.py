"""The kinds of answers in a document, each with the one rule it must keep."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.db import models

_MONTH = re.compile(r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_UID = re.compile(r"[0-9a-f]{8,16}")
_SURROGATE = re.compile("[\ud800-\udfff]")
# What XML, and so a feed, cannot hold.
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def without_controls(text: str) -> str:
    """The text without invisible characters, such as Word's own end of a line."""
    spaced = text.replace("\x0b", " ").replace("\x0c", " ")
    return _CONTROL.sub("", spaced)


@dataclass(frozen=True)
class Text:
    """Plain text or Markdown of at most `most` characters."""

    most: int
    blank: Any = ""

    def problem(self, value: Any) -> str:
        if not isinstance(value, str):
            return "must be text"
        if "\x00" in value:
            return "has a NUL character"
        if _SURROGATE.search(value):
            return "has half a character"
        if _CONTROL.search(value):
            return "has a control character"
        return (
            f"is longer than {self.most} characters" if len(value) > self.most else ""
        )


@dataclass(frozen=True)
class Link(Text):
    """The address of a page on the web, or nothing."""

    most: int = 500

    def problem(self, value: Any) -> str:
        wrong = super().problem(value)
        if wrong or value == "":
            return wrong
        try:
            parts = urlsplit(value)
        except ValueError:
            return "must be a link such as https://example.org"
        fits = parts.scheme in {"http", "https"} and parts.netloc
        return "" if fits else "must be a link such as https://example.org"


@dataclass(frozen=True)
class Choice:
    """One value of a list, or the blank one."""

    of: type[models.Choices]
    blank: Any = ""

    def problem(self, value: Any) -> str:
        known = value in self.of.values or value == self.blank
        return "" if known else f"is not one of the list: {value!r}"


@dataclass(frozen=True)
class Many:
    """Up to `most` different values: of a list, or keys of other records."""

    most: int
    of: type[models.Choices] | None = None

    @property
    def blank(self) -> list[Any]:
        return []

    def problem(self, value: Any) -> str:
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            return "must be a list of texts"
        if len(value) > self.most or len(set(value)) < len(value):
            return f"must hold at most {self.most} different values"
        unknown = [v for v in value if self.of and v not in self.of.values]
        return f"is not one of the list: {unknown[0]!r}" if unknown else ""


@dataclass(frozen=True)
class Month:
    """A month as YYYY-MM, the year alone where no more is known, or nothing."""

    blank: Any = ""

    def problem(self, value: Any) -> str:
        fits = value == "" or (isinstance(value, str) and _MONTH.fullmatch(value))
        return "" if fits else "must be a month such as 2024-04, or a year"


@dataclass(frozen=True)
class Whole:
    """A whole number from `least` to `most`, or the blank one."""

    most: int
    least: int = 0
    blank: Any = None

    def problem(self, value: Any) -> str:
        if value == self.blank and type(value) is type(self.blank):
            return ""
        fits = type(value) is int and self.least <= value <= self.most
        return "" if fits else f"must be from {self.least} to {self.most}"


@dataclass(frozen=True)
class Amount:
    """A plain decimal as text, or nothing; `signed` ones may be below zero.

    Neither more digits before the point nor more places after it than the column
    that it is copied to can hold.
    """

    digits: int = 12
    places: int = 2
    signed: bool = False
    blank: Any = None

    def problem(self, value: Any) -> str:
        if value is None:
            return ""
        if not (isinstance(value, str) and _NUMBER.fullmatch(value)):
            return "must be a plain number"
        if len(value) > self.digits + self.places + 2:
            return f"must have at most {self.digits} digits"
        number = Decimal(value)
        if abs(number) >= 10**self.digits or (number < 0 and not self.signed):
            return "must be a plain number"
        exact = number == round(number, self.places)
        return "" if exact else f"must have at most {self.places} decimal places"


@dataclass(frozen=True)
class Flag:
    """Yes, no, or not said."""

    blank: Any = None

    def problem(self, value: Any) -> str:
        known = value is None or isinstance(value, bool)
        return "" if known else "must be true, false or null"


@dataclass(frozen=True)
class Rows:
    """A repeating part: up to `most` objects of these fields, each with its uid."""

    fields: dict[str, Any]
    most: int = 30

    @property
    def blank(self) -> list[Any]:
        return []

    def problem(self, value: Any) -> str:
        if not isinstance(value, list) or len(value) > self.most:
            return f"must be a list of at most {self.most} rows"
        for place, row in enumerate(value, start=1):
            wrong = next(_row_problems(row, self.fields), "")
            if wrong:
                return f"row {place}: {wrong}"
        uids = [row["uid"] for row in value]
        return "has two rows with one uid" if len(set(uids)) < len(uids) else ""


def _row_problems(row: Any, fields: dict[str, Any]) -> Iterator[str]:
    if not isinstance(row, dict) or set(row) != {"uid", *fields}:
        yield "must have the keys uid, " + ", ".join(fields)
        return
    if not (isinstance(row["uid"], str) and _UID.fullmatch(row["uid"])):
        yield "uid must be 8 to 16 hexadecimal digits"
    for key, field in fields.items():
        wrong = field.problem(row[key])
        if wrong:
            yield f"{key} {wrong}"
