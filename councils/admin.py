"""The register for moderators: facts to read, trust and e-mail domains to decide."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from councilhub.moderation import Kept, ReadOnlyInline
from councils.models import Council, EmailDomain, Metric, Neighbour

REGISTER_FACTS = _(
    "These facts come from the register's file. Correct the file and load it again "
    "with load_register; docs/data.md says how."
)


class EmailDomainInline(admin.TabularInline):  # type: ignore[type-arg]
    model = EmailDomain
    extra = 1
    verbose_name_plural = _(
        "e-mail domains: whoever has an address there is an officer"
    )


class MetricInline(ReadOnlyInline):
    model = Metric
    fields = readonly_fields = ("kind", "label", "period", "source")


class NeighbourInline(ReadOnlyInline):
    model = Neighbour
    fk_name = "council"
    fields = readonly_fields = ("rank", "neighbour", "likeness")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("neighbour")


class StandingFilter(admin.SimpleListFilter):
    title = _("today")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("current", _("Current")),
            ("abolished", _("Abolished")),
            ("planned", _("Planned")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Council]
    ) -> QuerySet[Council]:
        chosen = Council.objects.standing(self.value() or "")
        return queryset.filter(pk__in=chosen) if self.value() else queryset


@admin.register(Council)
class CouncilAdmin(Kept):
    list_display = ["name", "type", "place", "upper_tier", "trusted_publisher"]
    list_filter = ["trusted_publisher", StandingFilter, "type", "nation", "region"]
    list_select_related = ["upper_tier"]
    search_fields = ["search_name", "la_code", "gss_code", "email_domains__domain"]
    search_help_text = _("Name, other name, register or GSS code, or e-mail domain")
    inlines = [EmailDomainInline, MetricInline, NeighbourInline]
    fieldsets = [
        (_("Moderators decide"), {"fields": ["trusted_publisher"]}),
        (
            _("From the register"),
            {
                "description": REGISTER_FACTS,
                "fields": [
                    ("name", "short_name", "slug"),
                    ("la_code", "gss_code"),
                    ("type", "place"),
                    ("upper_tier", "combined_authority"),
                    ("starts_on", "ends_on", "successor_names"),
                    "website",
                    "alt_names",
                    "population",
                    "note",
                ],
            },
        ),
    ]
    readonly_fields = [
        "name",
        "short_name",
        "slug",
        "la_code",
        "gss_code",
        "type",
        "place",
        "upper_tier",
        "combined_authority",
        "starts_on",
        "ends_on",
        "successor_names",
        "website",
        "alt_names",
        "population",
        "note",
    ]

    @admin.display(description=_("where"), ordering="region")
    def place(self, council: Council) -> str:
        return council.place

    @admin.display(description=_("successors"))
    def successor_names(self, council: Council) -> str:
        return ", ".join(str(after) for after in council.successors.all()) or "–"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Council], search_term: str
    ) -> tuple[QuerySet[Council], bool]:
        """By name as readers type it; else by code or domain."""
        named = queryset.filter(pk__in=Council.objects.named(search_term))
        if search_term.strip() and named.exists():
            return named, False
        return super().get_search_results(request, queryset, search_term)


@admin.register(EmailDomain)
class EmailDomainAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Every domain in one list, so that shared and doubtful ones are found."""

    list_display = ["domain", "council"]
    list_select_related = ["council"]
    list_per_page = 50
    search_fields = ["domain", "council__search_name"]
    search_help_text = _("Domain or name of a council")
    autocomplete_fields = ["council"]
