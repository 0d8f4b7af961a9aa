"""Writing an initiative: start one, and edit it section by section."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.decorators import sign_in_required
from accounts.held import take
from councilhub.http import render_page, wants_swap
from councilhub.types import SignedInRequest, Viewer
from initiatives import actions, content
from initiatives.editing import (
    changes_from,
    context_of,
    differences,
    form_of,
    kept_otherwise,
    scolded,
    troubles,
)
from initiatives.forms import BY_SLUG, Section, next_section
from initiatives.forms.base import changes_of
from initiatives.forms.sections import BasicsForm, SuppliedBasicsForm
from initiatives.models import Initiative, WorkingCopy, working_copy
from initiatives.reading.choices import names_to_offer
from initiatives.search.alike import perhaps_the_same
from initiatives.views.detail import get_initiative

TEMPLATE = "initiatives/form.html"
LONGEST_VERSION = 9


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
    is_sent = request.method == "POST"
    data = request.POST if is_sent else take(request)
    form = (BasicsForm if viewer.is_officer else SuppliedBasicsForm)(data)
    token, alike = _token(data), _alike(data, viewer)
    if is_sent and not wants_swap(request) and form.is_valid():
        document = content.blank_document(**changes_of(form))
        revision = actions.start_initiative(by=viewer, document=document, token=token)
        return redirect(_after_basics(revision.initiative, request.POST, alike))
    context = {
        "section": "write",
        "form": form,
        "troubles": troubles(form),
        "scolded": scolded(form, data or {}),
        "was_held": data is not None and not is_sent,
        "offered": None if viewer.is_officer else names_to_offer(),
        "token": token,
        "alike": alike,
    }
    return render_page(request, "initiatives/new.html", context, swap="errors")


def _alike(data: QueryDict | None, viewer: Viewer) -> Any:
    """What the title may repeat, looked for if somebody is told."""
    title = data.get("title", "") if data else ""
    return SimpleLazyObject(lambda: perhaps_the_same(title, viewer))


def _after_basics(initiative: Initiative, data: QueryDict, alike: Any) -> str:
    """The next section; it tells of entries alike, unless they were shown before."""
    address = reverse("initiatives:edit", args=[initiative.slug, "topic"])
    return f"{address}?alike" if "alike" not in data and alike else address


def _token(data: QueryDict | None) -> uuid.UUID:
    try:
        return uuid.UUID(data.get("token", "") if data else "")
    except ValueError:
        return uuid.uuid4()


@sign_in_required
def initiative_edit(request: SignedInRequest, slug: str, section: str) -> HttpResponse:
    """One section. Saved only if nobody else saved in between."""
    if section not in BY_SLUG:
        raise Http404
    initiative, part = get_own(request, slug), BY_SLUG[section]
    copy, is_sent = working_copy(initiative), request.method == "POST"
    is_closed = copy.revision is not None and not copy.revision.can_be_written
    if is_closed and not is_sent:
        messages.info(request, _("Withdraw it first, then you can edit it."))
        return redirect("initiatives:submit", slug)
    data = request.POST if is_sent else take(request)
    form = form_of(part, initiative, copy.document, viewer=request.viewer, data=data)
    context = _context(initiative, part, copy, form)
    context |= {"is_closed": is_closed, "was_held": data and not is_sent}
    if data is not None:
        context |= {"scolded": scolded(form, data), "version": data.get("version", "")}
    if "alike" in request.GET:  # nobody could tell while it was typed
        title = copy.document["title"]
        context["alike"] = perhaps_the_same(title, request.viewer, but=slug)
    if is_sent and not is_closed and not wants_swap(request) and form.is_valid():
        return _save(request, initiative, part, context)
    return render_page(request, TEMPLATE, context, swap="errors")


def _save(
    request: SignedInRequest, initiative: Initiative, part: Section, context: Any
) -> HttpResponse:
    form, sent = context["form"], request.POST
    changes = changes_from(part, form)
    try:
        actions.write(
            initiative=initiative,
            changes=changes,
            expected_version=_version(sent),
            by=request.viewer,
        )
    except actions.StaleVersionError as stale:
        current = stale.current
        parting = differences(part, form, current.document, changes)
        if parting:
            context |= {"differences": parting, "version": current.version}
            return TemplateResponse(request, TEMPLATE, context)
    except actions.WrongStateError:
        return TemplateResponse(request, TEMPLATE, context | {"is_closed": True})
    saved = _("Saved: %(section)s.") % {"section": part.heading}
    messages.success(request, f"{saved} {kept_otherwise(form)}".strip())
    return redirect(*_next_page(sent, initiative, part))


def _version(data: QueryDict) -> int:
    text = data.get("version", "")
    fits = text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION
    return int(text) if fits else 0


def _next_page(
    data: QueryDict, initiative: Initiative, part: Section
) -> tuple[str, ...]:
    """Where the button leads: the same rows again, the preview, or the next section."""
    if "add" in data:
        return "initiatives:edit", initiative.slug, part.slug
    if "preview" in data:
        return "initiatives:preview", initiative.slug
    after = next_section(part)
    return (
        ("initiatives:edit", initiative.slug, after.slug)
        if after
        else ("initiatives:contacts", initiative.slug)
    )


def _context(
    initiative: Initiative, part: Section, copy: WorkingCopy, form: Any
) -> dict[str, Any]:
    is_supplied = initiative.supplied_by_id is not None
    asks_names = part.asks_names(is_supplied=is_supplied)
    return context_of(part, initiative, copy, form) | {
        "version": copy.version,
        "offered": names_to_offer() if asks_names else None,
    }
