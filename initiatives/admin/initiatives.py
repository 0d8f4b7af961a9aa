"""Initiatives as moderators know them: to find, to read, to remove and restore."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from councilhub.moderation import ActForm, Kept, ReadOnlyInline
from initiatives import actions
from initiatives.choices import Status
from initiatives.models import FormerSlug, HistoryEntry, Initiative, pk_from_reference
from initiatives.publishing import RESERVED


class InitiativeForm(ActForm):
    """Take the content from readers, or give it back."""

    acts = [
        ("", _("Leave it as it is")),
        ("remove", _("Remove it")),
        ("restore", _("Restore it")),
    ]
    reasoned = {"remove", "restore"}

    class Meta:
        model = Initiative
        fields = ["slug"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unfit = "remove" if self.instance.status == Status.REMOVED else "restore"
        if "act" in self.fields:
            self.fields["act"].required = False
            self.fields["act"].choices = [  # type: ignore[attr-defined]
                act for act in self.acts if act[0] != unfit
            ]
        if "slug" in self.fields:
            self.fields["slug"].help_text = _("The old address leads to the new one.")

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        others = FormerSlug.objects.exclude(initiative=self.instance)
        if slug in RESERVED or others.filter(slug=slug).exists():
            raise ValidationError(_("Another page has or had this address."))
        return slug


class HistoryInline(ReadOnlyInline):
    model = HistoryEntry
    fields = readonly_fields = ("at", "act", "by", "reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[HistoryEntry]:
        return super().get_queryset(request).select_related("by")


@admin.register(Initiative)
class InitiativeAdmin(Kept):
    form = InitiativeForm
    list_display = [
        "title", "reference", "lead_council", "supplied_by", "stage", "status",
        "audience", "published_at",
    ]  # fmt: skip
    list_filter = ["status", "audience", "stage", "evidence_level", "language"]
    list_select_related = ["lead_council", "supplied_by"]
    ordering = ["-pk"]
    search_fields = ["title", "lead_council__search_name", "supplied_by__name"]
    search_help_text = _("Title, reference such as CH-1042, council or partner")
    inlines = [HistoryInline]
    facts = [
        ("title", "reference"), ("lead_council", "supplied_by"), ("author", "status"),
        ("audience", "stage"), ("evidence_level", "evidence_checked"),
        ("published_at", "updated_at"), ("last_confirmed_at", "completeness"),
    ]  # fmt: skip
    readonly_fields = [name for pair in facts for name in pair]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown: list[Any] = [(None, {"fields": self.facts})]
        if obj and self.has_change_permission(request, obj):
            shown.append((_("Moderate"), {"fields": ["act", "reason", "slug"]}))
        return shown

    def has_change_permission(
        self, request: HttpRequest, obj: Initiative | None = None
    ) -> bool:
        """What was never published is the author's alone; see it in the queue. Nobody
        decides on what they or their council had a hand in.
        """
        allowed = super().has_change_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        judged = Initiative.objects.judged_by(request.viewer)  # type: ignore[attr-defined]
        return judged.filter(pk=obj.pk).exclude(status=Status.UNPUBLISHED).exists()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Initiative]:
        """Drafts that were never submitted are nobody's business but their own."""
        viewer = request.viewer  # type: ignore[attr-defined]
        seen = Initiative.objects.visible_to(viewer)
        return seen.defer("document", "source").order_by(*self.ordering)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Initiative], search_term: str
    ) -> tuple[QuerySet[Initiative], bool]:
        pk = pk_from_reference(search_term)
        if pk:
            return queryset.filter(pk=pk), False
        return super().get_search_results(request, queryset, search_term)

    def save_model(
        self, request: HttpRequest, obj: Initiative, form: Any, change: bool
    ) -> None:
        """Nothing is saved here: the acts do all there is to do."""
        by, said = request.viewer, form.cleaned_data  # type: ignore[attr-defined]
        acts = {"remove": actions.remove, "restore": actions.restore}
        try:
            if said["act"]:
                acts[said["act"]](initiative=obj, by=by, reason=said["reason"])
                messages.info(request, _("Its team is told, with your reason."))
            actions.change_slug(initiative=obj, slug=said["slug"], by=by)
        except actions.WrongStateError:
            messages.warning(request, _("Somebody was quicker: look again."))
        except ValidationError as error:
            messages.error(request, error.messages[0])

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The hub's own history holds the act; see Decisions."""
