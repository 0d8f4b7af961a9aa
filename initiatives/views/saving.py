"""Searches that a person keeps: save one, change it, throw it away."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.decorators import sign_in_required
from accounts.held import typed
from councilhub.types import SignedInRequest
from initiatives import actions
from initiatives.forms.saving import SavedSearchForm
from initiatives.models import SavedSearch
from initiatives.reading.news import with_number_new
from initiatives.search.keeping import (
    address_to_keep,
    asks_of,
    name_for,
    obstacle_to_keeping,
)
from initiatives.search.query import BrowseQuery


@require_safe
@sign_in_required
def saved_search_list(request: SignedInRequest) -> HttpResponse:
    searches = SavedSearch.objects.of(request.viewer)
    context = {
        "section": "my",
        "searches": with_number_new(searches, request.viewer),
    }
    return TemplateResponse(request, "searches/list.html", context)


@sign_in_required
def saved_search_create(request: SignedInRequest) -> HttpResponse:
    """The search is in the address, as browse has it; a visitor who signs in first
    comes back to it.
    """
    viewer = request.viewer
    query = BrowseQuery.read(request.GET)
    query.read_words(viewer.clearance)
    address = address_to_keep(query)
    there = SavedSearch.objects.of(viewer).same_as(address)
    if there:
        messages.info(request, _("You keep this search already."))
        return redirect("searches:edit", there.pk)
    form = SavedSearchForm(typed(request), initial={"name": name_for(query)})
    obstacle = obstacle_to_keeping(query)
    asked = request.method == "POST" and not obstacle and form.is_valid()
    if asked and _saved(request, query, form):
        return redirect("searches:list")
    context = {"section": "my", "form": form, "query": query, "obstacle": obstacle}
    context |= {"address": address, "asks": asks_of(query)}
    return TemplateResponse(request, "searches/create.html", context)


def _saved(request: SignedInRequest, query: BrowseQuery, form: SavedSearchForm) -> bool:
    """False, with the reason on the form, where there are too many."""
    address, asks = address_to_keep(query), asks_of(query)
    try:
        search, _made = actions.save_search(
            by=request.viewer, query=address, asks=asks, **form.cleaned_data
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Saved: %(name)s.") % {"name": search})
    return True


@sign_in_required
def saved_search_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(SavedSearch.objects.of(request.viewer), pk=pk)
    known = {"name": search.name, "frequency": search.frequency}
    form = SavedSearchForm(typed(request), initial=known)
    if request.method == "POST" and form.is_valid():
        actions.change_search(search=search, **form.cleaned_data)
        messages.success(request, _("Saved: %(name)s.") % {"name": search})
        return redirect("searches:list")
    context = {"section": "my", "form": form, "search": search}
    return TemplateResponse(request, "searches/edit.html", context)


@sign_in_required
def saved_search_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page of the search asks; this does it."""
    if request.method != "POST":
        return redirect("searches:edit", pk)
    search = SavedSearch.objects.of(request.viewer).numbered(pk)
    if search:
        search.delete()
        messages.success(request, _("Deleted: %(name)s.") % {"name": search})
    return redirect("searches:list")
