"""Case studies collected from public sources, as JSON lines of another shape.

One object a text: `title`, `summary`, `body`, `organisation`, `date`, `licence`,
`reuse` and the councils it names in `uk_council_gss`.
"""

from typing import Any
from urllib.parse import quote

from initiatives import content
from initiatives.choices import Role, TextLicence
from initiatives.content import Document
from initiatives.importing.columns import involvement
from initiatives.importing.known import Known

MARKS = {"body", "uk_council_gss"}
NO_COUNCIL = "names no UK council"


def is_study(values: dict[str, Any]) -> bool:
    """Is this row a collected text, not one in the hub's own columns?"""
    return values.keys() >= MARKS


def names_no_council(values: dict[str, Any]) -> bool:
    return not values["uk_council_gss"]


def study_document(
    values: dict[str, Any], known: Known, reasons: list[str]
) -> Document:
    """The whole text as *what was done*: the first council leads, others take part."""
    gss_codes = values["uk_council_gss"]
    if not isinstance(gss_codes, list):
        reasons.append("uk_council_gss must be a list")
        gss_codes = []
    codes = []
    for gss in gss_codes:
        if code := known.council(gss):
            codes.append(code)
        else:
            reasons.append(f"uk_council_gss: no council of the register: {gss!r}")
    return content.blank_document(
        title=_text(values, "title"),
        summary=_text(values, "summary"),
        approach=_text(values, "body"),
        lead_council=codes[0] if codes else "",
        involvements=[
            involvement(council=code, role=Role.OTHER.value)
            for code in dict.fromkeys(codes[1:])
            if code != codes[0]
        ],
        text_licence=_licence(_text(values, "licence")).value,
    )


def study_source(values: dict[str, Any]) -> dict[str, str]:
    """Where the text comes from: its page, or the file of the version that was read."""
    url = _text(values, "source_url")
    repo, path = _text(values, "source_repo"), _text(values, "source_path")
    if not url and repo and path:
        commit = _text(values, "source_commit") or "HEAD"
        url = f"https://github.com/{repo}/blob/{commit}/{quote(path.split('#')[0])}"
    return {
        "key": _text(values, "id"),
        "title": _text(values, "title"),
        "publisher": _text(values, "organisation"),
        "url": url,
        "date": _text(values, "date"),
        "licence": _text(values, "licence"),
    }


def may_be_published(values: dict[str, Any]) -> bool:
    """Does the text's licence allow showing it?"""
    return _text(values, "reuse").startswith("ok")


def _licence(name: str) -> TextLicence:
    if "OGL" in name and "likely" not in name:
        return TextLicence.OGL
    return TextLicence.CC_BY if name == "CC BY 4.0" else TextLicence.RESERVED


def _text(values: dict[str, Any], key: str) -> str:
    text = str(values.get(key) or "").replace("\r\n", "\n")
    return content.without_controls(text).strip()
