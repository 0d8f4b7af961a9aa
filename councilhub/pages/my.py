"""What is one's own: to answer, on the way, published, put away."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.decorators import sign_in_required
from councilhub.types import SignedInRequest, Viewer
from initiatives.models import Confirmation, Initiative, Revision

SHOWN = 10
MOST = 500
Row = TypeVar("Row", Initiative, Revision, Confirmation)


@dataclass
class Section:
    """Work of one kind: versions on the way, and what readers have of it."""

    revisions: list[Revision] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)


@require_safe
@sign_in_required
def my(request: SignedInRequest) -> HttpResponse:
    """The newest of each kind; all of them where the address asks for them."""
    viewer = request.viewer
    rows = Rows(MOST if "all" in request.GET else SHOWN)
    asked = Confirmation.objects.asked_of(viewer).for_list()
    context = {"section": "my", "asked": rows.of(asked), **work_of(viewer, rows)}
    context["is_cut"] = rows.is_cut
    if viewer.is_staff:
        context["queue"] = Revision.objects.queue().length()
    return TemplateResponse(request, "pages/my.html", context)


def work_of(viewer: Viewer, rows: "Rows") -> dict[str, Any]:
    """What the viewer and their place wrote, and what partners wrote about it."""
    own = Initiative.objects.own(viewer)
    on_the_way = Revision.objects.in_hand().of(own).for_list().with_reason()
    published = own.kept().for_list().newest()
    mine, shared = by_author(viewer, rows.of(on_the_way), rows.of(published))
    about = Initiative.objects.written_about(viewer).for_list().newest()
    return {
        "mine": mine,
        "shared": shared,
        "about": rows.of(about) if viewer.is_officer else [],
        "away": rows.of(own.put_away().for_list().newest()),
    }


class Rows:
    """The first rows of several lists; `is_cut` once one of them had more."""

    def __init__(self, shown: int) -> None:
        self.shown, self.is_cut = shown, False

    def of(self, found: QuerySet[Row]) -> list[Row]:
        rows = list(found[: self.shown + 1])
        self.is_cut = self.is_cut or len(rows) > self.shown
        return rows[: self.shown]


def by_author(
    viewer: Viewer, revisions: list[Revision], initiatives: list[Initiative]
) -> tuple[Section, Section]:
    """What the viewer wrote, and what colleagues did."""
    mine, shared = Section(), Section()
    for revision in revisions:
        is_mine = viewer.user_id in (revision.author_id, revision.initiative.author_id)
        (mine if is_mine else shared).revisions.append(revision)
    for initiative in initiatives:
        is_mine = initiative.author_id == viewer.user_id
        (mine if is_mine else shared).initiatives.append(initiative)
    return mine, shared
