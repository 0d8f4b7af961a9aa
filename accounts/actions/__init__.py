"""Changes to people's places and to partners."""

from accounts.actions.partners import (
    refuse_partner,
    register_partner,
    verify_partner,
)
from accounts.actions.places import (
    approve_request,
    ask_for_place,
    end_overdue,
    join_by_domain,
    join_council,
    leave,
    move_to_successor,
    refuse_request,
    remind_to_renew,
    renew,
)

__all__ = [
    "approve_request",
    "ask_for_place",
    "end_overdue",
    "join_by_domain",
    "join_council",
    "leave",
    "move_to_successor",
    "refuse_partner",
    "refuse_request",
    "register_partner",
    "remind_to_renew",
    "renew",
    "verify_partner",
]
