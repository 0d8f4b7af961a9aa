"""The central record, and who may see and change it."""

import secrets
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from councilhub.types import Viewer
from councils.models import Council, Neighbour
from initiatives import choices
from initiatives.choices import Audience, Evidence, Stage, State, Status
from initiatives.models.topics import Function, Theme
from partners.models import Partner

FIRST_REFERENCE = 1000
LEADS_SEE = [State.AWAITING_CONFIRMATION, State.SUBMITTED, State.CHANGES_REQUESTED]
MODERATORS_SEE = [State.SUBMITTED, State.CHANGES_REQUESTED, State.DECLINED]


def draft_slug() -> str:
    """A slug nobody can guess, kept until the first publishing fixes the real one."""
    return f"draft-{secrets.token_hex(6)}"


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def listed_for(self, viewer: Viewer) -> Self:
        """What may stand in lists, counts and feeds for this viewer."""
        return self.filter(status=Status.PUBLISHED, audience__lte=viewer.clearance)

    def own(self, viewer: Viewer) -> Self:
        """The viewer's side of the work: may edit, archive and restore it.

        A council's entry belongs to the officers of its lead councils, a supplied
        one to the members of the partner that supplied it; co-authors join either.
        """
        if not viewer.is_signed_in:
            return self.none()
        mine = Q(pk__in=self._co_authored(viewer))
        if viewer.council_id:
            mine |= Q(supplied_by=None, pk__in=self._led_by_id(viewer.council_id))
        partner_id = viewer.partner_id or viewer.pending_partner_id
        if partner_id:
            mine |= Q(supplied_by=partner_id)
        return self.filter(mine)

    def visible_to(self, viewer: Viewer) -> Self:
        """Everything whose page this viewer may open, removed ones' 410 included."""
        seen = Q(
            status__in=[Status.PUBLISHED, Status.ARCHIVED, Status.REMOVED],
            audience__lte=viewer.clearance,
        )
        if viewer.is_signed_in:
            seen |= Q(pk__in=self.model.objects.own(viewer).values("pk"))
            seen |= Q(author=viewer.user_id)
        if viewer.council_id:
            seen |= Q(pk__in=self._led_by_id(viewer.council_id)) & Q(
                _with_revision(LEADS_SEE)
            )
        if viewer.is_staff:
            seen |= ~Q(status=Status.UNPUBLISHED) | Q(_with_revision(MODERATORS_SEE))
        return self.filter(seen)

    def led_by(self, council: Council) -> Self:
        led = Initiative.leads.through.objects.filter(council=council)
        return self.filter(pk__in=led.values("initiative"))

    def supplied_by_partner(self, partner: Partner) -> Self:
        return self.filter(supplied_by=partner)

    def involving(self, partner: Partner) -> Self:
        """Supplied by the partner, or naming it among those involved."""
        return self.filter(
            Q(supplied_by=partner) | Q(pk__in=partner.involvements.values("initiative"))
        )

    def about(self, topic: Function | Theme) -> Self:
        """Of this theme, or of this function or one of its children."""
        if isinstance(topic, Theme):
            return self.filter(themes=topic)
        own = Function.objects.filter(Q(pk=topic.pk) | Q(parent=topic))
        return self.filter(
            pk__in=Initiative.functions.through.objects.filter(function__in=own).values(
                "initiative"
            )
        )

    def similar_to(self, initiative: "Initiative", viewer: Viewer) -> Self:
        """Listed ones that share a function, those that share most first."""
        functions = initiative.functions.values("pk")
        return (
            self.listed_for(viewer)
            .filter(functions__in=functions)
            .exclude(pk=initiative.pk)
            .annotate(shared=models.Count("functions"))
            .order_by("-shared", "-evidence_level", "-published_at", "-pk")
            .select_related("lead_council")
            .defer("document", "source")
        )

    def for_result(self) -> Self:
        """What a result row shows, without a query per row."""
        return self.select_related("lead_council", "supplied_by")

    def published(self) -> Self:
        """Given to readers at some time, archived and removed ones included."""
        return self.exclude(status=Status.UNPUBLISHED)

    def like_council(self, council_id: int) -> Self:
        """Of councils alike (provisionally by the ONS's neighbours), newest first."""
        peers = Neighbour.objects.filter(council=council_id, likeness="overall")
        return self.filter(lead_council__in=peers.values("neighbour")).newest()

    def strongest(self) -> Self:
        return self.order_by("-evidence_level", "-published_at", "-pk")

    def figures(self) -> dict[str, int]:
        """How many initiatives, of how many councils, and how many were stopped."""
        return self.aggregate(
            initiatives=models.Count("pk"),
            councils=models.Count("lead_council", distinct=True),
            stopped=models.Count("pk", filter=Q(stage=Stage.STOPPED)),
        )

    def newest(self) -> Self:
        return self.order_by("-published_at", "-pk")

    @staticmethod
    def _led_by_id(council_id: int) -> models.QuerySet[Any]:
        """Officers act for their own council and for those that it came after."""
        councils = Council.objects.acted_for_by(council_id)
        return Initiative.leads.through.objects.filter(council__in=councils).values(
            "initiative"
        )

    @staticmethod
    def _co_authored(viewer: Viewer) -> models.QuerySet[Any]:
        return Initiative.co_authors.through.objects.filter(user=viewer.user_id).values(
            "initiative"
        )


def _with_revision(states: list[State]) -> Exists:
    from initiatives.models.revision import Revision  # circular by nature

    return Exists(Revision.objects.filter(initiative=OuterRef("pk"), state__in=states))


class Initiative(models.Model):
    """One thing a council did, is doing or tried, written up as a case study.

    `document` is the published content (see `initiatives.content`); the columns and
    child rows below it are copies that are queried, written by publishing alone.
    """

    slug = models.SlugField(max_length=120, unique=True, default=draft_slug)
    status = models.CharField(max_length=12, choices=Status, default=Status.UNPUBLISHED)
    audience = models.PositiveSmallIntegerField(
        choices=Audience, default=Audience.PUBLIC
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="initiatives_written",
    )
    co_authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="initiatives_shared"
    )
    supplied_by = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="supplied"
    )
    lead_council = models.ForeignKey(
        Council, models.PROTECT, null=True, related_name="initiatives"
    )
    leads = models.ManyToManyField(
        Council,
        related_name="led",
        help_text=_("The lead council and those involved with the role lead."),
    )

    document = models.JSONField(default=dict)
    title = models.CharField(max_length=100, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    stage = models.CharField(max_length=20, choices=Stage, blank=True)
    functions = models.ManyToManyField(Function, related_name="initiatives")
    themes = models.ManyToManyField(Theme, blank=True, related_name="initiatives")
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    setup_cost = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True
    )
    annual_cost = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True
    )
    cost_band = models.CharField(
        max_length=12, choices=choices.CostBand, default=choices.CostBand.UNKNOWN
    )
    evidence_level = models.PositiveSmallIntegerField(
        choices=Evidence, default=Evidence.NOT_STATED
    )
    evidence_checked = models.BooleanField(
        default=False, help_text=_("A moderator has checked the evidence level.")
    )
    language = models.CharField(
        max_length=2, choices=choices.Language, default=choices.Language.ENGLISH
    )
    adapted_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="adaptations"
    )

    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    last_confirmed_at = models.DateTimeField(null=True, blank=True)
    confirm_due_at = models.DateTimeField(null=True, blank=True)
    completeness = models.PositiveSmallIntegerField(
        default=0, help_text=_("Percent of the optional answers given.")
    )
    uptake_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    token = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("Of the form that started it: sending it twice starts one."),
    )

    library_key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    source = models.JSONField(
        default=dict,
        blank=True,
        help_text=_("Where a summary by CouncilHub comes from."),
    )

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(status="published"),
                name="initiative_newest",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Status.UNPUBLISHED)
                | Q(published_at__isnull=False, lead_council__isnull=False),
                name="published_has_date_and_lead",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.reference

    def get_absolute_url(self) -> str:
        return reverse("initiatives:detail", args=[self.slug])

    def is_own_of(self, viewer: Viewer) -> bool:
        """Is it the viewer's side of the work? One query."""
        return Initiative.objects.own(viewer).filter(pk=self.pk).exists()

    @property
    def reference(self) -> str:
        """Short and permanent, e.g. CH-1042; never reused."""
        return f"CH-{FIRST_REFERENCE + self.pk}"

    @property
    def is_public(self) -> bool:
        return self.status == Status.PUBLISHED and self.audience == Audience.PUBLIC

    @property
    def is_library_summary(self) -> bool:
        return self.library_key is not None


def pk_from_reference(reference: str) -> int | None:
    """The key behind `CH-1042`, in any case of letters; None for anything else."""
    prefix, _sep, number = reference.strip().upper().partition("-")
    if prefix != "CH" or not (number.isascii() and number.isdigit()):
        return None
    if len(number) > 15:  # noqa: PLR2004 - beyond any bigint key
        return None
    return int(number) - FIRST_REFERENCE
