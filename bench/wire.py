"""What a first visit costs over the wire: the page and all that it makes a browser
fetch, packed with brotli, heads included.
"""

import re
from dataclasses import dataclass
from http.client import HTTPConnection

FETCHED = re.compile(
    r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"'
)


@dataclass(frozen=True)
class Visit:
    """Number of requests, and bytes of their answers."""

    requests: int
    size: int


def first_visit(port: int, path: str) -> Visit:
    """Fetch the page once as a reader, to see what it loads, and then all as sent."""
    plain, _size = _fetch(port, path, "identity")
    found = [style or script for style, script in FETCHED.findall(plain.decode())]
    sizes = [_fetch(port, address, "br")[1] for address in [path, *found]]
    return Visit(len(sizes), sum(sizes))


def _fetch(port: int, path: str, coding: str) -> tuple[bytes, int]:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Accept-Encoding": coding})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    head = sum(len(name) + len(value) + 4 for name, value in response.getheaders())
    return body, head + len(body)
