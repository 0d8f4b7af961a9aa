"""Rich text: Markdown in, safe HTML out. Links are allowed, HTML is not."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "ol", "p",
    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip

# What is nested deeper than the limit would be left out without a word.
_parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
_parser.enable("table").disable("image")
_headings = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}


def render(text: str) -> SafeString:
    """HTML of `text`. Headings start below the page's own (h3); links carry
    ``rel="nofollow noopener"`` and go nowhere but http(s) and mailto.
    """
    tokens = _parser.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = _headings[token.tag]
    html = _parser.renderer.render(tokens, _parser.options, {})
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )
    return mark_safe(safe)  # noqa: S308 - cleaned by nh3 on the line above
