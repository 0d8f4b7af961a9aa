"""A named lead council's answer to a partner's case study."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.decorators import sign_in_required
from councilhub.types import SignedInRequest
from initiatives import actions
from initiatives.forms.confirming import AnswerForm, InviteForm
from initiatives.models import Confirmation
from initiatives.views.detail import get_initiative, page_context
from initiatives.views.writing import get_own


@sign_in_required
def initiative_confirm(request: SignedInRequest, slug: str) -> HttpResponse:
    """For officers of the lead council: read it, then say yes or no."""
    initiative = get_initiative(request, slug)
    asked = Confirmation.objects.asked_of(request.viewer).on(initiative).for_list()
    confirmation = asked.first()
    if confirmation is None:
        if not request.viewer.is_officer:
            raise PermissionDenied
        messages.info(request, _("There is nothing to confirm any more."))
        return redirect(initiative)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.cleaned_data["answer"] == "yes":
            actions.confirm(confirmation=confirmation, by=request.viewer)
            messages.success(request, _("Thank you. It now goes to the moderators."))
        else:
            actions.refuse(confirmation=confirmation, by=request.viewer, reason=reason)
            messages.success(request, _("Sent back to its author with your reason."))
        return redirect("my")
    context = page_context(initiative, request.viewer, confirmation.revision)
    context |= {"form": form, "confirmation": confirmation}
    return TemplateResponse(request, "initiatives/confirm.html", context)


@sign_in_required
def initiative_invite(request: SignedInRequest, slug: str) -> HttpResponse:
    """The author names a person at a council where nobody is in the hub."""
    initiative = get_own(request, slug)
    if request.method != "POST":
        return redirect("initiatives:submit", slug)
    confirmation = get_object_or_404(
        Confirmation.objects.waiting().on(initiative),
        council__slug=request.POST.get("council"),
    )
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            actions.invite_confirmer(
                confirmation=confirmation,
                email=form.cleaned_data["email"],
                by=request.viewer,
            )
            messages.success(request, _("Invited."))
        except ValidationError as error:
            messages.error(request, error.messages[0])
    else:
        messages.error(request, _("That is not an e-mail address."))
    return redirect("initiatives:submit", slug)
