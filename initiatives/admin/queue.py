"""The moderators' queue: oldest first, each item read and decided on one screen."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext_lazy as _

from councilhub.moderation import Kept
from councilhub.types import Viewer
from initiatives import actions, content
from initiatives.choices import State, Status
from initiatives.comparing import compare
from initiatives.models import Revision
from initiatives.reading.context import page_context


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


class DecisionForm(forms.Form):
    """A moderator's word on one revision, in the version that they have read."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    evidence_checked = forms.BooleanField(
        label=gettext_lazy("I have checked the evidence level"),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "Needed to ask for changes or to decline. It is sent to the author."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


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
        return format_html('<a href="{}">{}</a>', address, words)

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
        seen = actions.mark_looked_at(revisions=queryset, by=_viewer(request))
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
        context = decision_context(revision, _viewer(request)) | {"form": form}
        return TemplateResponse(
            request, "admin/initiatives/revision/decide.html", context
        )


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def decide(request: HttpRequest, revision: Revision, form: DecisionForm) -> bool:
    """Do what the button says; False with the reason on the form or as a message."""
    by, reason = _viewer(request), form.cleaned_data["reason"]
    chosen, seen = request.POST.get("decision"), form.cleaned_data["version"]
    try:
        if chosen == "publish":
            actions.publish(
                revision=revision,
                by=by,
                reason=reason,
                evidence_checked=form.cleaned_data["evidence_checked"],
                seen_version=seen,
            )
        elif chosen == "changes":
            actions.ask_for_changes(
                revision=revision, by=by, reason=reason, seen_version=seen
            )
        elif chosen == "decline":
            actions.decline(revision=revision, by=by, reason=reason, seen_version=seen)
        elif chosen == "look":
            actions.mark_looked_at(revisions=[revision], by=by)
        else:
            form.add_error(None, gettext("Choose what to do."))
            return False
    except ValidationError as error:
        form.add_error("reason", error)
        return False
    except actions.WrongStateError:
        messages.warning(
            request,
            gettext("Somebody was quicker: it changed meanwhile. Read it again."),
        )
        return True
    messages.success(request, gettext("Done: %(item)s.") % {"item": revision})
    return True


def decision_context(revision: Revision, viewer: Viewer) -> dict[str, Any]:
    """What the screen shows; the comparison is with the version before, if any."""
    initiative = revision.initiative
    earlier = initiative.revisions.given_to_readers().filter(number__lt=revision.number)
    before = earlier.order_by("-number").first()
    return page_context(initiative, viewer, revision) | {
        "section": "moderate",
        "revision": revision,
        "before": before,
        "changes": compare(
            content.blank_document() | before.document, revision.document
        )
        if before
        else [],
        "may_decide": Revision.objects.decidable_by(viewer)
        .filter(pk=revision.pk)
        .exists(),
        "confirmations": revision.confirmations.select_related("council"),
        "entries": initiative.history.select_related("by")[:20],
    }
