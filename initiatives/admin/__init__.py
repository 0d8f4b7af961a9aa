"""What moderators see of initiatives."""

from initiatives.admin.initiatives import InitiativeAdmin
from initiatives.admin.past import ConfirmationAdmin, DecisionAdmin
from initiatives.admin.queue import RevisionAdmin
from initiatives.admin.topics import FunctionAdmin, ThemeAdmin

__all__ = [
    "ConfirmationAdmin",
    "DecisionAdmin",
    "FunctionAdmin",
    "InitiativeAdmin",
    "RevisionAdmin",
    "ThemeAdmin",
]
