"""Whom to ask about an initiative: the last section of the editor."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.decorators import sign_in_required
from accounts.held import take
from councilhub.http import render_page, wants_swap
from councilhub.types import SignedInRequest
from initiatives import actions
from initiatives.editing import context_of, scolded
from initiatives.forms import CONTACTS
from initiatives.forms.contacts import changes_of, contact_set
from initiatives.models import Initiative, working_copy
from initiatives.views.writing import get_own


@sign_in_required
def initiative_contacts(request: SignedInRequest, slug: str) -> HttpResponse:
    """Saved at once and part of no version: it may be changed at any time."""
    initiative, is_sent = get_own(request, slug), request.method == "POST"
    data = request.POST if is_sent else take(request)
    form = contact_set(initiative, data)
    if is_sent and not wants_swap(request) and form.is_valid():
        return _save(request, initiative, form)
    context = context_of(CONTACTS, initiative, working_copy(initiative), form)
    context["scolded"] = scolded(form, data or {})
    context["was_held"] = data is not None and not is_sent
    return render_page(request, "initiatives/form.html", context, swap="errors")


def _save(request: SignedInRequest, initiative: Initiative, form: Any) -> HttpResponse:
    kept, removed = changes_of(form)
    try:
        actions.save_contacts(
            initiative=initiative, kept=kept, removed=removed, by=request.viewer
        )
    except actions.WrongStateError:
        messages.warning(request, _("It was thrown away meanwhile."))
        return redirect("my")
    messages.success(request, _("Saved: Contacts."))
    after = "contacts" if "add" in request.POST else "submit"
    return redirect(f"initiatives:{after}", initiative.slug)
