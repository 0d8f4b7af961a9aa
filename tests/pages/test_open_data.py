import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest

from initiatives.models import Initiative
from initiatives.reading.open_data import records
from tests.factories import CouncilFactory, PartnerFactory, published

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def text_of(response):
    return b"".join(response.streaming_content).decode()


def rows_of(response):
    return list(csv.DictReader(io.StringIO(text_of(response).lstrip("\ufeff"))))


def test_the_list_can_be_taken_away_as_csv(client, officer):
    entry = published(officer, title="Food waste", setup_cost="12500")

    rows = rows_of(client.get("/data/initiatives.csv"))

    assert [row["reference"] for row in rows] == [entry.reference]
    assert rows[0]["title"] == "Food waste"
    assert rows[0]["lead_council"] == "Leeds City Council"
    assert rows[0]["setup_cost"] == "12500"
    assert rows[0]["url"].endswith(entry.get_absolute_url())


def test_with_the_filters_of_the_list(client, officer, peer):
    published(officer, title="Food waste", stage="pilot")
    published(peer, title="Damp homes", stage="idea")

    by_stage = rows_of(client.get("/data/initiatives.csv?stage=idea"))
    by_words = json.loads(text_of(client.get("/data/initiatives.json?q=damp")))
    feed = ET.fromstring(client.get("/feeds/initiatives.atom?council=leeds").content)

    assert [row["title"] for row in by_stage] == ["Damp homes"]
    assert [row["title"] for row in by_words] == ["Damp homes"]
    assert [t.text for t in feed.findall(f"{ATOM}entry/{ATOM}title")] == ["Food waste"]


@pytest.mark.parametrize("visibility", ["members", "councils"])
@pytest.mark.parametrize(
    "address",
    ["/data/initiatives.csv", "/data/initiatives.json", "/sitemap-initiatives.xml"],
)
def test_only_what_everybody_may_read_whoever_asks(
    sign_in, officer, visibility, address
):
    hidden = published(officer, title="Not for all", visibility=visibility)
    client = sign_in(officer)

    answer = client.get(address)

    text = text_of(answer) if answer.streaming else answer.text
    assert "Not for all" not in text
    assert hidden.slug not in text
    assert "Not for all" not in client.get("/feeds/initiatives.atom").text


def test_leaves_out_what_is_narrower_than_its_entry(client, officer):
    published(
        officer,
        what_did_not_work="The supplier left.",
        what_did_not_work_visibility="councils",
        technologies=[
            {
                "uid": "0a0b0c0d",
                "product": "Bins",
                "supplier": "A firm",
                "contract_end": "2027-03",
            }
        ],
    )

    text = text_of(client.get("/data/initiatives.json"))

    assert "Bins" in text
    assert "The supplier left." not in text
    assert "2027-03" not in text


@pytest.mark.parametrize(
    ("visibility", "names"), [("public", True), ("members", False)]
)
def test_what_it_was_adapted_from_is_named_if_everybody_may_read_it(
    client, officer, peer, visibility, names
):
    origin = published(officer, title="The first", visibility=visibility)
    published(peer, title="The second", adapted_from=origin.reference)

    rows = json.loads(text_of(client.get("/data/initiatives.json?q=second")))

    assert rows[0]["adapted_from"] == (origin.reference if names else "")


def test_what_was_hidden_since_the_list_was_made_is_left_out(officer):
    removed = published(officer)
    narrowed = published(officer)
    Initiative.objects.filter(pk=removed.pk).update(status="removed")
    Initiative.objects.filter(pk=narrowed.pk).update(audience=1)

    assert list(records([removed.pk, narrowed.pk])) == []


def test_no_cell_is_run_as_a_formula(client, officer):
    published(officer, title="=HYPERLINK(0)")

    assert rows_of(client.get("/data/initiatives.csv"))[0]["title"] == "'=HYPERLINK(0)"


def test_the_feed_is_valid_and_newest_first(client, officer):
    older = published(officer, title="Older")
    newer = published(officer, title="Newer")

    feed = ET.fromstring(client.get("/feeds/initiatives.atom").content)

    ids = [e.find(f"{ATOM}id").text for e in feed.findall(f"{ATOM}entry")]
    assert [i.rpartition("/")[2] for i in ids] == [newer.reference, older.reference]
    assert feed.find(f"{ATOM}updated").text
    assert feed.find(f"{ATOM}link[@rel='self']") is not None


def test_the_feed_leaves_out_what_xml_cannot_hold(client, officer):
    published(officer, title="Food\x0bwaste", summary="Two\x01 bins")

    feed = ET.fromstring(client.get("/feeds/initiatives.atom").content)

    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Food waste"
    assert entry.find(f"{ATOM}summary").text == "Two bins"


@pytest.mark.parametrize("count", [1, 3])
def test_taking_away_does_not_query_per_row(
    client, officer, django_assert_num_queries, count
):
    for number in range(count):
        published(officer, title=f"Entry {number}")

    with django_assert_num_queries(4):
        text_of(client.get("/data/initiatives.csv"))


def test_unknown_filters_are_left_out(client, officer):
    published(officer)

    assert len(rows_of(client.get("/data/initiatives.csv?stage=mars&after=x"))) == 1


def test_the_register_can_be_taken_away(client, leeds):
    CouncilFactory(starts_on="2090-04-01", name="Planned Council")

    rows = rows_of(client.get("/data/councils.csv"))

    assert [row["name"] for row in rows] == ["Leeds City Council"]
    assert rows[0]["population"] == "800000"


def test_the_map_of_the_site_names_what_everybody_may_read(client, officer, leeds):
    entry = published(officer)
    PartnerFactory(status="unverified", slug="not-yet")
    index = ET.fromstring(client.get("/sitemap.xml").content)

    pages = ""
    for place in index.iter(f"{MAP}loc"):
        pages += client.get(place.text.partition("testserver")[2]).text

    assert entry.get_absolute_url() in pages
    assert leeds.get_absolute_url() in pages
    assert "not-yet" not in pages


def test_robots_are_told_what_is_not_for_them(client):
    text = client.get("/robots.txt").text

    assert "Disallow: /admin/" in text
    assert "/sitemap.xml" in text
