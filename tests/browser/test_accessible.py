"""Every page of ours, as everybody: axe finds nothing, nothing scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import paths

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def faults(page, path, status=200):
    """What axe finds in light and dark, and whether 320 pixels are enough."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    answer = page.goto(path)
    found = [] if answer.status == status else [f"{path}: {answer.status}"]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for fault in Axe().run(page).response["violations"]:
            where = fault["nodes"][0]["html"][:120]
            found.append(f"{path} {scheme}: {fault['id']} {where}")
    page.set_viewport_size({"width": 320, "height": 640})
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > 320 and not path.startswith("/admin/"):
        found.append(f"{path}: {width}px wide at 320")
    return found


def all_faults(page, addresses):
    """One a line; empty when there is none."""
    return "\n".join(
        fault
        for path in addresses
        for fault in faults(page, path, 404 if "no-such" in path else 200)
    )


def test_what_everybody_reads(window, hub):
    assert all_faults(window(), paths.read_by_everybody(hub)) == ""


def test_what_an_officer_reads_and_writes(window, hub, officer):
    assert all_faults(window(officer), paths.used_by_officer(hub)) == ""


def test_what_a_partner_member_reads_and_writes(window, hub, partner_member):
    assert all_faults(window(partner_member), paths.used_by_partner(hub)) == ""


def test_what_somebody_without_a_place_reads(window, hub, somebody):
    own = [*paths.OWN, "/initiatives/new/", "/partners/register/"]

    assert all_faults(window(somebody), own) == ""


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_what_staff_read_and_decide(request, window, hub, role):
    staff = request.getfixturevalue(role)

    assert all_faults(window(staff), paths.used_by_staff(hub)) == ""
