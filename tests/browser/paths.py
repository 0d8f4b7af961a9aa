"""Every page of ours, as each role sees it, and a hub with something on each."""

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

OUTCOME = {
    "uid": "0a0b0c0d", "measure": "Missed collections", "direction": "down",
    "unit": "a week", "baseline": "120", "baseline_date": "2023-04", "result": "45",
    "result_date": "2024-04", "denominator": "300 homes", "basis": "actual",
    "method": "Crew reports", "comparison": "before-after", "source": "Team",
}  # fmt: skip
PUBLIC = [
    "/", "/initiatives/", "/initiatives/?q=waste&stage=pilot&nation=mars",
    "/initiatives/?q=nothing+of+the+kind", "/initiatives/map/",
    "/initiatives/map/?q=waste&stage=pilot", "/councils/", "/partners/",
    "/about/", "/about/contributing/", "/about/accessibility/", "/about/privacy/",
    "/about/cookies/", "/about/terms/", "/about/contact/", "/about/licence/",
    "/demo/sign-in/", "/no-such-page/",
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


def furnish(leeds, kirklees, officer, partner_member):
    """Something of each kind; where it is, by name."""
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


def read_by_everybody(hub):
    things = [hub[key] for key in ("entry", "council", "partner", "function", "theme")]
    more = [hub["entry"] + "history/", hub["council"] + "neighbours/"]
    return [*PUBLIC, *things, *more, *SIGNING_IN]


def used_by_officer(hub):
    draft_url = hub["draft"]
    editor = [f"{draft_url}edit/{section.slug}/" for section in SECTIONS]
    steps = [draft_url, draft_url + "preview/", draft_url + "submit/"]
    more = ["/initiatives/new/", hub["waits"] + "submit/", hub["supplied"] + "confirm/"]
    lists = ["/initiatives/", "/initiatives/?like=leeds", "/initiatives/map/"]
    browse = [*lists, hub["entry"], hub["council"]]
    factor = ["/accounts/2fa/totp/activate/", "/accounts/password/set/"]
    return [*OWN, *browse, *steps, *editor, *more, *factor]


def used_by_partner(hub):
    entry = hub["supplied"]
    steps = [entry, entry + "submit/", entry + "preview/", entry + "history/"]
    return [*OWN, *steps, "/initiatives/new/", hub["partner"]]


def used_by_staff(hub):
    MembershipRequestFactory()
    OutgoingEmailFactory()
    UserFactory(partner=None)
    queue = "/admin/initiatives/revision/"
    screens = [f"{queue}{row.pk}/change/" for row in Revision.objects.queue()]
    components = "/about/components/"
    return [*OWN, hub["entry"], "/admin/", queue, *screens, components]
