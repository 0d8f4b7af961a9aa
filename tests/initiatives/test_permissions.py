"""Who may do what with whose work: the table of the product, cell by cell."""

import pytest
from django.urls import reverse

from initiatives.choices import State
from tests.factories import (
    CouncilFactory,
    PartnerFactory,
    UserFactory,
    draft,
    published,
    submitted,
    supplied,
)

pytestmark = pytest.mark.django_db
SEEN, FORBIDDEN, HIDDEN, SIGN_IN = 200, 403, 404, 302


def lead(council):
    parties = {"council": council.la_code, "partner": "", "name": "", "role": "lead"}
    return {"uid": "0123abcd", "brought": "", "paid": None, **parties}


@pytest.fixture
def second_lead(kirklees):
    """An officer of a council that leads too."""
    return UserFactory(email="sian@kirklees.gov.uk", council=kirklees)


@pytest.fixture
def stranger(db):
    """An officer of a council that has nothing to do with it."""
    return UserFactory(council=CouncilFactory())


@pytest.fixture
def colleague(leeds):
    return UserFactory(council=leeds)


@pytest.fixture
def pat_colleague(firm):
    return UserFactory(partner=firm)


@pytest.fixture
def rival(db):
    """A member of another partner."""
    return UserFactory(partner=PartnerFactory())


@pytest.fixture
def waiting(db):
    """A member of a partner that is not verified yet."""
    return UserFactory(partner=PartnerFactory(status="unverified"))


@pytest.fixture
def co_author(db):
    return UserFactory()


EVERYBODY = [
    "visitor",
    "somebody",
    "waiting",
    "officer",
    "colleague",
    "second_lead",
    "stranger",
    "partner_member",
    "pat_colleague",
    "rival",
    "co_author",
    "moderator",
    "administrator",
]


@pytest.fixture
def ask(request, client, sign_in):
    """What each of everybody is answered at an address: status by name."""

    def asked(url, method="get"):
        answers = {}
        for who in EVERYBODY:
            if who == "visitor":
                reader = client
            else:
                reader = sign_in(request.getfixturevalue(who))
            answers[who] = getattr(reader, method)(url).status_code
        return answers

    return asked


def answers(status, **others):
    """All of everybody get `status`, but for some."""
    return dict.fromkeys(EVERYBODY, status) | others


def own_work(request, make, **fields):
    """Work of Leeds, led by Kirklees too, with a co-author."""
    kirklees = request.getfixturevalue("kirklees")
    made = make(
        request.getfixturevalue("officer"), involvements=[lead(kirklees)], **fields
    )
    initiative = getattr(made, "initiative", made)
    initiative.co_authors.add(request.getfixturevalue("co_author"))
    return initiative


def supplied_work(request, **fields):
    """Brightwater's work about Leeds and Kirklees, with a co-author."""
    leeds, kirklees = map(request.getfixturevalue, ("leeds", "kirklees"))
    revision = supplied(
        request.getfixturevalue("partner_member"),
        leeds,
        involvements=[lead(kirklees)],
        **fields,
    )
    revision.initiative.refresh_from_db()
    revision.initiative.co_authors.add(request.getfixturevalue("co_author"))
    return revision.initiative


LED = ["officer", "colleague", "second_lead", "co_author"]
SUPPLIED = ["partner_member", "pat_colleague", "co_author"]


def to(people, status):
    return dict.fromkeys(people, status)


@pytest.mark.parametrize("page", ["detail", "history"])
def test_who_sees_a_councils_draft(request, ask, page):
    initiative = own_work(request, draft)

    assert ask(reverse(f"initiatives:{page}", args=[initiative.slug])) == answers(
        HIDDEN, **to(LED, SEEN)
    )


def test_who_sees_what_was_submitted(request, ask):
    initiative = own_work(request, submitted)

    assert ask(initiative.get_absolute_url()) == answers(
        HIDDEN, **to([*LED, "moderator", "administrator"], SEEN)
    )


def test_who_sees_a_partners_draft(request, ask, partner_member, leeds, co_author):
    initiative = draft(partner_member, council=leeds).initiative
    initiative.co_authors.add(co_author)

    assert ask(initiative.get_absolute_url()) == answers(HIDDEN, **to(SUPPLIED, SEEN))


def test_who_sees_a_partners_work_that_waits_for_its_councils(request, ask):
    initiative = supplied_work(request)

    leads = ["officer", "colleague", "second_lead"]
    assert ask(initiative.get_absolute_url()) == answers(
        HIDDEN, **to([*SUPPLIED, *leads], SEEN)
    )


EDITOR = ["edit", "contacts", "preview"]


def editor_url(page, initiative):
    section = ["basics"] if page == "edit" else []
    return reverse(f"initiatives:{page}", args=[initiative.slug, *section])


@pytest.mark.parametrize("page", [*EDITOR, "submit"])
def test_who_edits_and_submits_a_councils_draft(request, ask, page):
    initiative = own_work(request, draft)

    assert ask(editor_url(page, initiative)) == answers(
        HIDDEN, visitor=SIGN_IN, **to(LED, SEEN)
    )


@pytest.mark.parametrize("page", EDITOR)
def test_who_edits_what_a_council_published(request, ask, page):
    initiative = own_work(request, published)

    assert ask(editor_url(page, initiative)) == answers(
        FORBIDDEN, visitor=SIGN_IN, **to(LED, SEEN)
    )


@pytest.mark.parametrize("page", EDITOR)
def test_who_edits_what_a_partner_published(request, ask, page):
    initiative = supplied_work(request, state=State.PUBLISHED)

    assert ask(editor_url(page, initiative)) == answers(
        FORBIDDEN, visitor=SIGN_IN, **to(SUPPLIED, SEEN)
    )


def test_the_page_that_confirms_is_for_the_leads_officers(request, ask):
    initiative = supplied_work(request)

    assert ask(reverse("initiatives:confirm", args=[initiative.slug])) == answers(
        HIDDEN,
        visitor=SIGN_IN,
        **to(["officer", "colleague", "second_lead"], SEEN),
        **to(SUPPLIED, FORBIDDEN),
    )


def test_of_a_published_one_nobody_else_may_confirm(request, ask):
    initiative = supplied_work(request, state=State.PUBLISHED)

    answered = ask(reverse("initiatives:confirm", args=[initiative.slug]))

    leads = ["officer", "colleague", "second_lead"]
    assert answered == answers(FORBIDDEN, visitor=SIGN_IN, **to(leads, 302))


@pytest.mark.parametrize("button", ["archive", "unarchive", "discard", "withdraw"])
def test_who_presses_the_buttons_of_a_councils_work(request, ask, button):
    initiative = own_work(request, published)
    url = reverse(f"initiatives:{button}", args=[initiative.slug])

    assert ask(url, "post") == answers(FORBIDDEN, visitor=SIGN_IN, **to(LED, 302))


@pytest.mark.parametrize("button", ["archive", "invite"])
def test_who_presses_the_buttons_of_a_partners_work(request, ask, button):
    initiative = supplied_work(request, state=State.PUBLISHED)
    url = reverse(f"initiatives:{button}", args=[initiative.slug])

    done = HIDDEN if button == "invite" else 302
    assert ask(url, "post") == answers(FORBIDDEN, visitor=SIGN_IN, **to(SUPPLIED, done))


def test_who_writes_an_initiative(ask):
    url = reverse("initiatives:create")

    assert ask(url) == answers(SEEN, visitor=SIGN_IN)


def test_the_author_who_left_still_sees_the_draft_but_edits_nothing(sign_in, officer):
    initiative = draft(officer).initiative
    officer.memberships.update(until="2020-01-01T00:00Z")
    client = sign_in(officer)

    assert client.get(initiative.get_absolute_url()).status_code == SEEN
    assert client.get(editor_url("edit", initiative)).status_code == FORBIDDEN


def test_a_suspended_partners_member_edits_nothing(
    sign_in, partner_member, leeds, firm
):
    initiative = draft(partner_member, council=leeds).initiative
    firm.status = firm.Status.SUSPENDED
    firm.save()

    response = sign_in(partner_member).get(editor_url("edit", initiative))

    assert response.status_code == FORBIDDEN
