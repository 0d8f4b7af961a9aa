"""The register: every principal and combined authority, past, present and planned."""

import datetime as dt
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, CheckConstraint, F, Q, UniqueConstraint, Value, When
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from councils.models.names import plain
from councils.models.population import population_band

# Asked several times for every page of an officer: put together from querysets it would
# take a third of the time that such a page takes.
ACTED_FOR = """
WITH RECURSIVE acted_for (id, step) AS (
    SELECT %s::bigint, 0
    UNION
    SELECT older.id, step + 1 FROM acted_for
    JOIN councils_council_successors link ON link.to_council_id = acted_for.id
    JOIN councils_council older ON older.id = link.from_council_id
    WHERE older.ends_on < %s AND step < 2
) SELECT id FROM acted_for
"""


class CouncilQuerySet(models.QuerySet["Council"]):
    def public(self) -> Self:
        """All that readers may see: a planned council is hidden until it starts."""
        return self.exclude(starts_on__gt=timezone.localdate())

    def current(self) -> Self:
        """Councils that exist today."""
        return self.public().exclude(ends_on__lt=timezone.localdate())

    def principal(self) -> Self:
        """Without combined authorities."""
        return self.exclude(type=Council.Type.COMBINED)

    def named(self, text: str) -> Self:
        """Every word of `text` occurs in the council's name or in another name of it;
        accents, apostrophes and capitals do not matter.
        """
        words = plain(text).split()
        if text.strip() and not words:
            return self.none()
        found = self
        for word in words:
            found = found.filter(search_name__contains=word)
        return found

    def standing(self, standing: str) -> Self:
        """The current, abolished or planned ones; none if it is another word."""
        today = timezone.localdate()
        sets = {
            "current": self.current(),
            "abolished": self.ended(),
            "planned": self.filter(starts_on__gt=today),
        }
        return sets.get(standing, self.none())

    def with_standing(self) -> Self:
        """Each row's ``standing`` says whether it is current or abolished."""
        ended = When(ends_on__lt=timezone.localdate(), then=Value("abolished"))
        return self.annotate(standing=Case(ended, default=Value("current")))

    def those_that_exist_first(self) -> Self:
        """By name, the abolished ones after the others; rows of `with_standing`."""
        return self.order_by("-standing", "short_name", "la_code")

    def chosen(self, **choices: list[str]) -> Self:
        """Rows with one of the values of each choice; an empty choice chooses all."""
        wanted = {f"{name}__in": values for name, values in choices.items() if values}
        return self.filter(**wanted)

    def groups(self) -> list[dict[str, Any]]:
        """How many councils there are of each type, nation, region and standing."""
        fields = ("type", "nation", "region", "standing")
        grouped = self.order_by().values(*fields)
        return list(grouped.annotate(number=models.Count("pk")))

    def with_led(self, initiatives: models.QuerySet[Any]) -> Self:
        """Each row's ``number_led`` says how many of these initiatives it leads."""
        these = Q(initiatives__in=initiatives.values("pk"))
        rows = self.annotate(number_led=models.Count("initiatives", filter=these))
        # Grouped rows come in no order of their own.
        return rows.order_by("short_name", "la_code")

    def at_domain(self, *domains: str) -> Self:
        """Current councils whose staff have addresses at one of `domains`."""
        lower = [domain.lower() for domain in domains]
        return self.current().filter(email_domains__domain__in=lower).distinct()

    def acting_for(self, council: "Council") -> Self:
        """Whose officers act for `council`: its own or, once it is abolished, those
        of the councils that came after it.
        """
        if not council.has_ended:
            return self.filter(pk=council.pk)
        after = Council.objects.filter(predecessors=council)
        later = Council.objects.filter(predecessors__in=after.ended())
        return self.current().filter(Q(pk__in=after) | Q(pk__in=later))

    def acted_for_by(self, council_id: int | None) -> Self:
        """The councils for which officers of `council_id` act: their own, and the
        abolished ones that it came after.
        """
        values = [council_id, timezone.localdate()]
        return self.filter(pk__in=RawSQL(ACTED_FOR, values))  # noqa: S611 - our own words

    def ended(self) -> Self:
        return self.filter(ends_on__lt=timezone.localdate())

    def related_to(self, council: "Council") -> Self:
        """What came before and after `council` and what belongs to it; each row's
        ``relation`` says which.
        """
        after = Q(pk__in=council.successors.values("pk"))
        before = Q(pk__in=council.predecessors.values("pk"))
        district, member = Q(upper_tier=council), Q(combined_authority=council)
        relation = Case(
            When(after, Value("successor")),
            When(before, Value("predecessor")),
            When(district, Value("district")),
            default=Value("member"),
        )
        related = self.public().filter(after | before | district | member)
        return related.annotate(relation=relation).order_by("short_name")


class Council(models.Model):
    """A UK principal or combined authority, present, past or planned."""

    class Type(models.TextChoices):
        COUNTY = "county", _("County council")
        UNITARY = "unitary", _("Unitary authority")
        METROPOLITAN = "metropolitan-district", _("Metropolitan district")
        LONDON = "london-borough", _("London borough")
        CITY_OF_LONDON = "city-of-london", _("City of London")
        DISTRICT = "non-metropolitan-district", _("Non-metropolitan district")
        SCOTTISH = "scottish", _("Scottish council")
        WELSH = "welsh", _("Welsh council")
        NORTHERN_IRISH = "northern-irish", _("Northern Irish council")
        COMBINED = "combined-authority", _("Combined authority")

    class Nation(models.TextChoices):
        ENGLAND = "england", _("England")
        SCOTLAND = "scotland", _("Scotland")
        WALES = "wales", _("Wales")
        NORTHERN_IRELAND = "northern-ireland", _("Northern Ireland")

    class Region(models.TextChoices):
        NORTH_EAST = "north-east", _("North East")
        NORTH_WEST = "north-west", _("North West")
        YORKSHIRE = "yorkshire-and-the-humber", _("Yorkshire and The Humber")
        EAST_MIDLANDS = "east-midlands", _("East Midlands")
        WEST_MIDLANDS = "west-midlands", _("West Midlands")
        EAST = "east-of-england", _("East of England")
        LONDON = "london", _("London")
        SOUTH_EAST = "south-east", _("South East")
        SOUTH_WEST = "south-west", _("South West")
        SCOTLAND = "scotland", _("Scotland")
        WALES = "wales", _("Wales")
        NORTHERN_IRELAND = "northern-ireland", _("Northern Ireland")

    la_code = models.CharField(_("register code"), max_length=12, unique=True)
    gss_code = models.CharField(_("GSS code"), max_length=9, blank=True)
    name = models.CharField(_("official name"), max_length=120)
    short_name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    type = models.CharField(max_length=30, choices=Type)
    nation = models.CharField(max_length=20, choices=Nation)
    region = models.CharField(max_length=30, choices=Region, blank=True)
    upper_tier = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="districts"
    )
    combined_authority = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="members"
    )
    website = models.URLField(blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="predecessors"
    )
    alt_names = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        verbose_name=_("other names"),
    )
    note = models.TextField(blank=True)
    population = models.IntegerField(null=True, blank=True, db_index=True)
    search_name = models.TextField(editable=False)
    trusted_publisher = models.BooleanField(
        default=False,
        help_text=_(
            "What its officers write about its own work is published at once and "
            "looked at afterwards. Never covers what a partner supplies."
        ),
    )

    relation: str  # set by related_to()
    number_led: int  # set by with_led(), or of what a search finds
    region_led: int  # the same of its region

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["short_name", "la_code"]
        constraints = [
            UniqueConstraint(
                fields=["gss_code"], condition=~Q(gss_code=""), name="gss_code_once"
            ),
            CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="council_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_name = self.searchable()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("councils:detail", args=[self.slug])

    def searchable(self) -> str:
        """All names of the council in plain letters; kept in `search_name`."""
        names = [self.name, self.short_name, *self.alt_names]
        return " / ".join(dict.fromkeys(plain(name) for name in names))

    @property
    def place(self) -> str:
        """Where it is: “North West, England”, or the nation alone."""
        region, nation = self.get_region_display(), self.get_nation_display()
        return (
            f"{region}, {nation}"
            if region and nation not in region
            else (region or nation)
        )

    @property
    def has_started(self) -> bool:
        return self.starts_on is None or self.starts_on <= timezone.localdate()

    @property
    def has_ended(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def is_current(self) -> bool:
        return self.has_started and not self.has_ended

    @property
    def abolished_on(self) -> dt.date | None:
        """The first day without the council."""
        return self.ends_on + dt.timedelta(days=1) if self.ends_on else None

    @property
    def population_band(self) -> str:
        return population_band(self.population)
