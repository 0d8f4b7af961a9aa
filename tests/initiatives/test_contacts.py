"""The last section of the editor: whom others may ask."""

import pytest
from django.urls import reverse

from initiatives import actions
from initiatives.models import Contact
from tests.conftest import HTMX
from tests.factories import (
    ContactFactory,
    UserFactory,
    draft,
    published,
    submitted,
    viewer_for,
)
from tests.initiatives.pages import answers_of, error_beside, fill

pytestmark = pytest.mark.django_db


def contacts_url(initiative):
    return reverse("initiatives:contacts", args=[initiative.slug])


NEW = {
    "contacts-0-name": "Tîm gwastraff",
    "contacts-0-role": "Team mailbox",
    "contacts-0-email": "waste@leeds.gov.uk",
    "contacts-0-calls_a_month": "4",
}


def test_a_contact_is_kept_at_once_and_for_members(sign_in, officer):
    initiative, client = draft(officer).initiative, sign_in(officer)
    url = contacts_url(initiative)

    response = fill(client, url, **NEW)

    contact = initiative.contacts.get()
    assert response.url == f"/initiatives/{initiative.slug}/submit/"
    assert (contact.name, contact.role) == ("Tîm gwastraff", "Team mailbox")
    assert (contact.email, contact.calls_a_month) == ("waste@leeds.gov.uk", 4)
    assert contact.is_public is False


def test_save_and_add_another_offers_an_empty_row(sign_in, officer):
    initiative, client = draft(officer).initiative, sign_in(officer)
    url = contacts_url(initiative)

    response = fill(client, url, **NEW, add="1")
    page = client.get(url)

    assert response.url == url
    assert answers_of(page, url)["contacts-0-name"] == "Tîm gwastraff"
    assert answers_of(page, url)["contacts-1-name"] == ""


def test_contacts_are_changed_and_removed(sign_in, officer):
    initiative = draft(officer).initiative
    ContactFactory(initiative=initiative, name="Olwen")
    ContactFactory(initiative=initiative, name="Petra")
    answers = {"contacts-0-is_public": "on", "contacts-1-DELETE": "on"}

    fill(sign_in(officer), contacts_url(initiative), **answers)

    contact = initiative.contacts.get()
    assert (contact.name, contact.is_public) == ("Olwen", True)


def test_an_empty_row_is_no_contact(sign_in, officer):
    initiative = draft(officer).initiative

    fill(sign_in(officer), contacts_url(initiative))

    assert not initiative.contacts.exists()


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("name", "", "Answer “Name of the person or team”."),
        (
            "name",
            "x" * 101,
            ("Shorten “Name of the person or team”: it has 101 letters, the most is "
            "100."),
        ),
        ("email", "", "Answer “Email address”."),
        ("email", "waste at leeds", "Enter a valid email address."),
        (
            "role",
            "a\x00b",
            ("There is an invisible character in it (NUL). Type it again, or paste it "
            "as plain text."),
        ),
        ("calls_a_month", "often", "Give a whole number for “Most calls a month”."),
        ("calls_a_month", "501", "“Most calls a month” can be at most 500."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_beside_the_field(sign_in, officer, field, typed, error):
    initiative = draft(officer).initiative
    url = contacts_url(initiative)

    response = fill(sign_in(officer), url, **NEW | {f"contacts-0-{field}": typed})

    place = f"id_contacts-0-{field}"
    assert error_beside(response, place) == f"Error: {error}"
    [told] = response.context["troubles"]
    assert (told.target, told.text.startswith("Contact 1")) == (place, True)
    assert told.text.endswith(f": {error}")
    assert not Contact.objects.exists()


def test_a_contact_is_judged_as_one_leaves_its_fields(sign_in, officer):
    client, url = sign_in(officer), contacts_url(draft(officer).initiative)
    answers = answers_of(client.get(url), url) | {"contacts-0-email": "waste"}

    response = client.post(url, answers, headers=HTMX)

    assert error_beside(response, "id_contacts-0-email") == (
        "Error: Enter a valid email address."
    )
    assert error_beside(response, "id_contacts-0-name") == ""


@pytest.mark.parametrize("pk", ["", "0", "999999", "x", "another"])
def test_another_initiatives_contact_cannot_be_named(sign_in, officer, peer, pk):
    mine, theirs = draft(officer).initiative, draft(peer).initiative
    ContactFactory(initiative=mine)
    other = ContactFactory(initiative=theirs, name="Petra")
    made_up = str(other.pk) if pk == "another" else pk
    answers = {"contacts-0-id": made_up, "contacts-0-name": "Stolen"}

    fill(sign_in(officer), contacts_url(mine), **answers)

    other.refresh_from_db()
    assert (other.name, other.initiative) == ("Petra", theirs)


def test_a_contact_that_somebody_removed_meanwhile_is_told(sign_in, officer):
    initiative, client = draft(officer).initiative, sign_in(officer)
    contact = ContactFactory(initiative=initiative)
    url = contacts_url(initiative)
    answers = answers_of(client.get(url), url) | {"contacts-0-name": "Still here"}
    contact.delete()

    response = client.post(url, answers)

    assert "There is a problem" in response.text
    assert answers_of(response, url)["contacts-0-name"] == "Still here"


def test_sending_the_form_twice_adds_one(sign_in, officer):
    initiative, client = draft(officer).initiative, sign_in(officer)
    url = contacts_url(initiative)
    answers = answers_of(client.get(url), url) | NEW

    client.post(url, answers)
    client.post(url, answers)

    assert initiative.contacts.count() == 1


def test_contacts_can_be_changed_while_a_version_waits(sign_in, officer):
    revision = submitted(officer)

    fill(sign_in(officer), contacts_url(revision.initiative), **NEW)

    revision.refresh_from_db()
    assert revision.initiative.contacts.count() == 1
    assert (revision.version, revision.state) == (1, "submitted")


def test_publishing_a_new_version_leaves_the_contacts(sign_in, officer):
    initiative = published(officer)
    contact = ContactFactory(initiative=initiative)
    revision = actions.start_revision(initiative=initiative, by=viewer_for(officer))

    actions.deciding.put_live(
        revision=actions.submit(revision=revision, by=viewer_for(officer)), by=None
    )

    assert list(initiative.contacts.all()) == [contact]


def test_the_progress_list_ends_with_the_contacts(sign_in, officer):
    initiative, client = draft(officer).initiative, sign_in(officer)
    topic = reverse("initiatives:edit", args=[initiative.slug, "topic"])

    before = client.get(topic).context["steps"][-1]
    ContactFactory(initiative=initiative)
    page = client.get(topic)

    after = page.context["steps"][-1]
    assert (before.section.slug, before.done, after.done) == ("contacts", False, True)
    assert f'href="{contacts_url(initiative)}"' in page.text


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 200),
        ("peer", 404),
        ("partner_member", 404),
        ("somebody", 404),
        ("moderator", 404),
        ("administrator", 404),
    ],
)
def test_only_its_own_people_edit_the_contacts_of_a_draft(
    sign_in, request, officer, who, status
):
    initiative = draft(officer).initiative
    client = sign_in(request.getfixturevalue(who))

    assert client.get(contacts_url(initiative)).status_code == status


@pytest.mark.parametrize("who", ["peer", "partner_member", "somebody", "moderator"])
def test_others_may_not_edit_those_of_a_published_one(sign_in, request, officer, who):
    initiative = published(officer)
    client = sign_in(request.getfixturevalue(who))

    assert client.get(contacts_url(initiative)).status_code == 403
    assert client.post(contacts_url(initiative), NEW).status_code == 403
    assert not Contact.objects.exists()


def test_a_visitor_signs_in_first_and_keeps_what_they_typed(client, sign_in, officer):
    initiative = published(officer)
    url = contacts_url(initiative)
    typed = answers_of(sign_in(officer).get(url), url) | NEW

    sent = client.post(url, typed)
    client.force_login(officer, backend="accounts.backends.EmailBackend")
    page = client.get(url)

    assert sent.url == f"/accounts/login/?next={url}"
    assert answers_of(page, url)["contacts-0-name"] == "Tîm gwastraff"


def test_the_action_itself_refuses_others(officer, peer):
    initiative = published(officer)

    with pytest.raises(actions.states.PermissionDenied):
        actions.save_contacts(
            initiative=initiative,
            kept=[Contact(name="Petra", email="petra@kirklees.gov.uk")],
            removed=[],
            by=viewer_for(peer),
        )

    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        (None, ["Public"]),
        ("somebody", ["Public"]),
        ("partner_member", ["Members", "Public"]),
        ("peer", ["Members", "Public"]),
        ("moderator", ["Members", "Public"]),
    ],
)
def test_contacts_are_shown_to_members_unless_said_otherwise(
    sign_in, client, request, officer, who, shown
):
    initiative = published(officer)
    ContactFactory(initiative=initiative, name="Members")
    ContactFactory(initiative=initiative, name="Public", is_public=True)
    reader = sign_in(request.getfixturevalue(who)) if who else client

    page = reader.get(initiative.get_absolute_url())

    assert [contact["name"] for contact in page.context["contacts"]] == shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    sign_in, count, django_assert_num_queries, leeds
):
    officer = UserFactory(council=leeds)
    initiative, client = draft(officer).initiative, sign_in(officer)
    ContactFactory.create_batch(count, initiative=initiative)

    with django_assert_num_queries(8):
        client.get(contacts_url(initiative))
