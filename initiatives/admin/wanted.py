"""Needs as moderators know them: to word, hide with a reason, reopen, merge."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from councilhub.moderation import ActForm, Kept, ReadOnlyInline
from initiatives import actions
from initiatives.admin.deciding import viewer_of
from initiatives.models import Want, WantAnswer, WantSupport


class WantForm(ActForm):
    acts = [
        ("", _("Leave it as it is")),
        ("hide", _("Hide it")),
        ("show", _("Show it again")),
        ("reopen", _("Reopen it: what answers it so far is not enough")),
    ]
    reasoned = {"hide"}

    class Meta:
        model = Want
        fields = ["title", "why", "functions"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unfit = "hide" if self.instance.hidden_at else "show"
        if "act" in self.fields:
            self.fields["act"].required = False
            self.fields["act"].choices = [  # type: ignore[attr-defined]
                act for act in self.acts if act[0] != unfit
            ]


class SupportInline(ReadOnlyInline):
    model = WantSupport
    fields = readonly_fields = ("council", "at", "left_at")
    verbose_name_plural = _("councils that need it")

    def get_queryset(self, request: HttpRequest) -> QuerySet[WantSupport]:
        return super().get_queryset(request).select_related("council")


class AnswerInline(ReadOnlyInline):
    model = WantAnswer
    fields = readonly_fields = (
        "initiative", "council", "at", "live_at", "told_at", "withdrawn_at"
    )  # fmt: skip
    verbose_name_plural = _("answers")

    def get_queryset(self, request: HttpRequest) -> QuerySet[WantAnswer]:
        return super().get_queryset(request).select_related("initiative", "council")


@admin.register(Want)
class WantAdmin(Kept):
    form = WantForm
    list_display = ["title", "number", "met", "created_at", "hidden", "merged_into"]
    list_filter = [
        ("hidden_at", admin.EmptyFieldListFilter),
        ("merged_into", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["merged_into"]
    search_fields = ["title", "why"]
    search_help_text = _("Words of the need")
    filter_horizontal = ["functions"]
    inlines = [SupportInline, AnswerInline]
    actions = ["merge"]
    facts = ["slug", "council", "created_at", "hidden_reason", "merged_into"]
    readonly_fields = facts

    def get_queryset(self, request: HttpRequest) -> QuerySet[Want]:
        rows = Want.objects.with_facts(viewer_of(request))
        return rows.order_by("-created_at", "-pk")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        words = ["title", "why", "functions"]
        shown: list[Any] = [(None, {"fields": [*words, *self.facts]})]
        if obj and self.has_change_permission(request, obj):
            shown.append((_("Moderate"), {"fields": ["act", "reason"]}))
        return shown

    def has_change_permission(
        self, request: HttpRequest, obj: Want | None = None
    ) -> bool:
        """Nobody moderates the need of their own council, or one that is merged."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        own = viewer_of(request).council_id == obj.council_id
        return not own and obj.merged_into_id is None

    @admin.display(description=_("councils"), ordering="councils")
    def number(self, want: Want) -> int:
        return want.councils

    @admin.display(description=_("met"), boolean=True, ordering="is_met")
    def met(self, want: Want) -> bool:
        return want.is_met

    @admin.display(description=_("shown"), boolean=True, ordering="hidden_at")
    def hidden(self, want: Want) -> bool:
        return want.hidden_at is None

    def save_model(
        self, request: HttpRequest, obj: Want, form: Any, change: bool
    ) -> None:
        """The words as they were typed, then the act."""
        super().save_model(request, obj, form, change)
        by, said = viewer_of(request), form.cleaned_data
        if said["act"] == "hide":
            actions.hide_want(want=obj, by=by, reason=said["reason"])
            messages.info(request, gettext("Who added it is told, with your reason."))
        elif said["act"] == "show":
            actions.show_want(want=obj, by=by)
        elif said["act"] == "reopen":
            actions.reopen_want(want=obj, by=by)

    @admin.action(description=_("Merge into one"), permissions=["change"])
    def merge(
        self, request: HttpRequest, queryset: QuerySet[Want]
    ) -> HttpResponse | None:
        """First a page that asks which of them stays."""
        there = queryset.filter(merged_into=None)
        wants = sorted(there, key=lambda want: -want.councils)
        chosen = request.POST.get("into", "")
        into = next((want for want in wants if str(want.pk) == chosen), None)
        if into is not None:
            self._merge(request, wants, into)
            return None
        if len(wants) < 2:  # noqa: PLR2004 - nothing to merge
            messages.warning(request, gettext("Choose two or more that are there."))
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Which one stays?"),
            "opts": self.opts,
            "wants": wants,
        }
        return TemplateResponse(request, "admin/initiatives/want/merge.html", context)

    def _merge(self, request: HttpRequest, wants: list[Want], into: Want) -> None:
        try:
            done = actions.merge_wants(wants=wants, into=into, by=viewer_of(request))
        except ValidationError as error:
            messages.error(request, error.messages[0])
        except PermissionDenied:
            words = gettext("One of them is your own council’s: ask another moderator.")
            messages.error(request, words)
        else:
            words = ngettext("%(n)d merged.", "%(n)d merged.", done)
            messages.success(request, words % {"n": done})
