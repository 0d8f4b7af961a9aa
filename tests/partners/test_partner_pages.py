"""The list of partners, and a partner's page."""

import pytest

from initiatives.choices import State
from partners.models import Partner
from tests.factories import PartnerFactory, UserFactory, supplied
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_the_list_has_the_verified_ones_by_name(client, firm):
    PartnerFactory(name="Acorn", kind=Partner.Kind.CHARITY)
    for status in ("unverified", "refused", "suspended"):
        PartnerFactory(name=f"The {status}", status=status)

    page = client.get("/partners/")

    assert [partner.name for partner in page.context["partners"]] == [
        "Acorn",
        "Brightwater",
    ]
    assert "Charity or community group" in page.text


def test_an_empty_list_says_what_to_do(client, db):
    assert "Yours can be the first." in client.get("/partners/").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_is_one_query(client, django_assert_num_queries, count):
    PartnerFactory.create_batch(count)

    with django_assert_num_queries(2):
        client.get("/partners/")


def test_the_page_says_what_it_is_in_its_own_words(client):
    partner = PartnerFactory(
        name="Tŷ 🦆",
        slug="ty",
        description="We <script>alert(1)</script>\n\ncount.",
        website="https://ty.example/",
    )

    page = client.get(partner.get_absolute_url())

    assert "<h1>Tŷ 🦆</h1>" in page.text
    assert "We &lt;script&gt;alert(1)&lt;/script&gt;</p>" in page.text
    assert 'href="https://ty.example/" rel="nofollow noopener"' in page.text
    assert "In its own words." in page.text


def test_the_page_lists_what_it_supplied_with_its_labels(
    client, partner_member, firm, leeds
):
    supplied(partner_member, leeds, state=State.PUBLISHED, title="Seen")
    supplied(partner_member, leeds, title="Not confirmed")

    page = client.get(firm.get_absolute_url())

    assert [each.title for each in page.context["initiatives"]] == ["Seen"]
    assert "Supplied by" in page.text
    assert "Confirmed by" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_no_more_for_more_initiatives(
    client, partner_member, firm, leeds, django_assert_num_queries, count
):
    for number in range(count):
        title = f"Seen {number}"
        supplied(partner_member, leeds, state=State.PUBLISHED, title=title)

    with django_assert_num_queries(3):
        client.get(firm.get_absolute_url())


@pytest.mark.parametrize("status", ["unverified", "refused", "suspended"])
def test_others_do_not_know_of_a_partner_that_is_not_verified(
    sign_in, client, officer, status
):
    partner = PartnerFactory(status=status)

    for browser in (client, sign_in(officer)):
        assert browser.get(partner.get_absolute_url()).status_code == 404


def test_members_see_the_page_that_waits(sign_in):
    partner = PartnerFactory(status=Partner.Status.UNVERIFIED)
    member = UserFactory(partner=partner)

    page = sign_in(member).get(partner.get_absolute_url())

    assert "Until then only its members see this page." in page.text


@pytest.mark.parametrize("status", ["unverified", "refused", "suspended"])
def test_moderators_see_every_page(sign_in, moderator, status):
    partner = PartnerFactory(status=status)

    page = sign_in(moderator).get(partner.get_absolute_url())

    assert page.context["partner"] == partner


def test_a_slug_that_does_not_exist_is_a_404(client, db):
    assert client.get("/partners/no-such-firm/").status_code == 404


def test_the_verified_partner_has_no_notice(client, firm):
    page = client.get(firm.get_absolute_url())

    assert 'class="notice warn' not in page.text


def test_the_list_says_how_much_each_supplied(client, partner_member, leeds):
    supplied(partner_member, leeds, state=State.PUBLISHED)
    supplied(partner_member, leeds, state=State.PUBLISHED, visibility="members")

    assert "Brightwater Supplier, 1 initiative" in text_of(client.get("/partners/"))


def test_a_long_list_of_work_goes_on_in_browse(client, partner_member, firm, leeds):
    for _number in range(10):
        supplied(partner_member, leeds, state=State.PUBLISHED)
    goes_on = 'href="/initiatives/?partner=brightwater">All with Brightwater'
    assert goes_on not in client.get(firm.get_absolute_url()).text
    supplied(partner_member, leeds, state=State.PUBLISHED)

    page = client.get(firm.get_absolute_url())

    assert goes_on in page.text
    assert len(page.context["initiatives"]) == 10


def test_without_work_a_member_is_asked_to_write(client, sign_in, partner_member, firm):
    address = firm.get_absolute_url()

    assert "Write the first" in text_of(sign_in(partner_member).get(address))
    assert "See what councils did" in text_of(client.get(address))
