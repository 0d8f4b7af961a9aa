"""Who confirmed a supplied entry is named whole, in lists too."""

import pytest

from initiatives.choices import State
from tests.factories import supplied

pytestmark = pytest.mark.django_db


def lead(council):
    parties = {"council": council.la_code, "partner": "", "name": "", "role": "lead"}
    return {"uid": "0123abcd", "brought": "", "paid": None, **parties}


@pytest.mark.parametrize("address", ["/initiatives/", "/partners/brightwater/"])
def test_a_list_names_both_councils_that_confirmed(
    client, partner_member, firm, leeds, kirklees, address
):
    firm.slug = "brightwater"
    firm.save()
    rows = [lead(kirklees)]
    supplied(partner_member, leeds, state=State.PUBLISHED, involvements=rows)

    page = client.get(address).text

    assert "Confirmed by Leeds City Council and Kirklees Council" in page


def test_a_council_that_took_part_confirmed_nothing(
    client, partner_member, leeds, kirklees
):
    rows = [lead(kirklees) | {"role": "delivery"}]
    supplied(partner_member, leeds, state=State.PUBLISHED, involvements=rows)

    page = client.get("/initiatives/").text

    assert "Confirmed by Leeds City Council<" in page


@pytest.mark.parametrize("count", [1, 3])
def test_statements(
    client, partner_member, leeds, kirklees, count, django_assert_num_queries
):
    for _number in range(count):
        rows = [lead(kirklees)]
        supplied(partner_member, leeds, state=State.PUBLISHED, involvements=rows)

    with django_assert_num_queries(4):
        client.get("/initiatives/")
