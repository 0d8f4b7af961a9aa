"""The rules of docs/house-rules.md that a machine can hold."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from factory.django import DjangoModelFactory

from tests import factories

ROOT = Path(settings.BASE_DIR)
APPS = ["councils", "partners", "accounts", "initiatives"]
FILE, TEMPLATE, FUNCTION, VIEW = 300, 120, 40, 25
# Over the budget, and why they stay so.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
# Models whose rows the hub makes out of a document, and what makes them in a test.
MADE_BY = {
    "Initiative": "draft",
    "Revision": "draft",
    "HistoryEntry": "draft",
    "Confirmation": "supplied",
    "SearchRow": "published",
    "Artefact": "published",
    "Involvement": "published",
    "Meaning": "embedded",
    "Outcome": "published",
    "Saving": "published",
    "Word": "published",
}


def tracked(*patterns):
    """The files of the project, those about to be committed too."""
    told = subprocess.run(
        [
            "git",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
            *patterns,
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = [ROOT / name for name in told.split("\0") if name]
    return [path for path in paths if path.is_file()]


def name_of(path):
    return str(path.relative_to(ROOT))


def code_files():
    return [path for path in tracked("*.py") if "migrations" not in path.parts]


def site_files():
    return [path for path in code_files() if "tests" not in path.parts]


def templates():
    return [path for path in tracked("templates/*") if path.suffix in {".html", ".txt"}]


def pages():
    """Templates that a browser gets: mails follow rules of their own."""
    return [path for path in templates() if "emails" not in path.parts]


def view_files():
    return [
        path
        for path in site_files()
        if path.stem == "views" or path.parent.name in {"views", "pages"}
    ]


def lines_of(path):
    return len(path.read_text().splitlines())


def functions_in(path):
    tree = ast.parse(path.read_text())
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def length_of(function):
    return function.end_lineno - function.lineno + 1


def is_view(function):
    arguments = [*function.args.posonlyargs, *function.args.args]
    return bool(arguments) and arguments[0].arg == "request"


def hits(paths, pattern, *, but=()):
    """Where a pattern occurs, as `file:line: text`."""
    found = []
    for path in paths:
        if name_of(path) in but:
            continue
        for match in re.finditer(pattern, path.read_text(errors="replace")):
            line = match.string.count("\n", 0, match.start()) + 1
            found.append(f"{name_of(path)}:{line}: {match[0].strip()}")
    return found


def test_files_are_short():
    sources = [*code_files(), *tracked("static/css/*.css", "static/js/*.js")]
    long = {name_of(path) for path in sources if lines_of(path) > FILE}

    assert long == set(LONG_FILES)


def test_templates_are_short():
    assert [name_of(path) for path in templates() if lines_of(path) > TEMPLATE] == []


def test_functions_are_short():
    long = {
        f"{name_of(path)}:{function.name}"
        for path in site_files()
        for function in functions_in(path)
        if length_of(function) > FUNCTION
    }

    assert long == set(LONG_FUNCTIONS)


def test_views_are_short():
    long = [
        f"{name_of(path)}:{function.name} has {length_of(function)} lines"
        for path in view_files()
        for function in functions_in(path)
        if is_view(function) and length_of(function) > VIEW
    ]

    assert long == []


def test_views_ask_querysets_in_domain_words():
    """What a view wants of the database has a name in the model."""
    words = r"\.(filter|exclude|annotate|aggregate|raw)\(|\bQ\(|\btransaction\b"

    assert hits(view_files(), words) == []


def test_views_send_no_mail():
    assert (
        hits(view_files(), r"django\.core\.mail|accounts\.mail|\bqueue_email\b") == []
    )


def test_only_one_module_knows_htmx():
    known = r"\bHX-|HTTP_HX|HX_|request\.htmx|django_htmx"
    wiring = ["councilhub/http.py", "councilhub/settings.py", "councilhub/types.py"]

    assert hits(site_files(), known, but=wiring) == []
    assert hits(pages(), r"request\.htmx") == []


def test_signals_are_not_used():
    assert (
        hits(site_files(), r"django\.(dispatch|db\.models\.signals)|\.signals ") == []
    )


@pytest.mark.parametrize(
    "pattern",
    [
        r"<style\b",
        # Data for machines is no code.
        r"""<script\b(?![^>]*(\bsrc=|type="application/ld\+json"))[^>]*>""",
        r"""\sstyle\s*=\s*["']""",
        r"""\son[a-z]+\s*=\s*["']""",
        r"\bhx-on\b|\bhx-on:",
        r"javascript:",
        r"\bhx-(boost|delete)\b",
    ],
)
def test_templates_hold_no_code_and_no_styles(pattern):
    assert hits(pages(), pattern) == []


def test_nothing_is_loaded_from_another_host():
    elsewhere = r"""["'(]\s*(https?:)?//"""
    tags = rf"<(script|link|img|iframe|source|form|video|audio|use)\b[^>]*{elsewhere}"

    assert hits(pages(), tags) == []
    assert hits(tracked("static/css/*"), rf"(url\(|@import)[^;]*{elsewhere}") == []
    # What the page itself names; its policy lets in nothing from elsewhere.
    other = r"https?://|import\((?!field\.dataset\.suggest\))"
    assert hits(tracked("static/js/*"), other) == []


def test_a_partial_is_named_like_the_element_it_holds():
    title = r"(?:\{% if is_swap %\}<title>.*</title>\{% endif %\}\s*)?"
    opening = rf"\{{% partialdef ([\w-]+)[^%]*%\}}\s*{title}(<[^>]*>)?"
    partials = [
        (name_of(path), name, tag)
        for path in pages()
        for name, tag in re.findall(opening, path.read_text())
    ]

    assert partials
    assert [part for part in partials if f'id="{part[1]}"' not in part[2]] == []


def test_migrations_have_names():
    paths = tracked("*/migrations/*.py")

    assert [name_of(path) for path in paths if "_auto_" in path.name] == []


def test_every_model_can_be_made_in_a_test():
    ours = {
        model.__name__
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy
    }
    made = {
        thing._meta.model.__name__
        for thing in vars(factories).values()
        if isinstance(thing, type) and issubclass(thing, DjangoModelFactory)
        if thing is not DjangoModelFactory
    }

    assert ours - set(MADE_BY) == made
    assert [name for name in MADE_BY.values() if not hasattr(factories, name)] == []


def test_no_file_knows_a_machine_or_a_registry():
    words = r"/work/|/root/|/home/\w|/Users/\w|pypi\.org|pythonhosted|npmjs"
    texts = [path for path in tracked() if path.suffix not in {".png", ".csv", ".ico"}]

    assert hits(texts, words, but=[name_of(Path(__file__))]) == []
