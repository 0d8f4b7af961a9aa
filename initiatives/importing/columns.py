"""The hub's own columns, documented in docs/import.md, and what they turn into."""

from typing import Any

from initiatives import content
from initiatives.content import Document
from initiatives.importing.known import Known

NEEDED = ("title", "lead_council")
# Rejected rows come back with these; they say nothing about the initiative.
IGNORED = ("line", "reason")

PLAIN = {
    key: field
    for key, field in content.FIELDS.items()
    if not isinstance(field, content.Rows) and key != "adapted_from"
}
# A CSV row has room for one outcome and one saving, JSON lines for lists of them.
SINGLE = {
    f"{name}_{key}": (part, key)
    for name, part in (("outcome", "outcomes"), ("saving", "savings"))
    for key in content.ROWS[part]
}
SOURCE = {
    f"source_{key}": key for key in ("title", "publisher", "url", "date", "licence")
}
INVOLVED = ("other_leads", "involved_councils", "involved_others")
COLUMNS = ["key", *PLAIN, *INVOLVED, *SINGLE, *SOURCE]


def document_from(values: dict[str, Any], known: Known, reasons: list[str]) -> Document:
    """The document a row stands for; what cannot be understood goes to `reasons`."""
    allowed = {*COLUMNS, *IGNORED, *content.ROWS}
    reasons += [f"there is no field {key!r}" for key in values if key not in allowed]
    document = content.blank_document(
        **{key: converted(values.get(key), field) for key, field in PLAIN.items()}
    )
    for part, fields in content.ROWS.items():
        document[part] = _part_rows(part, values.get(part), fields, reasons)
    _add_single_rows(document, values)
    document["involvements"] += _involvements(values, known, reasons)
    known.put_codes(document, reasons)
    return document


def source_from(values: dict[str, Any]) -> dict[str, str]:
    """Where the text comes from, as far as the row says."""
    source = {key: str(values.get(name) or "").strip() for name, key in SOURCE.items()}
    key = str(values.get("key") or "").strip()
    return {"key": key, **source} if key or any(source.values()) else {}


def converted(value: Any, field: Any) -> Any:
    """What was written, as the kind of thing a document holds; else as it was."""
    if value is None or value == "":
        return list(field.blank) if isinstance(field.blank, list) else field.blank
    convert = CONVERTERS.get(type(field), _text)
    return convert(value)


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return content.without_controls(value.replace("\r\n", "\n")).strip()


def _choice(value: Any) -> Any:
    # People write “Business as usual” for business-as-usual.
    return "-".join(value.lower().split()) if isinstance(value, str) else value


def _flag(value: Any) -> Any:
    return {"yes": True, "no": False}.get(str(value).strip().lower(), value)


def split(value: Any) -> Any:
    """A list, or a text with semicolons between the values."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    return value


def _whole(value: Any) -> Any:
    text = str(value).strip()
    is_number = text.isascii() and text.isdigit() and len(text) < 12  # noqa: PLR2004
    return int(text) if is_number and not isinstance(value, bool) else value


def _amount(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return value.strip().removeprefix("£").replace(",", "").strip()
    return value


CONVERTERS = {
    content.Many: split,
    content.Whole: _whole,
    content.Amount: _amount,
    content.Flag: _flag,
    content.Choice: _choice,
}


def _part_rows(
    part: str, rows: Any, fields: dict[str, Any], reasons: list[str]
) -> list[Any]:
    if rows in (None, ""):
        return []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        reasons.append(f"{part} must be a list of objects")
        return []
    return [_part_row(row, fields) for row in rows]


def _part_row(row: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    filled = {key: converted(row.get(key), field) for key, field in fields.items()}
    unknown = {key: row[key] for key in row if key not in fields}
    return {"uid": content.new_uid(), **unknown, **filled}


def _add_single_rows(document: Document, values: dict[str, Any]) -> None:
    for part in ("outcomes", "savings"):
        cells = {
            key: values.get(name)
            for name, (of, key) in SINGLE.items()
            if of == part and str(values.get(name) or "").strip()
        }
        if cells:
            document[part].append(_part_row(cells, content.ROWS[part]))


def _involvements(
    values: dict[str, Any], known: Known, reasons: list[str]
) -> list[dict[str, Any]]:
    rows = []
    for column, role in (("other_leads", "lead"), ("involved_councils", "other")):
        for name in split(values.get(column) or ""):
            if code := known.council(name):
                rows.append(involvement(council=code, role=role))
            else:
                reasons.append(f"{column}: no council of the register: {name!r}")
    others = split(values.get("involved_others") or "")
    return rows + [involvement(name=name, role="other") for name in others]


def involvement(**known: Any) -> dict[str, Any]:
    """A row of the part *involvements*, blank but for what is known."""
    fields: dict[str, Any] = content.ROWS["involvements"]
    blank = {key: field.blank for key, field in fields.items()}
    return {"uid": content.new_uid(), **blank, **known}
