"""The register: its list, a council's page, the councils most like it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from councilhub.http import render_page
from councilhub.types import PageRequest, Viewer
from councils import hexmap, likeness
from councils.filters import CouncilFilters
from councils.likeness import Peer
from councils.models import Council, Metric, Neighbour
from initiatives.models import Initiative

PAGE_SIZE = 50
PEERS_SHOWN = 5
WORK_SHOWN = 5
UPTAKES_SHOWN = 20


@require_safe
def council_list(request: PageRequest) -> HttpResponse:
    filters = CouncilFilters.read(request.GET)
    named = Council.objects.public().with_standing().named(filters.q)
    groups = named.groups()
    rows = named.chosen(**filters.chosen).those_that_exist_first()
    paginator = Paginator(rows, PAGE_SIZE)
    # The groups already say how many there are: no statement only to count.
    vars(paginator)["count"] = filters.total(groups)
    context = {
        "section": "councils",
        "filters": filters,
        "facets": filters.facets(groups),
        "page": paginator.get_page(request.GET.get("page")),
    }
    template, query = "councils/list.html", filters.query()
    return render_page(request, template, context, swap="results", query=query)


@require_safe
def council_detail(request: PageRequest, slug: str) -> HttpResponse:
    council = get_council(slug)
    related: dict[str, list[Council]] = {}
    for other in Council.objects.related_to(council):
        related.setdefault(other.relation, []).append(other)
    context: dict[str, Any] = {
        "section": "councils",
        "council": council,
        "related": related,
    }
    if not council.has_ended:
        context |= alike(council, PEERS_SHOWN)
        context |= position(council, related, context["peers"])
    context |= work_of(council, request.viewer)
    return TemplateResponse(request, "councils/detail.html", context)


@require_safe
def council_neighbours(request: PageRequest, slug: str) -> HttpResponse:
    council = get_council(slug)
    context = {"section": "councils", "council": council, **alike(council)}
    return TemplateResponse(request, "councils/neighbours.html", context)


def get_council(slug: str) -> Council:
    parents = Council.objects.select_related("upper_tier", "combined_authority")
    return get_object_or_404(parents.public(), slug=slug)


def work_of(council: Council, viewer: Viewer) -> dict[str, Any]:
    """What the council leads or took part in, and what it took up from others."""
    listed = Initiative.objects.listed_for(viewer).of_council(council)
    newest = list(listed.for_list().newest()[: WORK_SHOWN + 1])
    return {
        "initiatives": newest[:WORK_SHOWN],
        "has_more": len(newest) > WORK_SHOWN,
        "uptakes": list(council.uptakes.listed_for(viewer)[:UPTAKES_SHOWN]),
    }


def position(
    council: Council, related: dict[str, list[Council]], peers: list[Peer]
) -> dict[str, Any]:
    """Where it is on the map, or the councils in its area; and where those like it."""
    area = related.get("district", []) + related.get("member", [])
    return {
        "outline": hexmap.outline(),
        "dots": hexmap.dots_of([council]) or hexmap.dots_of(area),
        "peer_dots": hexmap.dots_of(peer.council for peer in peers),
    }


def alike(council: Council, shown: int | None = None) -> dict[str, Any]:
    """The council's figures and the councils most like it, in two statements."""
    links = list(Neighbour.objects.of(council)[:shown])
    figures = Metric.objects.of([council, *(link.neighbour for link in links)])
    own = figures.get(council.pk, {})
    others = [figures.get(link.neighbour_id, {}) for link in links]
    return {
        "places": likeness.places(own, others),
        "sources": likeness.sources(own),
        "columns": likeness.COLUMNS,
        "own_figures": likeness.cells(own),
        "peers": likeness.peers(own, links, figures),
        "neighbours_source": links[0].source if links else "",
    }
