"""The five people of the demonstration, made when first asked for."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import MODERATORS, Membership, User
from councils.models import Council
from partners.models import Partner

NAMES = {
    "officer": "Olwen Officer",
    "peer": "Petra Peer",
    "partner": "Parvez Partner",
    "moderator": "Morag Moderator",
    "admin": "Ade Administrator",
}
COUNCILS = {"officer": "leeds", "peer": "kirklees"}
PARTNER_DOMAIN = "demonstration.example"
DOMAINS = {
    "officer": "leeds.example",
    "peer": "kirklees.example",
    "partner": PARTNER_DOMAIN,
    "moderator": "councilhub.example",
    "admin": "councilhub.example",
}


@transaction.atomic
def person(role: str) -> User:
    """The person who plays this role, with their place; made once."""
    user, made = User.objects.get_or_create(
        email=f"{role}@{DOMAINS[role]}",
        defaults={
            "name": NAMES[role],
            "is_staff": role in {"moderator", "admin"},
            "is_superuser": role == "admin",
        },
    )
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        EmailAddress.objects.create(
            user=user, email=user.email, verified=True, primary=True
        )
    if role == "moderator":
        user.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
    User.objects.select_for_update().get(pk=user.pk)  # two clicks, one place
    if not user.memberships.open().exists():
        _give_place(user, role)
    return user


def _give_place(user: User, role: str) -> None:
    proof = Membership.Proof.MODERATOR
    if role in COUNCILS:
        council = Council.objects.get(slug=COUNCILS[role])
        Membership.objects.create(
            user=user, council=council, work_email=user.email, proof=proof
        )
    if role == "partner":
        partner, _made = Partner.objects.get_or_create(
            email_domain=PARTNER_DOMAIN,
            defaults={
                "name": "Demonstration Partner",
                "slug": "demonstration-partner",
                "kind": Partner.Kind.SUPPLIER,
                "description": "An invented firm, for trying out the hub.",
                "status": Partner.Status.VERIFIED,
            },
        )
        Membership.objects.create(
            user=user, partner=partner, work_email=user.email, proof=proof
        )
