"""What a person reads on a page."""

import html
import re


def text_of(response):
    """The words of the page's main part, one space between any two."""
    main = response.text.partition("<main")[2].partition("</main>")[0]
    main = re.sub(r"(?s)<template.*?</template>", "", main)
    words = re.sub(r"<[^>]+>", " ", main.partition(">")[2])
    return " ".join(html.unescape(words).split())


def headings(response):
    found = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", response.text, re.DOTALL)
    return [" ".join(html.unescape(heading).split()) for heading in found]
