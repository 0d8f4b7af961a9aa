"""What the hub says of itself."""

import pytest

from tests.reading import headings, text_of

pytestmark = pytest.mark.django_db
PAGES = {
    "/about/": "About CouncilHub",
    "/about/contributing/": "Write for CouncilHub",
    "/about/accessibility/": "Accessibility",
    "/about/privacy/": "Privacy",
    "/about/cookies/": "Cookies",
    "/about/terms/": "Terms",
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
