"""Fields, groups and rows of the editor, with scripts and without."""

import pytest
from playwright.sync_api import expect

from initiatives.models import Revision
from tests.factories import FunctionFactory, draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def services(db):
    housing = FunctionFactory(code="housing", name="Housing", slug="housing")
    for letter in "ABCD":
        FunctionFactory(code=letter, name=f"Home {letter}", parent=housing)


@pytest.fixture
def entry(services, officer):
    return draft(officer, functions=[]).initiative


def section(entry, slug):
    return f"{entry.get_absolute_url()}edit/{slug}/"


def test_a_wrong_field_says_so_to_assistive_technology_until_it_is_mended(
    open_browser, officer, entry
):
    page = open_browser(officer)
    page.goto(section(entry, "costs"))
    days = page.get_by_label("Staff days")

    days.fill("many")
    days.press("Tab")
    expect(days).to_have_attribute("aria-invalid", "true")
    expect(days).to_have_attribute("aria-describedby", "id_staff_days_error")
    days.fill("12")
    days.press("Tab")

    expect(page.locator("#id_staff_days_error")).to_be_empty()
    expect(days).not_to_have_attribute("aria-invalid", "true")
    expect(days).not_to_have_attribute("aria-describedby", "id_staff_days_error")
    expect(page.locator(".field.bad")).to_have_count(0)


def test_a_group_of_choices_is_judged_as_one_chooses(open_browser, officer, entry):
    page = open_browser(officer)
    page.goto(section(entry, "topic"))
    page.locator("summary", has_text="Housing").click()
    error = page.locator("#id_functions_error")

    for letter in "ABCD":
        page.get_by_label(f"Home {letter}").check()
    expect(error).to_contain_text("Choose at most 3: you chose 4.")
    page.get_by_label("Home D").uncheck()

    expect(error).to_be_empty()
    page.get_by_role("radio", name="Pilot").check()
    page.get_by_role("button", name="Save and continue").click()
    page.goto(section(entry, "topic"))
    chosen = page.locator(".grouped > .choices")
    expect(chosen).to_contain_text("Home A")
    expect(chosen.get_by_role("checkbox", checked=True)).to_have_count(3)


def test_a_row_is_judged_as_one_leaves_its_fields(open_browser, officer, entry):
    page = open_browser(officer)
    page.goto(section(entry, "people"))
    council = page.get_by_label("A council")
    error = page.locator("#id_involvements-0-council_error")

    council.fill("Atlantis")
    council.press("Tab")
    expect(error).to_contain_text("There is no council of this name")
    expect(page.locator("#id_involvements-0-role_error")).to_be_empty()
    council.fill("Leeds")
    council.press("Tab")

    expect(error).to_be_empty()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_what_depends_on_an_answer_is_asked_when_it_is_given(
    open_browser, officer, entry, scripts
):
    page = open_browser(officer, java_script_enabled=scripts)
    page.goto(section(entry, "topic"))
    why = page.get_by_label("If it was stopped: why?")

    expect(why).to_be_hidden()
    page.get_by_role("radio", name="Stopped").check()

    expect(why).to_be_visible()


def test_seven_answers_are_written_on_a_phone_without_scripts(
    open_browser, officer, services
):
    page = open_browser(officer, java_script_enabled=False, viewport=PHONE)
    save = page.get_by_role("button", name="Save and continue")
    page.goto("/initiatives/new/")
    save.click()
    expect(page.locator(".summary")).to_contain_text("Answer “Title”.")
    page.get_by_label("Title").fill("Tŷ cynnes 🔧")
    page.get_by_label("Summary").fill("Boilers first.")
    save.click()
    page.locator("summary", has_text="Housing").click()
    page.get_by_label("Home A").check()
    page.get_by_role("radio", name="Pilot").check()
    save.click()
    for name in ("Challenge", "Approach", "Results"):
        page.get_by_label(name).fill(f"The {name}.")
        save.click()
    page.locator("summary", has_text="All sections").click()
    page.get_by_role("link", name="Submit it").click()
    page.get_by_role("button", name="Submit", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("With the moderators")
    revision = Revision.objects.get()
    assert (revision.state, revision.document["functions"]) == ("submitted", ["A"])
    assert revision.document["title"] == "Tŷ cynnes 🔧"
