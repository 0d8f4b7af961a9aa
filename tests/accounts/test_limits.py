"""Limits on tries hold in every process, so they are kept in the database."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client

pytestmark = pytest.mark.django_db
ASK = "/accounts/login/code/"


def kept():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM hub_cache")
        return cursor.fetchone()[0]


def test_tries_are_counted_where_all_processes_see_them(officer):
    Client().post(ASK, {"email": officer.email})

    assert kept() > 0


def test_who_only_reads_is_not_counted(client, leeds):
    for address in ("/", "/councils/", "/accounts/login/"):
        client.get(address)

    assert kept() == 0


def test_many_addresses_push_no_other_out():
    for number in range(400):
        caches["default"].set(f"{number}", number)

    assert caches["default"].get("0") == 0
