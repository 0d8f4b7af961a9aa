"""People, their places and partners, as moderators look after them."""

from accounts.admin.mail import OutgoingEmailAdmin
from accounts.admin.partners import PartnerAdmin
from accounts.admin.people import UserAdmin
from accounts.admin.places import MembershipAdmin, MembershipRequestAdmin

__all__ = [
    "MembershipAdmin",
    "MembershipRequestAdmin",
    "OutgoingEmailAdmin",
    "PartnerAdmin",
    "UserAdmin",
]
