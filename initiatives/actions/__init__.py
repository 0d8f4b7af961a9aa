"""Every change to an initiative. `by` is the viewer who acts."""

from initiatives.actions.confirming import confirm, invite_confirmer, refuse
from initiatives.actions.contacts import save_contacts
from initiatives.actions.deciding import (
    ask_for_changes,
    change_slug,
    decline,
    mark_looked_at,
    publish,
    remove,
    restore,
)
from initiatives.actions.states import WrongStateError
from initiatives.actions.writing import (
    IncompleteError,
    StaleVersionError,
    archive,
    discard,
    save_revision,
    start_initiative,
    start_revision,
    submit,
    unarchive,
    withdraw,
    write,
)

__all__ = [
    "IncompleteError",
    "StaleVersionError",
    "WrongStateError",
    "archive",
    "ask_for_changes",
    "change_slug",
    "confirm",
    "decline",
    "discard",
    "invite_confirmer",
    "mark_looked_at",
    "publish",
    "refuse",
    "remove",
    "restore",
    "save_contacts",
    "save_revision",
    "start_initiative",
    "start_revision",
    "submit",
    "unarchive",
    "withdraw",
    "write",
]
