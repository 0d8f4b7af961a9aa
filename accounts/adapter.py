"""Where allauth asks us: mail goes by our queue, a proved address opens a place."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actions import join_by_domain, verified_emails
from accounts.mail import queue_email
from accounts.models import User

# What allauth sends where an address could not join or sign in.
TO_NOBODY = ("account/email/unknown_account", "account/email/account_already_exists")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The address or the password is wrong."),
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_code": _("This is not the code that we sent."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("That was too often. Wait a few minutes, then try again."),
        "too_many_login_attempts": _(
            "That was tried too often. Wait a few minutes, then start again."
        ),
    }

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Render as allauth does; a job sends it. Who is suspended is told so, in their
        own mail alone.
        """
        if template_prefix in TO_NOBODY and User.objects.suspended(email).exists():
            template_prefix = "account/email/account_suspended"
        mail = {"request": self.request, "email": email, "site": settings.SITE_URL}
        message = self.render_mail(template_prefix, email, mail | context)
        queue_email(
            kind=template_prefix.rpartition("/")[2],
            to=email,
            subject=str(message.subject),
            template="plain",
            context={"body": message.body.strip()},
        )

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """A verified address at a council's or partner's domain opens a place there."""
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed:
            _join(request, email_address.user, [email_address.email])
        return confirmed

    def get_email_verification_redirect_url(
        self,
        email_address: Any,  # noqa: ARG002 - allauth's signature
    ) -> str:
        """Who added an address may want to move to the council it belongs to."""
        return reverse("accounts:membership")

    def post_login(self, request: HttpRequest, user: Any, **login: Any) -> HttpResponse:
        """Who signs in for the first time may have verified the address by doing so.

        Who had a place once and left it is not brought back.
        """
        if not user.memberships.exists():
            _join(request, user, verified_emails(user))
        response: HttpResponse = super().post_login(request, user, **login)
        return response

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Without a place, the page that says how to come to one."""
        if request.user.memberships.exists():  # type: ignore[union-attr]
            return super().get_signup_redirect_url(request)
        return reverse("accounts:membership")

    def save_user(
        self, request: HttpRequest, user: Any, form: Any, commit: bool = True
    ) -> Any:
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)


def _join(request: HttpRequest, user: User, emails: list[str]) -> None:
    for email in emails:
        membership = join_by_domain(user=user, email=email)
        if membership:
            said = _("You now belong to %(place)s.") % {"place": membership.place}
            messages.success(request, said)
