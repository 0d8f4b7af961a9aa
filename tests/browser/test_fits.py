"""Every page of ours at four widths: nothing sideways, nothing too small to press,
nothing cut off by wider spacing, and a focus that is seen.
"""

import pytest

from tests.browser import paths

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 360, 768, 1440)
# WCAG 2.2, 2.5.8: a link within a line of text may be as high as its line; a hexagon of
# the map may be small, for its council is in the list beside it.
SMALL = """() => {
  const text = (node) => node.textContent.trim().length;
  const inLine = (el) => el.matches("a") && getComputedStyle(el).display === "inline"
    && text(el.parentElement) > text(el);
  const all = "a[href], button, select, textarea, summary, input:not([type=hidden])";
  return [...document.querySelectorAll(all)]
    .filter((el) => el.checkVisibility() && !el.matches(".skip, .vh, svg a"))
    .filter((el) => {
      if (inLine(el)) return false;
      const box = (el.closest("label") ?? el).getBoundingClientRect();
      return box.width < 23.9 || box.height < 23.9;
    }).map((el) => el.outerHTML.slice(0, 90));
}"""
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
  const cut = [...document.querySelectorAll("body *")].filter((el) => {
    const style = getComputedStyle(el);
    const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
    return hides && el.checkVisibility() && !el.closest(".vh, thead, svg, select")
      && el.textContent.trim() && el.clientHeight > 1
      && (el.scrollWidth > el.clientWidth + 1 || el.scrollHeight > el.clientHeight + 1);
  }).map((el) => el.outerHTML.slice(0, 90));
  const wide = document.documentElement.scrollWidth - innerWidth;
  const out = [...document.querySelectorAll("main *, .masthead *, .foot *")]
    .find((el) => el.getBoundingClientRect().right > innerWidth + 1);
  document.adoptedStyleSheets = [];
  if (wide > 0) cut.push(`${wide} pixels too wide ${out?.outerHTML.slice(0, 90)}`);
  return cut;
}"""
UNSEEN = """() => {
  const all = "a[href], button, select, textarea, summary, [tabindex='0'], "
    + "input:not([type=hidden])";
  return [...document.querySelectorAll(all)].filter((el) => {
    if (!el.checkVisibility()) return false;
    el.focus();
    const style = getComputedStyle(el);
    const box = el.getBoundingClientRect();
    const outlined = style.outlineStyle !== "none" && style.outlineWidth !== "0px";
    return document.activeElement === el && !(outlined && box.width && box.height);
  }).map((el) => el.outerHTML.slice(0, 90));
}"""


def troubles(page, addresses):
    """What does not fit, one a line; empty when all does."""
    found = []
    for path in addresses:
        page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
        page.goto(path)
        page.keyboard.press("Tab")  # from now on the focus is one of the keyboard
        found += [f"{path}: no focus on {what}" for what in page.evaluate(UNSEEN)]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{path} {width}: {wide} pixels wide")
            found += [f"{path} {width}: small {what}" for what in page.evaluate(SMALL)]
            found += [f"{path} {width}: cut {what}" for what in page.evaluate(SPACED)]
    return "\n".join(found)


def test_what_everybody_reads(window, hub):
    assert troubles(window(), paths.read_by_everybody(hub)) == ""


def test_what_an_officer_uses(window, hub, officer):
    assert troubles(window(officer), paths.used_by_officer(hub)) == ""


def test_what_a_partner_member_uses(window, hub, partner_member):
    assert troubles(window(partner_member), paths.used_by_partner(hub)) == ""


def test_what_a_moderator_uses(window, hub, moderator):
    assert troubles(window(moderator), paths.used_by_staff(hub)) == ""


def test_the_first_tab_offers_to_skip_to_the_content(window, hub):
    page = window()
    page.goto("/initiatives/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"
