"""Every page of ours, as everybody: axe finds nothing, nothing scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.viewer import viewer_for
from initiatives import actions
from initiatives.forms import SECTIONS
from initiatives.models import Revision
from tests.factories import (
    MembershipRequestFactory,
    NeighbourFactory,
    OutgoingEmailFactory,
    ThemeFactory,
    UserFactory,
    draft,
    published,
    submitted,
    supplied,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OUTCOME = {
    "uid": "0a0b0c0d", "measure": "Missed collections", "direction": "down",
    "unit": "a week", "baseline": "120", "baseline_date": "2023-04", "result": "45",
    "result_date": "2024-04", "denominator": "300 homes", "basis": "actual",
    "method": "Crew reports", "comparison": "before-after", "source": "Team",
}  # fmt: skip
PUBLIC = [
    "/", "/initiatives/", "/initiatives/?q=waste&stage=pilot&nation=mars",
    "/initiatives/?q=nothing+of+the+kind", "/councils/", "/partners/",
    "/about/", "/about/contributing/", "/about/accessibility/", "/about/privacy/",
    "/about/cookies/", "/about/terms/", "/no-such-page/",
]  # fmt: skip
OWN = [
    "/",
    "/my/",
    "/my/membership/",
    "/my/data/",
    "/accounts/2fa/",
    "/accounts/email/",
]
SIGNING_IN = [
    "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/",
]  # fmt: skip


@pytest.fixture
def hub(leeds, kirklees, officer, partner_member):
    NeighbourFactory(council=leeds, neighbour=kirklees)
    theme = ThemeFactory()
    entry = published(
        officer, themes=[theme.slug], outcomes=[OUTCOME], started="2024-04",
        setup_cost="12500", what_did_not_work="The first bags tore.",
    )  # fmt: skip
    again = actions.start_revision(
        initiative=published(officer, title="Changed"), by=viewer_for(officer)
    )
    again = actions.save_revision(
        revision=again,
        changes={"results": "Less waste."},
        expected_version=again.version,
        by=viewer_for(officer),
    )
    actions.submit(revision=again, by=viewer_for(officer))
    return {
        "entry": entry.get_absolute_url(),
        "council": leeds.get_absolute_url(),
        "partner": partner_member.memberships.get().partner.get_absolute_url(),
        "function": entry.functions.get().get_absolute_url(),
        "theme": theme.get_absolute_url(),
        "draft": draft(officer, outcomes=[OUTCOME]).initiative.get_absolute_url(),
        "waits": submitted(officer).initiative.get_absolute_url(),
        "supplied": supplied(partner_member, leeds).initiative.get_absolute_url(),
    }


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


def all_faults(page, paths):
    """One a line; empty when there is none."""
    return "\n".join(
        fault
        for path in paths
        for fault in faults(page, path, 404 if "no-such" in path else 200)
    )


@pytest.fixture
def window(open_browser):
    # axe is put into the page as a script, which the hub's policy forbids; and it must
    # not measure a colour that is on its way to another.
    return lambda user=None: open_browser(
        user, bypass_csp=True, reduced_motion="reduce"
    )


def test_what_everybody_reads(window, hub):
    things = [hub[key] for key in ("entry", "council", "partner", "function", "theme")]
    more = [hub["entry"] + "history/", hub["council"] + "neighbours/"]

    assert all_faults(window(), [*PUBLIC, *things, *more, *SIGNING_IN]) == ""


def test_what_an_officer_reads_and_writes(window, hub, officer):
    draft_url = hub["draft"]
    editor = [f"{draft_url}edit/{section.slug}/" for section in SECTIONS]
    steps = [draft_url, draft_url + "preview/", draft_url + "submit/"]
    more = ["/initiatives/new/", hub["waits"] + "submit/", hub["supplied"] + "confirm/"]
    browse = ["/initiatives/", "/initiatives/?like=leeds", hub["entry"], hub["council"]]

    paths = [*OWN, *browse, *steps, *editor, *more]
    assert all_faults(window(officer), paths) == ""


def test_what_a_partner_member_reads_and_writes(window, hub, partner_member):
    entry = hub["supplied"]
    steps = [entry, entry + "submit/", entry + "preview/", entry + "history/"]

    paths = [*OWN, *steps, "/initiatives/new/", hub["partner"]]
    assert all_faults(window(partner_member), paths) == ""


def test_what_somebody_without_a_place_reads(window, hub, somebody):
    paths = [*OWN, "/initiatives/new/", "/partners/register/"]

    assert all_faults(window(somebody), paths) == ""


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_what_staff_read_and_decide(request, window, hub, role):
    staff = request.getfixturevalue(role)
    MembershipRequestFactory()
    OutgoingEmailFactory()
    UserFactory(partner=None)
    queue = "/admin/initiatives/revision/"
    screens = [f"{queue}{row.pk}/change/" for row in Revision.objects.queue()]

    paths = [*OWN, hub["entry"], "/admin/", queue, *screens]
    assert all_faults(window(staff), paths) == ""
