"""Writing an initiative: start, edit section by section, preview, submit."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.decorators import sign_in_required
from accounts.held import take
from councilhub.http import render_page, wants_swap
from councilhub.types import SignedInRequest
from initiatives import actions, content
from initiatives.editing import (
    changes_from,
    differences,
    form_of,
    steps_of,
    working_document,
)
from initiatives.forms import BY_SLUG, Section, next_section, section_of
from initiatives.forms.sections import BasicsForm, SuppliedBasicsForm, changes_of
from initiatives.models import Initiative, Revision
from initiatives.reading.choices import names_to_offer
from initiatives.views.detail import get_initiative, page_context

TEMPLATE = "initiatives/form.html"


def get_own(request: SignedInRequest, slug: str) -> Initiative:
    """An initiative of the viewer's own: 404 if they may not see it, else 403."""
    initiative = get_initiative(request, slug)
    if not initiative.is_own_of(request.viewer):
        raise PermissionDenied
    return initiative


@sign_in_required
def initiative_create(request: SignedInRequest) -> HttpResponse:
    """Title and summary make a draft. Sending the form twice makes one."""
    viewer = request.viewer
    if not viewer.may_write:
        nowhere = {"section": "write"}
        return TemplateResponse(request, "initiatives/no_place.html", nowhere)
    form_class = BasicsForm if viewer.is_officer else SuppliedBasicsForm
    data = request.POST if request.method == "POST" else take(request)
    form = form_class(data)
    if request.method == "POST" and form.is_valid():
        document = content.blank_document(**changes_of(form))
        revision = actions.start_initiative(
            by=viewer, document=document, token=_token(request.POST.get("token", ""))
        )
        return redirect("initiatives:edit", revision.initiative.slug, "topic")
    context: dict[str, Any] = {"section": "write", "form": form}
    context["offered"] = names_to_offer()
    context["token"] = (data and data.get("token")) or uuid.uuid4()
    return TemplateResponse(request, "initiatives/new.html", context)


def _token(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


@sign_in_required
def initiative_edit(request: SignedInRequest, slug: str, section: str) -> HttpResponse:
    """One section. Saved only if nobody else saved in between."""
    if section not in BY_SLUG:
        raise Http404
    initiative, part = get_own(request, slug), BY_SLUG[section]
    revision = initiative.revisions.open().first()
    if revision and not revision.can_be_written:
        messages.info(request, _("Withdraw it first, then you can edit it."))
        return redirect("initiatives:submit", slug)
    if request.method == "POST" and not wants_swap(request):
        return _save(request, initiative, part, revision)
    held = request.POST if request.method == "POST" else take(request)
    form = form_of(part, initiative, working_document(initiative, revision), held)
    context = _context(initiative, part, revision, form)
    context["was_held"] = request.method == "GET" and held is not None
    if held and "version" in held:
        context["version"] = held["version"]
    return render_page(request, TEMPLATE, context, swap="errors")


def _save(
    request: SignedInRequest,
    initiative: Initiative,
    part: Section,
    revision: Revision | None,
) -> HttpResponse:
    document = working_document(initiative, revision)
    form = form_of(part, initiative, document, request.POST)
    context = _context(initiative, part, revision, form)
    context["version"] = request.POST.get("version", "")
    if not form.is_valid():
        return TemplateResponse(request, TEMPLATE, context)
    changes = changes_from(part, form)
    try:
        actions.save_revision(
            revision=actions.start_revision(initiative=initiative, by=request.viewer),
            changes=changes,
            expected_version=_version(request.POST),
            by=request.viewer,
        )
    except actions.StaleVersionError as stale:
        current = stale.current
        context["differences"] = differences(form, current.document, changes)
        context["version"] = current.version
        return TemplateResponse(request, TEMPLATE, context)
    except actions.WrongStateError:
        messages.warning(request, _("Somebody submitted it meanwhile."))
        return redirect("initiatives:submit", initiative.slug)
    return _go_on(request, initiative, part)


def _version(data: QueryDict) -> int:
    text = data.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - fits an integer column


def _go_on(
    request: SignedInRequest, initiative: Initiative, part: Section
) -> HttpResponse:
    messages.success(request, _("Saved."))
    if "add" in request.POST:
        return redirect("initiatives:edit", initiative.slug, part.slug)
    after = next_section(part)
    if "preview" in request.POST or after is None:
        return redirect("initiatives:preview", initiative.slug)
    return redirect("initiatives:edit", initiative.slug, after.slug)


def _context(
    initiative: Initiative, part: Section, revision: Revision | None, form: Any
) -> dict[str, Any]:
    document = working_document(initiative, revision)
    offers_names = part.rows_key == "involvements" or (
        part.slug == "basics" and initiative.supplied_by_id
    )
    return {
        "section": "write",
        "initiative": initiative,
        "part": part,
        "steps": steps_of(part, document),
        "form": form,
        "version": revision.version if revision else 1,
        "offered": names_to_offer() if offers_names else None,
    }


@sign_in_required
def initiative_preview(request: SignedInRequest, slug: str) -> HttpResponse:
    """Exactly the page that readers will get."""
    initiative = get_own(request, slug)
    revision = initiative.revisions.open().first()
    context = page_context(initiative, request.viewer, revision)
    context["open_revision"] = revision
    return TemplateResponse(request, "initiatives/preview.html", context)


@sign_in_required
def initiative_submit(request: SignedInRequest, slug: str) -> HttpResponse:
    """What is still missing, what happens next, and the button."""
    initiative = get_own(request, slug)
    revision = initiative.revisions.open().first()
    if revision is None:
        return redirect(initiative)
    if request.method == "POST":
        try:
            actions.submit(
                revision=revision,
                by=request.viewer,
                reason=request.POST.get("note", ""),
            )
        except actions.IncompleteError:
            messages.error(request, _("Some answers are still missing."))
        else:
            messages.success(
                request, _("Submitted. You get a mail when it is decided.")
            )
        return redirect("initiatives:submit", initiative.slug)
    document = revision.document
    wanting = content.missing(document) + content.too_long(document)
    missing = [BY_SLUG[section_of(key)] for key in wanting]
    context = {
        "section": "write",
        "initiative": initiative,
        "revision": revision,
        "missing": list(dict.fromkeys(missing)),
        "confirmations": revision.confirmations.select_related("council"),
        "last": initiative.history.with_reason().first(),
    }
    return TemplateResponse(request, "initiatives/submit.html", context)
