"""What publishing writes, all of it in one transaction."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.models import OutgoingEmail
from initiatives import actions, publishing
from initiatives.choices import Audience, CostBand, State, Status
from initiatives.models import Artefact, Initiative, Outcome, SearchRow, Theme
from tests.factories import (
    FunctionFactory,
    ThemeFactory,
    published,
    submitted,
    viewer_for,
)

pytestmark = pytest.mark.django_db

OUTCOME = {
    "uid": "0000000a",
    "measure": "Visits",
    "direction": "down",
    "unit": "a month",
    "baseline": "1120.5",
    "baseline_date": "2024-04",
    "result": "900",
    "result_date": "2025-04",
    "denominator": "",
    "basis": "actual",
    "method": "",
    "comparison": "before-after",
    "source": "",
}
SAVING = {
    "uid": "0000000b",
    "amount": "12000",
    "frequency": "yearly",
    "price_year": 2024,
    "cash": "cash-releasing",
    "efficiency": "technical",
    "basis": "estimated",
    "confirmed_by_finance": True,
    "beneficiary": "",
}
ARTEFACT = {
    "uid": "0000000c",
    "kind": "business-case",
    "title": "Business case",
    "url": "https://leeds.gov.uk/case",
    "licence": "ogl",
    "redacted": None,
}


def involvement(uid, **fields):
    blank = {"council": "", "partner": "", "name": "", "brought": "", "paid": None}
    return {"uid": uid, **blank, "role": "other", **fields}


def test_the_columns_are_what_the_document_says(officer, moderator, leeds):
    first = published(officer, title="The first")
    revision = submitted(
        officer,
        title="Tŷ cynnes: warm homes",
        summary="Boilers.",
        stage="business-as-usual",
        started="2024-04",
        ended="2025-03",
        setup_cost="12500.50",
        annual_cost="40000",
        evidence_level=2,
        language="cy",
        visibility="members",
        adapted_from=first.reference,
        what_did_not_work="The letter.",
    )

    actions.publish(revision=revision, by=viewer_for(moderator))

    initiative = Initiative.objects.get(pk=revision.initiative_id)
    assert initiative.document == revision.document
    assert initiative.slug == "ty-cynnes-warm-homes"
    assert (initiative.title, initiative.summary) == (
        "Tŷ cynnes: warm homes",
        "Boilers.",
    )
    assert (initiative.status, initiative.audience) == (
        Status.PUBLISHED,
        Audience.MEMBERS,
    )
    assert (initiative.stage, initiative.language) == ("business-as-usual", "cy")
    assert (initiative.started, initiative.ended) == (
        dt.date(2024, 4, 1),
        dt.date(2025, 3, 1),
    )
    assert (initiative.setup_cost, initiative.annual_cost) == (
        Decimal("12500.50"),
        Decimal(40000),
    )
    assert (initiative.cost_band, initiative.evidence_level) == (CostBand.TO_250K, 2)
    assert (initiative.lead_council, initiative.adapted_from) == (leeds, first)
    assert initiative.completeness == round(300 / 21)
    year = dt.timedelta(days=365)
    assert initiative.published_at == initiative.updated_at
    assert initiative.last_confirmed_at == initiative.published_at
    assert initiative.confirm_due_at == initiative.published_at + year


def test_the_rows_are_what_the_document_says(officer, leeds, kirklees, firm):
    rows = [
        involvement("0000000d", council="KIR", role="lead"),
        involvement("0000000e", partner=firm.slug, role="supplier", paid=True),
        involvement("0000000f", name="A trust", brought="A van"),
    ]
    theme, function = ThemeFactory(), FunctionFactory()

    initiative = published(
        officer,
        functions=[function.code],
        themes=[theme.slug],
        outcomes=[OUTCOME],
        savings=[SAVING],
        artefacts=[ARTEFACT],
        involvements=rows,
    )

    assert list(initiative.functions.all()) == [function]
    assert list(initiative.themes.all()) == [theme]
    assert set(initiative.leads.all()) == {leeds, kirklees}
    outcome, saving = initiative.outcomes.get(), initiative.savings.get()
    assert (outcome.uid, outcome.measure, outcome.unit) == (
        "0000000a",
        "Visits",
        "a month",
    )
    assert (outcome.baseline, outcome.result) == (Decimal("1120.5"), Decimal(900))
    assert (outcome.direction, outcome.comparison) == ("down", "before-after")
    assert (saving.amount, saving.frequency) == (Decimal(12000), "yearly")
    assert (saving.price_year, saving.cash) == (2024, "cash-releasing")
    assert initiative.artefacts.get().url == "https://leeds.gov.uk/case"
    assert [
        (part.council, part.partner, part.name, part.role, part.brought, part.paid)
        for part in initiative.involvements.all()
    ] == [
        (kirklees, None, "", "lead", "", None),
        (None, firm, "", "supplier", "", True),
        (None, None, "A trust", "other", "A van", None),
    ]


def test_the_search_row_is_written_too(officer, leeds):
    initiative = published(officer, outcomes=[OUTCOME])

    row = SearchRow.objects.get()
    assert (row.initiative, row.council_id, row.stage) == (
        initiative,
        leeds.pk,
        "pilot",
    )
    assert (row.audience, row.measured) == (0, True)


def new_version(initiative, by, **changes):
    revision = actions.start_revision(initiative=initiative, by=viewer_for(by))
    revision = actions.save_revision(
        revision=revision,
        changes=changes,
        expected_version=revision.version,
        by=viewer_for(by),
    )
    return actions.submit(revision=revision, by=viewer_for(by))


def test_a_new_version_replaces_the_rows_and_supersedes_the_old(officer, moderator):
    initiative = published(officer, outcomes=[OUTCOME], savings=[SAVING])
    old = initiative.revisions.get()
    measured = OUTCOME | {"measure": "Calls"}

    actions.publish(
        revision=new_version(initiative, officer, outcomes=[measured], savings=[]),
        by=viewer_for(moderator),
    )

    old.refresh_from_db()
    initiative.refresh_from_db()
    assert old.state == State.SUPERSEDED
    assert initiative.outcomes.get().measure == "Calls"
    assert not initiative.savings.exists()


def test_the_slug_is_fixed_at_the_first_publishing(officer, moderator):
    initiative = published(officer, title="Warm homes")
    first = initiative.published_at

    actions.publish(
        revision=new_version(initiative, officer, title="Warmer homes"),
        by=viewer_for(moderator),
    )

    initiative.refresh_from_db()
    assert (initiative.slug, initiative.title) == ("warm-homes", "Warmer homes")
    assert initiative.published_at == first
    assert initiative.updated_at > first


def test_how_often_a_document_was_taken_outlives_a_new_version(officer, moderator):
    initiative = published(officer, artefacts=[ARTEFACT])
    initiative.artefacts.update(times_taken=7)

    actions.publish(
        revision=new_version(initiative, officer, challenge="New."),
        by=viewer_for(moderator),
    )

    assert Artefact.objects.get().times_taken == 7


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("New", "new-2"),
        ("Map", "map-2"),
        ("Import", "import-2"),
        ("🚲🚲", "initiative"),
        ("Llŷn & Ŵy", "llyn-wy"),
        ("x" * 100, "x" * 100),
    ],
)
def test_every_title_gets_an_address_of_its_own(officer, title, slug):
    assert published(officer, title=title).slug == slug


def test_the_evidence_is_as_checked_until_its_level_changes(officer, moderator):
    initiative, by = published(officer, evidence_level=2), viewer_for(moderator)
    Initiative.objects.update(evidence_checked=True)

    actions.publish(revision=new_version(initiative, officer, advice="x"), by=by)
    initiative.refresh_from_db()
    same = initiative.evidence_checked
    actions.publish(revision=new_version(initiative, officer, evidence_level=1), by=by)

    initiative.refresh_from_db()
    assert (same, initiative.evidence_checked) == (True, False)


def test_a_theme_that_is_gone_since_is_left_out(officer, moderator):
    revision = submitted(officer, themes=[ThemeFactory().slug])
    Theme.objects.all().delete()

    actions.publish(revision=revision, by=viewer_for(moderator))

    assert not revision.initiative.themes.exists()


@pytest.mark.parametrize("step", ["_replace_children", "index_initiatives"])
def test_it_is_all_or_nothing(officer, moderator, monkeypatch, step):
    revision = submitted(officer, outcomes=[OUTCOME])
    OutgoingEmail.objects.all().delete()

    def fail(*_args):
        raise IntegrityError

    monkeypatch.setattr(publishing, step, fail)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.publish(revision=revision, by=viewer_for(moderator))

    revision.refresh_from_db()
    revision.initiative.refresh_from_db()
    assert revision.state == State.SUBMITTED
    assert revision.initiative.status == Status.UNPUBLISHED
    assert not revision.initiative.history.filter(act="publish").exists()
    for model in (Outcome, SearchRow, OutgoingEmail):
        assert not model.objects.exists()


def test_a_work_is_not_adapted_from_itself(officer, moderator):
    initiative = published(officer)

    actions.publish(
        revision=new_version(initiative, officer, adapted_from=initiative.reference),
        by=viewer_for(moderator),
    )

    initiative.refresh_from_db()
    assert initiative.adapted_from is None


def test_the_documents_amounts_fit_their_columns(officer):
    most = OUTCOME | {"baseline": "-99999999999999.9999"}

    initiative = published(officer, setup_cost="999999999999.99", outcomes=[most])

    initiative.refresh_from_db()
    assert initiative.setup_cost == Decimal("999999999999.99")
    assert initiative.outcomes.get().baseline == Decimal("-99999999999999.9999")
