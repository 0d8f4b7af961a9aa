"""Which code made a page: part of the tag under which browsers keep it."""

import hashlib
from pathlib import Path

from django.conf import settings

WRITTEN = ("*.py", "*.html", "*.css", "*.js", "*.svg", "*.csv")


def _release() -> str:
    """RELEASE where deployment sets it, else the newest change to a file of ours; and
    the settings that pages show.
    """
    code = settings.RELEASE or _newest_change()
    facts = f"{code} {settings.SITE_URL} {settings.CONTACT_EMAIL} {settings.DEMO}"
    return hashlib.sha256(facts.encode()).hexdigest()[:12]


def _newest_change() -> int:
    here: Path = settings.BASE_DIR
    folders = [p for p in here.iterdir() if p.is_dir() and (p / "__init__.py").exists()]
    files = [
        path
        for folder in [*folders, here / "templates", here / "static"]
        for pattern in WRITTEN
        for path in folder.rglob(pattern)
    ]
    return max(p.stat().st_mtime_ns for p in [*files, here / "requirements.lock"])


RELEASE = _release()
