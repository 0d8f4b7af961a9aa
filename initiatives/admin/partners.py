"""Partners: whom to verify.

Here, above accounts and partners, because entries are found by a partner's name and
kind: whoever changes them has the search rows written anew.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import refuse_partner, suspend_partner, verify_partner
from accounts.models import Membership
from councilhub.moderation import ActForm, Kept
from councils.models import Council
from initiatives.models import Initiative
from initiatives.search.indexing import reindex
from partners.models import Partner


class PartnerForm(ActForm):
    """A moderator's word on an organisation."""

    acts = [
        ("", _("Leave it as it is")),
        ("verify", _("Verify it: its members may submit")),
        ("refuse", _("Refuse it")),
        ("suspend", _("Suspend it: its members lose their powers, its content stays")),
    ]
    reasoned = {"refuse", "suspend"}

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Partner
        fields = ["name", "kind", "description", "website", "email_domain"]
        widgets = {"description": forms.Textarea(attrs={"rows": 4, "cols": 80})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unfit = {"suspend"}
        if self.instance.is_verified:
            unfit = {"verify", "refuse"}
        if "act" in self.fields:
            self.fields["act"].required = False
            self.fields["act"].choices = [  # type: ignore[attr-defined]
                act for act in self.acts if act[0] not in unfit
            ]

    def clean_email_domain(self) -> str:
        domain: str = self.cleaned_data["email_domain"].lower()
        if Council.objects.at_domain(domain).exists():
            raise ValidationError(gettext("This domain belongs to a council."))
        return domain


@admin.register(Partner)
class PartnerAdmin(Kept):
    form = PartnerForm
    list_display = ["name", "kind", "status", "email_domain", "people", "registered_at"]
    list_filter = ["status", "kind"]
    search_fields = ["name", "email_domain"]
    search_help_text = _("Name or e-mail domain")
    # The slug too: documents hold it.
    readonly_fields = [
        "slug", "status", "registered_by", "registered_at", "decided_at", "decided_by"
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": [("status", "registered_by")]}),
        (
            _("The organisation"),
            {
                "fields": [
                    ("name", "kind"),
                    ("website", "email_domain"),
                    "description",
                    ("slug", "registered_at", "decided_at", "decided_by"),
                ]
            },
        ),
        (_("Moderate"), {"fields": ["act", "reason"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Partner]:
        """Those who wait come first, the longest waiting on top."""
        wait = When(status=Partner.Status.UNVERIFIED, then=Value(0))
        here = Count("memberships", filter=Q(memberships__until=None))
        rows: QuerySet[Partner] = super().get_queryset(request)
        return rows.annotate(here=here).order_by(
            Case(wait, default=Value(1)), "registered_at"
        )

    @admin.display(description=_("members"), ordering="here")
    def people(self, partner: Partner) -> int:
        count: int = partner.here  # type: ignore[attr-defined]
        return count

    @admin.display(description=_("registered by"))
    def registered_by(self, partner: Partner) -> str:
        """Its first member: registering makes one."""
        members = Membership.objects.filter(partner=partner).select_related("user")
        first = members.order_by("since", "pk").first()
        return f"{first.user}, {first.work_email}" if first else "–"

    def save_model(
        self, request: HttpRequest, obj: Partner, form: Any, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if {"name", "kind"} & {*form.changed_data}:
            reindex(Initiative.objects.involving(obj))
        by, said = request.viewer, form.cleaned_data  # type: ignore[attr-defined]
        if said["act"] == "verify":
            verify_partner(partner=obj, by=by)
        elif said["act"] == "refuse":
            refuse_partner(partner=obj, by=by, reason=said["reason"])
        elif said["act"] == "suspend":
            suspend_partner(partner=obj, by=by, reason=said["reason"])
