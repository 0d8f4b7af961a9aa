"""Suggestions in a real browser: by keyboard, by touch, from the past, and without."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def entries(officer, peer):
    published(officer, title="Leeds collects food waste")
    published(peer, title="Less food in the bin")


def field(page):
    return page.locator("#q")


def typed(page, words):
    field(page).click()
    page.keyboard.type(words)


def texts(page):
    return page.get_by_role("option").all_inner_texts()


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(words))


def active(page):
    return page.evaluate(
        "document.getElementById(document.getElementById('q')"
        ".getAttribute('aria-activedescendant'))?.textContent"
    )


def test_the_keyboard_walks_through_them(open_browser):
    page = open_browser()
    page.goto("/")
    expect(page.get_by_role("combobox", expanded=False)).to_have_count(1)

    typed(page, "lee")
    expect(page.get_by_role("combobox", expanded=True)).to_be_focused()
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    expect(page.locator("#announcements")).to_have_text("3 suggestions")
    groups = page.get_by_role("listbox").get_by_role("group")
    walked = [active(page)]
    for key in ["ArrowDown", "ArrowDown", "End", "Home", "ArrowUp", "ArrowUp"]:
        page.keyboard.press(key)
        walked.append(active(page))

    assert texts(page) == [
        "leeds", "Leeds City Council", "Leeds collects food waste",
    ]  # fmt: skip
    assert walked == [
        None, "leeds", "Leeds City Council", "Leeds collects food waste", "leeds",
        None, "Leeds collects food waste",
    ]  # fmt: skip
    expect(groups.filter(visible=True)).to_have_count(3)
    expect(page.get_by_role("option", selected=True)).to_have_text(walked[-1])
    expect(field(page)).to_have_value("lee")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/initiatives/leeds-collects-food-waste/$"))


def test_escape_closes_them_and_enter_searches_what_is_typed(open_browser):
    page = open_browser()
    page.goto("/initiatives/")

    typed(page, "lee")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field(page)).to_have_value("lee")
    expect(page.get_by_role("combobox", expanded=False)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.type("ds")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "1 initiative for ‘leeds’"
    )
    expect(page).to_have_url(re.compile(r"\?q=leeds$"))
    page.wait_for_timeout(400)
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_who_leaves_the_field_leaves_the_suggestions(open_browser):
    page = open_browser()
    page.goto("/")

    typed(page, "lee")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")

    expect(page.get_by_role("button", name="Search")).to_be_focused()
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_late_answers_are_dropped(open_browser):
    page = open_browser()
    page.goto("/")
    typed(page, "lee")
    expect(page.get_by_role("listbox")).to_be_visible()

    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.wait_for_timeout(400)
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.type("xqz")

    expect(page.locator("#announcements")).to_have_text("No suggestions")
    expect(page.get_by_role("combobox", expanded=False)).to_be_focused()


def test_a_finger_on_a_phone_and_what_was_searched_before(open_browser, leeds):
    page = open_browser(
        has_touch=True, is_mobile=True, viewport={"width": 320, "height": 568}
    )
    page.goto("/")
    field(page).tap()
    page.keyboard.type("food wa")
    page.get_by_role("option", name="food waste", exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile("‘food waste’")
    )

    page.goto("/")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field(page).tap()
    past = page.get_by_role("group", name="Your past searches")
    expect(past.get_by_role("option")).to_have_text(["food waste"])
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_role("button", name="Forget my past searches").tap()
    expect(page.get_by_role("listbox")).to_be_hidden()

    assert page.evaluate("localStorage.length") == 0
    assert page.context.cookies() == []


def test_a_search_that_was_sent_comes_first_while_it_is_typed_again(open_browser):
    page = open_browser()
    page.goto("/initiatives/")
    for words in ["food <b>waste</b>", "parks"]:
        field(page).fill("")
        typed(page, words)
        page.get_by_role("button", name="Search").click()
        heading(page, words[:4])

    field(page).fill("")
    typed(page, "food")

    expect(page.get_by_role("option").first).to_have_text("food <b>waste</b>")
    assert "parks" not in texts(page)


def test_nothing_is_wrong_with_it_for_machines_that_read_it_out(window):
    page = window()
    page.goto("/")
    typed(page, "lee")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")

    assert Axe().run(page).response["violations"] == []


def test_without_scripts_it_is_a_search_field(open_browser):
    page = open_browser(java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_role("searchbox")).to_have_count(1)
    expect(page.get_by_role("combobox")).to_have_count(0)

    typed(page, "leeds")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "1 initiative for ‘leeds’"
    )
