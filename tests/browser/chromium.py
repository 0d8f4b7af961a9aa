"""Finds the Chromium that the browser tests run, and installs one where none is.

python -m tests.browser.chromium
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def found() -> str | None:
    """The path of a Chromium that is there: the system's, or Playwright's own."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    cache = Path.home() / ".cache" / "ms-playwright"
    own = sorted(cache.glob("chromium-*/chrome-linux*/chrome"))
    return str(own[-1]) if own else None


def install() -> None:
    """Debian's package where we may, else Playwright's own download."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.call(["apt-get", "update", "-qq"])
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.call(
            ["apt-get", "install", "-y", "-qq", "chromium"], env=environment
        )
    if not found():
        subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"])


if __name__ == "__main__":
    if not found():
        print("No Chromium here: installing one for the browser tests", flush=True)
        install()
    if not found():
        sys.exit(
            "The browser tests need Chromium, and it could not be installed here. "
            "Install the package chromium, or run: make test BROWSER=none"
        )
