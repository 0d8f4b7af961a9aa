"""The map of what was found in a real browser: pointed at, stepped through, swapped."""

import re

import pytest
from playwright.sync_api import expect

from councils.models import Council
from tests.factories import CouncilFactory, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ON_IT = "document.activeElement.textContent"


@pytest.fixture(autouse=True)
def entries(officer, peer):
    """Two in Leeds, one each in Kirklees to its south and Newcastle to its north."""
    newcastle = CouncilFactory(
        la_code="NET", short_name="Newcastle", type=Council.Type.METROPOLITAN
    )
    published(officer, stage="pilot")
    published(officer, stage="pilot")
    published(peer, stage="pilot")
    published(council=newcastle, stage="idea")


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(words))


def hexagon(page, name):
    return page.get_by_role("group", name="Map of councils").get_by_role(
        "link", name=name
    )


def test_the_map_is_one_stop_and_arrows_lead_through_it(open_browser):
    page = open_browser()
    page.goto("/initiatives/map/")
    page.get_by_role("navigation", name="Show as").get_by_role(
        "link", name="Map"
    ).focus()

    page.keyboard.press("Tab")
    stops = [page.evaluate(ON_IT)]
    for key in ["ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowRight"]:
        page.keyboard.press(key)
        stops.append(page.evaluate(ON_IT))
        expect(page.locator("#told")).to_have_text(stops[-1])
    page.keyboard.press("Tab")

    assert stops == [
        "Leeds: 2", "Kirklees: 1", "Leeds: 2", "Newcastle: 1", "Newcastle: 1",
        "Leeds: 2",
    ]  # fmt: skip
    expect(page.locator("table a").first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(ON_IT) == "Leeds: 2"
    page.keyboard.press("Enter")
    heading(page, "^2 initiatives$")
    expect(page).to_have_url(re.compile(r"/initiatives/\?council=leeds$"))


def test_what_is_pointed_at_is_named_and_a_click_shows_its_list(open_browser):
    page = open_browser()
    page.goto("/initiatives/map/?stage=pilot")

    hexagon(page, "Kirklees: 1").hover()
    expect(page.locator("#told")).to_have_text("Kirklees: 1")
    page.locator("use", has_text="Newcastle").hover()
    expect(page.locator("#told")).to_have_text("Newcastle")
    page.get_by_role("heading", level=1).hover()
    expect(page.locator("#told")).to_have_text(re.compile("^Point at a hexagon"))
    hexagon(page, "Kirklees: 1").click()

    heading(page, "^1 initiative$")
    expect(page).to_have_url(
        re.compile(r"/initiatives/\?stage=pilot&council=kirklees$")
    )


def test_a_filter_changes_the_map_in_place_and_back_undoes_it(open_browser):
    page = open_browser()
    page.goto("/initiatives/map/")
    heading(page, "^4 initiatives, by council$")

    page.get_by_role("checkbox", name="Idea").check()

    heading(page, "^1 initiative, by council$")
    expect(page).to_have_url(re.compile(r"/initiatives/map/\?stage=idea$"))
    expect(page).to_have_title(re.compile("^1 initiative, by council"))
    expect(page.locator("#announcements")).to_have_text("1 initiative, by council")
    expect(page.get_by_role("checkbox", name="Idea")).to_be_focused()
    expect(hexagon(page, "Leeds: 2")).to_have_count(0)
    expect(hexagon(page, "Newcastle: 1")).to_have_attribute("tabindex", "0")
    expect(page.locator("#told")).to_have_text(re.compile("^Point at a hexagon"))
    page.go_back()
    heading(page, "^4 initiatives, by council$")
    expect(hexagon(page, "Leeds: 2")).to_have_attribute("tabindex", "0")
    page.go_forward()
    heading(page, "^1 initiative, by council$")
    page.get_by_role("link", name="List").click()
    heading(page, "^1 initiative$")


def test_the_arrows_with_alt_are_the_browsers(open_browser):
    page = open_browser()
    page.goto("/initiatives/map/")
    hexagon(page, "Leeds: 2").focus()

    page.keyboard.press("Alt+ArrowLeft")

    assert page.evaluate(ON_IT) == "Leeds: 2"


def test_it_all_works_without_scripts(open_browser):
    page = open_browser(java_script_enabled=False)
    page.goto("/initiatives/map/")
    expect(page.locator("#told")).to_be_hidden()

    page.get_by_role("checkbox", name="Pilot").check()
    page.get_by_role("button", name="Apply filters").click()
    heading(page, "^3 initiatives, by council$")
    page.get_by_role("table").get_by_role("link", name="Leeds").click()

    heading(page, "^2 initiatives$")
