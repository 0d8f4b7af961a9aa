"""Who may come in. A visitor is shown the sign-in page and comes back afterwards;
what they had typed is held for them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from accounts.held import hold
from councilhub.types import PageRequest, SignedInRequest, Viewer

P = ParamSpec("P")
View = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]
OpenView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def require(test: Callable[[Viewer], bool]) -> Callable[[View[P]], OpenView[P]]:
    """A decorator: sign-in for visitors, 403 for viewers who fail the test."""

    def decorate(view: View[P]) -> OpenView[P]:
        @wraps(view)
        def checked(
            request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            viewer = cast("PageRequest", request).viewer
            if not viewer.is_signed_in:
                if request.method == "POST":
                    hold(request)
                back = request.get_full_path()
                return redirect_to_login(back, reverse("account_login"))
            if not test(viewer):
                raise PermissionDenied
            return view(cast("SignedInRequest", request), *args, **kwargs)

        return checked

    return decorate


sign_in_required = require(lambda _viewer: True)
member_required = require(lambda viewer: viewer.is_member)
officer_required = require(lambda viewer: viewer.is_officer)
staff_required = require(lambda viewer: viewer.is_staff)
