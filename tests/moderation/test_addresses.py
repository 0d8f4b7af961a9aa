"""Addresses of the moderation pages that somebody made up."""

import pytest

pytestmark = pytest.mark.django_db

TERM = "app_label=accounts&model_name=membershiprequest&field_name=council"


@pytest.mark.parametrize(
    "address",
    [
        "partners/partner/?status__exact=%00",
        "partners/partner/?q=a%00b",
        "accounts/user/?p=%00",
        "councils/council/?nation__exact=%00",
        "accounts/user/%00/change/",
        f"autocomplete/?term=%00&{TERM}",
    ],
)
def test_a_null_character_is_a_bad_request(sign_in, moderator, address):
    response = sign_in(moderator).get(f"/admin/{address}")

    assert response.status_code == 400


def test_councils_are_found_as_one_types(sign_in, moderator, leeds):
    response = sign_in(moderator).get(f"/admin/autocomplete/?term=lee&{TERM}")

    (found,) = response.json()["results"]
    assert found == {"id": str(leeds.pk), "text": "Leeds City Council"}
