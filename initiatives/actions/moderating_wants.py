"""What moderators do with needs: hide, show, reopen, merge."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from councilhub.types import Viewer
from initiatives import emails
from initiatives.models import Want, WantAnswer, WantSupport


@transaction.atomic
def hide_want(*, want: Want, by: Viewer, reason: str) -> None:
    """Take it from readers; whoever added it is told why."""
    _require_moderator(want, by)
    if not reason.strip():
        raise ValidationError(_("Give the reason. It is sent to who added it."))
    want.hidden_at, want.hidden_reason = timezone.now(), reason.strip()
    want.save(update_fields=["hidden_at", "hidden_reason"])
    emails.tell_want_hidden(want)


def show_want(*, want: Want, by: Viewer) -> None:
    """Give it back to readers."""
    _require_moderator(want, by)
    want.hidden_at, want.hidden_reason = None, ""
    want.save(update_fields=["hidden_at", "hidden_reason"])


def reopen_want(*, want: Want, by: Viewer) -> None:
    """What answers it so far does not meet it; what is linked later may."""
    _require_moderator(want, by)
    want.reopened_at = timezone.now()
    want.save(update_fields=["reopened_at"])


@transaction.atomic
def merge_wants(*, wants: Iterable[Want], into: Want, by: Viewer) -> int:
    """Move councils and answers of the others to one; their addresses lead there.

    Who asked for another one is told of what answers this one already. Returns how
    many were merged.
    """
    keys = {want.pk for want in wants} - {into.pk}
    rows = Want.objects.select_for_update().filter(pk__in={*keys, into.pk})
    locked = rows.filter(merged_into=None).order_by("pk").in_bulk()
    if into.pk not in locked:
        raise ValidationError(_("“%(want)s” was merged itself."), params={"want": into})
    others = [locked[pk] for pk in sorted(keys) if pk in locked]
    for want in [into, *others]:
        _require_moderator(want, by)
    for want in others:
        _merge(want, into)
    return len(others)


def _merge(want: Want, into: Want) -> None:
    """Each council stays once, each answer too; who hears of which for the first time
    is told.
    """
    told_here, told_there = _told_of(into), _told_of(want)
    _yield(want, into)
    here, there = into.supports.standing(), want.supports.standing()
    moved = list(there.exclude(council__in=here.values("council")))
    stayed = list(here.exclude(council__in=there.values("council")))
    known = list(into.answers.filter(initiative__in=told_here - told_there))
    new = list(want.answers.exclude(initiative__in=into.answers.values("initiative")))
    WantSupport.objects.filter(pk__in=[one.pk for one in moved]).update(want=into)
    WantAnswer.objects.filter(pk__in=[one.pk for one in new]).update(want=into)
    for answer in known:
        emails.tell_want_met(answer, moved)
    for answer in new:
        answer.want = into
        if answer.initiative_id in told_there - told_here:
            emails.tell_want_met(answer, stayed)
    into.functions.add(*want.functions.all())
    want.merged_into = into
    want.save(update_fields=["merged_into"])
    want.merged.update(merged_into=into)


def _told_of(want: Want) -> set[int]:
    """The initiatives of which those who asked for it were told."""
    told = want.answers.exclude(told_at=None)
    return set(told.values_list("initiative", flat=True))


def _yield(want: Want, into: Want) -> None:
    """What was taken back from the one makes room for what stands in the other."""
    councils = want.supports.standing().values("council")
    answered = want.answers.standing().values("initiative")
    into.supports.exclude(left_at=None).filter(council__in=councils).delete()
    into.answers.exclude(withdrawn_at=None).filter(initiative__in=answered).delete()


def _require_moderator(want: Want, by: Viewer) -> None:
    """Nobody moderates the need of their own council."""
    if not by.is_staff or by.council_id == want.council_id:
        raise PermissionDenied
