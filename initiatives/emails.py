"""Mails about initiatives: who is told what, in which words."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.mail import Notice, queue_email
from accounts.models import Membership, User
from accounts.tokens import mail_address
from accounts.viewer import viewer_for
from councils.models import Council
from initiatives.choices import State, Status
from initiatives.models import (
    Confirmation,
    HistoryEntry,
    Initiative,
    Revision,
    SavedSearch,
    Want,
    WantAnswer,
    WantSupport,
)

Act = HistoryEntry.Act
LOOK_AGAIN = (Act.ASK_CHANGES, Act.DECLINE, Act.REMOVE, Act.PUBLISH, Act.RESTORE)


# By act: the subject and the first sentence, with a place for the title.
WORDS = {
    Act.SUBMIT: (
        gettext_lazy("Submitted: %(title)s"),
        gettext_lazy(
            "“%(title)s” is with the moderators. They aim to decide within two "
            "working days."
        ),
    ),
    Act.WITHDRAW: (
        gettext_lazy("Withdrawn: %(title)s"),
        gettext_lazy(
            "“%(title)s” was withdrawn. It can be edited and submitted again."
        ),
    ),
    Act.PUBLISH: (
        gettext_lazy("Published: %(title)s"),
        gettext_lazy("“%(title)s” is published."),
    ),
    Act.ASK_CHANGES: (
        gettext_lazy("Please change: %(title)s"),
        gettext_lazy("A moderator asks you to change “%(title)s” and submit it again."),
    ),
    Act.DECLINE: (
        gettext_lazy("Not published: %(title)s"),
        gettext_lazy("A moderator decided not to publish “%(title)s”."),
    ),
    Act.CONFIRM: (
        gettext_lazy("Confirmed: %(title)s"),
        gettext_lazy(
            "“%(title)s” is confirmed and is now with the moderators. They aim to "
            "decide within two working days."
        ),
    ),
    Act.REFUSE: (
        gettext_lazy("Not confirmed: %(title)s"),
        gettext_lazy(
            "The council did not confirm “%(title)s”. You can change it and "
            "submit it again, or take the council out."
        ),
    ),
    Act.REMOVE: (
        gettext_lazy("Removed: %(title)s"),
        gettext_lazy("A moderator removed “%(title)s” from the hub."),
    ),
    Act.RESTORE: (
        gettext_lazy("Restored: %(title)s"),
        gettext_lazy("A moderator put “%(title)s” back on the hub."),
    ),
    Act.ARCHIVE: (
        gettext_lazy("Archived: %(title)s"),
        gettext_lazy("“%(title)s” is now archived."),
    ),
    Act.UNARCHIVE: (
        gettext_lazy("Back from the archive: %(title)s"),
        gettext_lazy("“%(title)s” is back in the lists."),
    ),
}
WAITING = (
    gettext_lazy("Waiting for confirmation: %(title)s"),
    gettext_lazy(
        "“%(title)s” was submitted. Each lead council is asked to confirm it before it "
        "goes to the moderators."
    ),
)


def tell_of_state(entry: HistoryEntry) -> None:
    """Tell the people concerned of a change of state; nobody of their own act."""
    revision = entry.revision
    if revision and entry.after == State.AWAITING_CONFIRMATION:
        for confirmation in revision.confirmations.filter(answer="waiting"):
            ask_to_confirm(confirmation)
    if revision and revision.needs_look and entry.act == Act.SUBMIT:
        return  # a trusted publisher's: what follows at once is the news
    subject, lead = _words(entry)
    if not lead:
        return
    notice = Notice(
        kind=f"initiative-{entry.act}",
        subject=subject,
        lead=lead,
        reason=entry.reason,
        # The slug of a draft does not outlive its publishing; the reference does.
        path=reverse("reference", args=[entry.initiative.reference]),
        label=_("Open it on CouncilHub"),
        look_again=entry.act in LOOK_AGAIN,
    )
    for person in concerned(entry):
        if person.pk != entry.by_id:
            notice.send(person.email)


def concerned(entry: HistoryEntry) -> QuerySet[User]:
    """The authors; of a publishing also the officers who confirmed this version."""
    people = authors(entry.initiative, entry.revision)
    if entry.act != Act.PUBLISH or entry.revision is None:
        return people
    confirmed = entry.revision.confirmations.filter(answer="yes")
    said_yes = User.objects.filter(pk__in=confirmed.values("answered_by"))
    return people | said_yes.filter(is_active=True)


def _words(entry: HistoryEntry) -> tuple[str, str]:
    """Subject and first sentence; empty where there is no news."""
    revision = entry.revision
    title = revision.document.get("title") if revision else ""
    named = {"title": title or str(entry.initiative)}
    is_waiting = entry.after == State.AWAITING_CONFIRMATION
    subject, lead = WAITING if is_waiting else WORDS.get(Act(entry.act), ("", ""))
    return (subject % named, lead % named) if subject else ("", "")


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
    """Ask every officer who may answer. Also sent as the reminder.

    An invited person who has not joined yet is asked too.
    """
    officers = officers_acting_for(confirmation.council)
    addresses = list(officers.values_list("email", flat=True))
    _ask(confirmation, addresses, "confirm")
    if confirmation.invited and confirmation.invited not in addresses:
        invite_confirmer(confirmation)


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
    joining = _("Sign up with this address, then read it and answer")
    notice = Notice(
        kind=f"initiative-{kind.replace(' ', '-')}",
        subject=_("Is this right? %(title)s") % named,
        lead=_(
            "%(partner)s has written “%(title)s” about the work of %(council)s. "
            "It is published only if the council confirms it."
        )
        % named,
        path=reverse("initiatives:confirm", args=[initiative.slug]),
        label=joining if kind == "join and confirm" else _("Read it and answer"),
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


SHOWN_IN_MAIL = 10


def tell_news(person: User, news: list[tuple[SavedSearch, list[Initiative]]]) -> None:
    """What newly matches the searches somebody keeps, all in one mail."""
    numbers = {found.pk for _search, each in news for found in each}
    named = {"n": len(numbers), "name": news[0][0].name, "searches": len(news)}
    subject = ngettext("%(n)d new: %(name)s", "%(n)d new: %(name)s", len(numbers))
    if len(news) > 1:
        subject = _("%(n)d new for %(searches)d of your searches")
    queue_email(
        kind="saved-searches",
        to=person.email,
        subject=subject % named,
        template="saved_searches",
        context={
            "news": [_news_of(search, found) for search, found in news],
            "kept": f"{settings.SITE_URL}{reverse('searches:list')}",
            "unsubscribe": mail_address("searches", person.pk),
        },
    )


def _news_of(search: SavedSearch, found: list[Initiative]) -> dict[str, Any]:
    return {
        "search": search,
        "url": f"{settings.SITE_URL}{search.newest_url}",
        "entries": [_entry(initiative) for initiative in found[:SHOWN_IN_MAIL]],
        "more": max(0, len(found) - SHOWN_IN_MAIL),
        "stop": mail_address("search", search.pk),
    }


def _entry(initiative: Initiative) -> dict[str, Any]:
    url = f"{settings.SITE_URL}{initiative.get_absolute_url()}"
    return {"initiative": initiative, "url": url}


def tell_want_met(answer: WantAnswer, supports: Iterable[WantSupport]) -> None:
    """Tell who asked for it, if they may read the answer and did not give it."""
    by, initiative = answer.by_id, answer.initiative
    if answer.withdrawn_at or initiative.status != Status.PUBLISHED:
        return
    asked = {s.by_id: s for s in supports if s.by_id and s.by_id != by}
    people = User.objects.with_place().filter(pk__in=asked, is_active=True).proved()
    for person in people:
        if viewer_for(person).clearance >= initiative.audience:
            queue_email(
                kind="want-met",
                to=person.email,
                subject=_("Somebody has done it: %(want)s") % {"want": answer.want},
                template="want_met",
                context={
                    "want": answer.want,
                    "want_url": f"{settings.SITE_URL}{answer.want.get_absolute_url()}",
                    "entry": _entry(initiative),
                    "unsubscribe": mail_address("want", asked[person.pk].pk),
                },
            )


def tell_want_hidden(want: Want) -> None:
    if want.added_by and want.added_by.is_active:
        Notice(
            kind="want-hidden",
            subject=_("Not shown any more: %(want)s") % {"want": want},
            lead=_("A moderator took “%(want)s” from the list of what is wanted.")
            % {"want": want},
            reason=want.hidden_reason,
            look_again=True,
            path=reverse("wanted:list"),
            label=_("What is wanted"),
        ).send(want.added_by.email)
