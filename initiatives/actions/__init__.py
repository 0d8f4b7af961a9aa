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
from initiatives.actions.moderating_wants import (
    hide_want,
    merge_wants,
    reopen_want,
    show_want,
)
from initiatives.actions.saving import change_search, save_search
from initiatives.actions.states import WrongStateError
from initiatives.actions.wanting import (
    add_want,
    answer_want,
    join_want,
    leave_want,
    withdraw_answer,
    write_answer,
)
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
    "add_want",
    "answer_want",
    "archive",
    "ask_for_changes",
    "change_search",
    "change_slug",
    "confirm",
    "decline",
    "discard",
    "hide_want",
    "invite_confirmer",
    "join_want",
    "leave_want",
    "mark_looked_at",
    "merge_wants",
    "publish",
    "refuse",
    "remove",
    "reopen_want",
    "restore",
    "save_contacts",
    "save_revision",
    "save_search",
    "show_want",
    "start_initiative",
    "start_revision",
    "submit",
    "unarchive",
    "withdraw",
    "withdraw_answer",
    "write",
    "write_answer",
]
