"""Registering an organisation that works with councils, and a moderator's word."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts import actions
from accounts.forms import PartnerForm
from accounts.models import Membership, OutgoingEmail
from accounts.viewer import viewer_for
from councilhub.free_mail import FREE_MAIL
from partners.models import Partner
from tests.factories import PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/partners/register/"
TYPED = {
    "name": "Tŷ Data 🦆",
    "kind": "charity",
    "description": "Helps councils <b>count</b>.",
    "website": "tydata.example",
}


@pytest.fixture
def founder():
    return UserFactory(email="nia@tydata.example", name="Nia")


def test_the_person_becomes_its_first_member_and_is_told(sign_in, founder):
    response = sign_in(founder).post(PAGE, TYPED, follow=True)

    partner, place = Partner.objects.get(), Membership.objects.get()
    mail = OutgoingEmail.objects.get()
    assert (partner.name, partner.slug, partner.status) == (
        "Tŷ Data 🦆",
        "ty-data",
        "unverified",
    )
    assert (partner.email_domain, partner.website) == (
        "tydata.example",
        "https://tydata.example",
    )
    assert (place.user, place.partner, place.work_email) == (
        founder,
        partner,
        "nia@tydata.example",
    )
    assert "A moderator verifies it within two working days." in response.text
    assert (mail.to, mail.subject) == (
        "nia@tydata.example",
        "Tŷ Data 🦆 is registered",
    )


def test_the_page_says_whose_it_will_be(sign_in, founder):
    page = sign_in(founder).get(PAGE)

    assert "People with an address at tydata.example will belong to it." in page.text


def test_a_colleague_of_the_same_domain_joins_it_at_sign_in(sign_in, founder, client):
    sign_in(founder).post(PAGE, TYPED)
    colleague = UserFactory(email="siôn@tydata.example")

    actions.join_by_domain(user=colleague, email=colleague.email)

    assert colleague.memberships.get().partner == Partner.objects.get()


def test_a_colleague_who_was_here_before_is_led_to_join(sign_in, founder):
    colleague = UserFactory(email="sion@tydata.example")
    sign_in(founder).post(PAGE, TYPED)
    client = sign_in(colleague)

    led = client.get(PAGE, follow=True)
    offered = led.context["join"].fields["partner"].queryset
    client.post("/my/membership/join/", {"partner": offered.get().pk})

    assert "Tŷ Data 🦆 is registered already: you can join it here." in led.text
    assert colleague.memberships.get().partner == Partner.objects.get()


def test_two_colleagues_at_once_register_one_organisation(founder):
    colleague = UserFactory(email="sion@tydata.example")
    fields = {"name": "Tŷ Data", "kind": "charity"}

    first = actions.register_partner(user=founder, **fields)
    second = actions.register_partner(user=colleague, **{**fields, "name": "Ty Data"})

    assert first == second
    assert first.memberships.count() == 2
    assert OutgoingEmail.objects.count() == 1


def test_sending_the_form_twice_registers_once(sign_in, founder):
    client = sign_in(founder)

    answers = [client.post(PAGE, TYPED) for _ in range(2)]

    assert [answer.url for answer in answers] == ["/my/", "/my/membership/"]
    assert Partner.objects.count() == Membership.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"name": ""}, {"name": ["Type the name of the organisation."]}),
        ({"name": " \n\t "}, {"name": ["Type the name of the organisation."]}),
        ({"kind": ""}, {"kind": ["Choose what kind of organisation it is."]}),
        ({"kind": "bank"}, {"kind": True}),
        ({"name": "N\x00"}, {"name": ["Null characters are not allowed."]}),
        ({"description": "D\x00"}, {"description": True}),
        ({"website": "javascript:alert(1)"}, {"website": ["Enter a valid URL."]}),
        ({"website": f"https://x.example/{'a' * 300}"}, {"website": True}),
        (
            {"name": "N" * 121},
            {"name": ["Ensure this value has at most 120 characters (it has 121)."]},
        ),
        (
            {"description": "D" * 1001},
            {
                "description": [
                    "Ensure this value has at most 1000 characters (it has 1001)."
                ]
            },
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_kept(
    sign_in, founder, changed, errors
):
    page = sign_in(founder).post(PAGE, TYPED | changed)

    found = page.context["form"].errors
    assert list(found) == list(errors)
    for field, said in errors.items():
        assert said is True or found[field] == said
    assert page.text.count("Helps councils &lt;b&gt;count&lt;/b&gt;.") == (
        "description" not in changed
    )
    assert not Partner.objects.exists()


def test_a_name_that_is_taken_is_refused_in_words(sign_in, founder, firm):
    page = sign_in(founder).post(PAGE, TYPED | {"name": " Brightwater "})

    (said,) = page.context["form"].errors["name"]
    assert said.startswith("An organisation of this name is registered already.")


def test_a_name_taken_a_moment_ago_is_refused_in_words(
    sign_in, founder, firm, monkeypatch
):
    monkeypatch.setattr(PartnerForm, "validate_unique", lambda _form: None)

    page = sign_in(founder).post(PAGE, TYPED | {"name": "Brightwater"})

    assert page.context["form"].errors == {
        "name": ["Somebody registered an organisation of this name a moment ago."]
    }
    assert not founder.memberships.exists()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Register", "register-2"),
        ("🦆", "partner"),
        ("Bright Water!", "bright-water-2"),
    ],
)
def test_each_has_an_address_of_its_own(founder, name, slug):
    PartnerFactory(name="Bright, Water", slug="bright-water")

    partner = actions.register_partner(user=founder, name=name, kind="other")

    assert partner.slug == slug


@pytest.mark.parametrize("domain", ["gmail.com", "outlook.com", "btinternet.com"])
def test_where_anybody_can_have_an_address_nothing_is_registered(sign_in, domain):
    client = sign_in(UserFactory(email=f"nia@{domain}"))

    shown, sent = client.get(PAGE), client.post(PAGE, TYPED)

    for page in (shown, sent):
        assert f"Anybody can have an address at {domain}." in page.text
        assert 'name="kind"' not in page.text
    assert not Partner.objects.exists()


def test_the_action_refuses_free_mail_too():
    person = UserFactory(email=f"nia@{min(FREE_MAIL)}")

    with pytest.raises(PermissionDenied):
        actions.register_partner(user=person, name="N", kind="other")


def test_a_councils_domain_is_no_partners(sign_in, leeds):
    client = sign_in(UserFactory(email="nia@leeds.gov.uk"))

    page = client.post(PAGE, TYPED)

    assert "leeds.gov.uk belongs to a council." in page.text
    assert not Partner.objects.exists()


@pytest.mark.parametrize("status", ["refused", "suspended"])
def test_what_a_moderator_refused_is_not_registered_again(sign_in, founder, status):
    PartnerFactory(email_domain="tydata.example", status=status)

    page = sign_in(founder).post(PAGE, TYPED)

    assert "A moderator did not accept the organisation at" in page.text
    assert Partner.objects.count() == 1


def test_a_very_long_domain_is_refused(sign_in):
    domain = f"{'a' * 60}.{'b' * 60}.example"
    client = sign_in(UserFactory(email=f"nia@{domain}"))

    assert "at most 120 characters" in client.post(PAGE, TYPED).text
    assert not Partner.objects.exists()


def test_an_officer_leaves_first(sign_in, officer):
    page = sign_in(officer).get(PAGE, follow=True)

    assert page.redirect_chain == [("/my/membership/", 302)]
    assert "You belong to Leeds City Council. Leave that place first." in page.text


def test_verified_its_members_are_told_and_may_submit(founder, moderator):
    partner = actions.register_partner(user=founder, name="Tŷ", kind="other")
    before = viewer_for(founder)

    actions.verify_partner(partner=partner, by=viewer_for(moderator))

    after, mail = viewer_for(founder), OutgoingEmail.objects.first()
    assert (before.is_partner_member, before.may_write, before.clearance) == (
        False,
        True,
        0,
    )
    assert (after.is_partner_member, after.may_write, after.clearance) == (
        True,
        True,
        1,
    )
    assert mail.subject == "Tŷ is verified"
    assert "You can now submit case studies for Tŷ." in mail.text


def test_refused_its_members_learn_why_and_have_no_powers(founder, moderator):
    partner = actions.register_partner(user=founder, name="Tŷ", kind="other")

    actions.refuse_partner(
        partner=partner, by=viewer_for(moderator), reason="No website."
    )

    viewer, mail = viewer_for(founder), OutgoingEmail.objects.first()
    assert (viewer.may_write, viewer.is_member, viewer.clearance) == (False, False, 0)
    assert mail.subject == "Tŷ was not verified"
    assert "The reason given:\n\nNo website.\n" in mail.text


@pytest.mark.parametrize("status", ["refused", "suspended"])
def test_members_of_a_partner_without_trust_have_no_powers(sign_in, status):
    member = UserFactory(partner=PartnerFactory(name="Gone", status=status))
    client = sign_in(member)

    page = client.get("/my/membership/")

    assert not page.context["viewer"].may_write
    assert "A moderator did not accept this organisation." in page.text


def test_only_moderators_decide_and_none_on_their_own(officer, firm, moderator):
    Membership.objects.create(user=moderator, partner=firm, work_email="mo@b.example")

    for person in (officer, moderator):
        with pytest.raises(PermissionDenied):
            actions.verify_partner(partner=firm, by=viewer_for(person))
