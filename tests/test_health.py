"""What machines ask: does the process answer, and can it do its work?"""

import pytest
from django.core.cache import caches
from django.db import connection
from procrastinate.contrib.django import app

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forget():
    caches["process"].clear()


def a_job_waiting_since(interval):
    job = app.configure_task("accounts.send_email").defer(email_id=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - %s::interval"
            " WHERE job_id = %s AND type = 'deferred'",
            [interval, job],
        )


def test_a_process_that_runs_says_so_without_asking_the_database(
    client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.text) == (200, "ok\n")


@pytest.mark.parametrize("interval", ["0 minutes", "14 minutes"])
def test_a_hub_with_all_its_tables_and_jobs_in_time_is_ready(client, interval):
    a_job_waiting_since(interval)

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"ready": True, "wanting": []}


def test_jobs_that_nobody_takes_are_noticed(client):
    a_job_waiting_since("16 minutes")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"ready": False, "wanting": ["jobs"]}


def test_a_table_that_is_not_made_yet_is_noticed(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'initiatives'")

    assert client.get("/readyz").json() == {"ready": False, "wanting": ["migrations"]}


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_machines_ask_from_inside_and_are_not_sent_to_https(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(path).status_code == 200
    assert client.get("/").status_code == 301
