"""The names a file may use: councils, functions, themes and partners of the hub."""

from dataclasses import dataclass
from typing import Any

from councils.models import Council
from initiatives.content import Document
from initiatives.models import Function, Theme
from partners.models import Partner


@dataclass(frozen=True)
class Known:
    """Every way to name a thing, and the code that documents use for it."""

    councils: dict[str, str]
    functions: dict[str, str]
    themes: dict[str, str]
    partners: dict[str, str]

    def council(self, name: Any) -> str:
        """The register code behind a register code, GSS code or slug, or nothing."""
        return self.councils.get(str(name).strip().lower(), "")

    def put_codes(self, document: Document, reasons: list[str]) -> None:
        """Replace names by codes; those of nothing in the hub go to `reasons`."""
        lead = document["lead_council"]
        document["lead_council"] = self.council(lead)
        if lead and not document["lead_council"]:
            reasons.append(f"lead_council: no council of the register: {lead!r}")
        for key, codes in (("functions", self.functions), ("themes", self.themes)):
            document[key] = _codes(document[key], codes, key, reasons)
        for row in document["involvements"]:
            self._put_codes_of(row, reasons)

    def _put_codes_of(self, row: dict[str, Any], reasons: list[str]) -> None:
        if row["council"]:
            name, row["council"] = row["council"], self.council(row["council"])
            if not row["council"]:
                reasons.append(f"involvements: no council of the register: {name!r}")
        if row["partner"] and str(row["partner"]) not in self.partners:
            reasons.append(f"involvements: no partner of the hub: {row['partner']!r}")


def _codes(names: Any, codes: dict[str, str], key: str, reasons: list[str]) -> Any:
    if not isinstance(names, list):
        return names
    unknown = [name for name in names if str(name).strip().lower() not in codes]
    reasons += [f"{key}: not in the hub’s list: {name!r}" for name in unknown]
    found = [codes[str(name).strip().lower()] for name in names if name not in unknown]
    return list(dict.fromkeys(found))


def known_names() -> Known:
    """All names of today's hub, in four queries."""
    councils: dict[str, str] = {}
    rows = Council.objects.public().values_list("la_code", "gss_code", "slug")
    # Register codes win over slugs, should one be written like the other.
    for place in (2, 1, 0):
        councils |= {row[place].lower(): row[0] for row in rows if row[place]}
    functions = {
        name.lower(): code
        for code, slug in Function.objects.values_list("code", "slug")
        for name in (slug, code)
    }
    themes = {slug: slug for slug in Theme.objects.values_list("slug", flat=True)}
    partners = {slug: slug for slug in Partner.objects.values_list("slug", flat=True)}
    return Known(councils, functions, themes, partners)
