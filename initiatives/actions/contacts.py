"""Whom to ask: outside revisions, so saved at once."""

from collections.abc import Iterable

from django.db import transaction

from councilhub.types import Viewer
from initiatives.actions.states import locked_initiative, require_own
from initiatives.models import Contact, Initiative


@transaction.atomic
def save_contacts(
    *,
    initiative: Initiative,
    kept: Iterable[Contact],
    removed: Iterable[Contact],
    by: Viewer,
) -> None:
    """Write those that are new or changed, forget those that were removed.

    A new one that stands there already was sent twice, and is written once. Raises
    WrongStateError when the draft was thrown away.
    """
    initiative = locked_initiative(initiative.pk)
    require_own(initiative, by)
    there = {(c.name, c.email): c.pk for c in initiative.contacts.all()}
    for contact in kept:
        contact.initiative = initiative
        contact.pk = contact.pk or there.get((contact.name, contact.email))
        contact.save()
    for contact in removed:
        contact.delete()
