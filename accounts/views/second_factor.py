"""allauth's page that sets up an authenticator app, and what staff need of it."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpResponse


class SecondFactorSetUp(ActivateTOTPView):
    """Who just typed a code of the new app has passed the second factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(
            self.request,
            authenticated_user(self.request),
            method="mfa",
            type="totp",
            reauthenticated=True,
        )
        return response
