"""What is known about a council: domains, figures, the councils most like it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from councilhub.free_mail import refuse_free_mail
from councils.models.council import Council


class EmailDomain(models.Model):
    """What follows the @ in a council's addresses. Councils may share one."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="email_domains")
    domain = models.CharField(
        max_length=120,
        validators=[
            RegexValidator(
                r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$",
                _("Write what follows the @, in small letters: example.gov.uk"),
            )
        ],
    )

    class Meta:
        ordering = ["domain"]
        verbose_name = _("e-mail domain")
        constraints = [
            UniqueConstraint(fields=["council", "domain"], name="domain_once"),
            CheckConstraint(
                condition=Q(domain=Lower("domain")), name="domain_in_small_letters"
            ),
        ]
        indexes = [models.Index(fields=["domain"], name="domain")]

    def __str__(self) -> str:
        return self.domain

    def clean(self) -> None:
        refuse_free_mail(self.domain)


class MetricQuerySet(models.QuerySet["Metric"]):
    def of(self, councils: Iterable[Council]) -> dict[int, dict[str, "Metric"]]:
        """The metrics of some councils, by council and kind, in one query."""
        found: dict[int, dict[str, Metric]] = defaultdict(dict)
        for metric in self.filter(council__in=[council.pk for council in councils]):
            found[metric.council_id][metric.kind] = metric
        return found


class Metric(models.Model):
    """A published figure about a council, with its year and source."""

    class Kind(models.TextChoices):
        POPULATION = "population", _("Population")
        AREA = "area", _("Area in km²")
        DENSITY = "density", _("People per km²")
        DEPRIVATION = "deprivation", _("Deprivation, UK-wide score")
        DEPRIVATION_ENGLAND = "deprivation-england", _("Deprivation, English index")
        URBAN_RURAL = "urban-rural", _("Urban or rural")
        EMPLOYMENT = "employment", _("Employment rate")
        PAY = "pay", _("Median weekly pay")
        HOUSING = "housing", _("House prices to earnings")
        CHILD_POVERTY = "child-poverty", _("Children in relative poverty")
        BROADBAND = "broadband", _("Gigabit-capable broadband")

    council = models.ForeignKey(Council, models.CASCADE, related_name="metrics")
    kind = models.CharField(max_length=30, choices=Kind)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    label = models.CharField(
        max_length=80, help_text=_("The figure as people read it.")
    )
    period = models.CharField(max_length=40)
    source = models.CharField(max_length=200)
    percentile = models.PositiveSmallIntegerField(
        null=True, help_text=_("Percentage of the compared councils that are lower.")
    )
    compared = models.PositiveSmallIntegerField(
        null=True, help_text=_("How many councils it is compared with.")
    )

    objects = MetricQuerySet.as_manager()

    class Meta:
        ordering = ["council", "kind"]
        constraints = [UniqueConstraint(fields=["council", "kind"], name="metric_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.label}"


class NeighbourQuerySet(models.QuerySet["Neighbour"]):
    def of(self, council: Council, likeness: str = "overall") -> Self:
        """The councils most like `council` that still exist, the most alike first."""
        exists = Q(neighbour__in=Council.objects.current())
        links = self.filter(exists, council=council, likeness=likeness)
        return links.select_related("neighbour").order_by("rank")


class Neighbour(models.Model):
    """One of the councils most like a council; rank 1 is the most alike."""

    class Likeness(models.TextChoices):
        OVERALL = "overall", _("Overall")

    council = models.ForeignKey(Council, models.CASCADE, related_name="neighbour_links")
    neighbour = models.ForeignKey(Council, models.CASCADE, related_name="+")
    likeness = models.CharField(
        max_length=20, choices=Likeness, default=Likeness.OVERALL
    )
    rank = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    objects = NeighbourQuerySet.as_manager()

    class Meta:
        ordering = ["council", "likeness", "rank"]
        constraints = [
            UniqueConstraint(
                fields=["council", "likeness", "rank"], name="neighbour_rank_once"
            ),
            CheckConstraint(
                condition=~Q(council=F("neighbour")),
                name="not_its_own_neighbour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council_id} → {self.neighbour_id} ({self.rank})"
