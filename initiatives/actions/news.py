"""Tells people what newly matches the searches they keep, once a day at most.

First every search takes up what was published since it was looked at last; then each
person whose day has come gets one mail of all there is. Both may be interrupted and run
again at any time: what is taken up and what is mailed is noted in the same statement or
transaction as its reason.
"""

import datetime as dt
import logging
from collections import defaultdict

from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, models, transaction
from django.db.models import F, Func, Value
from django.utils import timezone

from accounts.models import User
from accounts.viewer import viewer_for
from initiatives import emails
from initiatives.models import Initiative, SavedSearch
from initiatives.models.saved_search import MOST_FOUND, day_after
from initiatives.search.find import published_since
from initiatives.search.keeping import read_kept

# A publishing that is not committed yet has an earlier time than we look at: wait.
SETTLED = dt.timedelta(minutes=5)
BATCH = 500
IDS = ArrayField(models.BigIntegerField())
logger = logging.getLogger(__name__)


def take_up_news(now: dt.datetime) -> int:
    """Note for every search what was published since and matches; how many have some.

    Searches that ask the same with the same clearance are carried out once.
    """
    until, taken = now - SETTLED, 0
    keys = list(_to_look_at(until).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = SavedSearch.objects.filter(pk__in=keys[start : start + BATCH])
        taken += _take_up(batch, until)
    return taken


def _to_look_at(until: dt.datetime) -> models.QuerySet[SavedSearch]:
    return SavedSearch.objects.reachable().filter(checked_at__lt=until)


def _take_up(batch: models.QuerySet[SavedSearch], until: dt.datetime) -> int:
    searches = list(batch)
    since = min(search.checked_at for search in searches)
    taken, failed = 0, set[int]()
    if Initiative.objects.kept().published_between(since, until).exists():
        for (query, clearance), same in _alike(searches).items():
            try:
                taken += _take_up_same(query, clearance, same, until)
            except DatabaseError:  # one that takes too long must not stop the others
                logger.exception("A saved search could not be carried out: %s", query)
                failed.update(search.pk for search in same)
    # What failed is tried again the next time, from where it was looked at last.
    done = batch.filter(checked_at__lt=until).exclude(pk__in=failed)
    done.update(checked_at=until)
    return taken


def _alike(searches: list[SavedSearch]) -> dict[tuple[str, int], list[SavedSearch]]:
    """Those that ask the same with the same clearance, together."""
    people = User.objects.with_place().in_bulk({one.user_id for one in searches})
    alike = defaultdict(list)
    for search in searches:
        viewer = viewer_for(people.get(search.user_id))
        alike[search.query, viewer.clearance].append(search)
    return alike


def _take_up_same(
    query: str, clearance: int, same: list[SavedSearch], until: dt.datetime
) -> int:
    read = read_kept(query)
    if read is None:
        return 0
    since = min(search.checked_at for search in same)
    new, taken = published_since(read, clearance, since), 0
    for search in same:
        pks = [pk for pk, at in new if search.checked_at < at <= until][:MOST_FOUND]
        if pks:
            # Whoever looked in between has noted them: then nothing is changed here.
            row = SavedSearch.objects.filter(pk=search.pk, checked_at=search.checked_at)
            taken += row.update(found=_before("found", pks), checked_at=until)
    return taken


def _before(name: str, pks: list[int]) -> Func:
    """The ids put before those that a column holds, up to so many."""
    return Func(
        Value(pks, output_field=IDS),
        F(name),
        template=f"(array_cat(%(expressions)s))[1:{MOST_FOUND}]",
        output_field=IDS,
    )


def mail_news(today: dt.date) -> int:
    """One mail to each person whose searches are due and found something."""
    due = SavedSearch.objects.due(today)
    people = due.with_news().reachable().values_list("user", flat=True)
    sent = sum(_mail(pk, today) for pk in sorted(set(people)))
    for frequency in (SavedSearch.Frequency.DAILY, SavedSearch.Frequency.WEEKLY):
        quiet = due.filter(frequency=frequency, found=[])
        quiet.update(next_mail_on=day_after(frequency, today))
    return sent


@transaction.atomic
def _mail(user_id: int, today: dt.date) -> bool:
    """All that is due, in one mail, and the next day of each."""
    rows = SavedSearch.objects.select_for_update(of=("self",)).reachable()
    due = list(rows.filter(user=user_id).due(today).order_by("name", "pk"))
    person = User.objects.with_place().filter(pk=user_id).first()
    if not due or person is None:
        return False
    viewer = viewer_for(person)
    pks = {pk for search in due for pk in search.found}
    seen = Initiative.objects.listed_for(viewer).filter(pk__in=pks)
    entries = {entry.pk: entry for entry in seen.for_list()}
    news = []
    for search in due:
        if found := [entries[pk] for pk in search.found if pk in entries]:
            news.append((search, found))
            search.mailed_at = timezone.now()
        search.found = []
        search.next_mail_on = day_after(search.frequency, today)
    SavedSearch.objects.bulk_update(due, ["found", "next_mail_on", "mailed_at"])
    if news:
        emails.tell_news(person, news)
    return bool(news)
