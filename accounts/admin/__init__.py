"""People and their places, as moderators look after them."""

from accounts.admin.mail import OutgoingEmailAdmin
from accounts.admin.people import UserAdmin
from accounts.admin.places import MembershipAdmin, MembershipRequestAdmin

__all__ = [
    "MembershipAdmin",
    "MembershipRequestAdmin",
    "OutgoingEmailAdmin",
    "UserAdmin",
]
