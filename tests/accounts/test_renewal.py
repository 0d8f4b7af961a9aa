"""A membership is renewed by a code to the work address, or it ends."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts import actions, schedule
from accounts.models import OutgoingEmail
from accounts.viewer import viewer_for
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/my/membership/renew/"


@pytest.fixture
def due(officer):
    """The officer's membership, with ten days left."""
    place = officer.memberships.get()
    place.renew_by = timezone.now() + dt.timedelta(days=10)
    place.save()
    return place


def days_left(place):
    place.refresh_from_db()
    return round((place.renew_by - timezone.now()) / dt.timedelta(days=1))


def test_a_code_renews_it_for_180_days(sign_in, officer, due, code_sent_to):
    client = sign_in(officer)

    client.post(PAGE)
    response = client.post(PAGE, {"code": code_sent_to(officer.email)}, follow=True)

    assert "Renewed for another 180 days." in response.text
    assert days_left(due) == 180


def test_the_code_goes_to_the_work_address(sign_in, officer, due, code_sent_to):
    due.work_email = "team@leeds.gov.uk"
    due.save()

    page = sign_in(officer).post(PAGE, follow=True)

    mail = OutgoingEmail.objects.get()
    assert (mail.to, mail.kind) == ("team@leeds.gov.uk", "renewal-code")
    assert code_sent_to("team@leeds.gov.uk") in mail.text
    assert "We sent a code to team@leeds.gov.uk." in page.text


def test_the_page_asks_for_a_code_only_once_one_was_sent(sign_in, officer, due):
    client = sign_in(officer)
    before = client.get(PAGE)
    after = client.post(PAGE, follow=True)

    assert 'name="code"' not in before.text
    assert 'name="code"' in after.text


def test_a_wrong_code_is_said_and_kept(sign_in, officer, due):
    client = sign_in(officer)
    client.post(PAGE)

    response = client.post(PAGE, {"code": "ABCD1234"})

    assert response.context["form"].errors == {
        "code": ["This is not the code that we sent."]
    }
    assert 'value="ABCD1234"' in response.text
    assert days_left(due) == 10


@pytest.mark.parametrize("typed", ["", "x" * 21, "\x00"])
def test_what_is_no_code_is_said(sign_in, officer, due, typed):
    response = sign_in(officer).post(PAGE, {"code": typed})

    assert list(response.context["form"].errors) == ["code"]


def test_after_five_wrong_codes_the_right_one_is_worthless(
    sign_in, officer, due, code_sent_to
):
    client = sign_in(officer)
    client.post(PAGE)
    for _ in range(5):
        client.post(PAGE, {"code": "ABCD1234"})

    response = client.post(PAGE, {"code": code_sent_to(officer.email)})

    assert response.context["form"].errors == {
        "code": ["That was wrong too often. Ask for a new code."]
    }
    assert days_left(due) == 10


@pytest.mark.parametrize(("minutes", "left"), [(14, 180), (16, 10)])
def test_the_code_lasts_fifteen_minutes(client, due, code_sent_to, minutes, left):
    client.force_login(due.user)
    client.post(PAGE)
    session = client.session
    session["renewal"]["until"] -= minutes * 60
    session.save()

    client.post(PAGE, {"code": code_sent_to(due.work_email)})

    assert days_left(due) == left


def test_the_code_works_only_in_the_browser_that_asked(
    sign_in, officer, due, code_sent_to
):
    sign_in(officer).post(PAGE)

    response = sign_in(officer).post(PAGE, {"code": code_sent_to(officer.email)})

    assert response.context["form"].errors == {"code": ["Ask for a code first."]}


def test_a_code_for_one_place_does_not_renew_another(
    sign_in, officer, due, kirklees, code_sent_to
):
    client = sign_in(officer)
    client.post(PAGE)
    actions.leave(user=officer)
    other = MembershipFactory(user=officer, council=kirklees, renew_by=due.renew_by)

    client.post(PAGE, {"code": code_sent_to(officer.email)})

    assert days_left(other) == 10


def test_codes_are_not_mailed_without_end(sign_in, officer, due):
    for _ in range(3):
        sign_in(officer).post(PAGE)

    fourth = sign_in(officer).post(PAGE, follow=True)

    assert "We sent you several codes already." in fourth.text
    assert OutgoingEmail.objects.count() == 3


def test_who_has_no_place_has_nothing_to_renew(sign_in, somebody):
    assert sign_in(somebody).get(PAGE).url == "/my/membership/"
    assert Client().get(PAGE).url == f"/accounts/login/?next={PAGE}"


def test_unrenewed_it_ends_and_the_person_is_told(officer, due):
    due.renew_by = timezone.now() - dt.timedelta(minutes=1)
    due.reminded_at = timezone.now() - dt.timedelta(days=14)
    due.save()

    schedule.renewals(timestamp=0)

    mail = OutgoingEmail.objects.get()
    assert not officer.memberships.open().exists()
    assert viewer_for(officer).clearance == 0
    assert (mail.to, mail.subject) == ("olwen@leeds.gov.uk", "Your place has ended")
    assert "You did not renew your place at Leeds City Council" in mail.text


def test_past_its_day_it_gives_no_powers_and_can_still_be_renewed(
    sign_in, officer, due, code_sent_to
):
    due.renew_by = timezone.now() - dt.timedelta(minutes=1)
    due.save()
    client = sign_in(officer)
    page = client.get("/my/membership/")

    client.post(PAGE)
    client.post(PAGE, {"code": code_sent_to(officer.email)})

    after = client.get("/my/membership/").context["viewer"]
    assert (page.context["viewer"].clearance, after.clearance) == (0, 2)
    assert "until then you can read only what is public" in page.text


def test_nobody_loses_a_place_unreminded(officer, due):
    due.renew_by = timezone.now() - dt.timedelta(days=30)
    due.save()

    for _ in range(2):
        schedule.renewals(timestamp=0)

    mail = OutgoingEmail.objects.get()
    assert officer.memberships.open().get() == due
    assert mail.subject == "Are you still at Leeds City Council?"
    assert "you can read only what is public" in mail.text


def test_it_does_not_end_before_its_day(officer, due):
    due.renew_by = timezone.now() + dt.timedelta(minutes=1)
    due.reminded_at = timezone.now() - dt.timedelta(days=14)
    due.save()

    schedule.renewals(timestamp=0)

    assert officer.memberships.open().get() == due


def test_the_reminder_goes_once(officer, due, monkeypatch):
    today = dt.datetime(2026, 8, 20, 6, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: today)
    due.renew_by = dt.datetime(2026, 8, 30, 23, 30, tzinfo=dt.UTC)  # already the 31st
    due.save()

    sent = [actions.remind_to_renew(), actions.remind_to_renew()]

    mail = OutgoingEmail.objects.get()
    assert sent == [1, 0]
    assert mail.subject == "Are you still at Leeds City Council?"
    assert "ends on 31 August 2026 unless you renew it" in mail.text
    assert f"http://localhost:8000{PAGE}" in mail.text


def test_after_renewing_the_next_reminder_comes_in_its_time(officer, due):
    actions.remind_to_renew()
    due.refresh_from_db()
    actions.renew(membership=due)

    assert actions.remind_to_renew() == 0
    due.refresh_from_db()
    assert due.reminded_at is None


@pytest.mark.parametrize(("days", "sent"), [(15, 0), (13, 1)])
def test_the_reminder_goes_two_weeks_before(officer, due, days, sent):
    due.renew_by = timezone.now() + dt.timedelta(days=days)
    due.save()

    assert actions.remind_to_renew() == sent


@pytest.mark.parametrize("count", [1, 3])
def test_reminding_asks_for_all_at_once(leeds, django_assert_num_queries, count):
    soon = timezone.now() + dt.timedelta(days=3)
    for person in UserFactory.create_batch(count):
        MembershipFactory(user=person, council=leeds, renew_by=soon)

    # The list, and a note, a mail and its job in a savepoint for each.
    with django_assert_num_queries(3 + 5 * count):
        actions.remind_to_renew()
