"""What moderators see of initiatives, and of the partners they are found by."""

from initiatives.admin.initiatives import InitiativeAdmin
from initiatives.admin.partners import PartnerAdmin
from initiatives.admin.past import ConfirmationAdmin, DecisionAdmin
from initiatives.admin.queue import RevisionAdmin
from initiatives.admin.topics import FunctionAdmin, ThemeAdmin
from initiatives.admin.wanted import WantAdmin

__all__ = [
    "ConfirmationAdmin",
    "DecisionAdmin",
    "FunctionAdmin",
    "InitiativeAdmin",
    "PartnerAdmin",
    "RevisionAdmin",
    "ThemeAdmin",
    "WantAdmin",
]
