"""A real Chromium on a real server. Nothing is loaded from another host."""

import os

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import sync_playwright

from tests.browser.chromium import ARGUMENTS, found
from tests.browser.paths import furnish

# Playwright runs a loop of its own in this thread; the tests' own queries are no part
# of it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def chromium():
    path = found()
    assert path, "No Chromium: run python -m tests.browser.chromium, or BROWSER=none"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def no_limits_yet(transactional_db):
    """Limits of sign-in are kept in a table of the cache, which no test empties."""
    cache.clear()


@pytest.fixture
def hub(settings, leeds, kirklees, officer, partner_member):
    """A demonstration with something of each kind; where it is, by name."""
    settings.DEMO = True
    return furnish(leeds, kirklees, officer, partner_member)


@pytest.fixture
def window(open_browser):
    # axe is put into the page as a script, which the hub's policy forbids; and it must
    # not measure a colour that is on its way to another.
    return lambda user=None: open_browser(
        user, bypass_csp=True, reduced_motion="reduce"
    )


@pytest.fixture
def open_browser(chromium, live_server, sign_in):
    """A window of its own for a person, or for a visitor; options are Playwright's.

    Fails at the end when a page logged an error or asked another host for anything.
    """
    contexts, troubles = [], []

    def opened(user=None, *, expect_trouble=False, **options):
        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        if user:
            cookie = sign_in(user).cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
            )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
        if not expect_trouble:
            page.on("console", lambda said: _note(said, troubles))
        page.on("request", lambda asked: _stay_home(asked, live_server, troubles))
        return page

    yield opened

    for context in contexts:
        context.close()
    assert troubles == []


def _note(said, troubles):
    # A page that answers 404 or 403 on purpose is logged by the browser as well.
    if said.type == "error" and "Failed to load resource" not in said.text:
        troubles.append(f"console: {said.text}")


def _stay_home(asked, live_server, troubles):
    if not asked.url.startswith((live_server.url, "data:")):
        troubles.append(f"another host: {asked.url}")
