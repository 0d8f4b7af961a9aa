"""Searches that people keep: saved, changed, thrown away, stopped from a mail."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from councilhub.types import Viewer
from initiatives.models import SavedSearch

MOST_SAVED = 50


@transaction.atomic
def save_search(
    *, by: Viewer, query: str, asks: str, name: str, frequency: str
) -> tuple[SavedSearch, bool]:
    """Keep a search; the one that is kept already where it is the same.

    Raises ValidationError when the person keeps too many.
    """
    person = User.objects.select_for_update(no_key=True).get(email=by.email)
    there = person.saved_searches.same_as(query)
    if there:
        return there, False
    if person.saved_searches.count() >= MOST_SAVED:
        raise ValidationError(
            _("You keep %(most)d searches, which is the most. Delete one first."),
            params={"most": MOST_SAVED},
        )
    search = SavedSearch(user=person, query=query, asks=asks, name=name)
    search.plan(frequency)
    search.save()
    return search, True


@transaction.atomic
def change_search(*, search: SavedSearch, name: str, frequency: str) -> None:
    """A new name, or how often to be told: of what is published from now on, where no
    mails were wanted before.
    """
    search.name = name
    if search.frequency == SavedSearch.Frequency.NONE != frequency:
        search.found, search.checked_at = [], timezone.now()
        search.save(update_fields=["found", "checked_at"])
    if frequency != search.frequency:
        search.plan(frequency)
    search.save(update_fields=["name", "frequency", "next_mail_on"])
