"""Whole libraries that administrators publish at once."""

import pytest
from django.core.management import CommandError, call_command

from initiatives.choices import Status
from initiatives.importing.columns import COLUMNS
from initiatives.models import HistoryEntry, Initiative
from tests.initiatives.importing.files import GOOD, csv_file, refusal


def test_an_administrator_may_publish_at_once(tmp_path, administrator):
    call_command(
        "import_initiatives",
        csv_file(tmp_path, {**GOOD, "outcome_measure": ""}, columns=COLUMNS),
        kind="published",
        by=administrator.email.upper(),
    )

    initiative = Initiative.objects.get()
    assert initiative.status == Status.PUBLISHED
    assert initiative.slug == "collect-food-waste-on-sundays"
    assert (initiative.title, initiative.cost_band) == (GOOD["title"], "10k-50k")
    assert {function.code for function in initiative.functions.all()} == {
        "39",
        "finance",
    }
    entry = initiative.history.get()
    assert (entry.act, entry.by) == (HistoryEntry.Act.PUBLISH, administrator)
    assert initiative.search_row.stage == "pilot"


def test_two_of_one_title_get_addresses_of_their_own(tmp_path, administrator):
    rows = [GOOD, {**GOOD, "key": "row-2"}]
    call_command(
        "import_initiatives",
        csv_file(tmp_path, *rows),
        kind="published",
        by=administrator.email,
    )
    assert set(Initiative.objects.values_list("slug", flat=True)) == {
        "collect-food-waste-on-sundays",
        "collect-food-waste-on-sundays-2",
    }


def test_nobody_else_may_publish_at_once(tmp_path, officer):
    path = csv_file(tmp_path, GOOD)
    for address in ("", officer.email, "nobody@example.org"):
        with pytest.raises(CommandError):
            call_command("import_initiatives", path, kind="published", by=address)
    assert not Initiative.objects.exists()


def test_what_lacks_an_answer_cannot_be_published(tmp_path, administrator):
    path = csv_file(tmp_path, {**GOOD, "results": ""})
    reasons = refusal(path, kind="published", by=administrator.email)
    assert reasons == ["  line 2: cannot be published: results is missing"]


def test_many_rows_take_no_more_statements_than_few(
    tmp_path, django_assert_max_num_queries
):
    rows = [{**GOOD, "key": str(n), "title": f"Title {n}"} for n in range(400)]
    with django_assert_max_num_queries(40):
        call_command("import_initiatives", csv_file(tmp_path, *rows))
    assert Initiative.objects.count() == 400
