"""Rich text: Markdown in, safe HTML out. Links are allowed, HTML is not."""

import re
from collections.abc import Iterator

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "ol", "p",
    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip

# What is nested deeper than the limit would be left out without a word.
_parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
_parser.enable("table").disable("image")
# What ends a sentence or closes a bracket after an address is none of it.
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]*[^\s<>\"“”.,:;!?'’)\]]")
_headings = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}


def _link_addresses(state: StateCore) -> None:
    """Make links of the bare web addresses in a text, but not inside a link."""
    for block in state.tokens:
        linked: list[Token] = []
        depth = 0
        for token in block.children or []:
            depth += token.nesting if token.type.startswith("link_") else 0
            is_plain = token.type == "text" and not depth
            linked += _with_links(token.content) if is_plain else [token]
        block.children = linked if block.children else block.children


def _with_links(text: str) -> Iterator[Token]:
    end = 0
    for found in _ADDRESS.finditer(text):
        yield Token("text", "", 0, content=text[end : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": found[0]})
        yield Token("text", "", 0, content=found[0])
        yield Token("link_close", "a", -1)
        end = found.end()
    yield Token("text", "", 0, content=text[end:])


_parser.core.ruler.push("addresses", _link_addresses)


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
