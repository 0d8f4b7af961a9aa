"""What the hub says of itself."""

import pytest

from tests.reading import headings, text_of

pytestmark = pytest.mark.django_db
PAGES = {
    "/about/": "About CouncilHub",
    "/about/contributing/": "Write for CouncilHub",
    "/about/contact/": "Contact",
    "/about/accessibility/": "Accessibility",
    "/about/privacy/": "Privacy",
    "/about/cookies/": "Cookies",
    "/about/terms/": "Terms",
    "/about/licence/": "Licence and open data",
}


@pytest.mark.parametrize(("address", "heading"), PAGES.items())
def test_each_page_asks_the_database_for_the_version_alone(
    client, django_assert_num_queries, address, heading
):
    with django_assert_num_queries(1):
        response = client.get(address)

    assert headings(response)[0] == heading
    assert f"<title>{heading} – CouncilHub</title>" in response.text


def test_every_page_leads_to_them(client):
    foot = client.get("/about/").text.partition("<footer")[2]

    for address in PAGES:
        assert f'href="{address}"' in foot


def test_what_is_asked_first_is_what_publishing_needs(client):
    text = text_of(client.get("/about/contributing/"))

    for word in [
        "title", "summary", "service", "stage", "challenge", "approach", "results",
    ]:  # fmt: skip
        assert word in text


@pytest.mark.parametrize("page", ["contact", "accessibility", "privacy", "terms"])
def test_whom_to_ask_comes_from_a_setting(client, settings, page):
    settings.CONTACT_EMAIL = "help@hub.example"

    text = client.get(f"/about/{page}/").text.partition("<main")[2]

    link = '<a href="mailto:help@hub.example">help@hub.example</a>'
    main, _, foot = text.partition("<footer")
    assert (main.count(link), foot.count(link)) == (1, 1)


def test_the_day_of_the_last_change_stands_on_each_page(client):
    for address in PAGES:
        assert "Last changed on <time" in " ".join(client.get(address).text.split())


def test_cookies_are_named_as_they_are(client, settings, officer, sign_in):
    text = text_of(client.get("/about/cookies/"))
    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}

    assert {name for name in names if name in text} == names
    assert set(sign_in(officer).get("/my/").cookies) <= names
    assert settings.SESSION_COOKIE_AGE == 14 * 24 * 3600  # "two weeks"


def test_components_are_for_staff_and_for_who_tries_it_out(
    client, settings, officer, moderator, sign_in
):
    page = "/about/components/"
    assert client.get(page).status_code == 404
    assert sign_in(officer).get(page).status_code == 404

    assert headings(sign_in(moderator).get(page))[0] == "Components"
    settings.DEMO = True
    assert headings(client.get(page))[0] == "Components"


def test_the_components_are_there_in_their_states(client, settings):
    settings.DEMO = True

    page = client.get("/about/components/").text

    parts = {
        'class="result"': 3, 'class="tag"': 2, 'class="drawer"': 2, 'class="facet"': 2,
        'class="meter"': 9, 'class="outcome': 3, 'class="empty"': 1, 'class="next"': 1,
        'class="summary"': 1, 'class="field bad"': 4, 'class="supplied"': 1,
        'aria-current="step"': 1, "Removed by a moderator": 1, "Not stated": 2,
    }  # fmt: skip
    assert {part: page.count(part) for part in parts} == parts
