"""What newly matches saved searches: found once, mailed once, to who may read it."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import Membership, OutgoingEmail
from accounts.viewer import viewer_for
from initiatives import actions
from initiatives.actions import news
from initiatives.actions.deciding import put_live
from initiatives.models import Initiative, SavedSearch
from initiatives.schedule import tell_news
from tests.factories import (
    CouncilFactory,
    SavedSearchFactory,
    ThemeFactory,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """What was published this moment counts."""
    monkeypatch.setattr(news, "SETTLED", dt.timedelta(0))


def told():
    sent = OutgoingEmail.objects.filter(kind="saved-searches").order_by("pk")
    return [(mail.to, mail.subject) for mail in sent]


def tomorrow():
    """Move the clock of the searches instead of that of the machine."""
    SavedSearch.objects.exclude(next_mail_on=None).update(
        next_mail_on=timezone.localdate()
    )


def test_something_new_is_mailed_with_council_line_and_links(officer, somebody):
    search = SavedSearchFactory(user=somebody, name="Bins")
    entry = published(officer, title="Food waste on Sundays", summary="word " * 30)

    tell_news(0)

    mail = OutgoingEmail.objects.get(kind="saved-searches")
    base = "http://localhost:8000"
    assert (mail.to, mail.subject) == ("sam@example.org", "1 new: Bins")
    assert mail.text.startswith(
        "Bins\n‘food waste’\n\n* Food waste on Sundays\n  Leeds City Council\n"
        f"  {'word ' * 21}word …\n  {base}{entry.get_absolute_url()}\n"
    )
    assert f"See them all: {base}/initiatives/?q=food+waste&sort=newest" in mail.text
    assert f"{base}/my/searches/" in mail.text
    assert f'href="{base}{entry.get_absolute_url()}"' in mail.html
    search.refresh_from_db()
    assert (search.found, search.mailed_at is None) == ([], False)
    assert search.next_mail_on == timezone.localdate() + dt.timedelta(days=1)


def test_nothing_is_sent_when_nothing_is_new(officer, somebody):
    published(officer)  # before the search looked last
    SavedSearchFactory(user=somebody, checked_at=timezone.now())
    published(officer, title="Trees in streets", summary="Shade.", approach="Planted.",
              challenge="Heat.")  # fmt: skip

    tell_news(0)

    assert told() == []
    search = SavedSearch.objects.get()
    assert search.next_mail_on == timezone.localdate() + dt.timedelta(days=1)


def test_what_is_published_again_is_not_new_again(officer, somebody, moderator):
    SavedSearchFactory(user=somebody)
    entry = published(officer)
    tell_news(0)
    tomorrow()

    by = viewer_for(officer)
    revision = actions.start_revision(initiative=entry, by=by)
    actions.save_revision(
        revision=revision,
        changes={"title": "Food waste every day"},
        expected_version=revision.version,
        by=by,
    )
    put_live(revision=actions.submit(revision=revision, by=by), by=None)
    tell_news(0)

    assert Initiative.objects.get().title == "Food waste every day"
    assert len(told()) == 1


def test_one_mail_joins_all_that_is_due(officer, somebody):
    SavedSearchFactory(user=somebody, name="A", query="q=food")
    SavedSearchFactory(user=somebody, name="B", query="q=waste", frequency="weekly")
    SavedSearchFactory(
        user=somebody, name="C", query="stage=pilot", frequency="none",
        next_mail_on=None,
    )  # fmt: skip
    published(officer)
    published(officer, title="Trees in streets")

    tell_news(0)

    mail = OutgoingEmail.objects.get(kind="saved-searches")
    assert mail.subject == "2 new for 2 of your searches"
    assert mail.text.index("A\n") < mail.text.index("B\n")
    assert mail.text.count("Trees in streets") == 2
    assert len(SavedSearch.objects.get(name="C").found) == 2  # for the list


def test_a_weekly_search_waits_for_its_day_and_tells_all_since(officer, somebody):
    search = SavedSearchFactory(
        user=somebody,
        frequency="weekly",
        next_mail_on=timezone.localdate() + dt.timedelta(days=2),
    )
    first = published(officer)
    tell_news(0)
    second = published(officer)
    tell_news(0)
    search.refresh_from_db()
    before, found = told(), search.found

    tomorrow()
    tell_news(0)

    assert (before, found) == ([], [second.pk, first.pk])
    assert told() == [("sam@example.org", f"2 new: {search.name}")]
    search.refresh_from_db()
    assert search.next_mail_on.weekday() == 0
    assert search.next_mail_on > timezone.localdate()


def test_running_it_twice_tells_once(officer, somebody):
    SavedSearchFactory(user=somebody)
    published(officer)

    tell_news(0)
    tell_news(0)

    assert len(told()) == 1


def test_a_run_that_was_killed_after_it_looked_goes_on_where_it_was(officer, somebody):
    SavedSearchFactory(user=somebody)
    published(officer)

    news.take_up_news(timezone.now())
    news.take_up_news(timezone.now())
    news.mail_news(timezone.localdate())

    assert told() == [("sam@example.org", f"1 new: {SavedSearch.objects.get().name}")]


def test_who_looked_meanwhile_is_not_undone(officer, somebody):
    """Two runs at once: the slower one finds that the search was looked at."""
    search = SavedSearchFactory(user=somebody)
    published(officer)
    slow = SavedSearch.objects.get()
    tell_news(0)

    taken = news._take_up_same(search.query, 0, [slow], timezone.now())

    search.refresh_from_db()
    assert (taken, search.found) == (0, [])


def test_what_is_being_published_waits_for_the_next_day(officer, somebody, monkeypatch):
    monkeypatch.setattr(news, "SETTLED", dt.timedelta(minutes=5))
    SavedSearchFactory(user=somebody)
    published(officer)

    news.take_up_news(timezone.now())
    before = SavedSearch.objects.get().found
    news.take_up_news(timezone.now() + dt.timedelta(minutes=6))

    assert (before, len(SavedSearch.objects.get().found)) == ([], 1)


@pytest.mark.parametrize("who", ["suspended", "unverified", "other address"])
def test_who_cannot_be_reached_gets_nothing(officer, somebody, who):
    SavedSearchFactory(user=somebody)
    published(officer)
    if who == "suspended":
        somebody.is_active = False
        somebody.save()
    elif who == "unverified":
        EmailAddress.objects.filter(user=somebody).update(verified=False)
    else:
        EmailAddress.objects.filter(user=somebody).update(email="old@example.org")

    tell_news(0)

    assert told() == []


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        (
            "public",
            {"olwen@leeds.gov.uk", "pat@brightwater.example", "sam@example.org"},
        ),
        ("members", {"olwen@leeds.gov.uk", "pat@brightwater.example"}),
        ("councils", {"olwen@leeds.gov.uk"}),
    ],
)
def test_nobody_hears_of_what_they_may_not_read(
    officer, partner_member, somebody, visibility, who
):
    for person in (officer, partner_member, somebody):
        SavedSearchFactory(user=person)
    published(council=CouncilFactory(), visibility=visibility)

    tell_news(0)

    assert {to for to, _subject in told()} == who


def test_what_was_found_and_may_not_be_read_any_more_is_not_told(officer, peer):
    SavedSearchFactory(user=peer)
    published(officer, visibility="councils")
    news.take_up_news(timezone.now())
    Membership.objects.filter(user=peer).update(until=timezone.now())

    news.mail_news(timezone.localdate())

    assert told() == []
    assert SavedSearch.objects.get().found == []


def test_what_holds_some_of_the_words_is_no_news(officer, somebody):
    """Browse shows it where few hold all; a mail about it would be noise."""
    SavedSearchFactory(user=somebody, query="q=food+lampposts")
    published(officer)

    tell_news(0)

    assert told() == []


def test_a_search_whose_filter_is_gone_finds_nothing_instead_of_all(officer, somebody):
    theme = ThemeFactory()
    SavedSearchFactory(user=somebody, query=f"theme={theme.slug}")
    theme.delete()
    published(officer)

    tell_news(0)

    assert told() == []
    assert SavedSearch.objects.get().found == []
