"""Every error has a page that says in one sentence what happened, and leads on."""

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from initiatives.models import Initiative
from tests.factories import published
from tests.reading import headings, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch):
    """What a page asks of the database fails with `error`."""

    def break_with(error):
        def fail(*_args):
            raise error

        monkeypatch.setattr(Initiative.objects, "listed_for", fail)

    return break_with


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def test_400_is_for_a_host_that_is_not_ours(visitor):
    response = visitor.get("/", headers={"Host": "elsewhere.example"})

    assert response.status_code == 400
    assert headings(response) == ["We could not read that"]
    assert 'href="/">Start again' in response.text


def test_403_says_that_the_place_does_not_allow_it(sign_in, peer, officer):
    url = published(officer).get_absolute_url()

    response = sign_in(peer).get(f"{url}edit/basics/")

    assert response.status_code == 403
    assert headings(response) == ["You may not do this"]
    assert 'href="/my/">See what you can do' in response.text


def test_404_offers_to_sign_in_and_to_search(visitor):
    response = visitor.get("/nothing/?a=1&b=2")

    assert response.status_code == 404
    assert headings(response) == ["There is nothing here"]
    assert 'href="/accounts/login/?next=/nothing/%3Fa%3D1%26b%3D2"' in response.text
    assert 'href="/initiatives/">Search all initiatives' in response.text


@pytest.mark.parametrize("path", ["/%00/", "/initiatives/%00/", "/i/%00", "/%F0%9F/"])
def test_odd_addresses_are_not_found(visitor, path):
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("checked", [True, False], ids=["csrf checked", "unchecked"])
def test_413_is_for_a_form_that_is_too_big(sign_in, officer, settings, checked):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    signed_in = sign_in(officer)
    signed_in.handler.enforce_csrf_checks = checked
    signed_in.cookies["csrftoken"] = "x" * 32

    response = signed_in.post("/initiatives/new/", {"title": "x" * 20_000})

    assert response.status_code == 413
    assert headings(response) == ["That is too big"]


def test_413_waits_until_the_browser_has_sent_all(sign_in, officer, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    signed_in = sign_in(officer)

    response = signed_in.post(
        "/initiatives/new/",
        b"x" * 300_000,
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 413
    assert response.wsgi_request.read() == b""


def test_429_is_for_too_many_tries(visitor, settings):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    asked = {"login": "a@example.org", "password": "wrong"}
    visitor.post("/accounts/login/", asked)

    response = visitor.post("/accounts/login/", asked)

    cache.clear()
    assert response.status_code == 429
    assert headings(response) == ["Too many tries"]


def test_500_asks_nothing_of_what_may_be_broken(
    visitor, broken, django_assert_num_queries
):
    broken(ValueError("oops"))

    with django_assert_num_queries(1):  # the version, before anything broke
        response = visitor.get("/")

    assert response.status_code == 500
    assert headings(response) == ["Something went wrong"]
    assert "The fault is ours." in text_of(response)
    assert "oops" not in response.text
    assert '<nav class="nav"' in response.text


def test_500_stands_even_where_templates_fail(visitor, broken, settings):
    broken(ValueError("oops"))
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [], "APP_DIRS": False}]

    response = visitor.get("/")

    assert response.status_code == 500
    assert "<h1>Something went wrong</h1>" in response.text


def test_503_is_for_a_database_that_does_not_answer(visitor, broken):
    broken(OperationalError("connection refused"))

    response = visitor.get("/")

    assert response.status_code == 503
    assert headings(response) == ["The hub is busy"]
    assert response["Retry-After"] == "30"
    assert "refused" not in response.text


@pytest.mark.parametrize("error", [ValueError("oops"), OperationalError("down")])
def test_a_signed_in_persons_error_page_is_not_stored(sign_in, officer, broken, error):
    signed_in = sign_in(officer)
    signed_in.raise_request_exception = False
    broken(error)

    response = signed_in.get("/")

    assert response["Cache-Control"] == "private, no-store"
    assert officer.name not in response.text
