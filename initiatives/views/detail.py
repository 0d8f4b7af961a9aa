"""Reading an initiative and its history."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from councilhub.types import PageRequest, Viewer
from initiatives.choices import Status
from initiatives.models import (
    Confirmation,
    Initiative,
    newest_shown_to,
    why_sent_back,
)
from initiatives.reading.context import page_context
from initiatives.reading.page import Page
from initiatives.reading.sharing import citation, lasting_address, linked_data
from initiatives.search.alike import more_like


def get_initiative(request: PageRequest, slug: str) -> Initiative:
    """An initiative whose page the viewer may open, with who leads and supplied it."""
    visible = Initiative.objects.visible_to(request.viewer)
    return get_object_or_404(visible.for_result(), slug=slug)


@require_safe
def initiative_detail(request: PageRequest, slug: str) -> HttpResponse:
    """The page; a draft as its own people see it; 410 where it was removed; on to the
    address of today from one it had.
    """
    visible, viewer = Initiative.objects.visible_to(request.viewer), request.viewer
    initiative = visible.for_reader(viewer).with_contacts(viewer).at(slug)
    if initiative is None:
        moved = get_object_or_404(visible.once_at(slug))
        return redirect(moved, permanent=True)
    is_own = initiative.is_own
    if initiative.status == Status.REMOVED and not (
        is_own or _reads_removed(initiative, viewer)
    ):
        return TemplateResponse(request, "410.html", status=410)
    revision = None
    if initiative.status == Status.UNPUBLISHED:
        revision = newest_shown_to(viewer, initiative, is_own=is_own)
    elif is_own:
        revision = initiative.revisions.open().first()
    shown = None if initiative.document else revision
    context = page_context(initiative, viewer, shown, is_own=is_own)
    context |= {"open_revision": revision, "is_own": is_own}
    context["sent_back"] = why_sent_back(initiative, revision) if is_own else None
    context |= around(initiative, viewer) | passed_on(initiative, context["page"])
    return TemplateResponse(request, "initiatives/detail.html", context)


def _reads_removed(initiative: Initiative, viewer: Viewer) -> bool:
    """Moderators, and the author even of a council or partner they have left."""
    is_author = viewer.is_signed_in and initiative.author_id == viewer.user_id
    return viewer.is_staff or is_author


def around(initiative: Any, viewer: Viewer) -> dict[str, Any]:
    """Contacts, uptakes, a wait for the viewer's yes and work like this: not part of
    any revision.
    """
    return {
        "to_confirm": Confirmation.objects.asked_of(viewer).on(initiative),
        "contacts": initiative.shown_contacts,
        "uptakes": initiative.uptakes.select_related("council")
        if initiative.uptake_count
        else [],
        "similar": more_like(initiative, viewer),
    }


def passed_on(initiative: Initiative, page: Page) -> dict[str, Any]:
    """What others are told of the page; of what is invented, nothing."""
    if initiative.invented:
        return {}
    return {
        "page_type": "article",
        "linked_data": linked_data(initiative, page),
        "citation": citation(initiative, page),
        "lasting_address": lasting_address(initiative),
    }


@require_safe
def initiative_history(request: PageRequest, slug: str) -> HttpResponse:
    """Published versions for everybody; every step for its own people."""
    viewer = request.viewer
    visible = Initiative.objects.visible_to(viewer)
    initiative = get_object_or_404(visible.for_reader(viewer), slug=slug)
    insider = viewer.is_staff or initiative.is_own
    if initiative.status == Status.REMOVED and not (
        insider or _reads_removed(initiative, viewer)
    ):
        return TemplateResponse(request, "410.html", status=410)
    context = {
        "section": "initiatives",
        "initiative": initiative,
        "revisions": initiative.revisions.given_to_readers().defer("document"),
        "entries": initiative.history.for_list() if insider else [],
        "reads": initiative.read_counts.lately() if initiative.is_team else [],
    }
    return TemplateResponse(request, "initiatives/history.html", context)
