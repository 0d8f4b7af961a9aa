"""A partner that is not verified any more has nothing published."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from initiatives import actions
from initiatives.choices import State
from partners.models import Partner
from tests.factories import UserFactory, supplied, viewer_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(partner_member, firm, leeds):
    """Confirmed and submitted; then a moderator refuses the firm."""
    revision = supplied(partner_member, leeds)
    by = viewer_for(UserFactory(council=leeds))
    revision = actions.confirm(confirmation=revision.confirmations.get(), by=by)
    firm.status = Partner.Status.REFUSED
    firm.save()
    return revision


def test_its_submission_is_not_published(waiting, moderator):
    with pytest.raises(ValidationError):
        actions.publish(revision=waiting, by=viewer_for(moderator))

    waiting.refresh_from_db()
    assert waiting.state == State.SUBMITTED


def test_the_moderator_is_told_why(waiting, firm, moderator, sign_in):
    url = reverse("admin:initiatives_revision_change", args=[waiting.pk])

    page = sign_in(moderator).post(url, {"decision": "publish"}).text

    assert f"{firm.name} is not a verified partner" in page


def test_it_can_still_be_declined(waiting, moderator):
    actions.decline(revision=waiting, by=viewer_for(moderator), reason="Refused.")

    waiting.refresh_from_db()
    assert waiting.state == State.DECLINED
