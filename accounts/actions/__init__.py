"""Changes to people's places and to partners."""

from accounts.actions.partners import (
    obstacle_to_registering,
    refuse_partner,
    register_partner,
    suspend_partner,
    verify_partner,
)
from accounts.actions.places import (
    change_work_email,
    councils_open_to,
    councils_proved_by,
    domain_of,
    emails_for,
    join_by_domain,
    join_council,
    join_partner,
    leave,
    move_to_successor,
    partners_open_to,
    partners_proved_by,
    successors_of,
    verified_emails,
)
from accounts.actions.renewal import (
    CODE_LASTS,
    TooManyCodesError,
    end_overdue,
    remind_to_renew,
    renew,
    send_code,
)
from accounts.actions.requests import (
    approve_request,
    ask_for_place,
    refuse_request,
)

__all__ = [
    "CODE_LASTS",
    "TooManyCodesError",
    "approve_request",
    "ask_for_place",
    "change_work_email",
    "councils_open_to",
    "councils_proved_by",
    "domain_of",
    "emails_for",
    "end_overdue",
    "join_by_domain",
    "join_council",
    "join_partner",
    "leave",
    "move_to_successor",
    "obstacle_to_registering",
    "partners_open_to",
    "partners_proved_by",
    "refuse_partner",
    "refuse_request",
    "register_partner",
    "remind_to_renew",
    "renew",
    "send_code",
    "successors_of",
    "suspend_partner",
    "verified_emails",
    "verify_partner",
]
