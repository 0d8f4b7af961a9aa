"""Memberships, and requests for one that moderators decide."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import approve_request, domain_of, refuse_request
from accounts.models import Membership, MembershipRequest
from councilhub.moderation import ActForm, Kept
from partners.models import Partner


class RequestForm(ActForm):
    """Yes or no to a wish for a place."""

    acts = [("approve", _("Give the place")), ("refuse", _("Refuse it"))]
    reasoned = {"refuse"}

    class Meta:
        model = MembershipRequest
        fields = ["council", "partner"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "partner" in self.fields:
            partners = cast("forms.ModelChoiceField[Partner]", self.fields["partner"])
            partners.queryset = Partner.objects.open_to_members()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        places = [cleaned.get("council"), cleaned.get("partner")]
        if cleaned.get("act") == "approve" and places.count(None) != 1:
            told = gettext("Choose the council or the partner that the person is at.")
            raise ValidationError({"council": told})
        return cleaned


@admin.register(MembershipRequest)
class MembershipRequestAdmin(Kept):
    form = RequestForm
    list_display = ["user", "wish", "work_email", "asked_at", "state"]
    list_filter = ["state"]
    list_select_related = ["user", "council", "partner"]
    search_fields = ["user__email", "user__name", "organisation"]
    search_help_text = _("Person or organisation")
    autocomplete_fields = ["council", "partner"]
    facts = [
        "user", "work_email", "domains", "organisation", "note", "asked_at", "state"
    ]  # fmt: skip
    past = ["decided_at", "decided_by"]
    readonly_fields = [*facts, *past]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        decided = obj is None or obj.state != MembershipRequest.State.WAITING
        if decided:
            shown = ["council", "partner", *self.past, "reason"]
            return [(None, {"fields": self.facts + shown})]
        return [
            (None, {"fields": self.facts}),
            (_("Decide"), {"fields": ["council", "partner", "act", "reason"]}),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[MembershipRequest]:
        """Those who wait come first, the oldest on top."""
        wait = When(state=MembershipRequest.State.WAITING, then=Value(0))
        rows = super().get_queryset(request)
        return rows.order_by(Case(wait, default=Value(1)), "asked_at")

    @admin.display(description=_("domains of the place"))
    def domains(self, asked: MembershipRequest) -> str:
        """Is the address at one of them? The first thing a moderator compares."""
        known = asked.place_domains()
        if not known:
            return gettext("None known")
        if domain_of(asked.work_email) in known:
            return gettext("%(all)s: the address is at one") % {"all": ", ".join(known)}
        return gettext("%(all)s: the address is elsewhere") % {"all": ", ".join(known)}

    @admin.display(description=_("wishes to join"))
    def wish(self, asked: MembershipRequest) -> str:
        return str(asked.council or asked.partner or asked.organisation)

    def has_change_permission(
        self, request: HttpRequest, obj: MembershipRequest | None = None
    ) -> bool:
        """Once, and never on one's own wish."""
        open_ = obj is None or (
            obj.state == MembershipRequest.State.WAITING and obj.user != request.user
        )
        return open_ and super().has_change_permission(request, obj)

    def save_model(
        self,
        request: HttpRequest,
        obj: MembershipRequest,
        form: Any,
        change: bool,
    ) -> None:
        by, said = request.viewer, form.cleaned_data  # type: ignore[attr-defined]
        if said["act"] == "approve":
            approve_request(request=obj, by=by, council=said["council"])
        else:
            refuse_request(request=obj, by=by, reason=said["reason"])


class MembershipForm(forms.ModelForm):  # type: ignore[type-arg]
    """What has ended stays so: the person may have another place by now."""

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if self.instance.until and not until:
            raise ValidationError(gettext("What has ended is not opened again."))
        return until


@admin.register(Membership)
class MembershipAdmin(Kept):
    """Whose a place is never changes; an administrator may end it."""

    form = MembershipForm
    list_display = ["user", "council", "partner", "proof", "since", "until", "renew_by"]
    list_filter = [("until", admin.EmptyFieldListFilter), "proof"]
    list_select_related = ["user", "council", "partner"]
    search_fields = [
        "user__email", "user__name", "council__search_name", "partner__name"
    ]  # fmt: skip
    search_help_text = _("Person, council or partner")
    readonly_fields = [
        "user", "council", "partner", "proof", "since", "renewed_at", "renew_by"
    ]  # fmt: skip
    fields = [*readonly_fields, "work_email", "until"]
