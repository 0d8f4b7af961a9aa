"""Texts collected from public sources."""

import pytest
from django.core.management import call_command

from initiatives.choices import State, Status
from initiatives.models import Initiative, Revision
from tests.initiatives.importing.files import STUDY, lines_file, refusal


def test_a_collected_text_becomes_a_draft_of_the_first_council_it_names(tmp_path):
    call_command("import_initiatives", lines_file(tmp_path, STUDY))

    revision = Revision.objects.get()
    assert revision.state == State.DRAFT
    assert revision.document["approach"] == STUDY["body"]
    assert revision.initiative.lead_council.slug == "ayford"
    [involved] = revision.document["involvements"]
    assert (involved["council"], involved["role"]) == ("BBB", "other")
    assert revision.initiative.source == {
        "key": "abc123",
        "title": "A study",
        "publisher": "Somebody",
        "url": "https://github.com/someone/site/blob/abc/posts/a%20study.md",
        "date": "2019-05-15",
        "licence": "MIT",
    }


def test_a_collected_text_that_names_no_council_is_left_out_and_reported(
    tmp_path, capsys
):
    other = {**STUDY, "id": "x", "uk_council_gss": []}
    call_command("import_initiatives", lines_file(tmp_path, STUDY, other))

    assert Initiative.objects.count() == 1
    assert "1 × names no UK council" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, Status.PUBLISHED),
        ({"summary": ""}, Status.UNPUBLISHED),
        ({"title": "x" * 101}, Status.UNPUBLISHED),
        ({"reuse": "test/internal use only: do not publish"}, Status.UNPUBLISHED),
    ],
)
def test_a_collected_text_is_published_only_when_it_fits_and_may_be(
    tmp_path, administrator, change, status
):
    call_command(
        "import_initiatives",
        lines_file(tmp_path, {**STUDY, **change}),
        kind="published",
        by=administrator.email,
    )
    assert Initiative.objects.get().status == status


def test_a_collected_text_with_a_link_that_runs_a_script_is_refused(tmp_path):
    study = {**STUDY, "source_url": "javascript:alert(1)"}

    assert refusal(lines_file(tmp_path, study)) == [
        "  line 1: source_url must be a link such as https://example.org"
    ]
