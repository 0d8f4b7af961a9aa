"""The list in a real browser: quicker with scripts, the same without."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def entries(officer, peer):
    published(officer, title="Food waste on Sundays", stage="pilot")
    published(officer, title="Damp homes mended", stage="idea")
    published(peer, title="Libraries open late", stage="idea")


def titles(page):
    return page.locator(".result h2").all_inner_texts()


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_a_filter_changes_results_counts_chips_title_and_address(open_browser):
    page = open_browser()
    page.goto("/initiatives/")
    heading(page, re.compile("^3 initiatives"))

    page.get_by_role("checkbox", name="Pilot").check()

    heading(page, re.compile("^1 initiative"))
    assert titles(page) == ["Food waste on Sundays"]
    expect(page).to_have_url(re.compile(r"/initiatives/\?.*stage=pilot"))
    expect(page).to_have_title(re.compile("^1 initiative"))
    expect(page.get_by_role("link", name="Remove filter Stage: Pilot")).to_be_visible()
    expect(page.locator("#announcements")).to_contain_text("1 initiative")
    expect(page.get_by_role("checkbox", name="Pilot")).to_be_focused()


def test_back_forward_and_reload_show_what_the_address_says(open_browser):
    page = open_browser()
    page.goto("/initiatives/")
    page.get_by_role("checkbox", name="Pilot").check()
    heading(page, re.compile("^1 initiative"))
    page.get_by_role("checkbox", name="Idea").check()
    heading(page, re.compile("^3 initiatives"))

    page.go_back()
    heading(page, re.compile("^1 initiative"))
    expect(page.get_by_role("link", name="CouncilHub").first).to_be_visible()
    page.go_back()
    heading(page, re.compile("^3 initiatives"))
    expect(page.get_by_role("checkbox", name="Pilot")).not_to_be_checked()
    page.go_forward()
    heading(page, re.compile("^1 initiative"))
    page.reload()

    heading(page, re.compile("^1 initiative"))
    expect(page.get_by_role("checkbox", name="Pilot")).to_be_checked()


def test_search_keeps_the_focus_in_its_box(open_browser):
    page = open_browser()
    page.goto("/initiatives/")

    page.get_by_role("combobox", name="Search initiatives").fill("libraries")
    page.get_by_role("combobox", name="Search initiatives").press("Enter")

    heading(page, re.compile("^1 initiative"))
    expect(page.get_by_role("combobox", name="Search initiatives")).to_be_focused()
    expect(page.locator("mark").first).to_have_text("Libraries")


def test_it_all_works_without_scripts(open_browser):
    page = open_browser(java_script_enabled=False)
    page.goto("/initiatives/")

    page.get_by_role("checkbox", name="Idea").check()
    page.get_by_role("button", name="Apply filters").click()
    heading(page, re.compile("^2 initiatives"))
    page.get_by_role("link", name="Remove filter Stage: Idea").click()

    heading(page, re.compile("^3 initiatives"))


def test_a_failed_request_says_so_and_can_be_tried_again(open_browser):
    page = open_browser(expect_trouble=True)
    page.goto("/initiatives/")
    page.route("**/initiatives/?*", lambda route: route.abort())

    page.get_by_role("checkbox", name="Pilot").check()
    expect(page.get_by_role("alert")).to_contain_text("That did not work")
    page.unroute("**/initiatives/?*")
    page.get_by_role("button", name="Try again").click()

    heading(page, re.compile("^1 initiative"))
    expect(page.get_by_role("alert")).to_be_empty()


def test_a_slow_answer_is_seen_to_be_awaited(open_browser):
    page = open_browser()
    page.goto("/initiatives/")
    held = []
    page.route("**/initiatives/?*", lambda route: held.append(route))  # noqa: PLW0108

    page.get_by_role("checkbox", name="Pilot").check()
    expect(page.locator("html")).to_have_class(re.compile("is-slow"))
    held[0].continue_()

    heading(page, re.compile("^1 initiative"))
    expect(page.locator("html")).not_to_have_class(re.compile("is-slow"))


def test_on_a_phone_the_filters_wait_in_a_drawer(open_browser):
    page = open_browser(viewport={"width": 360, "height": 740})
    page.goto("/initiatives/")
    expect(page.get_by_role("checkbox", name="Pilot")).to_be_hidden()

    page.get_by_text("Filter", exact=True).click()
    page.get_by_role("checkbox", name="Pilot").check()

    heading(page, re.compile("^1 initiative"))
    expect(page.get_by_role("checkbox", name="Pilot")).to_be_visible()


def test_the_foot_of_the_drawer_says_what_waits_and_leads_there(open_browser):
    page = open_browser(viewport={"width": 360, "height": 740})
    page.goto("/initiatives/")
    page.get_by_text("Filter", exact=True).click()
    expect(page.get_by_role("button", name="Apply filters")).to_be_in_viewport()

    page.get_by_role("checkbox", name="Idea").check()
    page.get_by_role("link", name="Show 2 initiatives").click()

    expect(page.get_by_role("checkbox", name="Idea")).to_be_hidden()
    expect(page.locator("#results")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()


def test_the_keyboard_skips_the_filters(open_browser):
    page = open_browser()
    page.goto("/initiatives/")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to results")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#results")).to_be_focused()


def test_filters_back_and_forward_break_no_rule_of_the_page(open_browser):
    page = open_browser()  # fails at the end if the console got an error
    page.goto("/initiatives/?q=food+zeppelin")
    page.goto("/initiatives/")

    page.get_by_role("checkbox", name="Pilot").check()
    heading(page, re.compile("^1 initiative"))
    feed = page.locator("link#feed")
    expect(feed).to_have_attribute("href", "/feeds/initiatives.atom?stage=pilot")
    page.go_back()
    heading(page, re.compile("^3 initiatives"))
    page.go_forward()

    heading(page, re.compile("^1 initiative"))
