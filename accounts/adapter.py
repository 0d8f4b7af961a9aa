"""Where allauth asks us: mail goes by our queue, a proved address opens a place."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from accounts.actions import join_by_domain
from accounts.mail import queue_email


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Render as allauth does; a job sends it."""
        message = self.render_mail(
            template_prefix, email, {"request": self.request, "email": email, **context}
        )
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
            join_by_domain(user=email_address.user, email=email_address.email)
        return confirmed

    def save_user(
        self, request: HttpRequest, user: Any, form: Any, commit: bool = True
    ) -> Any:
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)
