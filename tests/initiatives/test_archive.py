"""Archiving and bringing back ask first, on a page of their own."""

import pytest
from django.urls import reverse

from initiatives import actions
from initiatives.choices import Status
from tests.factories import published, viewer_for
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def page_of(initiative, act):
    return reverse(f"initiatives:{act}", args=[initiative.slug])


def test_it_says_what_archiving_means_before_it_is_done(sign_in, officer):
    initiative, client = published(officer), sign_in(officer)

    asked = client.get(page_of(initiative, "archive"))
    initiative.refresh_from_db()
    before = initiative.status
    done = client.post(page_of(initiative, "archive"), follow=True)

    initiative.refresh_from_db()
    assert "It leaves the lists, the search, the feeds" in text_of(asked)
    assert f'action="{page_of(initiative, "archive")}"' in asked.text
    assert (before, initiative.status) == (Status.PUBLISHED, Status.ARCHIVED)
    assert done.redirect_chain == [(initiative.get_absolute_url(), 302)]


def test_so_does_bringing_it_back(sign_in, officer):
    initiative, client = published(officer), sign_in(officer)
    actions.archive(initiative=initiative, by=viewer_for(officer))

    asked = client.get(page_of(initiative, "unarchive"))
    client.post(page_of(initiative, "unarchive"))

    initiative.refresh_from_db()
    assert "Bring it back?" in text_of(asked)
    assert initiative.status == Status.PUBLISHED


def test_where_it_no_longer_fits_it_is_not_asked(sign_in, officer):
    initiative = published(officer)

    back = sign_in(officer).get(page_of(initiative, "unarchive"))

    assert back.url == initiative.get_absolute_url()


def test_the_entry_leads_to_the_question_and_has_no_button(sign_in, officer):
    initiative = published(officer)

    page = sign_in(officer).get(initiative.get_absolute_url())

    assert f'<a href="{page_of(initiative, "archive")}">Archive it</a>' in page.text
    assert f'action="{page_of(initiative, "archive")}"' not in page.text
