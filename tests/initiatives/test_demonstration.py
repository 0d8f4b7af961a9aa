"""Invented work, which a demonstration shows beside the library and labels."""

import json

import pytest
from django.core.management import CommandError, call_command

from initiatives.choices import State
from initiatives.importing.demonstration import (
    faults,
    load_examples,
    read_examples,
    take_away,
)
from initiatives.importing.known import known_names
from initiatives.models import Initiative, Revision
from tests.factories import CouncilFactory, published
from tests.reading import text_of

LABEL = "Demonstration: invented"
EXAMPLES = read_examples()


@pytest.fixture
def demo(settings, topics, leeds, kirklees):
    settings.DEMO = True


@pytest.fixture
def loaded(demo):
    load_examples(EXAMPLES)


@pytest.fixture
def as_role(client):
    def signed_in(role):
        client.post("/demo/sign-in/", {"role": role})
        return client

    return signed_in


@pytest.mark.parametrize("example", EXAMPLES, ids=[one.key for one in EXAMPLES])
def test_each_file_is_sound_and_says_that_it_is_invented(
    topics, leeds, kirklees, example
):
    assert faults(example, known_names()) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"state": "removed"}, "by or state is none of those there are"),
        ({"by": "moderator"}, "by or state is none of those there are"),
        ({"challenge": "True."}, "does not begin by saying that it is invented"),
        (
            {"lead_council": "NONE"},
            "lead_council: no council of the register: 'NONE'",
        ),
        ({"results": ""}, "results is missing"),
    ],
)  # fmt: skip
def test_what_is_not_is_refused(topics, leeds, kirklees, change, fault):
    example = next(one for one in EXAMPLES if one.state == State.SUBMITTED)
    fields = {key: change.pop(key) for key in ("state", "by") if key in change}
    broken = example._replace(document=example.document | change, **fields)

    assert faults(broken, known_names()) == [fault]


def test_each_goes_the_way_of_all_work(loaded):
    rows = Revision.objects.values_list(
        "state", "author__email", "initiative__lead_council__la_code"
    )
    one = Initiative.objects.get(status="published")

    assert sorted(rows) == [
        ("awaiting-confirmation", "partner@demonstration.example", "KIR"),
        ("draft", "officer@leeds.example", "LDS"),
        ("published", "partner@demonstration.example", "KIR"),
        ("submitted", "officer@leeds.example", "LDS"),
    ]
    assert [(entry.act, entry.by.name) for entry in one.history.all()] == [
        ("publish", "Morag Moderator"),
        ("confirm", "Petra Peer"),
        ("submit", "Parvez Partner"),
        ("create", "Parvez Partner"),
    ]
    assert one.search_row.measured


def test_loading_twice_adds_nothing_and_changes_nothing(loaded):
    before = list(Initiative.objects.order_by("pk").values())

    assert load_examples(EXAMPLES) == 0
    assert list(Initiative.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        ("officer", ["Open two libraries", "A shared diary"]),
        ("peer", ["Book a time"]),
        ("partner", ["Book a time", "Sensors that find"]),
    ],
)
def test_my_work_holds_something_for_each_role(loaded, as_role, role, titles):
    page = text_of(as_role(role).get("/my/"))

    assert [title for title in titles if title not in page] == []


def test_the_queue_waits_for_the_moderator(loaded, as_role):
    page = as_role("moderator").get("/admin/")

    assert [row.its_title for row in page.context["queue"]] == [
        "Open two libraries until eight for pupils who have no quiet desk at home"
    ]
    assert text_of(page).count(LABEL) == 1


def test_the_label_stands_on_the_page_and_in_lists(loaded, client):
    one = Initiative.objects.get(status="published")

    pages = [one.get_absolute_url(), "/initiatives/", "/councils/kirklees/"]

    assert [text_of(client.get(url)).count(LABEL) for url in pages] == [1, 1, 1]


@pytest.mark.parametrize(
    ("role", "own", "home"), [("officer", 2, 2), ("peer", 3, 1), ("partner", 2, 2)]
)
def test_and_beside_ones_own_work(loaded, as_role, role, own, home):
    browser = as_role(role)

    pages = [text_of(browser.get(url)) for url in ["/my/", "/"]]

    assert [page.count(LABEL) for page in pages] == [own, home]


def test_it_leaves_the_hub_in_no_form(loaded, client, officer):
    true = published(officer, title="True")
    invented = Initiative.objects.get(invented=True, status="published")

    texts = {
        path: b"".join(client.get(path))
        for path in [
            "/data/initiatives.csv", "/data/initiatives.json",
            "/feeds/initiatives.atom", "/sitemap-initiatives.xml",
        ]
    }  # fmt: skip
    page = client.get(invented.get_absolute_url())

    slug, other = invented.slug.encode(), true.slug.encode()
    assert {
        path: (slug in t, other in t) for path, t in texts.items()
    } == dict.fromkeys(texts, (False, True))
    assert "application/ld+json" not in page.text
    assert client.get("/").context["figures"]()["initiatives"] == 1


class TestWithoutDemo:
    def test_it_is_not_loaded(self, db, settings):
        settings.DEMO = False

        with pytest.raises(CommandError):
            call_command("load_demonstration")

        assert not Initiative.objects.exists()

    def test_nobody_sees_what_was(self, loaded, client, sign_in, moderator, settings):
        settings.DEMO = False
        url = Initiative.objects.get(status="published").get_absolute_url()

        statuses = [who.get(url).status_code for who in [client, sign_in(moderator)]]

        assert statuses == [404, 404]

    def test_it_can_be_taken_away_whole(self, loaded, officer, client):
        true = published(officer)

        call_command("load_demonstration", remove=True)

        assert list(Initiative.objects.all()) == [true]
        assert client.get("/initiatives/").context["found"].total == 1


def test_a_hub_in_use_is_left_alone(demo, capsys):
    published(council=CouncilFactory())

    call_command("load_demonstration", if_new=True)

    assert Initiative.objects.count() == 1
    assert "the hub is in use" in capsys.readouterr().out


def test_what_was_taken_away_can_come_again(loaded):
    assert (take_away(), load_examples(EXAMPLES)) == (len(EXAMPLES), len(EXAMPLES))


def test_a_file_is_readable_and_leaves_out_what_is_blank():
    assert json.dumps(EXAMPLES[0].document)
    assert {one.state for one in EXAMPLES} == {
        "draft", "awaiting-confirmation", "submitted", "published",
    }  # fmt: skip
