"""Pages and acts read no more than they need."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives import actions
from tests.factories import draft, published, viewer_for

pytestmark = pytest.mark.django_db


def test_the_history_loads_no_version_whole(client, officer):
    initiative = published(officer)

    page = client.get(f"{initiative.get_absolute_url()}history/")

    [row] = page.context["revisions"]
    assert row.get_deferred_fields() == {"document"}


def test_saving_reads_no_list_but_the_councils_that_lead(officer):
    revision = draft(officer)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        actions.save_revision(
            revision=revision,
            changes={"challenge": "Cold homes."},
            expected_version=revision.version,
            by=viewer_for(officer),
        )

    read = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    lists = ("initiatives_function", "initiatives_theme", "partners_partner")
    assert [sql for sql in read if any(f'FROM "{name}"' in sql for name in lists)] == []
