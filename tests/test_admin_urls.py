"""Every address of the admin, as everybody: declared by model and verb."""

from http import HTTPStatus

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Membership, MembershipRequest, OutgoingEmail, User
from councils.models import Council, EmailDomain
from initiatives.models import (
    Confirmation,
    Decision,
    Function,
    Initiative,
    Revision,
    Synonym,
    Theme,
    Want,
)
from partners.models import Partner
from tests.factories import (
    MembershipRequestFactory,
    SynonymFactory,
    ThemeFactory,
    WantFactory,
    published,
    submitted,
    supplied,
)

pytestmark = pytest.mark.django_db
VERBS = ("changelist", "add", "change", "delete", "history")
READ = {"changelist", "change", "history"}
ALL = set(VERBS)

# What a moderator and an administrator may open. Everybody else: nothing.
DECLARED = {
    EmailAddress: (set(), ALL),
    Group: (set(), ALL),
    Membership: (READ, READ),
    MembershipRequest: (READ, READ),
    OutgoingEmail: (set(), READ),
    User: (READ, READ),
    Council: (READ, READ),
    EmailDomain: (ALL, ALL),
    Confirmation: (READ, READ),
    Decision: (READ, READ),
    Function: (READ, READ),
    Initiative: (READ, READ),
    Revision: (READ, READ),
    Synonym: (ALL, ALL),
    Theme: (ALL, ALL),
    Want: (READ, READ),
    Partner: (READ, READ),
    ProcrastinateJob: (set(), READ),
}


@pytest.fixture
def hub(officer, partner_member, kirklees):
    """One row at least of every model that the admin shows."""
    published(officer)
    submitted(officer)
    supplied(partner_member, kirklees, state="published")
    MembershipRequestFactory()
    SynonymFactory()
    ThemeFactory()
    WantFactory()
    Group.objects.get_or_create(name="Moderators")


def address(model, verb):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{verb}"
    if verb in ("changelist", "add"):
        return reverse(name)
    rows = model._default_manager.order_by("-pk")
    if model is Revision:
        rows = Revision.objects.seen_by_moderators()
    if model is Initiative:
        rows = rows.filter(status="published")
    if model is User:
        rows = rows.filter(is_staff=False)
    return reverse(name, args=[rows.first().pk])


def opened(client, model):
    found = set()
    for verb in VERBS:
        answer = client.get(address(model, verb))
        if answer.status_code == HTTPStatus.OK:
            found.add(verb)
        else:
            assert answer.status_code == HTTPStatus.FORBIDDEN, (model, verb)
    return found


def test_every_model_of_the_admin_is_declared():
    assert set(admin.site._registry) == set(DECLARED)


@pytest.mark.parametrize("place", [0, 1], ids=["moderator", "administrator"])
def test_staff_open_what_is_declared(sign_in, moderator, administrator, hub, place):
    client = sign_in((moderator, administrator)[place])

    found = {model: opened(client, model) for model in DECLARED}

    assert found == {model: said[place] for model, said in DECLARED.items()}


@pytest.mark.parametrize("role", ["officer", "peer", "partner_member", "somebody"])
def test_others_are_led_to_a_refusal_from_everywhere(request, sign_in, hub, role):
    client = sign_in(request.getfixturevalue(role))

    for model in DECLARED:
        for verb in VERBS:
            answer = client.get(address(model, verb))
            assert answer.url.startswith("/admin/login/?next="), (model, verb)
    assert client.get("/admin/login/").status_code == HTTPStatus.FORBIDDEN


def test_a_visitor_is_led_to_the_sign_in(hub):
    for model in DECLARED:
        for verb in VERBS:
            answer = Client().get(address(model, verb))
            assert answer.url.startswith("/admin/login/?next="), (model, verb)
    answer = Client().get("/admin/login/?next=/admin/")
    assert answer.url == "/accounts/login/?next=/admin/"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "initiatives/",
        "jsi18n/",
        "autocomplete/",
        "password_change/",
        "r/1/1/",
        "x/",
    ],
)
def test_the_other_pages_are_for_staff_too(sign_in, officer, path):
    assert sign_in(officer).get(f"/admin/{path}", follow=True).status_code == 403
    answer = Client().get(f"/admin/{path}", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=")
