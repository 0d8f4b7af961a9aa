"""What councils need and did not find: the list, a need, adding one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.decorators import sign_in_required
from accounts.held import typed
from councilhub.http import render_page
from councilhub.types import PageRequest, SignedInRequest
from initiatives import actions
from initiatives.forms.wanting import WantForm
from initiatives.models import Function, Want
from initiatives.reading.wanted import WantedQuery, one_line, similar_wants


@require_safe
def want_list(request: PageRequest) -> HttpResponse:
    query = WantedQuery.read(request.GET)
    wants, has_more = query.wants(request.viewer)
    context = {
        "section": "wanted",
        "query": query,
        "wants": wants,
        "next": query.address(page=query.page + 1) if has_more else "",
        "functions": Function.objects.named_by(Want.objects.shown()),
    }
    return TemplateResponse(request, "wanted/list.html", context)


@require_safe
def want_detail(request: PageRequest, slug: str) -> HttpResponse:
    """The address of one that was merged leads to the one it was merged into."""
    viewer = request.viewer
    moved = Want.objects.merged_at(slug)
    if moved:
        return redirect(moved, permanent=True)
    want = get_object_or_404(Want.objects.shown().with_facts(viewer), slug=slug)
    context = {
        "section": "wanted",
        "want": want,
        "drafts": want.answers.of(viewer).waiting().select_related("initiative"),
        "own_answers": set(want.answers.of(viewer).values_list("pk", flat=True)),
    }
    return TemplateResponse(request, "wanted/detail.html", context)


@sign_in_required
def want_create(request: SignedInRequest) -> HttpResponse:
    """Needs like it are shown first, so that councils join instead of adding it again;
    those that were shown and are not meant come back as `seen`.
    """
    viewer = request.viewer
    if not viewer.is_officer:
        nowhere = {"section": "wanted"}
        return TemplateResponse(request, "wanted/no_council.html", nowhere)
    title = one_line(request.GET.get("title", ""))
    form = WantForm(typed(request), initial={"title": capfirst(title[:120])})
    context: dict[str, Any] = {"section": "wanted", "form": form, "is_asked": False}
    if request.method == "POST" and form.is_valid():
        similar = similar_wants(form.cleaned_data["title"], viewer)
        new = {str(want.pk) for want in similar} - {*request.POST.getlist("seen")}
        if not new and (want := _added(request, form)):
            return redirect(want)
        return _asked(request, context | {"similar": similar})
    words = request.POST.get("title", "") or title
    context["similar"] = similar_wants(words, viewer)
    return render_page(request, "wanted/create.html", context, swap="similar")


def _asked(request: SignedInRequest, context: dict[str, Any]) -> HttpResponse:
    context |= {"is_asked": not context["form"].errors}
    return TemplateResponse(request, "wanted/create.html", context)


def _added(request: SignedInRequest, form: WantForm) -> Want | None:
    """None, with the reason on the form, where there are too many."""
    try:
        want = actions.add_want(by=request.viewer, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    told = _("Added for %(council)s. You are mailed when somebody has done it.")
    messages.success(request, told % {"council": request.viewer.council_name})
    return want
