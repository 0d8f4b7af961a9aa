"""Only in a demonstration: sign in as anybody, read the mail the hub sends."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.account.internal.flows.login import record_authentication
from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from accounts.actions import demonstration
from accounts.models import OutgoingEmail
from councilhub.types import PageRequest

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponse]


class RoleForm(forms.Form):
    """One of the five parts to play."""

    role = forms.ChoiceField(
        choices=[
            ("officer", _("An officer of Leeds City Council")),
            ("peer", _("An officer of Kirklees Council")),
            ("partner", _("A member of a partner firm")),
            ("moderator", _("A moderator")),
            ("admin", _("An administrator")),
        ]
    )


def demo_only(view: View[P]) -> View[P]:
    """404 anywhere but in a demonstration."""

    @wraps(view)
    def checked(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return checked


@demo_only
def sign_in(request: PageRequest) -> HttpResponse:
    """A page with five buttons; each signs in, second factor passed."""
    form = RoleForm(request.POST or None)
    if form.is_valid():
        role = form.cleaned_data["role"]
        user = demonstration.person(role)
        login(request, user, backend="accounts.backends.EmailBackend")
        record_authentication(request, user, method="mfa", type="totp")
        return redirect("admin:index" if user.is_staff else "my")
    return TemplateResponse(request, "demo/sign_in.html", {"form": form})


@demo_only
def outbox(request: PageRequest) -> HttpResponse:
    """The newest hundred mails."""
    context = {"emails": OutgoingEmail.objects.all()[:100]}
    return TemplateResponse(request, "demo/outbox.html", context)


@demo_only
def email(request: PageRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(OutgoingEmail, pk=pk)
    return TemplateResponse(request, "demo/email.html", {"mail": mail})
