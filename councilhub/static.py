"""Static files as they are served: one style sheet, and styles and scripts without
what only their writers read; compressed, kept for ever.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/site.css"
IMPORT = re.compile(r'@import url\("([a-z]+\.css)"\);')
INDENT = re.compile(r"\n\s+")
COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
OURS = ("js/hub.js", "js/suggest.js", "css/suggest.css")


def bare(text: str) -> str:
    """Without comments and indents: no string of ours holds either."""
    return INDENT.sub("\n", COMMENT.sub("", text))


class HubStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Puts the sections of the style sheet into it, each at its `@import`.

    In the repository they stay apart, and while writing the browser fetches each.
    """

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        if SHEET in paths and not dry_run:
            sheet = Path(self.path(SHEET))
            sections = sheet.parent

            def section(found: re.Match[str]) -> str:
                return (sections / found[1]).read_text()

            whole = IMPORT.sub(section, sheet.read_text())
            sheet.write_text(bare(whole))
            paths = {**paths, SHEET: (self, SHEET)}  # not the one it was copied from
        for name in OURS if not dry_run else ():
            if name in paths:
                file = Path(self.path(name))
                file.write_text(bare(file.read_text()))
                paths = {**paths, name: (self, name)}
        base: Any = super()
        yield from base.post_process(paths, dry_run, **options)
