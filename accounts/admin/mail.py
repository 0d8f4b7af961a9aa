"""What was sent to whom and when. Never what it said: a mail may hold a code."""

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.models import OutgoingEmail
from councilhub.moderation import ReadOnly

# allauth shows the secrets of second factors there.
admin.site.unregister(Authenticator)


@admin.register(OutgoingEmail)
class OutgoingEmailAdmin(ReadOnly):
    list_display = ["created_at", "to", "subject", "kind", "sent_at"]
    list_filter = ["kind", ("sent_at", admin.EmptyFieldListFilter)]
    search_fields = ["to", "subject"]
    search_help_text = _("Address or subject")
    fields = readonly_fields = (
        "to", "subject", "kind", "created_at", "sent_at", "failed_at", "error"
    )  # fmt: skip
