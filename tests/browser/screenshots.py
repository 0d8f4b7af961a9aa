"""Takes the README's pictures of a hub that runs, as `make run` starts it.

python -m tests.browser.screenshots [http://localhost:8000]
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import ARGUMENTS, found

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
LAPTOP = {"width": 1366, "height": 900}
SHOWN = {
    "home": "/",
    "browse": "/initiatives/?q=online",
    "initiative": "/initiatives/let-tenants-report-a-repair-and-book-the-appointment-"
    "online-in-one-go/",
}


def main(base: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=ARGUMENTS)
        page = browser.new_page(viewport=LAPTOP)
        for name, path in SHOWN.items():
            answer = page.goto(f"{base}{path}")
            if not (answer and answer.ok):
                sys.exit(f"No page at {path}")
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
