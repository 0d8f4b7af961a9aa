"""Every address, as everybody: what each may do is declared here, and nowhere else.

An address that is not declared fails the first test. The admin's are declared by rule,
allauth's by a list, ours one by one.
"""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.tokens import mail_address
from initiatives.models import Initiative
from tests.declaring import (
    ALLAUTH,
    MOVED,
    NO,
    NONE,
    OK,
    ROLES,
    SIGN_IN,
    everybody,
    only,
    signed_in,
)
from tests.factories import (
    FunctionFactory,
    OutgoingEmailFactory,
    SavedSearchFactory,
    ThemeFactory,
    WantFactory,
    draft,
    published,
    submitted,
    supplied,
)

STAFF = ("moderator", "administrator")
OPEN = everybody(OK)
# Of the officer's published entry: its own people write, others may see but not act.
OWN = only(OK, "officer", others=NO, visitor=SIGN_IN)
OWN_MOVES = only(MOVED, "officer", others=NO, visitor=SIGN_IN)
OFFICERS_MOVE = only(MOVED, "officer", "peer", others=NO, visitor=SIGN_IN)

OURS = {
    "home": OPEN,
    "my": signed_in(OK),
    "healthz": OPEN,
    "readyz": OPEN,
    "reference": everybody(MOVED),
    "about:hub": OPEN,
    "about:contributing": OPEN,
    "about:accessibility": OPEN,
    "about:privacy": OPEN,
    "about:cookies": OPEN,
    "about:terms": OPEN,
    "about:contact": OPEN,
    "about:licence": OPEN,
    "about:components": only(OK, *STAFF),  # everybody's in a demonstration
    "council_csv": OPEN,
    "sitemap": OPEN,
    "django.contrib.sitemaps.views.sitemap": OPEN,
    "robots": OPEN,
    "initiatives:csv": OPEN,
    "initiatives:json": OPEN,
    "initiatives:feed": OPEN,
    "councils:list": OPEN,
    "councils:detail": OPEN,
    "councils:neighbours": OPEN,
    "partners:list": OPEN,
    "partners:detail": OPEN,
    # Who has a place already is led to it.
    "partners:register": signed_in(OK)
    | {"officer": MOVED, "peer": MOVED, "partner_member": MOVED},
    "accounts:membership": signed_in(OK),
    "accounts:membership_choose": signed_in(MOVED),
    "accounts:membership_ask": signed_in(MOVED),
    "accounts:membership_email": signed_in(MOVED),
    "accounts:membership_join": signed_in(MOVED),
    "accounts:membership_leave": signed_in(MOVED),
    "accounts:membership_move": signed_in(MOVED),
    "accounts:membership_renew": signed_in(MOVED)
    | {"officer": OK, "peer": OK, "partner_member": OK},
    "my_data": signed_in(OK),
    "mail": OPEN,
    # The search that the address names is the officer's own.
    "searches:list": signed_in(OK),
    "searches:create": signed_in(OK),
    "searches:edit": only(OK, "officer", visitor=SIGN_IN),
    "searches:delete": signed_in(MOVED),
    "wanted:list": OPEN,
    "wanted:detail": OPEN,
    "wanted:create": signed_in(OK),
    "wanted:join": OFFICERS_MOVE,
    "wanted:leave": OFFICERS_MOVE,
    "wanted:answer": only(OK, "officer", "peer", others=NO, visitor=SIGN_IN),
    "wanted:write": OFFICERS_MOVE,
    "wanted:withdraw": OFFICERS_MOVE,
    "initiatives:list": OPEN,
    "initiatives:map": OPEN,
    "initiatives:suggest": OPEN,
    "initiatives:create": signed_in(OK),
    "initiatives:alike": OPEN,
    "initiatives:detail": OPEN,
    "initiatives:history": OPEN,
    "initiatives:function": OPEN,
    "initiatives:theme": OPEN,
    "initiatives:edit": OWN,
    "initiatives:contacts": OWN,
    "initiatives:preview": OWN,
    "initiatives:submit": OWN_MOVES,
    "initiatives:withdraw": OWN_MOVES,
    "initiatives:discard": OWN_MOVES,
    "initiatives:archive": OWN,
    "initiatives:unarchive": OWN_MOVES,
    "initiatives:invite": OWN_MOVES,
    # Nothing to confirm in it: its officers are told so.
    "initiatives:confirm": OWN_MOVES,
    # Only in a demonstration, which tests are not.
    "demo:sign_in": everybody(NONE),
    "demo:outbox": everybody(NONE),
    "demo:email": everybody(NONE),
    "demo:email_html": everybody(NONE),
}
# Drafts and what waits: 404 to whom they are no business.
DRAFT = {
    "initiatives:detail": only(OK, "officer"),
    "initiatives:history": only(OK, "officer"),
    "initiatives:edit": only(OK, "officer", visitor=SIGN_IN),
    "initiatives:preview": only(OK, "officer", visitor=SIGN_IN),
    "initiatives:submit": only(OK, "officer", visitor=SIGN_IN),
}
SUBMITTED = {
    "initiatives:detail": only(OK, "officer", *STAFF),
    "initiatives:history": only(OK, "officer", *STAFF),
    "initiatives:preview": only(OK, "officer", others=NONE, visitor=SIGN_IN)
    | dict.fromkeys(STAFF, NO),
    "initiatives:submit": only(OK, "officer", others=NONE, visitor=SIGN_IN)
    | dict.fromkeys(STAFF, NO),
}
# By the firm, about the officer's council, which has not answered yet.
SUPPLIED = {
    "initiatives:detail": only(OK, "officer", "partner_member"),
    "initiatives:confirm": only(OK, "officer", others=NONE, visitor=SIGN_IN)
    | {"partner_member": NO},
    "initiatives:edit": only(MOVED, "partner_member", visitor=SIGN_IN)
    | {"officer": NO},
    "initiatives:submit": only(OK, "partner_member", visitor=SIGN_IN) | {"officer": NO},
}
DECLARED = OURS | ALLAUTH


def names(resolver=None, spaces=()):
    """Names of all addresses, with their namespaces."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from names(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield ":".join([*spaces, pattern.name or str(pattern.pattern)])


def test_every_address_declares_who_may_use_it():
    found = {name for name in names() if not name.startswith("admin:")}

    assert found == set(DECLARED)


@pytest.fixture
def hub(leeds, officer, partner_member):
    """One of everything that an address can name."""
    theme, function = ThemeFactory(), FunctionFactory()
    return {
        "published": published(officer, themes=[theme.slug]),
        "draft": draft(officer).initiative,
        "submitted": submitted(officer).initiative,
        "supplied": supplied(partner_member, leeds).initiative,
        "theme": theme,
        "function": function,
        "council": leeds,
        "partner": partner_member.memberships.get().partner,
        "mail": OutgoingEmailFactory(),
        "search": SavedSearchFactory(user=officer),
        "want": WantFactory(council=leeds),
    }


def address(name, hub, initiative="published"):
    thing = {
        "councils": hub["council"].slug,
        "partners": hub["partner"].slug,
        "initiatives": hub[initiative].slug,
        "searches": hub["search"].pk,
        "wanted": hub["want"].slug,
    }.get(name.partition(":")[0])
    arguments = {
        "reference": [hub["published"].reference],
        "initiatives:function": [hub["function"].slug],
        "initiatives:theme": [hub["theme"].slug],
        "initiatives:edit": [thing, "basics"],
        "mail": [mail_address("search", hub["search"].pk).rstrip("/").split("/")[-1]],
        "demo:email": [hub["mail"].pk],
        "demo:email_html": [hub["mail"].pk],
        "django.contrib.sitemaps.views.sitemap": ["initiatives"],
    }
    whole = (":list", ":map", ":suggest", ":csv", ":json", ":feed", ":alike")
    plain = name.endswith((*whole, ":register", ":create", "accounts:membership"))
    default = [thing] if thing and not plain else []
    return reverse(name, args=arguments.get(name, default))


def answer_to(client, url):
    response = client.get(url)
    if response.status_code == HTTPStatus.FOUND:
        to_login = response.url.startswith(reverse("account_login"))
        return SIGN_IN if to_login and f"next={url}" in response.url else MOVED
    return OK if response.status_code == HTTPStatus.OK else str(response.status_code)


def client_of(role, request, sign_in):
    return Client() if role == "visitor" else sign_in(request.getfixturevalue(role))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("initiative", "declared"),
    [
        ("published", DECLARED),
        ("draft", DRAFT),
        ("submitted", SUBMITTED),
        ("supplied", SUPPLIED),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_address_answers_each_role_as_declared(
    request, sign_in, hub, role, initiative, declared
):
    client = client_of(role, request, sign_in)
    found = {
        name: answer_to(client, address(name, hub, initiative)) for name in declared
    }

    wrong = [
        f"{name}: {found[name]}, declared {said[role]}"
        for name, said in declared.items()
        if found[name] != said[role]
    ]
    assert "\n".join(wrong) == ""


# Acts that change something take a POST: what a role that may not act is told, when the
# published entry is the officer's.
ACTS = [
    "initiatives:edit", "initiatives:contacts", "initiatives:submit",
    "initiatives:withdraw", "initiatives:discard", "initiatives:archive",
    "initiatives:unarchive", "initiatives:invite", "initiatives:confirm",
]  # fmt: skip


@pytest.mark.parametrize("role", [role for role in ROLES if role != "officer"])
def test_nobody_else_acts_on_the_officers_work(request, sign_in, hub, role):
    before = Initiative.objects.order_by("pk").values_list("pk", "status", "document")
    kept = list(before)

    client = client_of(role, request, sign_in)

    for name in ACTS:
        answer = client.post(address(name, hub), {"title": "Mine now"})

        if role == "visitor":
            assert answer.url.startswith(reverse("account_login")), name
        else:
            assert answer.status_code == HTTPStatus.FORBIDDEN, name

    assert list(before.all()) == kept
