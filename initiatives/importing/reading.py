"""The file as it stands: CSV or JSON lines into records, each with its line."""

import csv
import io
import json
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from initiatives.importing.columns import COLUMNS, IGNORED, NEEDED

CSV_SUFFIX = ".csv"
JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
CELL_LENGTH = 1_000_000


class Problem(NamedTuple):
    line: int
    reason: str


class BrokenImportError(Exception):
    """The file cannot be imported; `problems` says where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"line {line}: {why}" for line, why in problems))
        self.problems = problems


class Record(NamedTuple):
    """One row of the file; `reason` says why it could not be read at all."""

    line: int
    values: dict[str, Any]
    reason: str = ""


def read_records(path: Path) -> list[Record]:
    """All rows of the file; refuses one that is not what it should be as a whole."""
    suffix = path.suffix.lower()
    if suffix not in (CSV_SUFFIX, *JSON_SUFFIXES):
        raise _broken(1, "The name must end with .csv or .jsonl.")
    text = _decode(path)
    records = list(_from_csv(text) if suffix == CSV_SUFFIX else _from_lines(text))
    if not records:
        raise _broken(1, "The file holds no initiative.")
    return records


def _broken(line: int, reason: str) -> BrokenImportError:
    return BrokenImportError([Problem(line, reason)])


def _decode(path: Path) -> str:
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise _broken(1, f"The file cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _broken(line, "This is not UTF-8.") from error
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise _broken(line, "There is a NUL byte.")
    return text


def _from_csv(text: str) -> Iterator[Record]:
    csv.field_size_limit(CELL_LENGTH)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        head = [name.strip().lower() for name in next(reader, [])]
        _check_head(head)
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(head):
                yield Record(line, dict(zip(head, cells, strict=True)))
            elif cells:
                reason = f"{len(cells)} cells, but {len(head)} columns"
                yield Record(line, dict(zip(head, cells, strict=False)), reason)
            line = reader.line_num + 1
    except csv.Error as error:
        raise _broken(line, f"This is not proper CSV: {error}.") from error


def _check_head(head: list[str]) -> None:
    known = [*COLUMNS, *IGNORED]
    reasons = []
    for name in dict.fromkeys(head):
        if head.count(name) > 1:
            reasons.append(f"The column “{name}” is there twice.")
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            reasons.append(f"There is no column “{name}”.{hint}")
    absent = [name for name in NEEDED if name not in head]
    reasons += [f"The column “{name}” is missing." for name in absent]
    if reasons:
        raise BrokenImportError([Problem(1, reason) for reason in reasons])


def _from_lines(text: str) -> Iterator[Record]:
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        try:
            values = json.loads(written)
        except (ValueError, RecursionError) as error:
            why = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            yield Record(line, {"text": written}, f"is not JSON: {why}")
            continue
        if not isinstance(values, dict):
            yield Record(line, {"text": written}, "is not a JSON object {…}")
        elif reason := _unstorable(written, values):
            yield Record(line, {"text": written}, reason)
        else:
            yield Record(line, values)


def _unstorable(written: str, values: dict[str, Any]) -> str:
    """JSON can escape characters that no text in a database can hold."""
    if "\\u0000" in written:
        return "has a NUL character"
    try:
        json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return "has half of a character (a lone surrogate)"
    return ""
