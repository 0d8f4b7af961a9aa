"""Needs that councils have and found no answer to."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVector,
    TrigramSimilarity,
)
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from councilhub.types import Viewer
from councils.models import Council
from initiatives.models.topics import Function
from initiatives.models.want_parts import WantAnswer, WantSupport

LANGUAGE = "hub_english"
SLUG_LENGTH = 100
RESERVED = {"new"}
# Like enough to be shown to somebody who adds a need: letters of the title, or a third
# of the words.
ALIKE, SOME_WORDS = 0.3, 0.02
MOST_ALIKE = 5


class WantQuerySet(models.QuerySet["Want"]):
    def shown(self) -> Self:
        """What readers get: not hidden, and not merged into another."""
        return self.filter(hidden_at=None, merged_into=None)

    def merged_at(self, slug: str) -> "Want | None":
        """What the need that stood at this slug was merged into, if readers get it."""
        return self.shown().filter(merged__slug=slug).first()

    def for_list(self, viewer: Viewer) -> Self:
        """Those that at least one council has, with what a list says of each."""
        return self.shown().with_facts(viewer).filter(councils__gt=0)

    def with_facts(self, viewer: Viewer) -> Self:
        """How many councils have it and which, whether it is met by something that
        this viewer may read, whether it is the viewer's council's too, and whether
        nobody there is told.
        """
        standing = WantSupport.objects.standing().filter(want=OuterRef("pk"))
        supports = standing.order_by("at", "pk")
        number = supports.order_by().values("want").annotate(n=Count("pk"))
        answers = WantAnswer.objects.live(viewer).filter(want=OuterRef("pk"))
        ours = supports.filter(council=viewer.council_id)
        return self.annotate(
            councils=Coalesce(Subquery(number.values("n")), 0),
            council_names=ArraySubquery(supports.values("council__short_name")),
            topics=ArraySubquery(
                Function.objects.filter(wants=OuterRef("pk")).values("name")
            ),
            is_met=Exists(
                answers.filter(
                    Q(want__reopened_at=None) | Q(live_at__gt=F("want__reopened_at"))
                )
            ),
            is_ours=Exists(ours) if viewer.council_id else Value(False),
            is_unheard=Exists(ours.filter(by=None)),
        ).prefetch_related(
            Prefetch(
                "answers",
                WantAnswer.objects.live(viewer)
                .select_related("initiative__lead_council")
                .defer("initiative__document"),
                to_attr="shown_answers",
            )
        )

    def ranked(self) -> Self:
        """What most councils need comes first."""
        return self.order_by("-councils", "-created_at", "-pk")

    def open(self) -> Self:
        return self.filter(is_met=False)

    def met(self) -> Self:
        return self.filter(is_met=True)

    def about(self, function: Function) -> Self:
        """Of this function or one of its children."""
        own = Function.objects.filter(Q(pk=function.pk) | Q(parent=function))
        return self.filter(
            pk__in=Want.functions.through.objects.filter(function__in=own).values(
                "want"
            )
        )

    def matching(self, text: str) -> Self:
        """With all the words, or with a title that is spelt much like them."""
        query = SearchQuery(text, search_type="websearch", config=LANGUAGE)
        return self.annotate(words=_vector(), likeness=_likeness(text)).filter(
            Q(words=query) | Q(likeness__gt=ALIKE)
        )

    def similar_to(self, text: str) -> Self:
        """With some of the words or a title much like it, the most like first."""
        either = SearchQuery(
            " or ".join(_plain_words(text)), search_type="websearch", config=LANGUAGE
        )
        rows = self.annotate(
            likeness=_likeness(text), rank=SearchRank(_vector(), either)
        )
        alike = rows.filter(Q(likeness__gt=ALIKE) | Q(rank__gt=SOME_WORDS))
        return alike.order_by(-(F("likeness") + 10 * F("rank")), "-pk")[:MOST_ALIKE]


def _vector() -> SearchVector:
    return SearchVector("title", "why", config=LANGUAGE)


def _likeness(text: str) -> TrigramSimilarity:
    return TrigramSimilarity("title", text)


def _plain_words(text: str) -> list[str]:
    """Without the signs and words that say how a search is to be read."""
    letters = "".join(x if x.isalnum() else " " for x in text)
    return [word for word in letters.split() if word.lower() != "or"]


class Want(models.Model):
    """A need in plain words, and the councils that have it. Shown to everybody.

    One that a moderator merged into another leads there; one that is met may be
    reopened, and then only what answers it later meets it.
    """

    title = models.CharField(_("the need"), max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    why = models.TextField(_("why, and what would help"), max_length=1000, blank=True)
    functions = models.ManyToManyField(
        Function, blank=True, related_name="wants", verbose_name=_("services")
    )
    council = models.ForeignKey(Council, models.PROTECT, related_name="wants_added")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="wants_added",
    )
    created_at = models.DateTimeField(_("added"), default=timezone.now)
    reopened_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.TextField(max_length=2000, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )

    # What rows of `with_facts` know.
    councils: int
    council_names: list[str]
    topics: list[str]
    is_met: bool
    is_ours: bool
    is_unheard: bool
    shown_answers: list["WantAnswer"]

    objects = WantQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("need")
        verbose_name_plural = _("wanted")
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
                name="want_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | ~Q(hidden_reason=""),
                name="want_hidden_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("wanted:detail", args=[self.slug])


def free_slug(title: str) -> str:
    """A slug of its own; a number tells the like apart. The caller holds a lock."""
    base = slugify(title)[:SLUG_LENGTH].strip("-") or "need"
    alike: Any = Want.objects.filter(slug__startswith=base)
    taken = RESERVED.union(alike.values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
