"""Adding a need in a real browser: those like it appear beside what one types."""

import pytest
from playwright.sync_api import expect

from tests.factories import WantFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_needs_like_it_appear_as_one_types_and_one_click_joins(open_browser, officer):
    want = WantFactory(title="Telling tenants about damp")
    page = open_browser(officer)
    page.goto("/wanted/new/")

    page.get_by_label("What does your council need?").press_sequentially("tenants damp")
    page.get_by_role("button", name="My council needs this too").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(want.title)
    expect(page.get_by_text("Noted for Leeds City Council.")).to_be_visible()
