"""The facts about who is looking, out of one query."""

from typing import Any

from accounts.models import User
from councilhub.types import VISITOR, Viewer
from partners.models import Partner


def viewer_for(user: Any) -> Viewer:
    """The viewer that this user is; a visitor for nobody and for the suspended.

    `user` carries its place when it came from `User.objects.with_place()`, as the
    sign-in backend gives it; otherwise it is fetched, with one query.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return VISITOR
    if not hasattr(user, "moderates"):
        user = User.objects.with_place().get(pk=user.pk)
    verified = user.place_partner_status == Partner.Status.VERIFIED
    waiting = user.place_partner_status == Partner.Status.UNVERIFIED
    return Viewer(
        user_id=user.pk,
        name=str(user),
        email=user.email,
        council_id=user.place_council_id,
        council_slug=user.place_council_slug or "",
        council_name=user.place_council_name or "",
        partner_id=user.place_partner_id if verified else None,
        pending_partner_id=user.place_partner_id if waiting else None,
        partner_slug=user.place_partner_slug or "",
        partner_name=user.place_partner_name or "",
        is_moderator=user.is_staff and user.moderates,
        is_administrator=user.is_superuser,
    )
