"""The style sheet: no rule without a use, and colours that can be told apart."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEXT = ["ink", "muted", "brand", "partner", "good", "warn", "bad"]
GROUNDS = ["paper", "surface", "sunk"]
PAIR = re.compile(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)")
CLASSES = re.compile(r'class="((?:[^"{]|\{%.*?%\}|\{\{.*?\}\})*)"')


def sections():
    paths = (ROOT / "static/css").glob("*.css")
    return [path for path in paths if path.name != "admin.css"]


def test_every_class_of_the_style_sheet_stands_in_a_template():
    used = set()
    for path in [*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/js/*.js")]:
        text = path.read_text()
        found = CLASSES.findall(text) if path.suffix == ".html" else [text]
        used |= {word for words in found for word in re.findall(r"[\w-]+", words)}
    # Widths that forms give to short answers.
    forms = "".join(path.read_text() for path in ROOT.glob("*/forms/*.py"))
    used |= set(re.findall(r"\bw\d+\b", forms))

    ruled = set()
    for path in sections():
        css = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", path.read_text(), flags=re.DOTALL)
        ruled |= set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}", "", css)))

    assert ruled - used - {"a1", "a2", "a3", "a4"} == set()  # a0 to a4 by the counter


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_has_contrast_on_every_ground_and_so_have_edges(scheme):
    found = PAIR.findall((ROOT / "static/css/tokens.css").read_text())
    colours = {name: pair[scheme] for name, *pair in found}

    def below(names, least):
        return [
            (name, ground)
            for name, ground in product(names, GROUNDS)
            if contrast(colours[name], colours[ground]) < least
        ]

    assert below(TEXT, 4.5) == []
    assert below(["edge"], 3) == []
    # On buttons the ground is the letter's colour.
    worn = [
        contrast(colours["paper"], colours[name]) for name in ("brand", "ink", "bad")
    ]
    assert min(worn) >= 4.5
