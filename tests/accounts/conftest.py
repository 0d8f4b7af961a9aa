"""Each test begins with nothing tried and nothing to do."""

import re

import pytest
from django.core.cache import cache
from django.db import connection

from accounts.models import OutgoingEmail


@pytest.fixture(autouse=True)
def clean_slate(db):
    """Tries are counted in the cache, and jobs outlive tests that really commit."""
    cache.clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def code_sent_to():
    """The code in the newest mail to this address."""

    def newest(address):
        text = OutgoingEmail.objects.filter(to=address).first().text
        return re.search(r"^([A-Z0-9]{4}-?[A-Z0-9]{4})$", text, re.MULTILINE)[1]

    return newest
