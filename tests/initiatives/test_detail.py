"""The page of an initiative: who may open it, who speaks, and in what state it is."""

import pytest

from accounts.viewer import viewer_for
from initiatives import actions
from initiatives.models import Initiative
from tests.factories import (
    CouncilFactory,
    FunctionFactory,
    PartnerFactory,
    UptakeFactory,
    draft,
    published,
)
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def archived(by):
    initiative = published(by)
    actions.archive(initiative=initiative, by=viewer_for(by))
    return initiative


def removed(by, moderator):
    initiative = published(by, title="Gone")
    actions.remove(initiative=initiative, by=viewer_for(moderator), reason="Wrong.")
    return initiative


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        ("public", ["visitor", "somebody", "partner_member", "peer", "moderator"]),
        ("members", ["partner_member", "peer", "moderator"]),
        ("councils", ["peer", "moderator"]),
    ],
)
def test_who_may_read(request, client, sign_in, officer, visibility, readers):
    url = published(officer, visibility=visibility).get_absolute_url()
    people = ["somebody", "partner_member", "peer", "moderator"]
    browsers = {name: sign_in(request.getfixturevalue(name)) for name in people}
    browsers = {"visitor": client, **browsers}

    answers = {role: browser.get(url).status_code for role, browser in browsers.items()}

    assert [role for role, code in answers.items() if code == 200] == readers
    assert {code for role, code in answers.items() if role not in readers} <= {404}


def test_a_visitor_is_offered_to_sign_in_and_comes_back(client, officer):
    url = published(officer, visibility="members").get_absolute_url()

    response = client.get(f"{url}?from=mail")

    assert response.status_code == 404
    assert f'href="/accounts/login/?next={url}%3Ffrom%3Dmail"' in response.text
    assert "Collect food waste" not in response.text


def test_a_signed_in_person_is_not_offered_to_sign_in(sign_in, somebody, officer):
    url = published(officer, visibility="members").get_absolute_url()

    response = sign_in(somebody).get(url)

    assert response.status_code == 404
    assert "Sign in and look again" not in response.text


@pytest.mark.parametrize(
    ("visibility", "said"),
    [("members", "For members of the hub only"), ("councils", "For councils only")],
)
def test_a_page_that_is_not_for_everybody_says_so(sign_in, officer, visibility, said):
    initiative = published(officer, visibility=visibility)

    assert said in sign_in(officer).get(initiative.get_absolute_url()).text


def test_a_draft_is_read_by_its_own_people_alone(
    client, sign_in, officer, peer, moderator
):
    url = draft(officer, title="Not yet").initiative.get_absolute_url()

    response = sign_in(officer).get(url)

    assert "Not published. Draft." in response.text
    assert "<h1>Not yet</h1>" in response.text
    for browser in [client, sign_in(peer), sign_in(moderator)]:
        assert browser.get(url).status_code == 404


def test_an_empty_draft_has_a_page(sign_in, officer):
    revision = draft(officer, title="", summary="", challenge="", approach="")

    response = sign_in(officer).get(revision.initiative.get_absolute_url())

    assert f"<h1>{revision.initiative.reference}</h1>" in response.text
    assert 'class="lede"' not in response.text


def test_a_published_page_stays_while_a_new_version_is_written(
    client, sign_in, officer
):
    initiative = published(officer, title="As it was")
    revision = actions.start_revision(initiative=initiative, by=viewer_for(officer))
    revision.document["title"] = "As it will be"
    revision.save()

    for browser in [client, sign_in(officer)]:
        text = text_of(browser.get(initiative.get_absolute_url()))
        assert "As it was" in text
        assert "As it will be" not in text
    assert "A new version is on its way: Draft." in text


def test_an_archived_page_is_readable_with_a_banner(client, officer):
    response = client.get(archived(officer).get_absolute_url())

    assert response.status_code == 200
    assert "Archived: no longer kept up to date, and out of the lists." in response.text


def test_a_removed_page_says_so_and_shows_nothing(
    client, sign_in, officer, peer, moderator
):
    url = removed(officer, moderator).get_absolute_url()

    for browser in [client, sign_in(peer)]:
        response = browser.get(url)
        assert response.status_code == 410
        assert "A moderator removed this initiative from the hub." in response.text
        assert "Gone" not in response.text
    for browser in [sign_in(officer), sign_in(moderator)]:
        response = browser.get(url)
        assert response.status_code == 200
        assert "Removed by a moderator. Only its team" in response.text


def test_similar_work_is_what_shares_a_service_and_may_be_read(client, officer):
    FunctionFactory(code="66")
    FunctionFactory(code="67")
    initiative = published(officer, functions=["66", "67"])
    published(officer, title="Shares both", functions=["66", "67"])
    published(officer, title="Shares one", functions=["67"])
    published(officer, title="Hidden", functions=["66"], visibility="members")
    published(officer, title="Other", functions=[FunctionFactory(code="68").code])

    response = client.get(initiative.get_absolute_url())

    found = [other.initiative.title for other in response.context["similar"]]
    assert found == ["Shares both", "Shares one"]


@pytest.mark.parametrize("shape", ["CH-{n}", "ch-{n}", "Ch-{n}"])
def test_a_reference_leads_to_the_page(client, officer, shape):
    initiative = published(officer)
    number = initiative.reference.removeprefix("CH-")

    response = client.get(f"/i/{shape.format(n=number)}")

    assert response.status_code == 302
    assert response.url == initiative.get_absolute_url()


@pytest.mark.parametrize(
    "reference", ["CH-1", "CH-1000", "CH-999999999999999999", "CH-x", "1042", "CH-²"]
)
def test_a_reference_of_nothing_is_not_found(client, reference):
    assert client.get(f"/i/{reference}").status_code == 404


def test_a_reference_keeps_what_is_hidden_hidden(client, officer):
    initiative = published(officer, visibility="members")

    assert client.get(f"/i/{initiative.reference}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_statements(client, sign_in, officer, peer, count, django_assert_num_queries):
    FunctionFactory(code="66")
    parts = [
        {"uid": f"0000000{n}", "council": CouncilFactory().la_code, "partner": "",
         "name": "", "role": "other", "brought": "", "paid": None}
        for n in range(count)
    ] + [
        {"uid": f"0000001{n}", "partner": PartnerFactory().slug, "council": "",
         "name": "", "role": "other", "brought": "", "paid": None}
        for n in range(count)
    ]  # fmt: skip
    initiative = published(officer, functions=["66"], involvements=parts)
    for number in range(count):
        published(officer, title=f"Similar {number}", functions=["66"])
        UptakeFactory(initiative=initiative)
    Initiative.objects.filter(pk=initiative.pk).update(uptake_count=count)
    url = initiative.get_absolute_url()
    as_peer, as_officer = sign_in(peer), sign_in(officer)

    with django_assert_num_queries(5):
        client.get(url)
    with django_assert_num_queries(6):
        as_peer.get(url)
    with django_assert_num_queries(8):  # is there a new version, was one refused?
        as_officer.get(url)
