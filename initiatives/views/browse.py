"""Browse and search, and the pages of functions and themes."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from councilhub.http import render_page
from councilhub.types import PageRequest
from initiatives.models import Function, Initiative, Theme, pk_from_reference
from initiatives.reading.rows import rows_for
from initiatives.search.facets import (
    chips_of,
    facets_of,
    heading_of,
    more_of,
    orders_of,
)
from initiatives.search.find import find
from initiatives.search.query import BrowseQuery


@require_safe
def initiative_list(request: PageRequest) -> HttpResponse:
    """Browse and search; a reference typed into the search leads to its page."""
    typed = request.GET.get("q", "").strip()
    if (pk_from_reference(typed) or 0) > 0:
        return redirect("reference", typed)
    viewer, version = request.viewer, str(request.content_version)  # before the rest
    query = BrowseQuery.read(request.GET, home=viewer.council_slug)
    found = find(query, viewer.clearance, version)
    context = {
        "section": "initiatives",
        "query": query,
        "found": found,
        "heading": heading_of(query, found),
        # Both are asked for only where the process has not kept what they become.
        "initiatives": SimpleLazyObject(partial(rows_for, found.pks, query.text)),
        "facets": partial(facets_of, query, found),
        "chips": chips_of(query),
        "orders": orders_of(query),
        "page_query": query.address(sort=None),
        "next": query.address_after(found.next_token, len(found.pks)),
        "more": more_of(query, found),
    }
    page, shown = "initiatives/list.html", query.address()
    return render_page(request, page, context, swap="results", query=shown)


@require_safe
def initiative_by_reference(request: PageRequest, reference: str) -> HttpResponse:
    """`/i/CH-1042` leads to the page of an initiative the viewer may read."""
    visible = Initiative.objects.visible_to(request.viewer)
    pk = pk_from_reference(reference)
    return redirect(get_object_or_404(visible, pk=pk if pk and pk > 0 else None))


@require_safe
def function_detail(request: PageRequest, slug: str) -> HttpResponse:
    function = get_object_or_404(Function.objects.select_related("parent"), slug=slug)
    return _topic(request, function, f"function={function.code}")


@require_safe
def theme_detail(request: PageRequest, slug: str) -> HttpResponse:
    theme = get_object_or_404(Theme, slug=slug)
    return _topic(request, theme, f"theme={theme.slug}")


def _topic(request: PageRequest, topic: Function | Theme, address: str) -> HttpResponse:
    listed = Initiative.objects.about(topic).listed_for(request.viewer)
    context = {
        "section": "initiatives",
        "topic": topic,
        "page_list": address,
        "initiatives": listed.for_list().newest()[:10],
        "count": listed.count(),
    }
    return TemplateResponse(request, "initiatives/topic.html", context)
