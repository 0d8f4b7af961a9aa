"""Asked while a title is typed: is there an entry already?"""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from councilhub.http import render_page
from councilhub.types import PageRequest
from initiatives.search.alike import perhaps_the_same


@require_safe
def initiative_alike(request: PageRequest) -> HttpResponse:
    """Published work that `title` may repeat; `of` is the slug of its own entry.

    For everybody: who was signed out while typing is not sent away from what they
    typed, and it tells no more than the search does.
    """
    title, own = request.GET.get("title", ""), request.GET.get("of", "")
    context = {
        "section": "write",
        "alike": perhaps_the_same(title, request.viewer, but=own),
    }
    return render_page(request, "initiatives/alike.html", context, swap="found")
