"""The pages of functions and themes."""

import pytest

from tests.factories import FunctionFactory, ThemeFactory, published
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def titles(response):
    return [initiative.title for initiative in response.context["initiatives"]]


def test_a_service_shows_what_is_filed_under_it_and_its_parts(client, officer):
    group = FunctionFactory(code="66", name="Housing", slug="housing")
    FunctionFactory(code="67", name="Lettings", slug="lettings", parent=group)
    published(officer, title="Group", functions=["66"])
    published(officer, title="Part", functions=["67"])
    published(officer, title="Both", functions=["66", "67"])
    published(officer, title="Other", functions=[FunctionFactory().code])

    response = client.get("/functions/housing/")

    assert titles(response) == ["Both", "Part", "Group"]
    assert "Housing 3 initiatives" in text_of(response)
    assert 'href="/initiatives/?function=66">See all, with filters' in response.text
    part = client.get("/functions/lettings/")
    assert titles(part) == ["Both", "Part"]
    assert 'href="/functions/housing/">Housing' in part.text


def test_a_theme_shows_what_is_tagged_with_it(client, officer):
    ThemeFactory(slug="prevention", name="Prevention")
    published(officer, title="Tagged", themes=["prevention"])
    published(officer, title="Other")

    response = client.get("/themes/prevention/")

    assert titles(response) == ["Tagged"]
    assert "Prevention 1 initiative" in text_of(response)
    assert 'href="/initiatives/?theme=prevention"' in response.text


def test_ten_at_most_the_newest_first(client, officer):
    function = FunctionFactory(slug="roads")
    for number in range(11):
        published(officer, title=f"Number {number}", functions=[function.code])

    response = client.get("/functions/roads/")

    assert titles(response) == [f"Number {number}" for number in range(10, 0, -1)]
    assert "11 initiatives" in text_of(response)


def test_what_is_hidden_is_neither_listed_nor_counted(client, sign_in, officer):
    function = FunctionFactory(slug="roads")
    published(officer, functions=[function.code], visibility="members")

    response = client.get("/functions/roads/")

    assert "0 initiatives" in text_of(response)
    assert "Nothing here yet. See all initiatives" in text_of(response)
    assert "1 initiative" in text_of(sign_in(officer).get("/functions/roads/"))


@pytest.mark.parametrize("address", ["/functions/none/", "/themes/none/"])
def test_a_topic_that_does_not_exist(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_statements(client, sign_in, officer, count, django_assert_num_queries):
    function, theme = FunctionFactory(slug="roads"), ThemeFactory(slug="money")
    for _number in range(count):
        published(officer, functions=[function.code], themes=["money"])
    as_officer = sign_in(officer)

    for address in ["/functions/roads/", theme.get_absolute_url()]:
        with django_assert_num_queries(4):
            client.get(address)
        with django_assert_num_queries(5):
            as_officer.get(address)
