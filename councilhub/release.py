"""Which code made a page: part of the tag under which browsers keep it."""

import hashlib
from pathlib import Path

from django.conf import settings

WRITTEN = ("*.py", "*.html", "*.css", "*.js", "*.svg")


def _release() -> str:
    """RELEASE where deployment sets it; else the newest change to a file of ours."""
    if settings.RELEASE:
        return str(settings.RELEASE)
    here: Path = settings.BASE_DIR
    folders = [p for p in here.iterdir() if p.is_dir() and (p / "__init__.py").exists()]
    files = [
        path
        for folder in [*folders, here / "templates", here / "static"]
        for pattern in WRITTEN
        for path in folder.rglob(pattern)
    ]
    newest = max(p.stat().st_mtime_ns for p in [*files, here / "requirements.lock"])
    facts = f"{newest} {settings.SITE_URL} {settings.DEMO}"
    return hashlib.sha256(facts.encode()).hexdigest()[:12]


RELEASE = _release()
