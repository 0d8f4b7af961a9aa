"""Who may come in. A visitor is shown the sign-in page and comes back afterwards;
what they had typed is held for them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.held import hold
from councilhub.types import PageRequest, SignedInRequest

P = ParamSpec("P")
View = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]
OpenView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def sign_in_required(view: View[P]) -> OpenView[P]:
    """A visitor signs in first."""

    @wraps(view)
    def checked(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not cast("PageRequest", request).viewer.is_signed_in:
            if request.method == "POST" and hold(request):
                kept = _(
                    "You were signed out. What you typed is kept: sign in to go on."
                )
                messages.info(request, kept)
            back = request.get_full_path()
            return redirect_to_login(back, reverse("account_login"))
        return view(cast("SignedInRequest", request), *args, **kwargs)

    return checked
