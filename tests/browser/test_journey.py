"""The way of a new user, from the first look to a published entry that others find."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from accounts.models import OutgoingEmail
from initiatives.models import Initiative
from tests.factories import FunctionFactory, PartnerFactory, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def service(db):
    return FunctionFactory(name="Waste", code="waste")


def code_sent_to(address):
    mail = OutgoingEmail.objects.filter(to=address).latest("pk")
    return re.search(r"^[A-Z0-9]{3,}(-[A-Z0-9]+)*$", mail.text, re.MULTILINE).group()


def sign_in_by_code(page, address):
    page.get_by_label("Email address").first.fill(address)
    page.get_by_role("button", name="Send me a code").click()
    give_code(page, address)


def give_code(page, address):
    # The mail is there once the page that asks for its code is.
    page.get_by_label("Code").wait_for()
    page.get_by_label("Code").fill(code_sent_to(address))
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def go_on(page):
    page.get_by_role("button", name="Save and continue").click()


def write(page, title, council=""):
    page.get_by_role("link", name="Write", exact=True).click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Summary").fill(
        "Three wards tried it, and waste fell by a third."
    )
    if council:
        page.get_by_label("Council that did it").fill(council)
    go_on(page)
    page.locator("summary", has_text="Waste").click()
    page.get_by_label("Waste (all of it)").check()
    page.get_by_role("radio", name="Pilot").check()
    go_on(page)
    page.get_by_label("Challenge").fill("Food waste went into the bin.")
    go_on(page)
    page.get_by_label("Approach").fill("We asked **300 homes** to try it.")
    go_on(page)
    page.get_by_label("Results").fill("Waste fell from 9 kg to 6 kg a week.")
    page.get_by_role("button", name="Save and preview").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.get_by_role("link", name="Submit it").first.click()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text(
        "Sent to the councils you named" if council else "Submitted"
    )


def decide(page, title):
    page.goto("/admin/")
    page.get_by_role("link", name=title).click()
    expect(page.get_by_text("300 homes")).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text(f"Published: {title}.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360], ids=["desktop", "phone"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_new_officer_joins_writes_and_is_found(
    open_browser, leeds, moderator, width, script
):
    size = {"viewport": {"width": width, "height": 800}, "java_script_enabled": script}
    page = open_browser(**size)
    page.goto("/")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("link", name="Join CouncilHub").click()
    page.get_by_label("Your name").fill("Nia Newcomer")
    page.get_by_label("Work email address").fill("nia@leeds.gov.uk")
    page.get_by_role("button", name=re.compile("Join|Sign up|Continue")).click()
    give_code(page, "nia@leeds.gov.uk")
    page.goto("/my/")
    expect(page.get_by_text("officer of Leeds City Council")).to_be_visible()

    write(page, "Food waste on Sundays")
    decide(open_browser(moderator), "Food waste on Sundays")

    visitor = open_browser(**size)
    visitor.goto("/")
    visitor.get_by_label("What are you trying to solve?").fill("wasting food")
    visitor.get_by_label("What are you trying to solve?").press("Enter")
    visitor.get_by_role("link", name="Food waste on Sundays").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(
        "Food waste on Sundays"
    )
    visitor.goto("/initiatives/?stage=pilot&council=leeds")
    expect(visitor.get_by_role("link", name="Food waste on Sundays")).to_be_visible()

    page.goto("/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_a_partner_posts_and_the_council_confirms(
    open_browser, officer, partner_member, moderator
):
    writer = open_browser(partner_member)
    writer.goto("/")
    write(writer, "Sensors in street bins", council="Leeds City Council")

    reader = open_browser(officer)
    reader.goto("/my/")
    asked = reader.get_by_role("region", name="To confirm")
    asked.get_by_role("link", name="Sensors in street bins").click()
    reader.get_by_role("radio", name=re.compile("^No")).check()
    reader.get_by_role("button", name=re.compile("Send|Answer")).click()
    expect(reader.get_by_text("Say what is wrong", exact=False).first).to_be_visible()
    reader.get_by_role("radio", name=re.compile("^Yes")).check()
    reader.get_by_role("button", name=re.compile("Send|Answer")).click()
    decide(open_browser(moderator), "Sensors in street bins")

    visitor = open_browser()
    visitor.goto("/initiatives/")
    expect(visitor.get_by_text("Supplied by Brightwater")).to_be_visible()
    visitor.get_by_role("link", name="Sensors in street bins").click()
    expect(visitor.get_by_text("Supplied by Brightwater").first).to_be_visible()
    expect(visitor.get_by_text("Confirmed by Leeds City Council")).to_be_visible()


def test_what_was_typed_survives_an_ended_session(open_browser, officer, leeds):
    entry = published(officer)
    page = open_browser(officer)
    page.goto(f"{entry.get_absolute_url()}edit/challenge/")
    page.get_by_label("Challenge").fill("A long afternoon of typing.")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    sign_in_by_code(page, officer.email)

    expect(page.get_by_label("Challenge")).to_have_value("A long afternoon of typing.")
    go_on(page)
    expect(page.get_by_text("Saved: ")).to_be_visible()


def test_a_partner_registers_and_is_verified(open_browser, somebody, moderator):
    page = open_browser(somebody)
    page.goto("/partners/register/")
    page.get_by_label("Name").fill("Clearwater")
    page.get_by_label("Kind").select_option("Charity or community group")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("Registered.", exact=False)).to_be_visible()

    staff = open_browser(moderator)
    staff.goto("/admin/partners/partner/")
    staff.get_by_role("link", name="Clearwater").click()
    staff.get_by_label("Verify it").check()
    staff.get_by_role("button", name="Save", exact=True).click()

    visitor = open_browser()
    visitor.goto("/partners/")
    expect(visitor.get_by_role("link", name="Clearwater")).to_be_visible()
    assert Initiative.objects.count() == 0
    assert PartnerFactory._meta.model.objects.get().status == "verified"
