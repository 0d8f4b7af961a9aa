"""Partner organisations: the list, a partner's page, registering one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actions import register_partner
from accounts.decorators import sign_in_required
from accounts.forms import PartnerForm
from councilhub.types import PageRequest, SignedInRequest
from initiatives.models import Initiative
from partners.models import Partner


@require_safe
def partner_list(request: PageRequest) -> HttpResponse:
    context = {"section": "partners", "partners": Partner.objects.public()[:500]}
    return TemplateResponse(request, "partners/list.html", context)


@require_safe
def partner_detail(request: PageRequest, slug: str) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.public(), slug=slug)
    listed = Initiative.objects.listed_for(request.viewer).involving(partner)
    context = {
        "section": "partners",
        "partner": partner,
        "initiatives": listed.for_result().newest()[:20],
    }
    return TemplateResponse(request, "partners/detail.html", context)


@sign_in_required
def partner_register(request: SignedInRequest) -> HttpResponse:
    """For people at an organisation that is not in the hub yet."""
    viewer = request.viewer
    if viewer.is_member or viewer.pending_partner_id:
        messages.info(request, _("You have a place already. Leave it first."))
        return redirect("accounts:membership")
    form = PartnerForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        register_partner(user=request.user, **form.cleaned_data)
        messages.success(
            request,
            _("Registered. A moderator verifies it within two working days."),
        )
        return redirect("my")
    context = {"section": "partners", "form": form}
    return TemplateResponse(request, "partners/register.html", context)
