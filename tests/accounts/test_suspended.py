"""A suspended person cannot sign in, and is signed out where they are."""

import pytest

from accounts.models import OutgoingEmail

pytestmark = pytest.mark.django_db


def name_shown(client):
    """Whose name the masthead shows; nobody's to a visitor."""
    return client.get("/about/").context["viewer"].name


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/accounts/login/code/", {}),
        ("/accounts/signup/", {"name": "Olwen"}),
        ("/accounts/password/reset/", {}),
    ],
)
def test_whoever_asks_for_a_code_is_told_in_their_own_mail_alone(
    client, officer, path, typed
):
    officer.is_active = False
    officer.save()

    page = client.post(path, {"email": officer.email, **typed}, follow=True)

    mail = OutgoingEmail.objects.get()
    assert "suspended" not in page.text
    assert (mail.to, mail.subject) == (
        "olwen@leeds.gov.uk",
        "You cannot sign in to CouncilHub",
    )
    assert "another moderator will look again" in mail.text
    assert name_shown(client) == ""


def test_a_suspended_person_cannot_sign_in_by_password(client, officer):
    officer.set_password("A good long one")
    officer.is_active = False
    officer.save()

    response = client.post(
        "/accounts/login/",
        {"login": officer.email, "password": "A good long one"},
        follow=True,
    )

    assert response.redirect_chain == [("/accounts/inactive/", 302)]
    assert "A moderator has suspended your account." in response.text
    assert name_shown(client) == ""


def test_an_open_session_of_a_suspended_person_ends(sign_in, officer):
    client = sign_in(officer)
    assert name_shown(client) == "Olwen"

    officer.is_active = False
    officer.save()

    assert name_shown(client) == ""
    for page in ("/my/", "/accounts/email/", "/accounts/2fa/"):
        assert client.get(page).url == f"/accounts/login/?next={page}"
