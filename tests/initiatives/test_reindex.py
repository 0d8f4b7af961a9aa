"""`manage.py reindex`: facets follow what changed outside of initiatives."""

import pytest
from django.core.management import call_command

from initiatives import actions
from initiatives.models import SearchRow
from partners.models import Partner
from tests.factories import published, viewer_for

pytestmark = pytest.mark.django_db


def supplier_of(firm):
    row = {"uid": "0123abcd", "council": "", "partner": firm.slug, "name": ""}
    return row | {"role": "supplier", "brought": "", "paid": None}


def test_facets_follow_the_register_and_the_kinds_of_partners(
    client, officer, leeds, firm, capsys
):
    published(officer, title="Food waste", involvements=[supplier_of(firm)])
    leeds.population = 90_000
    leeds.save()
    Partner.objects.update(kind="charity")

    call_command("reindex")

    row = SearchRow.objects.get()
    assert (row.population_band, row.partner_kinds) == ("under-100k", ["charity"])
    assert "Food waste" in client.get("/initiatives/?population=under-100k").text
    assert capsys.readouterr().out == "Search: 1 of 1 initiatives.\n"


def test_rows_that_are_missing_can_be_written_alone(officer, peer, leeds, capsys):
    kept, lost = published(officer), published(peer)
    SearchRow.objects.filter(pk=lost.pk).delete()
    SearchRow.objects.filter(pk=kept.pk).update(region="left as it was")

    call_command("reindex", missing=True)

    assert SearchRow.objects.filter(pk=lost.pk).exists()
    assert SearchRow.objects.get(pk=kept.pk).region == "left as it was"
    assert capsys.readouterr().out == "Search: 1 of 1 initiatives.\n"


def test_what_is_not_published_gets_no_row(officer):
    initiative = published(officer)
    actions.archive(initiative=initiative, by=viewer_for(officer))

    call_command("reindex")

    assert not SearchRow.objects.exists()


def test_several_batches_write_all(officer, monkeypatch, capsys):
    monkeypatch.setattr("initiatives.management.commands.reindex.BATCH", 2)
    for _number in range(3):
        published(officer)
    SearchRow.objects.all().delete()

    call_command("reindex")

    assert SearchRow.objects.count() == 3
    assert capsys.readouterr().out.splitlines() == [
        "Search: 2 of 3 initiatives.",
        "Search: 3 of 3 initiatives.",
    ]
