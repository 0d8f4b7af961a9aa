"""Which initiatives a viewer may see, change, decide on, or find in lists."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from councilhub.types import Viewer
from councils.models import Council, Neighbour
from initiatives.choices import Role, Stage, State, Status
from initiatives.models.topics import Function, Theme
from partners.models import Partner

if TYPE_CHECKING:
    from initiatives.models.initiative import Initiative
    from initiatives.models.revision import RevisionQuerySet
    from initiatives.models.wanted import Want

LATELY_DAYS = 30
LEADS_SEE = [State.AWAITING_CONFIRMATION, State.SUBMITTED, State.CHANGES_REQUESTED]


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def listed_for(self, viewer: Viewer) -> Self:
        """What may stand in lists, counts and feeds for this viewer."""
        listed = self.filter(status=Status.PUBLISHED, audience__lte=viewer.clearance)
        return listed if settings.DEMO else listed.real()

    def real(self) -> Self:
        """Without what was made up for a demonstration. It leaves the hub in no form:
        a file or a feed would lose the label.
        """
        return self.filter(invented=False)

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

    def judged_by(self, viewer: Viewer) -> Self:
        """Those on which this moderator may decide: nothing that they, their council
        or their partner had a hand in.
        """
        if not viewer.is_staff:
            return self.none()
        rows = self.exclude(author=viewer.user_id).exclude(
            pk__in=self.model.objects.own(viewer).values("pk")
        )
        if viewer.council_id:
            rows = rows.exclude(pk__in=self._led_by_id(viewer.council_id))
        return rows

    def team_of(self, viewer: Viewer) -> Self:
        """Those of whose readers the viewer is told how many they are: their own side
        of the work, the councils that lead it, its author, and moderators.
        """
        if viewer.is_staff:
            return self
        mine = Q(pk__in=self.model.objects.own(viewer).values("pk"))
        if viewer.is_signed_in:
            mine |= Q(author=viewer.user_id)
        if viewer.council_id:
            mine |= Q(pk__in=self._led_by_id(viewer.council_id))
        return self.filter(mine)

    def with_standing(self, viewer: Viewer) -> Self:
        """Each with whether it `is_own` of the viewer and they are its team."""
        if not viewer.is_signed_in:
            return self.annotate(is_own=Value(False), is_team=Value(False))
        one = self.model.objects.filter(pk=OuterRef("pk"))
        return self.annotate(
            is_own=Exists(one.own(viewer)), is_team=Exists(one.team_of(viewer))
        )

    def with_reads(self) -> Self:
        """Each with how often it was read: `reads` in all, `reads_lately` in 30 days.

        For its team alone: see `team_of`.
        """
        counts = self.model.read_counts.rel.related_model._default_manager.filter(
            initiative=OuterRef("pk")
        ).order_by()
        since = timezone.localdate() - dt.timedelta(days=LATELY_DAYS)
        return self.annotate(
            reads=_sum(counts), reads_lately=_sum(counts.filter(day__gt=since))
        )

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
                Exists(_revisions().filter(state__in=LEADS_SEE))
            )
        if viewer.is_staff:
            reached = _revisions().seen_by_moderators()
            seen |= ~Q(status=Status.UNPUBLISHED) | Q(Exists(reached))
        visible = self.filter(seen)
        return visible if settings.DEMO else visible.real()

    def at(self, slug: str) -> "Initiative | None":
        """The one whose page stands at this slug today."""
        return self.filter(slug=slug).first()

    def once_at(self, slug: str) -> Self:
        """The one whose page stood at this slug before a moderator moved it."""
        return self.filter(former_slugs__slug=slug)

    def of_council(self, council: Council) -> Self:
        """Led by the council, or naming it among those involved, as published: `leads`
        also holds those of a draft.
        """
        return self.filter(
            Q(lead_council=council)
            | Q(pk__in=council.involvements.values("initiative"))
        )

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
            pk__in=self.model.functions.through.objects.filter(function__in=own).values(
                "initiative"
            )
        )

    def for_result(self) -> Self:
        """With what a page says of each, without a query per row; `source_date` is that
        of the text which a summary comes from.
        """
        rows = self.select_related("lead_council", "supplied_by")
        return rows.annotate(source_date=KT("source__date"))

    def for_reader(self, viewer: Viewer) -> Self:
        """For its page: where the viewer stands, and what only its team is told."""
        rows = self.for_result().with_standing(viewer)
        return rows.with_reads() if viewer.is_signed_in else rows

    def with_contacts(self, viewer: Viewer) -> Self:
        """Each with whom this viewer may ask, `shown_contacts`: values, no rows."""
        contacts: Any = self.model.contacts.rel.related_model._default_manager
        shown = contacts.filter(initiative=OuterRef("pk")).shown_to(viewer)
        told = {name: name for name in ("name", "role", "email", "is_public")}
        told["calls_a_month"] = "calls_a_month"
        return self.annotate(
            shown_contacts=ArraySubquery(shown.values(told=JSONObject(**told)))
        )

    def for_list(self) -> Self:
        """Rows of a list: what each says in it, with its `other_leads`; not its whole
        content.
        """
        leads = self.model.involvements.rel.related_model._default_manager.filter(
            initiative=OuterRef("pk"), role=Role.LEAD, council__isnull=False
        ).exclude(council=OuterRef("lead_council"))
        rows = self.for_result().defer("document", "source")
        return rows.annotate(
            other_leads=ArraySubquery(leads.order_by("pk").values("council__name"))
        )

    def written_about(self, viewer: Viewer) -> Self:
        """What partners wrote about the viewer's council, as far as they may see it;
        `newest_title` and `newest_state` are those of the last version.
        """
        if not viewer.council_id:
            return self.none()
        led = Q(pk__in=self._led_by_id(viewer.council_id))
        last = _revisions().order_by("-number")
        titles = last.annotate(its_title=KT("document__title")).values("its_title")
        return (
            self.visible_to(viewer)
            .filter(led, supplied_by__isnull=False)
            .annotate(
                newest_title=Subquery(titles[:1]),
                newest_state=Subquery(last.values("state")[:1]),
            )
        )

    def that_answer(self, want: "Want", viewer: Viewer) -> Self:
        """Led by the viewer's council and published, and not linked to the need yet."""
        if not viewer.council_id:
            return self.none()
        led = self.listed_for(viewer).filter(pk__in=self._led_by_id(viewer.council_id))
        return led.exclude(
            pk__in=want.answers.standing().values("initiative")
        ).order_by("title")

    def kept(self) -> Self:
        """Given to readers, and neither archived nor removed since."""
        return self.filter(status=Status.PUBLISHED)

    def put_away(self) -> Self:
        """Archived by its people, or removed by a moderator."""
        return self.filter(status__in=[Status.ARCHIVED, Status.REMOVED])

    def early(self) -> Self:
        """What councils still look into, newest first."""
        return self.filter(stage__in=[Stage.IDEA, Stage.EXPLORING]).newest()

    def published(self) -> Self:
        """Given to readers at some time, archived and removed ones included."""
        return self.exclude(status=Status.UNPUBLISHED)

    def like_council(self, council_id: int) -> Self:
        """Of councils alike (provisionally by the ONS's neighbours), newest first; each
        row with its council's rank among them.
        """
        peers = Neighbour.objects.filter(council=council_id, likeness="overall")
        rows = self.filter(lead_council__in=peers.values("neighbour"))
        return rows.with_likeness(council_id).newest()

    def with_likeness(self, council_id: int) -> Self:
        """Each with the rank of its council among those like this one, ``likeness``: 0
        for the council itself.
        """
        peers = Neighbour.objects.filter(council=council_id, likeness="overall")
        rank = peers.filter(neighbour=OuterRef("lead_council")).order_by("rank")
        own = When(lead_council=council_id, then=Value(0))
        nearest = Subquery(rank.values("rank")[:1])
        return self.annotate(
            likeness=Case(own, default=nearest, output_field=models.IntegerField())
        )

    def published_between(self, start: dt.datetime, end: dt.datetime) -> Self:
        """Given to readers for the first time after `start`, and by `end`."""
        return self.filter(published_at__gt=start, published_at__lte=end)

    def strongest(self) -> Self:
        return self.order_by("-evidence_level", "-published_at", "-pk")

    def figures(self) -> dict[str, int]:
        """How many initiatives, of how many councils, and how many were stopped."""
        return self.real().aggregate(
            initiatives=models.Count("pk"),
            councils=models.Count("lead_council", distinct=True),
            stopped=models.Count("pk", filter=Q(stage=Stage.STOPPED)),
        )

    def newest(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def _led_by_id(self, council_id: int) -> models.QuerySet[Any]:
        """Officers act for their own council and for those that it came after."""
        councils = Council.objects.acted_for_by(council_id)
        return self.model.leads.through.objects.filter(council__in=councils).values(
            "initiative"
        )

    def _co_authored(self, viewer: Viewer) -> models.QuerySet[Any]:
        return self.model.co_authors.through.objects.filter(user=viewer.user_id).values(
            "initiative"
        )


def _sum(counts: models.QuerySet[Any]) -> Coalesce:
    total = counts.values("initiative").annotate(n=Sum("count")).values("n")
    return Coalesce(Subquery(total), 0)


def _revisions() -> "RevisionQuerySet":
    """Those of the initiative in the query around it."""
    from initiatives.models.revision import Revision  # circular by nature

    return Revision.objects.filter(initiative=OuterRef("pk"))
