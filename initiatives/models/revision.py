"""Versions of an initiative's content."""

from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.utils.translation import gettext_lazy as _

from councilhub.types import Viewer
from initiatives.choices import OPEN_STATES, WRITING_STATES, State, Status
from initiatives.models.initiative import Initiative
from initiatives.models.initiative_rows import LEADS_SEE


class RevisionQuerySet(models.QuerySet["Revision"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def in_hand(self) -> Self:
        """What its people may still work on: the open ones and, of what was never
        published, the last one even when it was declined; not if they threw it away.
        """
        from initiatives.models.history import HistoryEntry  # circular by nature

        thrown_away = HistoryEntry.objects.filter(
            revision=OuterRef("pk"), act=HistoryEntry.Act.DISCARD
        )
        newer = Revision.objects.filter(
            initiative=OuterRef("initiative"), number__gt=OuterRef("number")
        )
        declined = Q(state=State.DECLINED, initiative__status=Status.UNPUBLISHED)
        closed = declined & ~Exists(newer) & ~Exists(thrown_away)
        return self.filter(Q(state__in=OPEN_STATES) | closed)

    def of(self, initiatives: models.QuerySet[Initiative]) -> Self:
        return self.filter(initiative__in=initiatives.values("pk"))

    def for_list(self) -> Self:
        """What a list of work shows, newest first, without a query per row."""
        return self.select_related(
            "initiative__lead_council", "initiative__supplied_by", "author"
        ).order_by("-saved_at")

    def with_reason(self) -> Self:
        """Each row's ``reason`` says why it was sent back or declined last."""
        from initiatives.models.history import HistoryEntry  # circular by nature

        noes = HistoryEntry.objects.sent_back().filter(revision=OuterRef("pk"))
        return self.annotate(reason=Subquery(noes.values("reason")[:1]))

    def given_to_readers(self) -> Self:
        return self.exclude(published_at=None)

    def seen_by_moderators(self) -> Self:
        """What reached them: no draft, nothing that its council has to confirm yet or
        refused.
        """
        from initiatives.models.history import HistoryEntry  # circular by nature

        reached = HistoryEntry.objects.filter(
            revision=OuterRef("pk"), after=State.SUBMITTED
        )
        sent_back = Q(state__in=[State.CHANGES_REQUESTED, State.DECLINED])
        return self.exclude(
            state__in=[State.DRAFT, State.AWAITING_CONFIRMATION]
        ).filter(~sent_back | Exists(reached))

    def waiting(self) -> Self:
        """What moderators must decide, oldest first."""
        return self.filter(state=State.SUBMITTED).order_by("submitted_at", "pk")

    def unseen(self) -> Self:
        """Published by a trusted publisher, not yet looked at."""
        return self.filter(needs_look=True).order_by("submitted_at", "pk")

    def queue(self) -> Self:
        """All that waits for a moderator, oldest first, in one go."""
        return self.filter(Q(state=State.SUBMITTED) | Q(needs_look=True)).order_by(
            "submitted_at", "pk"
        )

    def length(self) -> dict[str, Any]:
        """How many there are, and since when the oldest waits."""
        return self.aggregate(number=Count("pk"), oldest=Min("submitted_at"))

    def for_queue(self) -> Self:
        """With `its_title` and who leads, supplied and wrote it; without the texts."""
        return (
            self.annotate(its_title=KT("document__title"))
            .select_related(
                "initiative__lead_council", "initiative__supplied_by", "author"
            )
            .defer("document", "initiative__document", "initiative__source")
        )

    def decidable_by(self, viewer: Viewer) -> Self:
        """Moderators decide; never on their own council's work, nor their own."""
        judged = Initiative.objects.judged_by(viewer)
        return self.of(judged).exclude(author=viewer.user_id)


class Revision(models.Model):
    """One version of an initiative's whole content, as a JSON document."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=24, choices=State, default=State.DRAFT)
    document = models.JSONField(default=dict)
    version = models.PositiveIntegerField(
        default=1, help_text=_("Grows with each save: two people saving is noticed.")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="revisions",
    )
    note = models.CharField(
        _("what changed"), max_length=200, blank=True, help_text=_("For readers.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    needs_look = models.BooleanField(
        default=False,
        help_text=_("Published by a trusted publisher; a moderator looks afterwards."),
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "number"], name="revision_number_once"
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_revision",
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(state=State.PUBLISHED),
                name="one_published_revision",
            ),
        ]
        indexes = [
            models.Index(
                fields=["submitted_at", "id"],
                condition=Q(state=State.SUBMITTED) | Q(needs_look=True),
                name="revision_queue",
            )
        ]

    def __str__(self) -> str:
        known = self.__dict__.get("its_title") or self.document.get("title")
        title = known or self.initiative.reference
        return f"{title} ({self.number})"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def can_be_written(self) -> bool:
        return self.state in WRITING_STATES


@dataclass(frozen=True)
class WorkingCopy:
    """What a writer finds: the open revision's document, or what a new one starts with.

    Equal versions have equal content, whatever revision they belong to: so a form
    that was opened before a revision was published does not overwrite the next one.
    """

    document: dict[str, Any]
    version: int
    revision: Revision | None


def working_copy(initiative: Initiative) -> WorkingCopy:
    """The open revision, else the published content, else the last revision's."""
    last = initiative.revisions.first()
    if last is None:
        return WorkingCopy(initiative.document, 1, None)
    revision = last if last.is_open else None
    if revision or initiative.status == Status.UNPUBLISHED:
        return WorkingCopy(last.document, last.version, revision)
    same = last.document == initiative.document
    return WorkingCopy(initiative.document, last.version + (not same), None)


def newest_shown_to(
    viewer: Viewer, initiative: Initiative, *, is_own: bool
) -> Revision | None:
    """Of what was never published: the newest version that this viewer may read.

    Its own people and its author read every one; others none that is a draft again.
    """
    rows = initiative.revisions.all()
    if is_own or initiative.author_id == viewer.user_id:
        return rows.first()
    shown = Q(pk__in=[])
    if viewer.is_staff:
        shown |= Q(pk__in=rows.seen_by_moderators().values("pk"))
    if initiative.is_led_by(viewer):
        shown |= Q(state__in=LEADS_SEE)
    return rows.filter(shown).first()
