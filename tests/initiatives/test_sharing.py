"""What others are told of an initiative: tags, data for machines, a citation."""

import json
import re

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from initiatives.choices import State
from initiatives.models import Initiative
from tests.factories import FunctionFactory, published, supplied
from tests.reading import text_of

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"


def tags_of(response):
    """Name or property, and content, of all meta tags."""
    found = re.findall(
        r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', response.text
    )
    return dict(found)


def canonical_of(response):
    return re.findall(r'<link rel="canonical" href="([^"]*)">', response.text)


def data_of(response):
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', response.text, re.DOTALL
    )
    return [json.loads(text) for text in found]


def today():
    return date_format(timezone.localdate())


@pytest.fixture
def summary(officer):
    """An entry of the library."""
    initiative = published(officer, title="From a book")
    initiative.library_key = "from-a-book"
    initiative.source = {
        "title": "The book",
        "publisher": "The press",
        "url": "https://press.example/book",
        "date": "2017-05",
        "licence": "CC BY",
    }
    initiative.save()
    return initiative


def test_a_shared_page_shows_its_title_summary_address_and_our_picture(client, officer):
    initiative = published(officer, title='Say "no" & <mean> it')

    response = client.get(f"{initiative.get_absolute_url()}?from=mail")

    tags, url = tags_of(response), f"{SITE}{initiative.get_absolute_url()}"
    assert tags["og:title"] == "Say &quot;no&quot; &amp; &lt;mean&gt; it"
    assert tags["og:description"] == tags["description"] == initiative.summary
    assert (tags["og:type"], tags["og:url"]) == ("article", url)
    assert tags["og:image"] == f"{SITE}/static/img/preview.png"
    assert tags["twitter:card"] == "summary_large_image"
    assert canonical_of(response) == [url]
    assert (
        "<title>Say &quot;no&quot; &amp; &lt;mean&gt; it – CouncilHub" in response.text
    )


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("/", "/"),
        ("/about/?x=1", "/about/"),
        ("/initiatives/?sort=evidence", "/initiatives/"),
        (
            "/initiatives/?utm=x&stage=pilot&q=food",
            "/initiatives/?q=food&amp;stage=pilot",
        ),
        ("/initiatives/?stage=pilot&sort=newest&after=x", "/initiatives/?stage=pilot"),
    ],
)
def test_each_page_has_one_home(client, officer, address, home):
    published(officer)

    response = client.get(address)

    assert canonical_of(response) == [SITE + home]
    assert tags_of(response)["og:url"] == SITE + home


def test_machines_read_who_what_when_and_on_what_terms(client, officer):
    FunctionFactory(code="66", name="Recycling")
    initiative = published(
        officer,
        functions=["66"],
        evidence=[
            {"uid": "00000001", "kind": "published-evaluation", "title": "A study",
             "url": "https://study.example/", "independent": True, "date": ""},
        ],
    )  # fmt: skip

    (data,) = data_of(client.get(initiative.get_absolute_url()))

    leeds = {
        "@type": "GovernmentOrganization",
        "name": "Leeds City Council",
        "url": f"{SITE}/councils/leeds/",
    }
    url = f"{SITE}{initiative.get_absolute_url()}"
    assert data["@type"] == "Report"
    assert (data["url"], data["identifier"]) == (url, initiative.reference)
    assert data["headline"] == initiative.title
    assert data["author"] == data["sourceOrganization"] == leeds
    assert data["publisher"]["name"] == "CouncilHub"
    assert data["datePublished"][:10] == timezone.localdate().isoformat()
    assert data["license"].endswith("/open-government-licence/version/3/")
    assert data["keywords"] == ["Recycling"]
    assert data["citation"] == [
        {"@type": "CreativeWork", "name": "A study", "url": "https://study.example/"}
    ]
    assert "isBasedOn" not in data


def test_machines_read_where_a_summary_comes_from(client, summary):
    (data,) = data_of(client.get(summary.get_absolute_url()))

    assert data["author"]["name"] == "CouncilHub"
    assert data["isBasedOn"] == {
        "@type": "CreativeWork",
        "name": "The book",
        "url": "https://press.example/book",
        "datePublished": "2017-05",
        "publisher": {"@type": "Organization", "name": "The press"},
    }


def test_machines_read_who_supplied_it(client, leeds, partner_member):
    initiative = supplied(partner_member, leeds, state=State.PUBLISHED).initiative
    initiative = Initiative.objects.get(pk=initiative.pk)

    (data,) = data_of(client.get(initiative.get_absolute_url()))

    assert data["author"] == {"@type": "Organization", "name": "Brightwater"}
    assert data["sourceOrganization"]["name"] == "Leeds City Council"


def test_nothing_in_a_text_ends_the_data(client, officer):
    summary = "</script><script>alert(1)</script> & <!-- more"
    initiative = published(officer, summary=summary)

    response = client.get(initiative.get_absolute_url())

    assert [data["abstract"] for data in data_of(response)] == [summary]
    assert "<script>alert" not in response.text


def test_machines_are_told_of_public_work_alone(sign_in, peer, officer):
    initiative = published(officer, visibility="members")

    response = sign_in(peer).get(initiative.get_absolute_url())

    assert data_of(response) == []
    assert "Cite this page" in text_of(response)


def test_a_page_can_be_cited(client, officer):
    initiative = published(officer, title="Food waste")

    response = client.get(initiative.get_absolute_url())

    reference = initiative.reference
    assert response.context["citation"] == (
        f"Leeds City Council, ‘Food waste’, CouncilHub {reference}, published"
        f" {today()}. {SITE}/i/{reference}. Open Government Licence v3.0."
    )
    assert response.context["citation"] in text_of(response)
    assert f'id="lasting-address">{SITE}/i/{reference}</span>' in response.text


def test_a_citation_says_who_else_had_a_part(client, leeds, partner_member, summary):
    case = supplied(partner_member, leeds, state=State.PUBLISHED).initiative
    case = Initiative.objects.get(pk=case.pk)

    by_firm = client.get(case.get_absolute_url()).context["citation"]
    by_us = client.get(summary.get_absolute_url()).context["citation"]

    assert f"published {today()}. Supplied by Brightwater. http" in by_firm
    assert by_us.startswith(f"CouncilHub, ‘{summary.title}’ ({summary.lead_council})")
    assert f"summarised {today()} from: The press, The book, May 2017. http" in by_us
