"""Styles and scripts as production serves them."""

import json

from django.core.management import call_command

PLAIN = "django.core.files.storage.FileSystemStorage"
NAMED = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


def test_every_file_that_a_style_names_is_collected_under_its_lasting_name(
    settings, tmp_path
):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        "default": {"BACKEND": PLAIN},
        "staticfiles": {"BACKEND": NAMED},
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    site = (tmp_path / names["css/site.css"]).read_text()
    assert names["css/tokens.css"] != "css/tokens.css"
    assert f'@import url("{names["css/tokens.css"].removeprefix("css/")}");' in site
