"""The moderators' queue: oldest first, each item read and decided on one screen."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from councilhub.moderation import Kept
from initiatives import actions
from initiatives.admin.deciding import (
    DecisionForm,
    decide,
    decision_context,
    viewer_of,
)
from initiatives.choices import State, Status
from initiatives.models import Revision


class QueueFilter(admin.SimpleListFilter):
    """What waits, unless one asks for more."""

    title = _("what waits")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("decide", _("To decide")),
            ("look", _("To look at")),
            ("all", _("All")),
        ]

    def choices(self, changelist: Any) -> Any:
        own = list(super().choices(changelist))
        return [{**own[0], "display": _("All that waits")}, *own[1:]]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Revision]
    ) -> QuerySet[Revision]:
        sets = {
            "decide": Revision.objects.waiting(),
            "look": Revision.objects.unseen(),
            "all": Revision.objects.seen_by_moderators(),
        }
        chosen = sets.get(self.value() or "", Revision.objects.queue())
        return queryset.filter(pk__in=chosen.values("pk"))


@admin.register(Revision)
class RevisionAdmin(Kept):
    list_display = ["title", "waiting", "kind", "council", "supplier", "author"]
    list_display_links = None  # Django would make a heading of it that heads nothing
    sortable_by = []  # the oldest is first, always
    list_filter = [QueueFilter]
    ordering = ["submitted_at", "pk"]
    search_fields = [
        "initiative__title", "initiative__lead_council__search_name",
        "initiative__supplied_by__name", "author__name", "author__email",
    ]  # fmt: skip
    search_help_text = _("Title, council, partner or author")
    actions = ["mark_looked_at"]

    @property
    def media(self) -> forms.Media:
        """Without Django's pop-ups: none here, and browsers warn of how they close."""
        return forms.Media(js=["admin/js/core.js", "admin/js/actions.js"])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return (
            Revision.objects.seen_by_moderators().for_queue().order_by(*self.ordering)
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        words = {"title": gettext("The queue, oldest first")}
        return super().changelist_view(request, {**words, **(extra_context or {})})

    @admin.display(description=_("initiative"))
    def title(self, revision: Revision) -> str:
        words = revision.its_title or revision.initiative.reference  # type: ignore[attr-defined]
        address = reverse("admin:initiatives_revision_change", args=[revision.pk])
        link = format_html('<a href="{}">{}</a>', address, words)
        if revision.initiative.invented:
            return format_html("{} {}", link, gettext("Demonstration: invented"))
        return link

    @admin.display(description=_("waiting for"))
    def waiting(self, revision: Revision) -> str:
        if revision.state != State.SUBMITTED and not revision.needs_look:
            return str(revision.get_state_display())
        return (
            timesince(revision.submitted_at, depth=1) if revision.submitted_at else ""
        )

    @admin.display(description=_("kind"))
    def kind(self, revision: Revision) -> str:
        if revision.needs_look:
            return gettext("Published by a trusted council")
        if revision.initiative.status == Status.UNPUBLISHED:
            return gettext("New")
        return gettext("New version")

    @admin.display(description=_("council"))
    def council(self, revision: Revision) -> str:
        return str(revision.initiative.lead_council or "–")

    @admin.display(description=_("supplied by"))
    def supplier(self, revision: Revision) -> str:
        return str(revision.initiative.supplied_by or "–")

    @admin.action(description=_("Mark as looked at"), permissions=["change"])
    def mark_looked_at(
        self, request: HttpRequest, queryset: QuerySet[Revision]
    ) -> None:
        """Of those chosen, the ones that a trusted publisher published."""
        chosen = len(queryset)
        seen = actions.mark_looked_at(revisions=queryset, by=viewer_of(request))
        messages.success(
            request,
            ngettext("%(n)d marked as looked at.", "%(n)d marked as looked at.", seen)
            % {"n": seen},
        )
        if seen < chosen:
            messages.warning(
                request,
                gettext(
                    "%(n)d left as they are: to be decided one by one, or your own "
                    "council’s."
                )
                % {"n": chosen - seen},
            )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The content as readers will see it, what changed, and the buttons."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = Revision.objects.seen_by_moderators().select_related(
            "initiative__lead_council", "initiative__supplied_by", "author"
        )
        number = int(object_id) if object_id.isascii() and object_id.isdigit() else 0
        revision = get_object_or_404(rows, pk=min(number, 2**62))
        form = DecisionForm(request.POST or None, initial={"version": revision.version})
        asked = request.method == "POST" and form.is_valid()
        if asked and decide(request, revision, form):
            return redirect("admin:initiatives_revision_changelist")
        context = decision_context(revision, viewer_of(request)) | {"form": form}
        return TemplateResponse(
            request, "admin/initiatives/revision/decide.html", context
        )
