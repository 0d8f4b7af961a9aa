"""What councils do with needs: add one, join it, answer it. What moderators do is in
`moderating_wants`.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from councilhub.types import Viewer
from initiatives import content
from initiatives.actions.meeting import meet_wants
from initiatives.actions.writing import start_initiative
from initiatives.choices import Status
from initiatives.models import (
    Function,
    Initiative,
    Revision,
    Want,
    WantAnswer,
    WantSupport,
)
from initiatives.models.wanted import free_slug

A_DAY = dt.timedelta(days=1)
# Of one person within a day: more than anybody needs.
MOST_ADDED, MOST_JOINED, MOST_ANSWERED = 5, 50, 20
LONGEST_TITLE = 100  # of an initiative
SLUG_LOCK = 7_103_014


@transaction.atomic
def add_want(
    *, by: Viewer, title: str, why: str = "", functions: Iterable[Function] = ()
) -> Want:
    """A need of the viewer's council. Raises PermissionDenied, or ValidationError after
    too many on one day.
    """
    council_id = _council_of(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLUG_LOCK])
    added = Want.objects.filter(added_by=by.user_id)
    _at_most(MOST_ADDED, added.filter(created_at__gt=timezone.now() - A_DAY))
    want = Want.objects.create(
        title=title,
        slug=free_slug(title),
        why=why,
        council_id=council_id,
        added_by_id=by.user_id,
    )
    want.functions.set(functions)
    want.supports.create(council_id=council_id, by_id=by.user_id)
    return want


@transaction.atomic
def join_want(*, want: Want, by: Viewer) -> bool:
    """The viewer's council needs it too, and the viewer is told when it is met; False
    if somebody there is told already.
    """
    council_id = _council_of(by)
    joined = WantSupport.objects.filter(by=by.user_id)
    _at_most(MOST_JOINED, joined.filter(at__gt=timezone.now() - A_DAY))
    Want.objects.select_for_update(no_key=True).get(pk=want.pk)
    there = want.supports.filter(council=council_id)
    if there.standing().exclude(by=None).exists():
        return False
    # A row of its own: a mail to whoever was told before must not stop this one.
    there.delete()
    want.supports.create(council_id=council_id, by_id=by.user_id)
    return True


def leave_want(*, want: Want, by: Viewer) -> bool:
    """Take the council's need back; False if it was not there."""
    ours = want.supports.standing().filter(council=_council_of(by))
    return bool(ours.update(left_at=timezone.now()))


@transaction.atomic
def answer_want(*, want: Want, initiative: Initiative, by: Viewer) -> WantAnswer:
    """“We have done this”: those who asked are told once readers have it.

    Raises PermissionDenied unless the viewer's council leads the initiative.
    What was withdrawn and is linked again tells nobody a second time.
    """
    council_id = _council_of(by)
    if not initiative.is_led_by(by):
        raise PermissionDenied
    given = WantAnswer.objects.filter(by=by.user_id)
    _at_most(MOST_ANSWERED, given.filter(at__gt=timezone.now() - A_DAY))
    who = {"council_id": council_id, "by_id": by.user_id}
    answer, made = want.answers.get_or_create(initiative=initiative, defaults=who)
    if not made:
        _link_again(answer, who)
    if initiative.status == Status.PUBLISHED:
        meet_wants(initiative)
    return answer


def _link_again(answer: WantAnswer, who: dict[str, Any]) -> None:
    """Nothing where it was not withdrawn; as new where nobody was told before."""
    gone = WantAnswer.objects.exclude(withdrawn_at=None).filter(pk=answer.pk)
    gone.filter(told_at=None).update(live_at=None)
    gone.update(withdrawn_at=None, at=timezone.now(), **who)


@transaction.atomic
def write_answer(*, want: Want, by: Viewer, token: uuid.UUID | None = None) -> Revision:
    """Start a draft that answers the need when it is published. The same token again
    gives the same draft.
    """
    _council_of(by)
    codes = list(want.functions.values_list("code", flat=True))[:3]
    named: dict[str, Any] = {"title": want.title[:LONGEST_TITLE], "functions": codes}
    document = content.blank_document(**named)
    revision = start_initiative(by=by, document=document, token=token)
    answer_want(want=want, initiative=revision.initiative, by=by)
    return revision


def withdraw_answer(*, answer: WantAnswer, by: Viewer) -> bool:
    """It is no answer after all; False if that was said already. For the council that
    gave it alone.
    """
    given = WantAnswer.objects.of(by).standing().filter(pk=answer.pk)
    return bool(given.update(withdrawn_at=timezone.now()))


def _council_of(by: Viewer) -> int:
    if by.council_id is None:
        raise PermissionDenied
    return by.council_id


def _at_most(most: int, done: Any) -> None:
    if done.count() >= most:
        raise ValidationError(
            _("That is %(most)d within a day, which is the most. Go on tomorrow."),
            params={"most": most},
        )
