"""`manage.py measure_search`."""

import json

import pytest
from django.core.management import CommandError, call_command

from councils.models import Council
from initiatives.importing.library import read_library
from initiatives.management.commands.measure_search import publish
from initiatives.models import Initiative, SearchRow
from initiatives.search.quality import any_word, every_word, the_search
from tests.factories import CouncilFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    """The councils that the library speaks of."""
    for document in [entry.document for entry in read_library()]:
        involved = [row["council"] for row in document["involvements"]]
        for code in filter(None, [document["lead_council"], *involved]):
            if not Council.objects.filter(la_code=code).exists():
                CouncilFactory(la_code=code)


def study(key, **values):
    whole = {
        "id": key, "title": f"Zebras in {key}", "summary": "", "body": "A zebra.",
        "tier": "A", "kind": "blog", "uk_council_gss": [], "licence": "",
    }  # fmt: skip
    return json.dumps(whole | values)


@pytest.fixture
def texts(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text(
        "\n".join(
            [
                study("one", title="A" * 200),
                study("two", tier="B", kind="case-study"),
                study("diary", tier="B", kind="design-history"),
                study("abroad", tier="C"),
            ]
        )
    )
    return path


def test_it_prints_the_figures_of_every_way_and_leaves_the_hub_as_it_was(
    register, capsys
):
    there = published()

    call_command("measure_search")

    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["45 texts.", "", "the search"]
    assert [line for line in lines if line.startswith("full text")] == [
        "full text, every word",
        "full text, any word",
    ]
    assert len([line for line in lines if line.startswith("welsh less in Eng")]) == 5
    assert list(Initiative.objects.all()) == [there]
    assert list(SearchRow.objects.values_list("pk", flat=True)) == [there.pk]


def test_of_a_file_the_uk_texts_of_work_done_are_published_alone(register, texts):
    published(title="A zebra of the hub")

    names = publish(texts)

    assert [name for name in names.values() if "-" not in name] == ["one", "two"]
    assert sorted(names[pk] for pk in the_search("zebra")) == ["one", "two"]
    assert Initiative.objects.get(title="A" * 100).lead_council.name == "Nowhere"


def test_full_text_alone_wants_every_word_or_any(register, texts):
    names = publish(texts)

    assert [names[pk] for pk in every_word("zebras two")] == ["two"]
    assert [names[pk] for pk in any_word("zebras unheard-of")] == ["two", "one"]
    assert any_word("the") == []


def test_it_says_when_the_file_lacks_judged_texts(register, texts):
    with pytest.raises(CommandError, match=r"lacks \d+ of the judged texts"):
        call_command("measure_search", texts=texts)

    assert not Council.objects.filter(la_code="NOWHERE").exists()


def test_it_says_when_a_file_cannot_be_read_or_the_register_is_missing(tmp_path):
    with pytest.raises(CommandError, match="Run load_register"):
        call_command("measure_search")

    CouncilFactory()
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("measure_search", texts=tmp_path / "none.jsonl")
