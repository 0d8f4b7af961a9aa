"""Browse and search, as a list and on the map; the pages of functions and themes."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from councilhub.http import render_page
from councilhub.types import PageRequest
from initiatives.models import Function, Initiative, Theme, pk_from_reference
from initiatives.reading.rows import rows_for
from initiatives.search.by_council import map_of_matches, to_list_of
from initiatives.search.facets import (
    chips_of,
    facets_of,
    heading_of,
    more_of,
    orders_of,
)
from initiatives.search.find import Found, find
from initiatives.search.query import BrowseQuery


@require_safe
def initiative_list(request: PageRequest) -> HttpResponse:
    """Browse and search; a reference typed into the search leads to its page."""
    if reference := _reference(request):
        return redirect("reference", reference)
    query, found = _asked(request)
    listed = Initiative.objects.listed_for(request.viewer)
    context = {
        **_said(query, found),
        # Asked for only where the process has not kept what it becomes.
        "initiatives": SimpleLazyObject(
            partial(rows_for, found.pks, listed, query.text, query.compared_with)
        ),
        "orders": orders_of(query),
        "next": query.address_after(found.next_token, len(found.pks)),
        "more": more_of(query, found),
    }
    page, shown = "initiatives/list.html", query.address()
    return render_page(request, page, context, swap="results", query=shown)


@require_safe
def initiative_map(request: PageRequest) -> HttpResponse:
    """The same search and filters, and how many of what they find each council has."""
    if reference := _reference(request):
        return redirect("reference", reference)
    viewer = request.viewer
    query, found = _asked(request)
    said = _said(query, found)
    drawn = SimpleLazyObject(partial(map_of_matches, query, viewer.clearance))
    context = {
        **said,
        "on_map": True,
        "heading": _("%(found)s, by council") % {"found": said["heading"]},
        "council_map": drawn,
        "own_place": SimpleLazyObject(lambda: drawn.places.get(viewer.council_id)),
        "to_council": to_list_of(query, "council"),
        "to_region": to_list_of(query, "region"),
    }
    page, shown = "initiatives/list.html", query.address()
    return render_page(request, page, context, swap="results", query=shown)


def _reference(request: PageRequest) -> str:
    """The reference of an initiative, if that is what was typed into the search."""
    typed = request.GET.get("q", "").strip()
    return typed if (pk_from_reference(typed) or 0) > 0 else ""


def _asked(request: PageRequest) -> tuple[BrowseQuery, Found]:
    viewer, version = request.viewer, str(request.content_version)  # before the rest
    query = BrowseQuery.read(request.GET, home=viewer.council_slug)
    return query, find(query, viewer.clearance, version)


def _said(query: BrowseQuery, found: Found) -> dict[str, Any]:
    """What list and map say of a search."""
    return {
        "section": "initiatives",
        "query": query,
        "found": found,
        "heading": heading_of(query, found),
        "facets": partial(facets_of, query, found),
        "chips": chips_of(query),
        "page_query": query.address(sort=None),
    }


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
