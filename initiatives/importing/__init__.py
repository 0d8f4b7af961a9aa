"""Bringing a library of case studies into the hub: read, check, store."""

from initiatives.importing.known import Known, known_names
from initiatives.importing.reading import (
    BrokenImportError,
    Problem,
    Record,
    read_records,
)
from initiatives.importing.rejected import rejected_path, write_rejected
from initiatives.importing.rows import Row, row_from
from initiatives.importing.twins import mark_twins

__all__ = [
    "BrokenImportError",
    "Known",
    "Problem",
    "Record",
    "Row",
    "known_names",
    "mark_twins",
    "read_records",
    "rejected_path",
    "row_from",
    "write_rejected",
]
