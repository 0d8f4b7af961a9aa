"""Whoever reads an initiative is told who speaks, and who says so."""

import pytest

from initiatives.choices import State
from initiatives.importing.storing import Entry, store
from initiatives.models import Initiative
from tests.factories import CouncilFactory, document, published, supplied
from tests.reading import text_of

pytestmark = pytest.mark.django_db
LED_BY_BUTE = {
    "uid": "00000001", "council": "BUT", "partner": "", "name": "", "role": "lead",
    "brought": "", "paid": None,
}  # fmt: skip


def test_supplied_work_says_who_speaks_and_who_confirmed_it(
    client, partner_member, leeds
):
    CouncilFactory(la_code="BUT", name="Bute Council")
    revision = supplied(
        partner_member, leeds, state=State.PUBLISHED, involvements=[LED_BY_BUTE]
    )

    text = text_of(client.get(revision.initiative.get_absolute_url()))

    assert (
        "Supplied by Brightwater Confirmed by Leeds City Council and Bute Council"
        in text
    )


def test_supplied_work_that_waits_is_not_called_confirmed(
    sign_in, partner_member, officer, leeds
):
    revision = supplied(partner_member, leeds)

    for person in [partner_member, officer]:
        text = text_of(sign_in(person).get(revision.initiative.get_absolute_url()))
        assert "Supplied by Brightwater" in text
        assert "Confirmed by" not in text


def test_a_summary_of_the_library_names_its_source(client, leeds):
    source = {
        "title": "How Leeds did it",
        "publisher": "A journal",
        "url": "https://example.org/how",
        "date": "2023-03-11",
        "licence": "Creative Commons Attribution 4.0",
    }
    entry = Entry(
        document(leeds, evidence_level=1), source, published=True, library_key="leeds"
    )
    [initiative] = store(entries=[entry], by=None)

    response = client.get(initiative.get_absolute_url())

    text = text_of(response)
    assert "Summarised by CouncilHub from a published source" in text
    assert "The council has not edited it. How Leeds did it A journal, 11 March" in text
    assert "11 March 2023. Creative Commons Attribution 4.0" in text
    assert 'href="https://example.org/how" rel="nofollow noopener"' in response.text
    assert "As CouncilHub reads the source." in text
    assert "Last confirmed" not in text


def test_the_level_of_evidence_says_who_says_so(client, officer):
    initiative = published(officer, evidence_level=3)
    url = initiative.get_absolute_url()
    assert "group 3 of 5 · As stated by the team." in text_of(client.get(url))

    Initiative.objects.update(evidence_checked=True)

    assert "group 3 of 5 · Checked by a moderator." in text_of(client.get(url))


def test_what_did_not_work_is_shown_to_those_it_is_for(
    client, sign_in, officer, partner_member
):
    url = published(
        officer,
        what_did_not_work="The lift broke.",
        what_did_not_work_visibility="councils",
    ).get_absolute_url()

    for browser in [client, sign_in(partner_member)]:
        assert "What did not work" not in browser.get(url).text
        assert "The lift broke." not in browser.get(url).text
    text = text_of(sign_in(officer).get(url))
    assert "What did not work Only councils can read this part. The lift" in text


def test_a_welsh_entry_is_marked_as_welsh(client, officer):
    initiative = published(officer, language="cy", title="Casglu bwyd")

    page = client.get(initiative.get_absolute_url()).text

    assert '<h1 lang="cy">Casglu bwyd</h1>' in page
    assert '<div class="hangs" lang="cy">' in page
    assert '<h2 id="part-challenge" lang="en-GB">Challenge</h2>' in page
