"""What the documents say is there is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]


def read(name):
    return (ROOT / name).read_text()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path):
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text())

    assert [t for t in targets if not (path.parent / t).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_exist(path):
    named = re.findall(
        r"`((?:councilhub|councils|partners|accounts|initiatives|templates|tests|docs)"
        r"/[\w./-]*)`",
        path.read_text(),
    )

    places = (ROOT, ROOT / "templates")
    assert [n for n in named if not any((p / n).exists() for p in places)] == []


def test_every_setting_is_described():
    settings = set(
        re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', read("councilhub/settings.py"))
    )

    assert settings
    assert {s for s in settings if f"`{s}`" not in read("docs/deployment.md")} == set()
    assert {s for s in settings if f"{s}=" not in read(".env.example")} == set()


def test_every_dependency_has_its_reason():
    lines = [
        line
        for name in ("requirements.in", "requirements-dev.in", "requirements-uv.in")
        for line in read(name).splitlines()
        if line and not line.startswith("-")
    ]
    packages = [re.split(r"[\[~=<> ]", line)[0].lower() for line in lines]
    reasons = read("docs/dependencies.md").lower()

    assert [package for package in packages if package not in reasons] == []


def test_the_readme_begins_with_both_commands_and_stays_short():
    lines = read("README.md").splitlines()

    assert len(lines) <= 120
    assert [line.split("#")[0].strip() for line in lines[2:6]] == [
        "```",
        "make run",
        "make test",
        "```",
    ]
