"""What may be kept by whom, and what a page may load: on every page."""

import pytest

from tests.conftest import HTMX
from tests.factories import (
    FunctionFactory,
    PartnerFactory,
    ThemeFactory,
    WantFactory,
    published,
)

pytestmark = pytest.mark.django_db
VARY = {"Accept-Encoding", "HX-Request", "HX-History-Restore-Request"}
POLICY = {
    "default-src 'self'", "img-src 'self' data:", "object-src 'none'",
    "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
}  # fmt: skip


@pytest.fixture
def addresses(officer, leeds):
    """Every page that a visitor may read, and some that they may not."""
    function = FunctionFactory()
    theme = ThemeFactory()
    initiative = published(officer, functions=[function.code], themes=[theme.slug])
    hidden = published(officer, visibility="members")
    return [
        "/",
        "/initiatives/",
        "/initiatives/?q=food&stage=pilot&like=leeds",
        "/initiatives/?stage=nonsense&after=x",
        "/initiatives/map/?q=food",
        "/initiatives/suggest/?q=food",
        initiative.get_absolute_url(),
        f"{initiative.get_absolute_url()}history/",
        f"/i/{initiative.reference}",
        hidden.get_absolute_url(),
        function.get_absolute_url(),
        theme.get_absolute_url(),
        "/councils/",
        "/councils/leeds/",
        "/councils/leeds/neighbours/",
        "/partners/",
        "/wanted/",
        WantFactory().get_absolute_url(),
        PartnerFactory().get_absolute_url(),
        "/about/",
        "/about/contributing/",
        "/about/accessibility/",
        "/about/privacy/",
        "/about/cookies/",
        "/about/terms/",
        "/about/contact/",
        "/about/licence/",
        "/data/initiatives.json",
        "/feeds/initiatives.atom",
        "/sitemap.xml",
        "/nothing/",
        "/initiatives",
        "/my/",
    ]


def test_anonymous_pages_set_no_cookie_and_vary_on_no_cookie(client, addresses):
    for address in addresses:
        response = client.get(address)

        assert response.cookies == {}, address
        vary = {name.strip() for name in response.get("Vary", "").split(",")} - {""}
        assert vary <= VARY, address
        assert response["Cache-Control"] == "no-cache", address


def test_signed_in_pages_are_never_stored(sign_in, officer, addresses):
    signed_in = sign_in(officer)
    for address in addresses:
        response = signed_in.get(address)

        assert response["Cache-Control"] == "private, no-store", address


def test_a_session_cookie_that_means_nothing_is_treated_as_one(client, addresses):
    client.cookies["sessionid"] = "made-up"
    for address in addresses[:3]:
        response = client.get(address)

        assert response["Cache-Control"] == "private, no-store", address
        assert "Sign in" in response.text


def test_every_page_says_what_it_may_load(client, sign_in, officer, addresses):
    for browser in [client, sign_in(officer)]:
        for address in [*addresses, "/accounts/login/", "/healthz"]:
            policy = browser.get(address)["Content-Security-Policy"]

            assert {part.strip() for part in policy.split(";")} == POLICY, address


def test_a_swap_and_a_page_are_kept_apart(client, officer):
    published(officer)
    for address in ["/initiatives/", "/initiatives/map/", "/councils/"]:
        for headers in [{}, HTMX]:
            response = client.get(address, headers=headers)

            vary = {name.strip() for name in response["Vary"].split(",")}
            assert {"HX-Request", "HX-History-Restore-Request"} <= vary


def test_a_redirect_met_by_a_swap_moves_the_whole_page(client, officer):
    initiative = published(officer)

    response = client.get("/initiatives/", {"q": initiative.reference}, headers=HTMX)

    assert response.status_code == 200
    assert response["HX-Redirect"] == f"/i/{initiative.reference}"
    assert not response.has_header("Location")
    boosted = client.get(
        "/initiatives/",
        {"q": initiative.reference},
        headers={**HTMX, "HX-Boosted": "true"},
    )
    assert boosted.status_code == 302
