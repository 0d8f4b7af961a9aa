"""Two people at one draft, a lapsed session, and forms that come too late."""

import pytest
from django.urls import reverse

from initiatives import actions
from initiatives.choices import State
from initiatives.models import Revision
from tests.conftest import HTMX
from tests.factories import UserFactory, draft, published, viewer_for
from tests.initiatives.pages import answers_of, fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(leeds):
    return UserFactory(email="carys@leeds.gov.uk", name="Carys", council=leeds)


def section_url(initiative, section):
    return reverse("initiatives:edit", args=[initiative.slug, section])


def test_the_second_to_save_is_refused_and_sees_both_texts(sign_in, officer, colleague):
    revision = draft(officer, challenge="Cold homes.")
    url = section_url(revision.initiative, "challenge")
    mine = answers_of(sign_in(officer).get(url), url)
    fill(sign_in(colleague), url, challenge="Damp homes. <b>")

    response = sign_in(officer).post(url, mine | {"challenge": "Dear heating."})

    revision.refresh_from_db()
    assert revision.document["challenge"] == "Damp homes. <b>"
    assert "Somebody else saved this meanwhile" in response.text
    assert [(d.label, d.theirs, d.mine) for d in response.context["differences"]] == [
        ("Challenge", "Damp homes. <b>", "Dear heating.")
    ]
    assert "<p>Damp homes. &lt;b&gt;</p>" in response.text
    assert answers_of(response, url)["challenge"] == "Dear heating."
    assert f'<a href="{url}">Keep theirs</a>' in response.text


def test_the_second_can_save_over_the_first(sign_in, officer, colleague):
    revision, client = draft(officer), sign_in(officer)
    url = section_url(revision.initiative, "challenge")
    mine = answers_of(client.get(url), url) | {"challenge": "Dear heating."}
    fill(sign_in(colleague), url, challenge="Damp homes.")
    refused = client.post(url, mine)

    client.post(url, answers_of(refused, url))

    revision.refresh_from_db()
    assert revision.document["challenge"] == "Dear heating."


def test_who_saves_over_is_refused_again_if_the_first_saved_again(
    sign_in, officer, colleague
):
    revision, client = draft(officer), sign_in(officer)
    url = section_url(revision.initiative, "challenge")
    mine = answers_of(client.get(url), url) | {"challenge": "Dear heating."}
    fill(sign_in(colleague), url, challenge="Damp homes.")
    refused = client.post(url, mine)
    fill(sign_in(colleague), url, challenge="Damp and cold homes.")

    again = client.post(url, answers_of(refused, url))

    assert again.context["differences"][0].theirs == "Damp and cold homes."


def test_the_same_words_from_both_are_no_quarrel(sign_in, officer, colleague):
    revision, client = draft(officer), sign_in(officer)
    url = section_url(revision.initiative, "challenge")
    mine = answers_of(client.get(url), url) | {"challenge": "Damp homes."}
    fill(sign_in(colleague), url, challenge="Damp homes.")

    assert client.post(url, mine).status_code == 302


def test_choices_and_rows_are_compared_in_words(sign_in, officer, colleague):
    row = {"council": "", "partner": "", "role": "funder", "brought": "", "paid": True}
    rows = [{"uid": "0123abcd", "name": "A trust", **row}]
    revision, client = draft(officer, involvements=rows), sign_in(officer)
    topic = section_url(revision.initiative, "topic")
    people = section_url(revision.initiative, "people")
    my_topic = answers_of(client.get(topic), topic) | {"stage": "idea"}
    my_people = answers_of(client.get(people), people)
    fill(sign_in(colleague), topic, stage="business-as-usual")

    topics = client.post(topic, my_topic).context["differences"]
    mine = my_people | {"involvements-0-name": "Another trust"}
    parts = client.post(people, mine).context["differences"]

    assert [(d.label, d.theirs, d.mine) for d in topics] == [
        ("Stage", "Business as usual", "Idea")
    ]
    assert [(d.label, d.theirs, d.mine) for d in parts] == [
        ("People and partners", "A trust, Funder, Yes", "Another trust, Funder, Yes")
    ]


@pytest.mark.parametrize("version", ["", "0", "99", "-1", "x", "\x00", "9" * 30, "١"])
def test_a_made_up_version_saves_nothing(sign_in, officer, version):
    revision = draft(officer)
    url = section_url(revision.initiative, "challenge")

    response = fill(sign_in(officer), url, version=version, challenge="Other.")

    revision.refresh_from_db()
    assert revision.version == 1
    assert "Somebody else saved this meanwhile" in response.text


def test_a_form_opened_before_a_publishing_does_not_overwrite_what_came_after(
    sign_in, officer, colleague, leeds
):
    initiative, client = published(officer), sign_in(officer)
    leeds.trusted_publisher = True
    leeds.save()
    url = section_url(initiative, "challenge")
    mine = answers_of(client.get(url), url) | {"challenge": "Mine."}
    fill(sign_in(colleague), url, challenge="Theirs.")
    actions.submit(revision=initiative.revisions.open().get(), by=viewer_for(colleague))

    response = client.post(url, mine)

    assert response.context["differences"][0].theirs == "Theirs."
    initiative.refresh_from_db()
    assert initiative.document["challenge"] == "Theirs."
    assert not initiative.revisions.open().exists()


def test_a_publishing_of_ones_own_words_is_no_quarrel(sign_in, officer):
    initiative, client = published(officer), sign_in(officer)
    url = section_url(initiative, "challenge")
    first = fill(client, url, challenge="First.")
    mine = answers_of(client.get(url), url) | {"challenge": "Second."}
    revision = initiative.revisions.open().get()
    revision.state = State.SUBMITTED
    revision.save()
    actions.deciding.put_live(revision=Revision.objects.get(pk=revision.pk), by=None)

    second = client.post(url, mine)

    assert (first.status_code, second.status_code) == (302, 302)
    assert initiative.revisions.open().get().document["challenge"] == "Second."


def test_what_was_typed_while_somebody_submitted_is_kept_on_the_page(
    sign_in, officer, colleague
):
    revision, client = draft(officer), sign_in(officer)
    url = section_url(revision.initiative, "challenge")
    mine = answers_of(client.get(url), url) | {"challenge": "Dear heating."}
    actions.submit(revision=revision, by=viewer_for(colleague))

    response = client.post(url, mine)

    revision.refresh_from_db()
    assert "It was submitted meanwhile, so this is not saved." in response.text
    assert answers_of(response, url)["challenge"] == "Dear heating."
    assert revision.document["challenge"] == "Food waste went into the bin."


def test_what_is_submitted_is_not_opened_for_editing(sign_in, officer):
    revision = draft(officer)
    actions.submit(revision=revision, by=viewer_for(officer))

    response = sign_in(officer).get(section_url(revision.initiative, "challenge"))

    assert response.url == f"/initiatives/{revision.initiative.slug}/submit/"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["sent", "left"])
def test_a_lapsed_session_keeps_the_text_and_gives_it_back(client, officer, headers):
    revision = draft(officer)
    url = section_url(revision.initiative, "challenge")

    sent = client.post(
        url, {"version": "1", "challenge": "Tŷ oer 🥶 " * 800}, headers=headers
    )
    client.force_login(officer, backend="accounts.backends.EmailBackend")
    page, again = client.get(url), client.get(url)

    to = sent["HX-Redirect"] if headers else sent.url
    assert to == f"/accounts/login/?next={url}"
    assert "it is not saved yet" in page.text
    kept = answers_of(page, url)
    assert kept["challenge"] == "Tŷ oer 🥶 " * 800
    assert answers_of(again, url)["challenge"] == "Food waste went into the bin."
    assert client.post(url, kept).status_code == 302
    revision.refresh_from_db()
    assert revision.document["challenge"] == ("Tŷ oer 🥶 " * 800).strip()


def test_rows_typed_in_a_lapsed_session_come_back_too(client, sign_in, officer):
    revision = draft(officer)
    url = section_url(revision.initiative, "people")
    typed = answers_of(sign_in(officer).get(url), url) | {
        "involvements-0-name": "A trust",
        "involvements-0-role": "funder",
    }

    client.post(url, typed)
    client.force_login(officer, backend="accounts.backends.EmailBackend")
    page = client.get(url)

    assert answers_of(page, url)["involvements-0-name"] == "A trust"


def test_a_save_that_comes_too_late_starts_no_new_version(sign_in, officer):
    initiative, client = published(officer, challenge="Cold homes."), sign_in(officer)
    url = section_url(initiative, "challenge")
    late = answers_of(client.get(url), url) | {"challenge": "Mine.", "version": "99"}

    response = client.post(url, late)

    assert "Somebody else saved this meanwhile" in response.text
    assert [row.state for row in initiative.revisions.all()] == [State.PUBLISHED]


def test_a_contact_for_a_draft_that_was_thrown_away_meanwhile_is_told(
    sign_in, officer, monkeypatch
):
    initiative, client = draft(officer).initiative, sign_in(officer)
    url = reverse("initiatives:contacts", args=[initiative.slug])
    row = {"contacts-0-name": "The team", "contacts-0-email": "team@leeds.gov.uk"}
    answers, real = answers_of(client.get(url), url) | row, actions.save_contacts

    def too_late(**about):
        actions.discard(initiative=initiative, by=viewer_for(officer))
        return real(**about)

    monkeypatch.setattr(actions, "save_contacts", too_late)
    page = client.post(url, answers, follow=True)

    assert page.redirect_chain == [("/my/", 302)]
    assert "It was thrown away meanwhile." in page.text
