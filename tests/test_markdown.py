import time
from html.parser import HTMLParser

import pytest

from councilhub.markdown import render


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Two\nlines", "<p>Two\nlines</p>\n"),
        ("**strong** and *soft*", "<p><strong>strong</strong> and <em>soft</em></p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("`x < y`", "<p><code>x &lt; y</code></p>\n"),
        ("---", "<hr>\n"),
        ("one  \ntwo", "<p>one<br>\ntwo</p>\n"),
        ("🚲 Llŷr â £1", "<p>🚲 Llŷr â £1</p>\n"),
    ],
)
def test_rich_text_becomes_html(text, html):
    assert render(text) == html


@pytest.mark.parametrize(
    ("marks", "tag"),
    [("#", "h3"), ("##", "h3"), ("###", "h4"), ("####", "h4"), ("######", "h4")],
)
def test_headings_start_below_those_of_the_page(marks, tag):
    assert render(f"{marks} Why") == f"<{tag}>Why</{tag}>\n"


A = '<a href="https://example.org/a_b" rel="nofollow noopener">https://example.org/a_b</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("See https://example.org/a_b.", f"<p>See {A}.</p>\n"),
        ("(https://example.org/a_b), *so*", f"<p>({A}), <em>so</em></p>\n"),
        (
            "- **https://example.org/a_b**",
            f"<ul>\n<li><strong>{A}</strong></li>\n</ul>\n",
        ),
        ("<https://example.org/a_b>", f"<p>{A}</p>\n"),
        ("[https://example.org/a_b](https://example.org/a_b)", f"<p>{A}</p>\n"),
        ("`https://example.org/a_b`", "<p><code>https://example.org/a_b</code></p>\n"),
        ("https:// and www.example.org", "<p>https:// and www.example.org</p>\n"),
        (
            "https://example.org/?a=1&b=<i>",
            (
                '<p><a href="https://example.org/?a=1&amp;b=" rel="nofollow noopener">'
                "https://example.org/?a=1&amp;b=</a>&lt;i&gt;</p>\n"
            ),
        ),
    ],
)
def test_a_bare_address_becomes_a_link(text, html):
    assert render(text) == html


def test_a_table_is_a_table():
    html = render("| a | b |\n|---|:-:|\n| 1 | 2 |")

    assert html == (
        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
        "<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n"
    )


@pytest.mark.parametrize(
    ("text", "href"),
    [
        (
            "[here](https://leeds.gov.uk/a?b=c&d=e)",
            "https://leeds.gov.uk/a?b=c&amp;d=e",
        ),
        ("[here](http://leeds.gov.uk)", "http://leeds.gov.uk"),
        ("[here](mailto:olwen@leeds.gov.uk)", "mailto:olwen@leeds.gov.uk"),
        ("[here](/i/CH-1042)", "/i/CH-1042"),
        ("[here][1]\n\n[1]: https://leeds.gov.uk", "https://leeds.gov.uk"),
    ],
)
def test_a_link_is_a_link_that_search_engines_do_not_follow(text, href):
    assert render(text) == f'<p><a href="{href}" rel="nofollow noopener">here</a></p>\n'


def test_an_address_in_angle_brackets_is_a_link():
    assert render("<https://leeds.gov.uk>") == (
        '<p><a href="https://leeds.gov.uk" rel="nofollow noopener">'
        "https://leeds.gov.uk</a></p>\n"
    )


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "<a href='javascript:alert(1)' onclick=alert(1)>x</a>",
    "<svg/onload=alert(1)>",
    "<style>body{display:none}</style>",
    "<form action=https://evil.example><button>Sign in</button></form>",
    "<details open ontoggle=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](ftp://evil.example)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "![x](https://evil.example/pixel.png)",
    "![x](javascript:alert(1))",
    "[![x](https://evil.example/p.png)](https://evil.example)",
    "[x](https://a.example 'onmouseover=alert(1)')",
    '[x](https://a.example"onmouseover="alert(1))',
    "[a]: javascript:alert(1)\n\n[a]",
    "> > > > <script>alert(1)</script>",
    "- - - [x](javascript:alert(1))",
    "| <script>alert(1)</script> |\n|---|\n| ![x](/x) |",
    "# <img src=x onerror=alert(1)>",
    "```html\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "<scr<script>ipt>alert(1)</script>",
    "<!-- --><script>alert(1)</script>",
    "<a\nhref=javascript:alert(1)>x",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


class Tags(HTMLParser):
    """Collects every tag and attribute of what was rendered."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = set(), set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _value in attrs}
        for name, value in attrs:
            if name == "href":
                assert value.startswith(("http://", "https://", "mailto:", "/"))


@pytest.mark.parametrize("text", ATTACKS)
def test_an_attack_stays_text(text):
    found = Tags(render(text))

    assert found.tags <= {
        "a", "p", "blockquote", "ul", "li", "table", "thead", "tbody", "tr", "th", "td",
        "h3", "pre", "code",
    }  # fmt: skip
    assert found.attributes <= {("a", "href"), ("a", "rel"), ("a", "title")}


@pytest.mark.parametrize(
    "text",
    [
        "> " * 18 + "deep",
        "\n".join("  " * n + "- deep" for n in range(9)),
        "[" * 2_000 + "deep" + "](x)" * 2_000,
        "*" * 5_000 + "deep" + "*" * 5_000,
    ],
    ids=["quotes", "lists", "links", "stars"],
)
def test_deep_nesting_loses_nothing(text):
    assert render(text).count("deep") == text.count("deep")


def test_what_is_nested_without_end_does_not_take_long():
    start = time.process_time()

    render("[" * 20_000)

    assert time.process_time() - start < 1
