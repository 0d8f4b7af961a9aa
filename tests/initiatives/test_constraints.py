"""What must hold whatever the code does: each constraint of the models."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from initiatives.choices import State, Status
from initiatives.models import (
    Artefact,
    Confirmation,
    Function,
    Initiative,
    Involvement,
    Outcome,
    Revision,
    Saving,
    SearchRow,
    Theme,
    Uptake,
)
from tests.factories import (
    FunctionFactory,
    ThemeFactory,
    UptakeFactory,
    draft,
    published,
    supplied,
)

pytestmark = pytest.mark.django_db


def refuses(constraint, make):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()
    assert caught.value.__cause__.diag.constraint_name == constraint


@pytest.fixture
def revision(officer):
    return draft(officer)


@pytest.fixture
def initiative(revision):
    return revision.initiative


@pytest.mark.parametrize(
    "state", ["draft", "awaiting-confirmation", "submitted", "changes-requested"]
)
def test_one_open_revision(initiative, state):
    refuses(
        "one_open_revision",
        lambda: Revision.objects.create(initiative=initiative, number=2, state=state),
    )


def test_one_published_revision(officer):
    initiative = published(officer)

    refuses(
        "one_published_revision",
        lambda: Revision.objects.create(
            initiative=initiative, number=2, state=State.PUBLISHED
        ),
    )


def test_a_number_of_a_revision_is_given_once(initiative):
    refuses(
        "revision_number_once",
        lambda: Revision.objects.create(
            initiative=initiative, number=1, state=State.DECLINED
        ),
    )


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.ARCHIVED, Status.REMOVED])
def test_what_readers_got_has_a_date_and_a_lead(initiative, leeds, status):
    now = timezone.now()

    for fields in (
        {"published_at": None, "lead_council": leeds},
        {"published_at": now, "lead_council": None},
    ):
        refuses(
            "published_has_date_and_lead",
            lambda fields=fields: Initiative.objects.update(status=status, **fields),
        )


@pytest.mark.parametrize(
    "named",
    [
        {},
        {"council": "leeds", "name": "A trust"},
        {"partner": "firm", "name": "A trust"},
        {"council": "leeds", "partner": "firm"},
    ],
)
def test_an_involvement_names_one(request, initiative, named):
    fields = {
        key: value if key == "name" else request.getfixturevalue(value)
        for key, value in named.items()
    }

    refuses(
        "involvement_names_one",
        lambda: Involvement.objects.create(
            initiative=initiative, uid="0000000a", role="other", **fields
        ),
    )


@pytest.mark.parametrize(
    ("model", "constraint", "fields"),
    [
        (Involvement, "involvement_uid_once", {"name": "A trust", "role": "other"}),
        (Outcome, "outcome_uid_once", {"measure": "Visits"}),
        (Saving, "saving_uid_once", {"amount": 1}),
        (
            Artefact,
            "artefact_uid_once",
            {"kind": "code", "title": "x", "url": "https://x.example"},
        ),
    ],
)
def test_a_uid_names_one_row(initiative, model, constraint, fields):
    model.objects.create(initiative=initiative, uid="0000000a", **fields)

    refuses(
        constraint,
        lambda: model.objects.create(initiative=initiative, uid="0000000a", **fields),
    )


def test_a_council_takes_a_work_up_once(initiative, kirklees):
    UptakeFactory(initiative=initiative, council=kirklees)

    refuses(
        "uptake_once",
        lambda: Uptake.objects.create(
            initiative=initiative, council=kirklees, status="live"
        ),
    )


def test_a_council_is_asked_once_a_revision(partner_member, leeds):
    asked = supplied(partner_member, leeds).confirmations.get()

    refuses(
        "confirmation_once",
        lambda: Confirmation.objects.create(revision=asked.revision, council=leeds),
    )


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_an_answer_has_its_date(partner_member, leeds, answer):
    supplied(partner_member, leeds)

    refuses(
        "confirmation_answer_dated",
        lambda: Confirmation.objects.update(answer=answer, answered_at=None),
    )


def test_no_answer_has_none(partner_member, leeds):
    supplied(partner_member, leeds)

    refuses(
        "confirmation_answer_dated",
        lambda: Confirmation.objects.update(answered_at=timezone.now()),
    )


@pytest.mark.parametrize("field", ["slug", "library_key", "token"])
def test_addresses_keys_and_tokens_are_given_once(officer, peer, field):
    token = "a5ad1f61-1a70-4a1f-b8b5-bd70b0e86e11"
    draft(officer), draft(peer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Initiative.objects.update(**{field: token})


def test_codes_and_names_of_topics_are_given_once(db):
    function, theme = FunctionFactory(), ThemeFactory()

    for make in (
        lambda: Function.objects.create(code=function.code, slug="x", name="x"),
        lambda: Function.objects.create(code="x", slug=function.slug, name="x"),
        lambda: Theme.objects.create(slug=theme.slug, name="x"),
        lambda: Theme.objects.create(slug="x", name=theme.name),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


def test_a_search_row_goes_with_its_initiative(officer):
    published(officer).delete()

    assert not SearchRow.objects.exists()
