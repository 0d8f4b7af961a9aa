"""Partner organisations: the list, a partner's page, registering one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import actions
from accounts.decorators import sign_in_required
from accounts.forms import PartnerForm
from accounts.held import typed
from councilhub.types import PageRequest, SignedInRequest
from initiatives.models import Initiative
from partners.models import Partner

SHOWN, MOST = 10, 500


@require_safe
def partner_list(request: PageRequest) -> HttpResponse:
    listed = Initiative.objects.listed_for(request.viewer)
    partners = Partner.objects.public().with_supplied(listed)
    context = {"section": "partners", "partners": partners[:MOST]}
    return TemplateResponse(request, "partners/list.html", context)


@require_safe
def partner_detail(request: PageRequest, slug: str) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.visible_to(request.viewer), slug=slug)
    listed = Initiative.objects.listed_for(request.viewer).involving(partner)
    newest = list(listed.for_list().newest()[: SHOWN + 1])
    context = {
        "section": "partners",
        "partner": partner,
        "initiatives": newest[:SHOWN],
        "has_more": len(newest) > SHOWN,
    }
    return TemplateResponse(request, "partners/detail.html", context)


@sign_in_required
def partner_register(request: SignedInRequest) -> HttpResponse:
    """For people at an organisation that is not in the hub yet."""
    place = request.user.memberships.open().with_names().first()
    if place:
        told = _("You belong to %(place)s. Leave that place first.")
        messages.info(request, told % {"place": place.place})
        return redirect("accounts:membership")
    colleagues = actions.partners_proved_by(request.user).first()
    if colleagues:
        told = _("%(name)s is registered already: you can join it here.")
        messages.info(request, told % {"name": colleagues.name})
        return redirect("accounts:membership")
    obstacle = actions.obstacle_to_registering(request.user)
    form = PartnerForm(typed(request))
    asked = request.method == "POST" and form.is_valid() and not obstacle
    if asked and _register(request, form):
        return redirect("my")
    context = {"section": "partners", "form": form, "obstacle": obstacle}
    context["domain"] = actions.domain_of(request.user.email)
    return TemplateResponse(request, "partners/register.html", context)


def _register(request: SignedInRequest, form: PartnerForm) -> bool:
    """False, with the reason on the form, where somebody was quicker."""
    try:
        actions.register_partner(user=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    told = _("Registered. A moderator verifies it within two working days.")
    messages.success(request, told)
    return True
