"""Draws the pictures that are not SVG anew: for sharing, for tabs, for home screens.

python -m tests.browser.pictures
"""

import struct
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, found

ROOT = Path(__file__).resolve().parents[2]
PREVIEW = ROOT / "docs" / "pictures" / "preview.svg"
IMG = ROOT / "static" / "img"
PAPER = "#fbfaf6"


def drawn(page: Page, picture: str, width: int, height: int, **options: bool) -> bytes:
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(
        f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{picture}"
    )
    return page.screenshot(type="png", **options)


def as_icon(png: bytes, size: int) -> bytes:
    """An ICO file that holds one PNG."""
    heads = struct.pack("<HHH", 0, 1, 1)
    place = struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(png), 22)
    return heads + place + png


def main() -> None:
    mark = (IMG / "mark.svg").read_text()
    framed = (
        f'<div style="background:{PAPER};box-sizing:border-box;inline-size:180px;'
        f'block-size:180px;padding:34px">{mark}</div>'
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=ARGUMENTS)
        page = browser.new_page()
        (IMG / "preview.png").write_bytes(drawn(page, PREVIEW.read_text(), 1200, 630))
        (IMG / "touch.png").write_bytes(drawn(page, framed, 180, 180))
        small = drawn(page, mark, 32, 32, omit_background=True)
        (IMG / "mark.ico").write_bytes(as_icon(small, 32))
        browser.close()


if __name__ == "__main__":
    main()
