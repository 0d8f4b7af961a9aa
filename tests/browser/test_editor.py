"""The editor in a real browser: errors beside the field, and nothing lost."""

import pytest
from playwright.sync_api import expect

from tests.factories import UserFactory, draft, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entry(officer):
    return draft(officer).initiative


def section(entry, slug):
    return f"{entry.get_absolute_url()}edit/{slug}/"


def test_an_error_comes_and_goes_beside_its_field(open_browser, officer, entry):
    page = open_browser(officer)
    page.goto(section(entry, "dates"))
    started = page.get_by_label("When did it start?")

    started.fill("last spring")
    started.press("Tab")
    wrong = page.locator("#id_started_error")
    expect(wrong).to_contain_text("Give the month and year")
    assert page.get_by_label("When did it end?").evaluate(
        "field => field === document.activeElement"
    )
    started.fill("April 2024")
    started.press("Tab")

    expect(wrong).to_be_empty()


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_field(
    open_browser, officer, entry
):
    page = open_browser(officer)
    page.goto(section(entry, "basics"))
    page.get_by_label("Title").fill("")
    page.get_by_role("button", name="Save and continue").click()

    summary = page.locator(".summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()

    expect(page.get_by_label("Title")).to_be_focused()


def test_the_second_of_two_writers_sees_both_texts_and_loses_none(
    open_browser, officer, leeds, entry
):
    colleague = UserFactory(council=leeds)
    first, second = open_browser(officer), open_browser(colleague)
    for page, text in ((first, "Mine."), (second, "Theirs.")):
        page.goto(section(entry, "challenge"))
        page.get_by_label("Challenge").fill(text)

    first.get_by_role("button", name="Save and continue").click()
    expect(first.get_by_role("heading", name="Approach", level=1)).to_be_visible()
    second.get_by_role("button", name="Save and continue").click()

    trouble = second.get_by_role("alert").filter(has_text="Mine.")
    expect(trouble).to_contain_text("Theirs.")
    expect(second.get_by_label("Challenge")).to_have_value("Theirs.")
    second.get_by_role("button", name="Save mine over theirs").click()
    second.goto(section(entry, "challenge"))
    expect(second.get_by_label("Challenge")).to_have_value("Theirs.")


def test_pressing_twice_makes_one_draft(open_browser, officer):
    page = open_browser(officer)
    page.goto("/initiatives/new/")
    page.get_by_label("Title").fill("Once is enough")
    page.get_by_label("Summary").fill("Pressed twice.")

    page.get_by_role("button", name="Save and continue").dblclick()
    expect(page.get_by_role("heading", name="Service and stage")).to_be_visible()

    page.goto("/my/")
    expect(page.get_by_role("link", name="Once is enough")).to_have_count(1)


def test_entries_alike_are_told_while_the_title_is_typed(open_browser, officer, peer):
    published(peer)
    page = open_browser(officer)
    page.goto("/initiatives/new/")
    title = page.get_by_label("Title")

    title.press_sequentially("Collect food waste on Sunday")
    told = page.get_by_role("status").filter(has_text="Is yours one of these?")
    expect(told.get_by_role("link")).to_have_attribute("target", "_blank")
    title.fill("Mend bridges by night")

    expect(page.locator("#alike")).not_to_contain_text("Is yours one of these?")
    expect(title).to_be_focused()


def test_rows_are_added_and_removed_without_scripts(open_browser, officer, entry):
    page = open_browser(officer, java_script_enabled=False)
    page.goto(section(entry, "savings"))
    for amount in ("£1,000", "2k"):
        page.get_by_label("Amount in £").last.fill(amount)
        page.get_by_role("button", name="Save and add another").click()
    page.get_by_label("Remove this").first.check()
    page.get_by_role("button", name="Save and preview").click()

    expect(page.get_by_text("£2,000")).to_be_visible()
    expect(page.get_by_text("£1,000")).to_have_count(0)


def test_the_keyboard_alone_is_enough(open_browser, officer, entry):
    page = open_browser(officer)
    page.goto(section(entry, "topic"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break

    page.keyboard.press("Enter")

    assert page.locator("fieldset details[open]").count() >= 1
