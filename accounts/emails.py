"""Mails about a person's place and their organisation: who is told what."""

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.mail import Notice, queue_email
from accounts.models import Membership, MembershipRequest
from partners.models import Partner

RENEWAL_CODE = "renewal-code"


def send_renewal_code(membership: Membership, code: str) -> None:
    """The code goes to the work address, whatever address the person signs in with."""
    queue_email(
        kind=RENEWAL_CODE,
        to=membership.work_email,
        subject=_("Your code to renew your place"),
        template="plain",
        context={
            "body": _(
                "Type this code on the page where you asked for it:\n\n%(code)s\n\n"
                "It lasts 15 minutes and works in the same browser only."
            )
            % {"code": code}
        },
    )


def ask_to_renew(membership: Membership) -> None:
    if membership.is_overdue:
        words = _(
            "Your place at %(place)s had to be renewed by %(day)s. Until you renew it "
            "you can read only what is public. We send a code to %(email)s, and you "
            "type it on the page."
        )
    else:
        words = _(
            "Your place at %(place)s ends on %(day)s unless you renew it. We send a "
            "code to %(email)s, and you type it on the page."
        )
    named = {
        "place": membership.place,
        "day": formats.date_format(timezone.localtime(membership.renew_by)),
        "email": membership.work_email,
    }
    Notice(
        kind="place-renew",
        subject=_("Are you still at %(place)s?") % named,
        lead=words % named,
        path=reverse("accounts:membership_renew"),
        label=_("Renew your place"),
    ).send(membership.user.email)


def tell_place_ended(membership: Membership) -> None:
    _of_place(
        kind="place-ended",
        subject=_("Your place has ended"),
        lead=_(
            "You did not renew your place at %(place)s, so it has ended. You can join "
            "again. What you wrote is still there."
        )
        % {"place": membership.place},
    ).send(membership.user.email)


def tell_place_asked(request: MembershipRequest) -> None:
    _of_place(
        kind="place-asked",
        subject=_("A moderator will look at your request"),
        lead=_(
            "You asked for a place at %(place)s. A moderator will look at it within "
            "two working days, and you will get a mail."
        )
        % {"place": request.place},
    ).send(request.user.email)


def tell_place_given(membership: Membership) -> None:
    _of_place(
        kind="place-approved",
        subject=_("You now have a place"),
        lead=_("You are now a member of %(place)s on CouncilHub.")
        % {"place": membership.place},
    ).send(membership.user.email)


def tell_place_refused(request: MembershipRequest) -> None:
    _of_place(
        kind="place-refused",
        subject=_("We could not give you a place"),
        lead=_("A moderator could not confirm your place at %(place)s.")
        % {"place": request.place},
        reason=request.reason,
    ).send(request.user.email)


def _of_place(*, kind: str, subject: str, lead: str, reason: str = "") -> Notice:
    return Notice(
        kind=kind,
        subject=subject,
        lead=lead,
        reason=reason,
        look_again=bool(reason),
        path=reverse("accounts:membership"),
        label=_("Your place on CouncilHub"),
    )


def tell_partner_registered(partner: Partner) -> None:
    _to_members(
        partner,
        _("%(name)s is registered") % {"name": partner.name},
        _(
            "A moderator will verify %(name)s within two working days. Until then its "
            "members can draft case studies, but not submit them."
        )
        % {"name": partner.name},
    )


def tell_partner_verified(partner: Partner) -> None:
    _to_members(
        partner,
        _("%(name)s is verified") % {"name": partner.name},
        _("You can now submit case studies for %(name)s.") % {"name": partner.name},
    )


def tell_partner_refused(partner: Partner) -> None:
    _to_members(
        partner,
        _("%(name)s was not verified") % {"name": partner.name},
        _("A moderator could not verify %(name)s.") % {"name": partner.name},
        partner.reason,
    )


def tell_partner_suspended(partner: Partner) -> None:
    _to_members(
        partner,
        _("%(name)s is suspended") % {"name": partner.name},
        _(
            "A moderator suspended %(name)s. Its members can no longer write for it. "
            "What is published stays."
        )
        % {"name": partner.name},
        partner.reason,
    )


def _to_members(partner: Partner, subject: str, lead: str, reason: str = "") -> None:
    notice = Notice(
        kind="partner-decided",
        subject=subject,
        lead=lead,
        reason=reason,
        look_again=bool(reason),
        path=reverse("my"),
        label=_("Open CouncilHub"),
    )
    for member in Membership.objects.open().filter(partner=partner).with_names():
        notice.send(member.user.email)
