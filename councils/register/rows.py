"""One line of the register: a council and what is said about it."""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError

from councils.models import Council, EmailDomain
from councils.register.measures import (
    MEASURES,
    NEIGHBOURS_SOURCE,
    STORED,
    Figure,
    density,
)

SCALARS = [
    "la_code",
    "gss_code",
    "name",
    "short_name",
    "slug",
    "type",
    "nation",
    "region",
    "website",
    "starts_on",
    "ends_on",
    "note",
    "population",
]
DATES_AND_NUMBERS = {"starts_on", "ends_on", "population"}
LISTS = ["successors", "neighbours", "email_domains"]
COLUMNS = {
    *SCALARS,
    *LISTS,
    "alt_names",
    "upper_tier",
    "combined_authority",
    *(measure.column for measure in MEASURES if measure.column != "density"),
    *(measure.label_column for measure in MEASURES if measure.label_column),
}
LABEL_LENGTH = 80
LARGEST = Decimal(10) ** 9
GSS_CODE = re.compile(r"[EKNSW]\d{8}")


@dataclass
class Row:
    """`council` is not saved; other councils are named by their register codes."""

    line: int
    council: Council
    upper_tier: str = ""
    combined_authority: str = ""
    successors: list[str] = field(default_factory=list)
    neighbours: list[str] = field(default_factory=list)
    email_domains: list[str] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    neighbours_source: str = NEIGHBOURS_SOURCE

    @property
    def code(self) -> str:
        return self.council.la_code


def row_from(cells: dict[str, str], line: int) -> Row:
    """The row, with every reason why it cannot be loaded."""
    scalars = {name: cells[name].strip() for name in SCALARS}
    nulls = {name: scalars[name] or None for name in DATES_AND_NUMBERS}
    others = [name.strip() for name in cells["alt_names"].split("|") if name.strip()]
    council = Council(**{**scalars, **nulls}, alt_names=others)
    row = Row(
        line,
        council,
        upper_tier=cells["upper_tier"].strip(),
        combined_authority=cells["combined_authority"].strip(),
        successors=cells["successors"].split(),
        neighbours=cells["neighbours"].split(),
        email_domains=cells["email_domains"].split(),
    )
    check_council(row)
    check_domains(row)
    read_figures(row, cells)
    council.search_name = council.searchable()
    return row


def check_council(row: Row) -> None:
    council = row.council
    skipped = {"slug", "search_name"} if not council.slug else {"search_name"}
    try:
        council.clean_fields(exclude=skipped)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            row.reasons += [f"{name}: {message}" for message in messages]
        return
    if council.gss_code and not GSS_CODE.fullmatch(council.gss_code):
        row.reasons.append(f"gss_code: “{council.gss_code}” is not a GSS code.")
    if council.population is not None and council.population < 0:
        row.reasons.append("population: less than nobody.")
    if council.starts_on and council.ends_on and council.ends_on < council.starts_on:
        row.reasons.append("ends_on: before starts_on.")


def check_domains(row: Row) -> None:
    validators = EmailDomain._meta.get_field("domain").validators
    for domain in row.email_domains:
        try:
            for validate in validators:
                validate(domain)
        except ValidationError:
            row.reasons.append(f"email_domains: “{domain}” is not a domain.")


def read_figures(row: Row, cells: dict[str, str]) -> None:
    numbers: dict[str, Decimal] = {}
    for column in {measure.column for measure in MEASURES} - {"density"}:
        text = cells[column].strip()
        if not text:
            continue
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not 0 <= number < LARGEST:
            row.reasons.append(f"{column}: “{text}” is not a figure.")
        else:
            numbers[column] = number.quantize(STORED)
    numbers |= density(numbers)
    for measure in MEASURES:
        figure = measure.figure(numbers, cells)
        if figure and len(figure.label) > LABEL_LENGTH:
            row.reasons.append(f"{measure.label_column}: over {LABEL_LENGTH} letters.")
        elif figure:
            row.figures[measure.kind] = figure
