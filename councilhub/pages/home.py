"""The first page: one question, and what the reader can use at once."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from councilhub.types import PageRequest, Viewer
from councils.activity import CouncilMap, map_of
from councils.models import Council
from initiatives.models import Confirmation, Function, Initiative, Revision
from initiatives.search.suggested import searches_that_find

SHOWN = 3
A_DAY = 24 * 60 * 60


@require_safe
def home(request: PageRequest) -> HttpResponse:
    """What are you trying to solve? Nothing is fetched that the page does not show."""
    viewer = request.viewer
    listed = Initiative.objects.listed_for(viewer)
    drawn = SimpleLazyObject(partial(drawn_for, listed))
    context = {
        **kept_for(request),
        "searches": partial(searches_that_find, viewer.clearance),
        "strongest": listed.real().for_list().strongest()[:SHOWN],
        "council_map": drawn,
        "own_place": SimpleLazyObject(lambda: drawn.places.get(viewer.council_id)),
        "functions": Function.objects.used_in(listed),
        "figures": listed.figures,
    }
    if viewer.may_write:
        context |= work_of(viewer)
    if viewer.council_id:
        context["alike"] = listed.like_council(viewer.council_id).for_list()[:SHOWN]
        context["asked"] = Confirmation.objects.asked_of(viewer).for_list()[:SHOWN]
    elif viewer.may_write:
        context["early"] = listed.early().for_list()[:SHOWN]
    if viewer.is_staff:
        context["queue"] = Revision.objects.queue().length()
    return TemplateResponse(request, "pages/home.html", context)


def kept_for(request: PageRequest) -> dict[str, Any]:
    """How long, and for which content, a process keeps the parts that many share.

    What a visitor gets is kept as a whole page (see `reuse_pages`).
    """
    if not request.viewer.is_signed_in:
        return {"keep": 0, "version": ""}
    version = f"{request.content_version} {timezone.localdate()}"
    return {"keep": A_DAY, "version": version}


def drawn_for(listed: QuerySet[Initiative]) -> CouncilMap:
    return map_of(Council.objects.public().with_led(listed))


def work_of(viewer: Viewer) -> dict[str, Any]:
    """What the viewer's side writes, and what of it is published."""
    own = Initiative.objects.own(viewer)
    return {
        "revisions": Revision.objects.in_hand().of(own).for_list()[:SHOWN],
        "own": own.kept().for_list().newest()[:SHOWN],
    }
