"""allauth's pages for an authenticator app, and what they mean for staff's powers."""

from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
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


class SecondFactorTakeAway(DeactivateTOTPView):
    """Who has no second factor any more has not passed one."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        user = authenticated_user(self.request)
        self.request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            done
            for done in get_authentication_records(self.request, user)
            if done.get("method") != "mfa"
        ]
        return response
