"""A named lead council's yes or no to a partner's case study."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from councilhub.types import Viewer
from councils.models import Council
from initiatives import content, emails
from initiatives.actions.states import (
    Act,
    WrongStateError,
    change_state,
    locked,
    note,
    require_own,
)
from initiatives.choices import State
from initiatives.models import Confirmation, Revision

Answer = Confirmation.Answer


def ask_leads(revision: Revision) -> bool:
    """Ask every lead council for its yes; True when all of them have said it.

    A yes to the same words, in this revision or an earlier one, still counts.
    """
    fingerprint = content.fingerprint(revision.document)
    leads = Council.objects.filter(la_code__in=content.lead_codes(revision.document))
    earlier = {
        said.council_id: said
        for said in Confirmation.objects.filter(
            revision__initiative=revision.initiative_id,
            answer=Answer.YES,
            fingerprint=fingerprint,
        ).order_by("answered_at")
    }
    revision.confirmations.exclude(council__in=leads).delete()
    for council in leads:
        said = earlier.get(council.pk)
        revision.confirmations.update_or_create(
            council=council,
            defaults={
                "answer": Answer.YES if said else Answer.WAITING,
                "fingerprint": fingerprint,
                "reason": "",
                "answered_at": said.answered_at if said else None,
                "answered_by_id": said.answered_by_id if said else None,
                "asked_at": timezone.now(),
                "reminders": 0,
            },
        )
    return not revision.confirmations.filter(answer=Answer.WAITING).exists()


@transaction.atomic
def confirm(
    *, confirmation: Confirmation, by: Viewer, seen_version: int | None = None
) -> Revision:
    """The council says yes; with the last yes the revision goes to the moderators.

    Raises WrongStateError when it was answered, or changed since `seen_version`.
    """
    revision = _answer(confirmation, Answer.YES, by, seen_version=seen_version)
    council = confirmation.council
    if revision.confirmations.exclude(answer=Answer.YES).exists():
        note(revision=revision, act=Act.CONFIRM, by=by, council=council)
    else:
        revision.submitted_at = timezone.now()
        change_state(
            revision=revision,
            act=Act.CONFIRM,
            to=State.SUBMITTED,
            by=by,
            council=council,
        )
    return revision


@transaction.atomic
def refuse(
    *,
    confirmation: Confirmation,
    by: Viewer,
    reason: str,
    seen_version: int | None = None,
) -> Revision:
    """The council says no: back to the author, with the reason."""
    if not reason.strip():
        raise ValidationError(_("Say why, so that the author can put it right."))
    revision = _answer(
        confirmation, Answer.NO, by, reason=reason, seen_version=seen_version
    )
    change_state(
        revision=revision,
        act=Act.REFUSE,
        to=State.CHANGES_REQUESTED,
        by=by,
        reason=reason,
        council=confirmation.council,
    )
    return revision


def _answer(
    confirmation: Confirmation,
    answer: Answer,
    by: Viewer,
    *,
    reason: str = "",
    seen_version: int | None,
) -> Revision:
    theirs = Council.objects.acted_for_by(by.council_id)
    if not (by.council_id and theirs.filter(pk=confirmation.council_id).exists()):
        raise PermissionDenied
    revision = locked(confirmation.revision, seen_version)
    asked = Confirmation.objects.waiting().filter(pk=confirmation.pk)
    answered = asked.update(
        answer=answer,
        reason=reason.strip(),
        answered_at=timezone.now(),
        answered_by=by.user_id,
        fingerprint=content.fingerprint(revision.document),
    )
    if not answered:
        raise WrongStateError("it was answered, or is not asked any more")
    return revision


@transaction.atomic
def invite_confirmer(*, confirmation: Confirmation, email: str, by: Viewer) -> None:
    """Ask a person at the council by mail, where nobody there is in the hub yet.

    Raises ValidationError unless the address is at one of the council's domains, and
    where people there are in the hub or three were invited; WrongStateError when the
    council is not asked any more. The same address again gets no second mail.
    """
    require_own(confirmation.revision.initiative, by)
    locked(confirmation.revision)
    waiting = Confirmation.objects.waiting().with_officers().select_related("council")
    asked = waiting.filter(pk=confirmation.pk).first()
    if asked is None:
        raise WrongStateError("it is not asked any more")
    email, council = email.lower(), asked.council
    acting = Council.objects.acting_for(council)
    if not acting.at_domain(email.rpartition("@")[2]).exists():
        raise ValidationError(
            _("Give an address at one of %(council)s’s own domains."),
            params={"council": council.name},
        )
    if asked.invited == email:
        return
    if obstacle := asked.obstacle_to_inviting():
        raise ValidationError(obstacle)
    asked.invited = email
    asked.invitations += 1
    asked.save(update_fields=["invited", "invitations"])
    emails.invite_confirmer(asked)
