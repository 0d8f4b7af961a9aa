"""A person's place, and its renewal."""

from accounts.views.membership import (
    membership,
    membership_ask,
    membership_choose,
    membership_email,
    membership_join,
    membership_leave,
    membership_move,
)
from accounts.views.renewal import membership_renew
from accounts.views.second_factor import SecondFactorSetUp, SecondFactorTakeAway

__all__ = [
    "SecondFactorSetUp",
    "SecondFactorTakeAway",
    "membership",
    "membership_ask",
    "membership_choose",
    "membership_email",
    "membership_join",
    "membership_leave",
    "membership_move",
    "membership_renew",
]
