"""The central record."""

import secrets

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from councilhub.types import Viewer
from councils.models import Council
from initiatives import choices
from initiatives.choices import Audience, Evidence, Stage, Status
from initiatives.models.initiative_rows import InitiativeQuerySet
from initiatives.models.topics import Function, Theme
from partners.models import Partner

FIRST_REFERENCE = 1000


def draft_slug() -> str:
    """A slug nobody can guess, kept until the first publishing fixes the real one."""
    return f"draft-{secrets.token_hex(6)}"


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

    invented = models.BooleanField(
        default=False,
        help_text=_("Made up for a demonstration; shown in demonstrations alone."),
    )

    # What rows of `with_standing` know.
    is_own: bool
    is_team: bool

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
            ),
            # For suggestions, of words not stemmed: only their beginning is known.
            GinIndex(
                SearchVector("title", config="hub_welsh"),
                name="initiative_title_words",
                condition=Q(status="published"),
            ),
            # For what a new title may repeat.
            GinIndex(
                fields=["title"],
                opclasses=["gin_trgm_ops"],
                name="initiative_title_trigrams",
                condition=Q(status="published"),
            ),
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

    def is_led_by(self, viewer: Viewer) -> bool:
        """Is it led by the viewer's council, or by one that it came after?"""
        led = Council.objects.acted_for_by(viewer.council_id)
        return bool(viewer.council_id) and self.leads.filter(pk__in=led).exists()

    @property
    def lead_names(self) -> str:
        """The councils that lead it; the others only in rows of `for_list`."""
        others = self.__dict__.get("other_leads", [])
        names = [self.lead_council.name, *others] if self.lead_council else others
        return str(get_text_list(names, _("and")))

    @property
    def not_stated(self) -> list[str]:
        """Which of the facts that lists compare are missing."""
        facts = [
            (_("stage"), self.stage),
            (_("year"), self.started),
            (_("cost"), self.cost_band != choices.CostBand.UNKNOWN),
            (_("evidence"), self.evidence_level),
        ]
        return [str(name) for name, value in facts if not value]

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


class FormerSlug(models.Model):
    """A slug that an initiative had; its address leads to the one of today."""

    slug = models.SlugField(max_length=120, unique=True)
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="former_slugs"
    )

    def __str__(self) -> str:
        return self.slug


def pk_from_reference(reference: str) -> int | None:
    """The key behind `CH-1042`, in any case of letters; None for anything else."""
    prefix, _sep, number = reference.strip().upper().partition("-")
    if prefix != "CH" or not (number.isascii() and number.isdigit()):
        return None
    if len(number) > 15:  # noqa: PLR2004 - beyond any bigint key
        return None
    return int(number) - FIRST_REFERENCE
