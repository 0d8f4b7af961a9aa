"""What was decided and confirmed: to read, never to change."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from councilhub.moderation import ReadOnly
from initiatives.models import Confirmation, Decision, Revision


@admin.register(Decision)
class DecisionAdmin(ReadOnly):
    list_display = ["at", "act", "initiative", "by", "reason"]
    list_filter = ["act", "at"]
    list_select_related = ["initiative", "by"]
    search_fields = ["initiative__title", "by__email", "by__name", "reason"]
    search_help_text = _("Title, moderator or reason")
    fields = ["at", "act", "initiative", "revision", "by", "before", "after", "reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        rows = super().get_queryset(request)
        return rows.defer("initiative__document", "initiative__source")


@admin.register(Confirmation)
class ConfirmationAdmin(ReadOnly):
    list_display = [
        "council",
        "title",
        "answer",
        "asked_at",
        "answered_at",
        "reminders",
    ]
    list_filter = ["answer"]
    list_select_related = ["council", "revision__initiative"]
    search_fields = ["council__search_name", "revision__initiative__title"]
    search_help_text = _("Council or title")
    fields = [
        "council", "revision", "answer", "reason", "asked_at", "answered_at",
        "answered_by", "reminders", "invited",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Confirmation]:
        """What a council has not confirmed yet is not for moderators to read."""
        seen = Revision.objects.seen_by_moderators().values("pk")
        rows = super().get_queryset(request).filter(revision__in=seen)
        return rows.defer(
            "revision__document",
            "revision__initiative__document",
            "revision__initiative__source",
        )

    @admin.display(description=_("initiative"), ordering="revision__initiative__title")
    def title(self, confirmation: Confirmation) -> str:
        return str(confirmation.revision.initiative)
