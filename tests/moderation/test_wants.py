"""What moderators do with needs: word, hide, show, reopen, merge; never their own."""

import pytest
from django.utils import timezone

from accounts.models import OutgoingEmail
from initiatives import actions, jobs
from initiatives.models import Initiative, Want, WantAnswer
from tests.factories import (
    CouncilFactory,
    FunctionFactory,
    MembershipFactory,
    WantAnswerFactory,
    WantFactory,
    WantSupportFactory,
    published,
    viewer_for,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/initiatives/want/"


def change(browser, want, **said):
    sent = {"title": want.title, "why": want.why, "act": "", "reason": ""} | said
    sent |= {f"{name}-{what}_FORMS": 0 for name in ("supports", "answers")
             for what in ("TOTAL", "INITIAL")}  # fmt: skip
    return browser.post(f"{LIST}{want.pk}/change/", sent, follow=True)


def councils_of(want):
    return sorted(one.council.short_name for one in want.supports.standing())


@pytest.fixture
def want(officer, leeds):
    return WantFactory(title="Damp", slug="damp", council=leeds, added_by=officer)


def test_words_and_services_can_be_edited(sign_in, moderator, want):
    function = FunctionFactory()

    change(sign_in(moderator), want, title="Damp homes", functions=[function.pk])

    want.refresh_from_db()
    assert (want.title, want.slug) == ("Damp homes", "damp")
    assert list(want.functions.all()) == [function]


def test_its_page_names_its_councils_and_answers(sign_in, moderator, officer, want):
    WantAnswerFactory(want=want, initiative=published(officer, title="Damp letters"))

    page = sign_in(moderator).get(f"{LIST}{want.pk}/change/")

    assert "Councils that need it" in page.text
    assert "Damp letters" in page.text


def test_hiding_takes_a_reason_which_its_author_is_told(sign_in, moderator, want):
    browser = sign_in(moderator)

    without = change(browser, want, act="hide")
    shown = want.__class__.objects.get().hidden_at
    change(browser, want, act="hide", reason="It names a person.")

    mail = OutgoingEmail.objects.get()
    want.refresh_from_db()
    assert "Give the reason." in without.text
    assert (shown, want.hidden_at is None) == (None, False)
    assert (mail.to, mail.subject) == ("olwen@leeds.gov.uk", "Not shown any more: Damp")
    assert "It names a person." in mail.text
    assert "another moderator will look again" in mail.text


def test_what_was_hidden_can_be_shown_again(client, sign_in, moderator, want):
    actions.hide_want(want=want, by=viewer_for(moderator), reason="No.")

    change(sign_in(moderator), want, act="show")

    assert "Damp" in client.get("/wanted/damp/").text


def test_a_met_need_can_be_reopened(client, sign_in, moderator, officer, want):
    WantAnswerFactory(want=want, initiative=published(officer))
    before = client.get("/wanted/damp/").context["want"].is_met

    change(sign_in(moderator), want, act="reopen")

    after = client.get("/wanted/damp/").context["want"].is_met
    assert (before, after) == (True, False)


def test_the_list_asks_which_stays_and_merges_the_others(
    client, sign_in, moderator, want, kirklees
):
    other = WantFactory(title="Mould", slug="mould", council=kirklees)
    WantSupportFactory(want=other, council=want.council)
    chosen = {"action": "merge", "_selected_action": [want.pk, other.pk]}
    browser = sign_in(moderator)

    listed = browser.get(LIST)
    asked = browser.post(LIST, chosen)
    before = Want.objects.filter(merged_into=None).count()
    done = browser.post(LIST, chosen | {"into": want.pk}, follow=True)

    assert listed.text.count('class="action-select"') == 2
    assert "Which one stays?" in asked.text
    assert f'value="{other.pk}" checked> Mould (2 councils)' in asked.text
    assert before == 2
    assert "1 merged." in done.text
    assert councils_of(want) == ["Kirklees", "Leeds"]
    assert client.get("/wanted/mould/").url == "/wanted/damp/"
    assert not OutgoingEmail.objects.exists()


def test_one_alone_is_not_merged(sign_in, moderator, want):
    chosen = {"action": "merge", "_selected_action": [want.pk]}

    done = sign_in(moderator).post(LIST, chosen, follow=True)

    assert "Choose two or more" in done.text


def test_answers_move_once_and_who_hears_of_them_first_is_told(
    moderator, officer, peer, want, kirklees
):
    other = WantFactory(title="Mould", council=kirklees, added_by=peer)
    both, here, there = (published(council=want.council) for _ in range(3))
    for one, entry in [(want, both), (other, both), (want, here), (other, there)]:
        answer = WantAnswerFactory(want=one, initiative=entry)
        jobs.tell_of_answer(answer_id=answer.pk)
    OutgoingEmail.objects.all().delete()

    actions.merge_wants(wants=[want, other], into=want, by=viewer_for(moderator))

    told = sorted(
        (mail.to, entry.get_absolute_url() in mail.text)
        for mail in OutgoingEmail.objects.all()
        for entry in (here, there)
    )
    answered = set(want.answers.values_list("initiative", flat=True))
    assert answered == {both.pk, here.pk, there.pk}
    assert WantAnswer.objects.count() == 4  # the double one stays with what is merged
    assert told.count(("petra@kirklees.gov.uk", True)) == 1
    assert told.count(("olwen@leeds.gov.uk", True)) == 1


def merged_mails(moderator, want, other):
    OutgoingEmail.objects.all().delete()
    actions.merge_wants(wants=[other], into=want, by=viewer_for(moderator))
    return sorted(OutgoingEmail.objects.values_list("to", flat=True))


def test_merging_tells_nobody_of_what_was_removed_since(
    moderator, peer, want, kirklees
):
    other = WantFactory(title="Mould", council=kirklees, added_by=peer)
    for one in (want, other):
        entry = published(council=CouncilFactory())
        answer = WantAnswerFactory(want=one, initiative=entry)
        jobs.tell_of_answer(answer_id=answer.pk)
    Initiative.objects.update(status="removed")

    assert merged_mails(moderator, want, other) == []


def test_merging_tells_nobody_of_the_same_answer_again(moderator, peer, want, kirklees):
    other = WantFactory(title="Mould", council=kirklees, added_by=peer)
    both = published(council=CouncilFactory())
    for one in (want, other):
        answer = WantAnswerFactory(want=one, initiative=both)
        jobs.tell_of_answer(answer_id=answer.pk)

    assert merged_mails(moderator, want, other) == []


def test_what_was_taken_back_from_one_yields_to_what_stands_in_the_other(
    moderator, peer, want, kirklees
):
    other = WantFactory(title="Mould", council=kirklees, added_by=peer)
    WantSupportFactory(want=want, council=kirklees, by=peer, left_at=timezone.now())
    WantSupportFactory(want=other, council=want.council, left_at=timezone.now())
    entry, told = published(council=CouncilFactory()), {"told_at": timezone.now()}
    WantAnswerFactory(want=want, initiative=entry, withdrawn_at=timezone.now(), **told)
    WantAnswerFactory(want=other, initiative=entry, **told)

    mails = merged_mails(moderator, want, other)

    assert (mails, councils_of(want)) == ([], ["Kirklees", "Leeds"])
    assert want.answers.standing().get().initiative == entry


def test_what_was_merged_before_moves_on_too(moderator, want):
    first, second = WantFactory(), WantFactory()
    by = viewer_for(moderator)

    actions.merge_wants(wants=[first], into=second, by=by)
    actions.merge_wants(wants=[second], into=want, by=by)

    first.refresh_from_db()
    assert first.merged_into == want
    assert want.supports.count() == 3


def test_nobody_moderates_the_need_of_their_own_council(
    sign_in, moderator, want, leeds, kirklees
):
    MembershipFactory(user=moderator, council=leeds)
    other = WantFactory(council=kirklees)
    browser = sign_in(moderator)

    refused = change(browser, want, act="hide", reason="No.")
    chosen = {"action": "merge", "_selected_action": [want.pk, other.pk]}
    merged = browser.post(LIST, chosen | {"into": other.pk}, follow=True)

    want.refresh_from_db()
    assert refused.status_code == 403
    assert (want.hidden_at, want.merged_into) == (None, None)
    assert "One of them is your own council’s" in merged.text


def test_who_does_not_moderate_cannot(officer, want):
    with pytest.raises(actions.moderating_wants.PermissionDenied):
        actions.hide_want(want=want, by=viewer_for(officer), reason="No.")
