"""What the file and the database say about a council, in a form to compare."""

from collections import defaultdict
from typing import Any

from councils.models import Council, Metric, Neighbour
from councils.register.measures import Figure
from councils.register.rows import SCALARS, Row

Facts = dict[str, Any]


def facts_in_file(row: Row) -> Facts:
    council = row.council
    return {
        **{name: getattr(council, name) for name in SCALARS},
        "alt_names": council.alt_names,
        "search_name": council.search_name,
        "upper_tier": row.upper_tier,
        "combined_authority": row.combined_authority,
        "successors": set(row.successors),
        "figures": row.figures,
        "neighbours": [(code, row.neighbours_source) for code in row.neighbours],
    }


def facts_stored() -> dict[str, Facts]:
    """The facts of every council by its register code, in four queries."""
    facts: dict[str, Facts] = {}
    councils = Council.objects.select_related("upper_tier", "combined_authority")
    for council in councils:
        upper, combined = council.upper_tier, council.combined_authority
        facts[council.la_code] = {
            **{name: getattr(council, name) for name in SCALARS},
            "alt_names": council.alt_names,
            "search_name": council.search_name,
            "upper_tier": upper.la_code if upper else "",
            "combined_authority": combined.la_code if combined else "",
            "successors": set(),
            "figures": {},
            "neighbours": [],
        }
    after = Council.successors.through.objects.values_list(
        "from_council__la_code", "to_council__la_code"
    )
    for code, successor in after:
        facts[code]["successors"].add(successor)
    metrics = Metric.objects.values_list(
        "council__la_code", "kind", "value", "label", "period", "source"
    )
    for code, kind, value, label, period, source in metrics:
        facts[code]["figures"][kind] = Figure(value, label, period, source)
    for code, links in neighbours_stored().items():
        facts[code]["neighbours"] = links
    return facts


def neighbours_stored() -> dict[str, list[tuple[str, str]]]:
    found = defaultdict(list)
    links = Neighbour.objects.filter(likeness=Neighbour.Likeness.OVERALL)
    ranked = links.order_by("council", "rank")
    for code, neighbour, source in ranked.values_list(
        "council__la_code", "neighbour__la_code", "source"
    ):
        found[code].append((neighbour, source))
    return found
