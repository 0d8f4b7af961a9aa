"""People, their places, and mail to them."""

from accounts.models.membership import Membership, MembershipRequest
from accounts.models.outgoing_email import OutgoingEmail
from accounts.models.user import MODERATORS, User

__all__ = ["MODERATORS", "Membership", "MembershipRequest", "OutgoingEmail", "User"]
