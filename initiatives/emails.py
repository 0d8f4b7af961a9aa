"""Mails about initiatives: who is told what, in which words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.mail import queue_email
from accounts.models import Membership, User
from councils.models import Council
from initiatives.choices import State
from initiatives.models import Confirmation, HistoryEntry, Initiative, Revision

Act = HistoryEntry.Act
LOOK_AGAIN = (Act.ASK_CHANGES, Act.DECLINE, Act.REMOVE, Act.PUBLISH, Act.RESTORE)


def tell_of_state(entry: HistoryEntry) -> None:
    """Tell the people concerned of a change of state; nobody of their own act."""
    if entry.after == State.AWAITING_CONFIRMATION and entry.revision:
        for confirmation in entry.revision.confirmations.filter(answer="waiting"):
            ask_to_confirm(confirmation)
        return
    subject, lead = _words(entry)
    if not lead:
        return
    notice = Notice(
        kind=f"initiative-{entry.act}",
        subject=subject,
        lead=lead,
        reason=entry.reason,
        path=reverse("initiatives:detail", args=[entry.initiative.slug]),
        label=_("Open it on CouncilHub"),
        look_again=entry.act in LOOK_AGAIN,
    )
    for person in authors(entry.initiative, entry.revision):
        if person.pk != entry.by_id:
            notice.send(person.email)


def _words(entry: HistoryEntry) -> tuple[str, str]:
    """Subject and first sentence for the authors; empty where there is no news."""
    revision = entry.revision
    title = (revision.document.get("title") if revision else "") or str(
        entry.initiative
    )
    named = {"title": title}
    if entry.act == Act.SUBMIT and entry.after == State.SUBMITTED:
        return (
            _("Submitted: %(title)s") % named,
            _(
                "“%(title)s” is with the moderators. They aim to decide within two "
                "working days."
            )
            % named,
        )
    words = {
        Act.PUBLISH: (_("Published: %(title)s"), _("“%(title)s” is published.")),
        Act.ASK_CHANGES: (
            _("Please change: %(title)s"),
            _("A moderator asks you to change “%(title)s” and submit it again."),
        ),
        Act.DECLINE: (
            _("Not published: %(title)s"),
            _("A moderator decided not to publish “%(title)s”."),
        ),
        Act.CONFIRM: (
            _("Confirmed: %(title)s"),
            _("“%(title)s” is confirmed and is now with the moderators."),
        ),
        Act.REFUSE: (
            _("Not confirmed: %(title)s"),
            _(
                "The council did not confirm “%(title)s”. You can change it and "
                "submit it again, or take the council out."
            ),
        ),
        Act.REMOVE: (
            _("Removed: %(title)s"),
            _("A moderator removed “%(title)s” from the hub."),
        ),
        Act.RESTORE: (
            _("Restored: %(title)s"),
            _("A moderator put “%(title)s” back on the hub."),
        ),
        Act.ARCHIVE: (_("Archived: %(title)s"), _("“%(title)s” is now archived.")),
        Act.UNARCHIVE: (
            _("Back from the archive: %(title)s"),
            _("“%(title)s” is back in the lists."),
        ),
    }
    subject, lead = words.get(Act(entry.act), ("", ""))
    return subject % named if subject else "", lead % named if lead else ""


def authors(initiative: Initiative, revision: Revision | None) -> QuerySet[User]:
    """The revision's author, the initiative's author and its co-authors."""
    people = [initiative.author_id, revision.author_id if revision else None]
    shared = initiative.co_authors.values_list("pk", flat=True)
    keys = [key for key in people if key] + list(shared)
    return User.objects.filter(pk__in=keys, is_active=True)


def officers_acting_for(council: Council) -> QuerySet[User]:
    """People who can answer for the council: its officers, or its successors'."""
    councils = Council.objects.acting_for(council)
    places = Membership.objects.open().filter(council__in=councils)
    return User.objects.filter(pk__in=places.values("user"), is_active=True)


def ask_to_confirm(confirmation: Confirmation) -> None:
    """Ask every officer who may answer. Also sent as the reminder."""
    _ask(
        confirmation,
        officers_acting_for(confirmation.council).values_list("email", flat=True),
        "confirm",
    )


def invite_confirmer(confirmation: Confirmation) -> None:
    """Ask a person at the council who is not in the hub yet."""
    _ask(confirmation, [confirmation.invited], "join and confirm")


def _ask(confirmation: Confirmation, to: Iterable[str], kind: str) -> None:
    revision = confirmation.revision
    initiative = revision.initiative
    named = {
        "partner": initiative.supplied_by,
        "council": confirmation.council.name,
        "title": revision.document["title"],
    }
    notice = Notice(
        kind=f"initiative-{kind.replace(' ', '-')}",
        subject=_("Is this right? %(title)s") % named,
        lead=_(
            "%(partner)s has written “%(title)s” about the work of %(council)s. "
            "It is published only if the council confirms it."
        )
        % named,
        path=reverse("initiatives:confirm", args=[initiative.slug]),
        label=_("Read it and answer"),
    )
    for address in to:
        notice.send(address)


def tell_what_waits(moderator: User, count: int, oldest_days: int) -> None:
    """The moderators' daily mail."""
    Notice(
        kind="moderation-daily",
        subject=_("%(count)s waiting for a decision") % {"count": count},
        lead=_("%(count)s to decide or look at. The oldest has waited %(days)s days.")
        % {"count": count, "days": oldest_days},
        path=reverse("admin:initiatives_revision_changelist"),
        label=_("Open the queue"),
    ).send(moderator.email)


@dataclass(frozen=True)
class Notice:
    """One mail: what happened, the reason where there is one, and where to look."""

    kind: str
    subject: str
    lead: str
    path: str
    label: str
    reason: str = ""
    look_again: bool = False

    def send(self, to: str) -> None:
        queue_email(
            kind=self.kind,
            to=to,
            subject=self.subject,
            template="notice",
            context={
                "lead": self.lead,
                "reason": self.reason,
                "url": f"{settings.SITE_URL}{self.path}",
                "label": self.label,
                "look_again": self.look_again,
            },
        )
