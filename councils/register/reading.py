"""The register's CSV file: read whole, or refused whole with lines and reasons."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.text import slugify

from councils.models import Council
from councils.register.rows import COLUMNS, Row, row_from

REGISTER = Path(__file__).parent.parent / "data" / "register.csv"
COMBINED_SUFFIX = "-combined-authority"
SLUG_LENGTH = 80


class Problem(NamedTuple):
    line: int
    reason: str


class BrokenRegisterError(Exception):
    """The file cannot be loaded; `problems` says where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"line {line}: {why}" for line, why in problems))
        self.problems = problems


def read_register(path: Path) -> list[Row]:
    """All rows of the file, each with its slug."""
    problems: list[Problem] = []
    lines = cells_of(decode(path), problems)
    rows = [row_from(cells, line) for line, cells in lines]
    if not rows and not problems:
        problems = [Problem(1, "The file holds no council.")]
    give_slugs(rows)
    check_together(rows)
    problems += [Problem(row.line, why) for row in rows for why in row.reasons]
    if problems:
        raise BrokenRegisterError(sorted(problems))
    return rows


def decode(path: Path) -> str:
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        why = f"The file cannot be read: {error.strerror}."
        raise BrokenRegisterError([Problem(1, why)]) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BrokenRegisterError([Problem(line, "This is not UTF-8.")]) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BrokenRegisterError([Problem(line, "A NUL byte.")])
    return text


def cells_of(
    text: str, problems: list[Problem]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the line it starts on; what is no row goes to `problems`."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        head = [name.strip() for name in next(reader, [])]
        check_head(head)
        line = reader.line_num + 1
        for values in reader:
            if len(values) == len(head):
                yield line, dict(zip(head, values, strict=True))
            elif values:
                why = f"{len(values)} cells, but {len(head)} columns."
                problems.append(Problem(line, why))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(line, f"Not CSV: {error}."))


def check_head(head: list[str]) -> None:
    missing, unknown = COLUMNS - set(head), set(head) - COLUMNS
    reasons = [f"The column “{name}” is missing." for name in sorted(missing)]
    reasons += [f"The column “{name}” is not known." for name in sorted(unknown)]
    if not reasons and len(head) != len(COLUMNS):
        reasons = ["A column occurs twice."]
    if reasons:
        raise BrokenRegisterError([Problem(1, why) for why in reasons])


def give_slugs(rows: list[Row]) -> None:
    """The file's, or from the short name; where an abolished and a current council
    would share one, the abolished takes ``-until-YEAR``.
    """
    sharing = defaultdict(list)
    for row in rows:
        row.council.slug = row.council.slug or slug_from_name(row.council)
        sharing[row.council.slug].append(row)
    for slug, together in sharing.items():
        for row in together if len(together) > 1 else []:
            # A row with a bad date is refused anyway; its date may still be text.
            year = getattr(row.council.ends_on, "year", None)
            if year:
                row.council.slug = f"{slug}-until-{year}"
    for row in rows:
        if not 0 < len(row.council.slug) <= SLUG_LENGTH:
            row.reasons.append(f"slug: none of 1 to {SLUG_LENGTH} letters to be had.")


def slug_from_name(council: Council) -> str:
    slug = slugify(council.short_name)
    if council.type == Council.Type.COMBINED and not slug.endswith(COMBINED_SUFFIX):
        slug += COMBINED_SUFFIX
    return slug


def check_together(rows: list[Row]) -> None:
    """What no row can know by itself: what must be unique, and whom rows name."""
    for name in ("la_code", "gss_code", "slug"):
        first: dict[str, int] = {}
        for row in rows:
            value = getattr(row.council, name)
            if value and value in first:
                row.reasons.append(f"{name}: “{value}” is on line {first[value]} too.")
            first.setdefault(value, row.line)
    types = {row.code: row.council.type for row in rows}
    for row in rows:
        check_codes(row, types)


def check_codes(row: Row, types: dict[str, str]) -> None:
    parents = {
        "upper_tier": (row.upper_tier, Council.Type.COUNTY),
        "combined_authority": (row.combined_authority, Council.Type.COMBINED),
    }
    for name, (code, wanted) in parents.items():
        known = code and types.get(code) in Council.Type.values
        if known and types[code] != wanted:
            row.reasons.append(f"{name}: “{code}” is not a {wanted.label.lower()}.")
    named = {name: [code] for name, (code, _) in parents.items() if code}
    named |= {"successors": row.successors, "neighbours": row.neighbours}
    for name, codes in named.items():
        for code in dict.fromkeys(codes):
            if code == row.code:
                row.reasons.append(f"{name}: the council itself.")
            elif code not in types:
                row.reasons.append(f"{name}: no council “{code}” in the file.")
        if len(codes) != len(set(codes)):
            row.reasons.append(f"{name}: a council occurs twice.")
