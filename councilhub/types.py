"""Types that every app may use. Imports no app."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking: plain facts, fetched once a request, or nobody at all.

    ``council_id`` and ``partner_id`` are those of the one open membership;
    ``partner_id`` is set only when the partner is verified, ``pending_partner_id``
    while it waits. Clearance is compared with an initiative's audience:
    public 0, members 1, councils 2.
    """

    user_id: int | None = None
    name: str = ""
    email: str = ""
    council_id: int | None = None
    council_slug: str = ""
    council_name: str = ""
    partner_id: int | None = None
    pending_partner_id: int | None = None
    partner_slug: str = ""
    partner_name: str = ""
    is_moderator: bool = False
    is_administrator: bool = False

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def is_officer(self) -> bool:
        return self.council_id is not None

    @property
    def is_partner_member(self) -> bool:
        return self.partner_id is not None

    @property
    def is_staff(self) -> bool:
        return self.is_moderator or self.is_administrator

    @property
    def is_member(self) -> bool:
        return self.is_officer or self.is_partner_member or self.is_staff

    @property
    def may_write(self) -> bool:
        """Officers and partner members; members of an unverified partner may draft."""
        return self.is_officer or bool(self.partner_id or self.pending_partner_id)

    @property
    def clearance(self) -> int:
        if self.is_officer or self.is_staff:
            return 2
        return 1 if self.is_partner_member else 0


VISITOR = Viewer()


class PageRequest(HttpRequest):
    """A request that has passed our middleware."""

    htmx: HtmxDetails
    viewer: Viewer
    content_version: int  # asked of the database once, and only if somebody uses it


class SignedInRequest(PageRequest):
    """Behind a decorator that turns visitors away; `user` is an accounts.User."""

    user: Any
