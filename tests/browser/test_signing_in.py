"""Joining, setting up a second factor and signing in, as a person does it."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from accounts.mail import Notice
from accounts.models import OutgoingEmail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


def code_sent_to(address):
    text = OutgoingEmail.objects.filter(to=address).first().text
    return re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", text, re.MULTILINE)[1]


def code_of_the_app(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_joining_second_factor_sign_out_and_back_in(open_browser, leeds):
    page = open_browser()
    page.goto("/accounts/login/?next=/my/data/")
    page.get_by_role("link", name="Join CouncilHub").click()
    page.get_by_label("Your name").fill("Nia")
    page.get_by_label("Work email address").fill("nia@leeds.gov.uk")
    page.get_by_role("button", name="Join").click()
    page.get_by_label("Code").fill(code_sent_to("nia@leeds.gov.uk"))
    page.get_by_role("button", name="This is my address").click()
    page.get_by_text("You now belong to Leeds City Council.").wait_for()
    assert page.url.endswith("/my/data/")

    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("link", name="Set it up").click()
    picture = page.get_by_role("img", name="Picture for your app.")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
    page.get_by_text("I cannot scan it").click()
    secret = page.locator("details strong").inner_text()
    page.get_by_label("Code that the app shows").fill(code_of_the_app(secret))
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Email address").first.fill("nia@leeds.gov.uk")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(code_sent_to("nia@leeds.gov.uk"))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(code_of_the_app(secret))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="My work").wait_for()


def test_a_mail_shows_as_html_in_a_frame_of_its_own(open_browser, settings):
    settings.DEMO = True
    lead = "<script>document.title = 'broken'</script> It is published."
    Notice(kind="test", subject="Hello", lead=lead, path="/my/", label="Open it").send(
        "sam@example.org"
    )
    page = open_browser()

    page.goto("/demo/outbox/")
    page.get_by_role("link", name="Hello").click()

    frame = page.frame_locator("iframe")
    assert "It is published." in frame.locator("p").nth(1).inner_text()
    assert frame.get_by_role("link", name="Open it").is_visible()
    assert page.title() == "Hello – CouncilHub"


def test_the_five_buttons_work_without_a_script(
    open_browser, settings, leeds, kirklees
):
    settings.DEMO = True
    page = open_browser(java_script_enabled=False)

    page.goto("/demo/sign-in/")
    page.get_by_role("button", name="A moderator").click()

    assert page.url.endswith("/admin/")
