"""Rows that were not loaded, in a file that can be mended and imported again."""

import csv
import json
from pathlib import Path
from typing import TextIO

from initiatives.importing.reading import CSV_SUFFIX
from initiatives.importing.rows import Row


def rejected_path(path: Path) -> Path:
    """Beside the file, under a name that says so."""
    return path.with_name(f"{path.stem}-rejected{path.suffix}")


def write_rejected(rows: list[Row], path: Path) -> None:
    """The rows as they came, each with its line and the reason."""
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix.lower() == CSV_SUFFIX:
            _write_csv(rows, file)
        else:
            _write_lines(rows, file)


def _write_csv(rows: list[Row], file: TextIO) -> None:
    columns = list(dict.fromkeys(key for row in rows for key in row.values))
    names = [name for name in columns if name not in ("line", "reason")]
    writer = csv.DictWriter(file, ["line", "reason", *names])
    writer.writeheader()
    writer.writerows(
        {**row.values, "line": row.line, "reason": row.why} for row in rows
    )


def _write_lines(rows: list[Row], file: TextIO) -> None:
    for row in rows:
        values = {**row.values, "line": row.line, "reason": row.why}
        file.write(json.dumps(values, ensure_ascii=False) + "\n")
