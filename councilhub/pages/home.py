"""The first page, and the page of what is one's own."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.decorators import sign_in_required
from councilhub.types import PageRequest, SignedInRequest
from initiatives.models import Confirmation, Function, Initiative, Revision

SHOWN = 5


@require_safe
def home(request: PageRequest) -> HttpResponse:
    """What are you trying to solve? And what others did lately."""
    viewer = request.viewer
    listed = Initiative.objects.listed_for(viewer)
    alike = (
        listed.like_council(viewer.council_id) if viewer.council_id else listed.none()
    )
    context = {
        "figures": listed.figures(),
        "alike": alike.for_list()[:SHOWN],
        "initiatives": listed.for_list().strongest()[:SHOWN],
        "functions": Function.objects.used_in(listed),
    }
    return TemplateResponse(request, "pages/home.html", context)


@require_safe
@sign_in_required
def my(request: SignedInRequest) -> HttpResponse:
    """Drafts, what waits for an answer of mine, and my council's entries."""
    viewer = request.viewer
    own = Initiative.objects.own(viewer)
    context = {
        "section": "my",
        "open_revisions": Revision.objects.in_hand().of(own).for_list(),
        "asked": Confirmation.objects.asked_of(viewer).for_list(),
        "initiatives": own.published().for_list().newest()[:50],
        "waiting": Revision.objects.queue().count() if viewer.is_staff else None,
    }
    return TemplateResponse(request, "pages/my.html", context)
