"""Functions come from the public list; themes are the moderators' own."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from councilhub.moderation import Kept
from initiatives.models import Function, Revision, Synonym, Theme


class Counted(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shows how many initiatives there are of each, in the list's own query."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        topics: QuerySet[Any] = super().get_queryset(request)
        topics = topics.annotate(used=Count("initiatives"))
        return topics.order_by(*self.model._meta.ordering)

    @admin.display(description=_("initiatives"), ordering="used")
    def used(self, topic: Any) -> int:
        count: int = topic.used
        return count


@admin.register(Function)
class FunctionAdmin(Counted, Kept):
    list_display = ["name", "parent", "code", "used"]
    list_select_related = ["parent"]
    list_filter = [("parent", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 150
    search_fields = ["name", "code"]
    search_help_text = _("Name or code")
    fields = ["name", "parent", "code", "slug"]
    readonly_fields = ["parent", "code", "slug"]


@admin.register(Theme)
class ThemeAdmin(Counted):
    list_display = ["name", "used"]
    search_fields = ["name"]
    search_help_text = _("Name")
    fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_readonly_fields(
        self, request: HttpRequest, obj: Theme | None = None
    ) -> list[str]:
        """Documents hold the slug: it never changes once the theme is there."""
        return ["slug"] if obj else []

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Theme | None = None
    ) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ["name"]}

    def has_delete_permission(
        self, request: HttpRequest, obj: Theme | None = None
    ) -> bool:
        """Only what no document names may go."""
        allowed = super().has_delete_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        named = Revision.objects.filter(document__themes__contains=[obj.slug])
        return not (obj.initiatives.exists() or named.exists())


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["term", "meaning", "language", "in_capitals"]
    list_filter = ["language", "in_capitals"]
    search_fields = ["term", "meaning"]
    search_help_text = _("Abbreviation or meaning")
