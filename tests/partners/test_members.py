"""What members of a partner may write, before and after its verification."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts import actions as places
from accounts.viewer import viewer_for
from initiatives import actions
from initiatives.choices import State
from initiatives.models import Initiative
from tests.factories import PartnerFactory, UserFactory, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    """A member of a partner that no moderator has verified yet."""
    return UserFactory(partner=PartnerFactory(name="Newfirm", status="unverified"))


def test_before_it_is_verified_a_member_drafts(sign_in, waiting, leeds):
    typed = {
        "title": "Shared ledger",
        "summary": "One ledger for all.",
        "lead_council": leeds.name,
    }

    response = sign_in(waiting).post("/initiatives/new/", typed)

    written = Initiative.objects.get()
    assert response.url == f"/initiatives/{written.slug}/edit/topic/"
    assert written.supplied_by.name == "Newfirm"


def test_before_it_is_verified_nobody_submits(sign_in, waiting, leeds):
    revision = draft(waiting, council=leeds)

    with pytest.raises(PermissionDenied):
        actions.submit(revision=revision, by=viewer_for(waiting))
    page = sign_in(waiting).post(f"/initiatives/{revision.initiative.slug}/submit/")

    revision.refresh_from_db()
    assert page.status_code == 403
    assert revision.state == State.DRAFT


def test_verified_they_submit_what_they_drafted(waiting, leeds, moderator):
    revision = draft(waiting, council=leeds)
    firm = revision.initiative.supplied_by

    places.verify_partner(partner=firm, by=viewer_for(moderator))
    actions.submit(revision=revision, by=viewer_for(waiting))

    revision.refresh_from_db()
    assert revision.state == State.AWAITING_CONFIRMATION


@pytest.mark.parametrize("status", ["refused", "suspended"])
def test_of_a_partner_without_trust_nobody_writes_or_reads_on(
    sign_in, waiting, leeds, status
):
    revision = draft(waiting, council=leeds)
    partner = revision.initiative.supplied_by
    partner.status = status
    partner.save()
    client = sign_in(waiting)

    new = client.get("/initiatives/new/")
    edit = client.get(f"/initiatives/{revision.initiative.slug}/edit/topic/")

    assert "Join first, then write" in new.text
    assert edit.status_code == 403
    with pytest.raises(PermissionDenied):
        actions.submit(revision=revision, by=viewer_for(waiting))
