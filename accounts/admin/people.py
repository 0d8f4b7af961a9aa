"""People: moderators may suspend them, administrators look after the rest."""

from django.contrib import admin
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from councilhub.moderation import Kept, ReadOnlyInline


class PlacesInline(ReadOnlyInline):
    """Where the person belongs and belonged; changed under Memberships."""

    model = Membership
    fields = readonly_fields = (
        "council", "partner", "work_email", "proof", "since", "until", "renew_by"
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("council", "partner")


@admin.register(User)
class UserAdmin(Kept):
    list_display = ["email", "name", "place", "is_staff", "is_active", "date_joined"]
    list_filter = ["is_active", "is_staff", "groups"]
    search_fields = ["email", "name"]
    search_help_text = _("Address or name")
    filter_horizontal = ["groups"]
    inlines = [PlacesInline]
    own = ["date_joined", "last_login"]
    shown = ["email", "name", "is_active", "is_staff", "is_superuser", "groups", *own]
    fields = tuple(shown)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        del request
        rows = User.objects.with_place()
        return rows.annotate(
            place_name=Coalesce(F("place__council__name"), F("place__partner__name"))
        )

    @admin.display(description=_("place"), ordering="place_name")
    def place(self, user: User) -> str:
        return user.place_name or "–"  # type: ignore[attr-defined]

    def get_readonly_fields(
        self, request: HttpRequest, obj: User | None = None
    ) -> list[str]:
        """Moderators may suspend, and change nothing else."""
        if request.user.is_superuser:
            return ["email", *self.own]
        return [name for name in self.shown if name != "is_active"]

    def has_change_permission(
        self, request: HttpRequest, obj: User | None = None
    ) -> bool:
        """Nobody suspends themselves; only administrators change staff."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or request.user.is_superuser:
            return allowed
        return allowed and obj != request.user and not obj.is_staff
