"""A partner's case study and the yes or no of the councils it names."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from councils.models import Council
from initiatives import actions
from initiatives.actions.deciding import put_live
from initiatives.choices import State
from initiatives.models import HistoryEntry
from tests.factories import UserFactory, draft, supplied, viewer_for
from tests.initiatives.pages import answers_of, error_beside

pytestmark = pytest.mark.django_db
Act = HistoryEntry.Act


def lead(council):
    parties = {"council": council.la_code, "partner": "", "name": "", "role": "lead"}
    return {"uid": "0123abcd", "brought": "", "paid": None, **parties}


def confirm_url(revision):
    return reverse("initiatives:confirm", args=[revision.initiative.slug])


def asked(revision):
    return {c.council.la_code: c.answer for c in revision.confirmations.all()}


def test_every_lead_council_is_asked(partner_member, leeds, kirklees):
    revision = supplied(partner_member, leeds, involvements=[lead(kirklees)])

    assert revision.state == State.AWAITING_CONFIRMATION
    assert asked(revision) == {"LDS": "waiting", "KIR": "waiting"}


def test_an_officer_finds_it_in_my_work_and_reads_it_whole(
    sign_in, partner_member, officer, leeds
):
    revision = supplied(partner_member, leeds, challenge="Cold <homes>.")
    client = sign_in(officer)

    my, page = client.get("/my/"), client.get(confirm_url(revision))

    assert f'href="{confirm_url(revision)}"' in my.text
    assert "Cold &lt;homes&gt;." in page.text
    assert "Supplied by Brightwater" in page.text
    assert answers_of(page, "")["version"] == "1"


@pytest.mark.parametrize("who", ["peer", "partner_member", "moderator"])
def test_others_do_not_find_it_in_theirs(
    sign_in, request, partner_member, officer, leeds, who
):
    revision = supplied(partner_member, leeds)

    my = sign_in(request.getfixturevalue(who)).get("/my/")

    assert confirm_url(revision) not in my.text


def test_a_yes_sends_it_to_the_moderators(sign_in, partner_member, officer, leeds):
    revision = supplied(partner_member, leeds)

    response = sign_in(officer).post(
        confirm_url(revision), {"answer": "yes", "version": "1"}, follow=True
    )

    revision.refresh_from_db()
    confirmation = revision.confirmations.get()
    entry = revision.initiative.history.first()
    assert response.redirect_chain == [("/my/", 302)]
    assert "Thank you. It now goes to the moderators." in response.text
    assert revision.state == State.SUBMITTED
    assert (confirmation.answer, confirmation.answered_by) == ("yes", officer)
    assert confirmation.answered_at is not None
    assert (entry.act, entry.by, entry.after) == (Act.CONFIRM, officer, "submitted")


def test_only_the_last_yes_sends_it(partner_member, officer, peer, leeds, kirklees):
    revision = supplied(partner_member, leeds, involvements=[lead(kirklees)])
    first, second = revision.confirmations.order_by("council__la_code").reverse()

    one = actions.confirm(confirmation=first, by=viewer_for(officer))
    state_between = one.state
    both = actions.confirm(confirmation=second, by=viewer_for(peer))

    assert state_between == State.AWAITING_CONFIRMATION
    assert both.state == State.SUBMITTED
    assert [entry.by for entry in revision.initiative.history.all()[:2]] == [
        peer,
        officer,
    ]


def test_a_no_returns_it_with_the_reason(sign_in, partner_member, officer, leeds):
    revision = supplied(partner_member, leeds)

    sign_in(officer).post(
        confirm_url(revision),
        {"answer": "no", "reason": "We never <did> this.", "version": "1"},
    )

    revision.refresh_from_db()
    entry = revision.initiative.history.first()
    page = sign_in(partner_member).get(
        reverse("initiatives:submit", args=[revision.initiative.slug])
    )
    assert revision.state == State.CHANGES_REQUESTED
    assert (entry.act, entry.by, entry.reason) == (
        Act.REFUSE,
        officer,
        "We never <did> this.",
    )
    assert "We never &lt;did&gt; this." in page.text


@pytest.mark.parametrize(
    ("answers", "field", "error"),
    [
        ({}, "answer", "Answer “Is this right”."),
        (
            {"answer": "perhaps"},
            "answer",
            "Choose one of the list for “Is this right”.",
        ),
        (
            {"answer": "no", "reason": " "},
            "reason",
            "Say what is wrong, so that the author can mend it.",
        ),
        (
            {"answer": "no", "reason": "x" * 2_001},
            "reason",
            "Shorten “If not: what is wrong”: it has 2001 letters, the most is 2000.",
        ),
    ],
)
def test_what_is_wrong_with_an_answer_is_told(
    sign_in, partner_member, officer, answers, field, error
):
    revision = supplied(partner_member, Council.objects.get())

    response = sign_in(officer).post(confirm_url(revision), answers)

    assert error_beside(response, f"id_{field}") == f"Error: {error}"
    assert asked(revision) == {"LDS": "waiting"}


def test_the_action_wants_a_reason_for_a_no(partner_member, officer, leeds):
    confirmation = supplied(partner_member, leeds).confirmations.get()

    with pytest.raises(ValidationError):
        actions.refuse(confirmation=confirmation, by=viewer_for(officer), reason=" ")


def test_answering_twice_gives_one_result(sign_in, partner_member, officer, leeds):
    revision, client = supplied(partner_member, leeds), sign_in(officer)

    client.post(confirm_url(revision), {"answer": "yes", "version": "1"})
    again = client.post(
        confirm_url(revision), {"answer": "no", "reason": "x"}, follow=True
    )

    revision.refresh_from_db()
    assert "There is nothing to confirm any more." in again.text
    assert revision.state == State.SUBMITTED
    assert asked(revision) == {"LDS": "yes"}


def test_what_changed_since_it_was_read_is_shown_again_with_the_answer_kept(
    sign_in, partner_member, officer, leeds
):
    revision, by = supplied(partner_member, leeds), viewer_for(partner_member)
    revision = actions.withdraw(revision=revision, by=by)
    revision = actions.save_revision(
        revision=revision,
        changes={"results": "A miracle."},
        expected_version=1,
        by=by,
    )
    actions.submit(revision=revision, by=by)

    response = sign_in(officer).post(
        confirm_url(revision),
        {"answer": "no", "reason": "Too cheap.", "version": "1"},
    )

    assert "It was changed meanwhile. Please read it again." in response.text
    assert "A miracle." in response.text
    kept = answers_of(response, "")
    assert (kept["answer"], kept["reason"], kept["version"]) == (
        "no",
        "Too cheap.",
        "2",
    )
    assert asked(revision) == {"LDS": "waiting"}


def test_the_action_refuses_what_changed_since(partner_member, officer, leeds):
    confirmation = supplied(partner_member, leeds).confirmations.get()

    with pytest.raises(actions.WrongStateError):
        actions.confirm(
            confirmation=confirmation, by=viewer_for(officer), seen_version=7
        )


@pytest.mark.parametrize("who", ["peer", "partner_member", "moderator", "somebody"])
@pytest.mark.parametrize("act", ["confirm", "refuse"])
def test_nobody_else_can_answer(request, partner_member, leeds, who, act):
    confirmation = supplied(partner_member, leeds).confirmations.get()
    by = viewer_for(request.getfixturevalue(who))
    reason = {"reason": "Not us."} if act == "refuse" else {}

    with pytest.raises(PermissionDenied):
        getattr(actions, act)(confirmation=confirmation, by=by, **reason)


def test_what_was_withdrawn_is_not_asked_any_more(
    sign_in, partner_member, officer, leeds
):
    revision = supplied(partner_member, leeds)
    confirmation = revision.confirmations.get()
    actions.withdraw(revision=revision, by=viewer_for(partner_member))

    my = sign_in(officer).get("/my/")
    with pytest.raises(actions.WrongStateError):
        actions.confirm(confirmation=confirmation, by=viewer_for(officer))

    assert confirm_url(revision) not in my.text


def test_the_successors_officers_act_for_an_abolished_council(
    sign_in, partner_member, leeds, kirklees, peer
):
    leeds.ends_on = "2020-03-31"
    leeds.save()
    leeds.successors.add(kirklees)
    revision = supplied(partner_member, leeds)

    page = sign_in(peer).get(confirm_url(revision))
    actions.confirm(confirmation=revision.confirmations.get(), by=viewer_for(peer))

    revision.refresh_from_db()
    assert page.status_code == 200
    assert revision.state == State.SUBMITTED


def test_without_a_council_nobody_acts_for_one_without_successors(
    partner_member, leeds, somebody
):
    leeds.ends_on = "2020-03-31"
    leeds.save()
    confirmation = supplied(partner_member, leeds).confirmations.get()

    with pytest.raises(PermissionDenied):
        actions.confirm(confirmation=confirmation, by=viewer_for(somebody))


def test_a_councils_own_work_needs_no_confirmation(officer, leeds):
    revision = draft(officer)

    revision = actions.submit(revision=revision, by=viewer_for(officer))

    assert revision.state == State.SUBMITTED
    assert not revision.confirmations.exists()


def test_a_colleague_of_the_author_cannot_confirm_for_the_council(
    partner_member, firm, leeds
):
    confirmation = supplied(partner_member, leeds).confirmations.get()

    with pytest.raises(PermissionDenied):
        actions.confirm(
            confirmation=confirmation, by=viewer_for(UserFactory(partner=firm))
        )


def test_the_link_in_the_mail_outlives_the_publishing(
    sign_in, partner_member, officer, leeds
):
    revision = supplied(partner_member, leeds)
    address, client = confirm_url(revision), sign_in(officer)
    asked_before = client.get(address).status_code
    confirmation = revision.confirmations.get()
    revision = actions.confirm(confirmation=confirmation, by=viewer_for(officer))
    put_live(revision=revision, by=None)

    page = client.get(address, follow=True)

    assert asked_before == 200
    assert page.redirect_chain == [(revision.initiative.get_absolute_url(), 302)]
    assert "There is nothing to confirm any more." in page.text
