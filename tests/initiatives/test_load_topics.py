"""The functions and themes that come with the hub."""

import pytest
from django.core.management import call_command

from initiatives.choices import Language
from initiatives.models import Function, Theme
from tests.factories import FunctionFactory, SynonymFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def load(capsys):
    call_command("load_topics")
    return capsys.readouterr().out


def test_functions_stand_in_their_groups_in_the_order_of_the_list(capsys):
    told = load(capsys)

    assert told == "Topics: 123 functions, 15 themes.\n"
    assert Function.objects.groups().count() == 14
    assert Function.objects.get(slug="benefits").parent.slug == "advice-and-benefits"
    assert [function.position for function in Function.objects.all()] == [*range(123)]


@pytest.fixture
def terms(db):
    """Of each language one, so that the thousands that come with the hub do not."""
    for language in Language:
        SynonymFactory(language=language)


def test_loading_again_keeps_every_row_and_follows_a_changed_name(terms, capsys):
    load(capsys)
    keys = set(Function.objects.values_list("pk", "code"))
    Function.objects.filter(code="3").update(name="Old name", parent=None)

    load(capsys)

    assert set(Function.objects.values_list("pk", "code")) == keys
    benefits = Function.objects.get(code="3")
    assert (benefits.name, benefits.parent.code) == ("Benefits", "1")


def test_what_moderators_added_or_renamed_stays(terms, capsys):
    ThemeFactory(name="Our own", slug="our-own")
    FunctionFactory(code="ours")
    load(capsys)
    Theme.objects.filter(slug="climate").update(name="Climate and nature")

    load(capsys)

    assert Function.objects.filter(code="ours").exists()
    assert Theme.objects.get(slug="our-own").name == "Our own"
    assert Theme.objects.get(slug="climate").name == "Climate and nature"


def test_loading_takes_few_statements(capsys, django_assert_max_num_queries):
    with django_assert_max_num_queries(13):
        load(capsys)
