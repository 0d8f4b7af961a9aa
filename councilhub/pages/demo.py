"""Only in a demonstration: sign in as anybody, read the mail the hub sends."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.account.internal.flows.login import record_authentication
from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from accounts.actions import demonstration
from accounts.models import OutgoingEmail
from councilhub.types import PageRequest

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]


ROLES = [
    (
        "officer",
        _("An officer of Leeds City Council"),
        _("Writes for Leeds, confirms what partners write about it."),
    ),
    ("peer", _("An officer of Kirklees Council"), _("Reads what Leeds published.")),
    (
        "partner",
        _("A member of a partner firm"),
        _("Writes case studies that the named council confirms."),
    ),
    (
        "moderator",
        _("A moderator"),
        _("Decides what is published; verifies partners and places."),
    ),
    ("admin", _("An administrator"), _("As a moderator, and people and settings.")),
]
MAIL_POLICY = {"style-src": [SELF, UNSAFE_INLINE], "frame-ancestors": [SELF]}


class RoleForm(forms.Form):
    """One of the five parts to play."""

    role = forms.ChoiceField(
        choices=[(value, label) for value, label, _may in ROLES],
        error_messages={
            "required": _("Choose a role."),
            "invalid_choice": _("Choose one of the five roles."),
        },
    )


def demo_only(view: View[P]) -> View[P]:
    """404 anywhere but in a demonstration."""

    @wraps(view)
    def checked(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return checked


@demo_only
def sign_in(request: PageRequest) -> HttpResponse:
    """A page with five buttons; each signs in, second factor passed."""
    form = RoleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        user = demonstration.person(form.cleaned_data["role"])
        if user.is_active:
            login(request, user, backend="accounts.backends.EmailBackend")
            record_authentication(request, user, method="mfa", type="totp")
            return redirect("admin:index" if user.is_staff else "my")
        form.add_error("role", _("A moderator has suspended this person."))
    context = {"form": form, "roles": ROLES}
    return TemplateResponse(request, "demo/sign_in.html", context)


@demo_only
def outbox(request: PageRequest) -> HttpResponse:
    """The newest hundred mails."""
    context = {"emails": OutgoingEmail.objects.all()[:100]}
    return TemplateResponse(request, "demo/outbox.html", context)


@demo_only
def email(request: PageRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(OutgoingEmail, pk=pk)
    return TemplateResponse(request, "demo/email.html", {"mail": mail})


@demo_only
@xframe_options_sameorigin
@csp_replace(MAIL_POLICY)  # type: ignore[arg-type]  # its types know no arguments
def email_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail alone, for the frame it is shown in: a mail carries its own style."""
    del request
    mail = get_object_or_404(OutgoingEmail, pk=pk)
    return HttpResponse(mail.html.replace("<a ", '<a target="_blank" '))
