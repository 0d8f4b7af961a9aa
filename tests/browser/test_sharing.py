"""Passing an initiative on, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.factories import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_its_link_and_its_citation_are_copied(open_browser, officer):
    initiative = published(officer)
    page = open_browser()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(initiative.get_absolute_url())

    page.get_by_role("button", name="Copy link").click()

    expect(page.locator("#announcements")).to_have_text("Link copied")
    expect(page.get_by_role("button", name="Link copied")).to_be_focused()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address.endswith(f"/i/{initiative.reference}")
    page.get_by_text("Cite this page").click()
    page.get_by_role("button", name="Copy citation").click()
    expect(page.locator("#announcements")).to_have_text("Citation copied")
    said = page.evaluate("navigator.clipboard.readText()")
    assert said == page.locator("#citation").inner_text().strip()


def test_where_the_clipboard_is_refused_the_text_is_selected(open_browser, officer):
    initiative = published(officer)
    page = open_browser()
    page.goto(initiative.get_absolute_url())
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")

    page.get_by_role("button", name="Copy link").click()

    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    selected = page.evaluate("getSelection().toString().trim()")
    assert selected.endswith(f"/i/{initiative.reference}")


def test_without_scripts_there_is_text_to_select_and_no_dead_button(
    open_browser, officer
):
    initiative = published(officer)
    page = open_browser(java_script_enabled=False)
    page.goto(initiative.get_absolute_url())

    page.get_by_text("Cite this page").click()

    expect(page.get_by_text(f"/i/{initiative.reference}").first).to_be_visible()
    expect(page.locator("#citation")).to_be_visible()
    expect(page.locator("[data-copy]").first).to_be_hidden()
