import pytest
from django.urls import reverse

from initiatives.choices import State, Status
from initiatives.models import HistoryEntry, Initiative
from tests.conftest import HTMX
from tests.factories import PartnerFactory, UserFactory
from tests.initiatives.pages import answers_of, error_beside

pytestmark = pytest.mark.django_db
URL = reverse("initiatives:create")
ANSWERS = {"title": "Mend boilers first 🔧", "summary": "Tŷ cynnes: warm homes."}


def test_title_and_summary_make_a_draft_of_the_officers_council(
    sign_in, officer, leeds
):
    response = sign_in(officer).post(URL, ANSWERS)

    initiative = Initiative.objects.get()
    revision = initiative.revisions.get()
    assert response.url == f"/initiatives/{initiative.slug}/edit/topic/"
    assert (initiative.status, initiative.author) == (Status.UNPUBLISHED, officer)
    assert (initiative.lead_council, initiative.supplied_by) == (leeds, None)
    assert list(initiative.leads.all()) == [leeds]
    assert (revision.state, revision.number) == (State.DRAFT, 1)
    assert revision.document["title"] == "Mend boilers first 🔧"
    assert revision.document["summary"] == "Tŷ cynnes: warm homes."
    assert revision.document["lead_council"] == "LDS"
    entry = initiative.history.get()
    assert (entry.act, entry.by) == (HistoryEntry.Act.CREATE, officer)


def test_an_officer_cannot_name_another_council(sign_in, officer, leeds, kirklees):
    sign_in(officer).post(URL, ANSWERS | {"lead_council": "KIR"})

    assert Initiative.objects.get().lead_council == leeds


def test_a_partner_member_names_the_council(sign_in, partner_member, firm, leeds):
    sign_in(partner_member).post(URL, ANSWERS | {"lead_council": "Leeds"})

    initiative = Initiative.objects.get()
    assert (initiative.supplied_by, initiative.lead_council) == (firm, leeds)


@pytest.mark.parametrize("name", ["", "Atlantis", "Leeds\x00"])
def test_a_partner_member_must_name_a_council_of_the_register(
    sign_in, partner_member, leeds, name
):
    response = sign_in(partner_member).post(URL, ANSWERS | {"lead_council": name})

    assert error_beside(response, "id_lead_council").startswith("Error: ")
    assert answers_of(response)["title"] == "Mend boilers first 🔧"
    assert not Initiative.objects.exists()


def test_sending_the_form_twice_makes_one_draft(sign_in, officer):
    client = sign_in(officer)
    answers = answers_of(client.get(URL)) | ANSWERS

    first, second = client.post(URL, answers), client.post(URL, answers)

    assert second.url == first.url
    assert Initiative.objects.count() == 1


def test_each_opening_of_the_form_makes_its_own_draft(sign_in, officer):
    client = sign_in(officer)

    for _opening in range(2):
        client.post(URL, answers_of(client.get(URL)) | ANSWERS)

    assert Initiative.objects.count() == 2


def test_a_made_up_token_does_no_harm(sign_in, officer):
    response = sign_in(officer).post(URL, ANSWERS | {"token": "\x00<script>"})

    assert response.status_code == 302
    assert Initiative.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("title", "", "Error: Answer “Title”."),
        ("title", "   ", "Error: Answer “Title”."),
        (
            "title",
            "x" * 101,
            "Error: Shorten “Title”: it has 101 letters, the most is 100.",
        ),
        (
            "summary",
            "ŵ" * 301,
            "Error: Shorten “Summary”: it has 301 letters, the most is 300.",
        ),
        (
            "summary",
            "a\x00b",
            (
                "Error: There is an invisible character in it (NUL). Type it again, or "
                "paste it as plain text."
            ),
        ),
        (
            "summary",
            "Caf\N{REPLACEMENT CHARACTER}",
            (
                "Error: Some letters did not come through (\N{REPLACEMENT CHARACTER}). "
                "Type them again."
            ),
        ),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_lost(
    sign_in, officer, field, typed, error
):
    response = sign_in(officer).post(URL, ANSWERS | {field: typed})

    other = {"title": "summary", "summary": "title"}[field]
    assert error_beside(response, f"id_{field}") == error
    assert error_beside(response, f"id_{other}") == ""
    [told] = response.context["troubles"]
    assert told.target == f"id_{field}"
    assert f"“{field.capitalize()}”" in told.text
    assert told.text.endswith(error.removeprefix("Error: "))
    assert answers_of(response)[field] == typed
    assert answers_of(response)[other] == ANSWERS[other]
    assert "<title>Error: Write an initiative – CouncilHub</title>" in response.text
    assert not Initiative.objects.exists()


def test_letters_that_are_not_utf_8_are_told(sign_in, officer):
    response = sign_in(officer).post(
        URL,
        b"title=Caf%E9&summary=Open.",
        content_type="application/x-www-form-urlencoded",
    )

    assert error_beside(response, "id_title") == (
        "Error: Some letters did not come through (\N{REPLACEMENT CHARACTER}). "
        "Type them again."
    )


def test_as_one_leaves_a_field_only_what_one_typed_is_judged(sign_in, officer):
    response = sign_in(officer).post(
        URL, {"title": "x" * 101, "summary": ""}, headers=HTMX
    )

    assert "<html" not in response.text
    assert error_beside(response, "id_title") == (
        "Error: Shorten “Title”: it has 101 letters, the most is 100."
    )
    assert error_beside(response, "id_summary") == ""
    assert not Initiative.objects.exists()


def test_a_mended_field_is_cleared_and_nothing_is_made_of_it(sign_in, officer):
    response = sign_in(officer).post(URL, ANSWERS, headers=HTMX)

    assert error_beside(response, "id_title") == ""
    assert not Initiative.objects.exists()


def test_an_unverified_partners_member_may_draft(sign_in, leeds):
    waiting = PartnerFactory(status="unverified")
    member = UserFactory(partner=waiting)

    page = sign_in(member).get(URL)
    sign_in(member).post(URL, ANSWERS | {"lead_council": "Leeds"})

    assert "Your organisation is not verified yet." in page.text
    assert Initiative.objects.get().supplied_by == waiting


@pytest.mark.parametrize("status", ["refused", "suspended"])
def test_a_refused_or_suspended_partners_member_may_not(sign_in, leeds, status):
    member = UserFactory(partner=PartnerFactory(status=status))

    response = sign_in(member).post(URL, ANSWERS | {"lead_council": "Leeds"})

    assert "Join first, then write" in response.text
    assert not Initiative.objects.exists()


@pytest.mark.parametrize("who", ["somebody", "moderator", "administrator"])
def test_without_a_place_one_is_told_to_join_first(sign_in, request, who):
    client = sign_in(request.getfixturevalue(who))

    assert "Join first, then write" in client.get(URL).text
    assert "Join first, then write" in client.post(URL, ANSWERS).text
    assert not Initiative.objects.exists()


def test_a_visitor_signs_in_and_finds_what_they_typed(client, officer):
    sent = client.post(URL, ANSWERS)
    client.force_login(officer, backend="accounts.backends.EmailBackend")
    page = client.get(URL)

    assert sent.url == f"/accounts/login/?next={URL}"
    assert "it is not saved yet" in page.text
    assert answers_of(page)["title"] == "Mend boilers first 🔧"
    assert answers_of(page)["summary"] == "Tŷ cynnes: warm homes."
    assert not Initiative.objects.exists()
