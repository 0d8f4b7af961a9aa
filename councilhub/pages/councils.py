"""The register: its list, a council's page, the councils most like it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from councilhub.http import render_page
from councilhub.types import PageRequest
from councils import likeness
from councils.filters import CouncilFilters
from councils.models import Council, Metric, Neighbour

PAGE_SIZE = 50
PEERS_SHOWN = 5


@require_safe
def council_list(request: PageRequest) -> HttpResponse:
    filters = CouncilFilters.read(request.GET)
    named = Council.objects.public().with_standing().named(filters.q)
    groups = named.groups()
    paginator = Paginator(named.chosen(**filters.chosen), PAGE_SIZE)
    # The groups already say how many there are: no statement only to count.
    vars(paginator)["count"] = filters.total(groups)
    context = {
        "filters": filters,
        "facets": filters.facets(groups),
        "page": paginator.get_page(request.GET.get("page")),
    }
    return render_page(request, "councils/list.html", context, swap="results")


@require_safe
def council_detail(request: PageRequest, slug: str) -> HttpResponse:
    council = get_council(slug)
    related: dict[str, list[Council]] = {}
    for other in Council.objects.related_to(council):
        related.setdefault(other.relation, []).append(other)
    shared = {"council": council, "related": related}
    context = {**shared, **alike(council, PEERS_SHOWN)}
    return TemplateResponse(request, "councils/detail.html", context)


@require_safe
def council_neighbours(request: PageRequest, slug: str) -> HttpResponse:
    council = get_council(slug)
    return TemplateResponse(
        request, "councils/neighbours.html", {"council": council, **alike(council)}
    )


def get_council(slug: str) -> Council:
    parents = Council.objects.select_related("upper_tier", "combined_authority")
    return get_object_or_404(parents.public(), slug=slug)


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
