"""Walks the running hub as somebody does, and keeps what it shows."""

import re
from collections import deque
from dataclasses import dataclass
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

from django.urls import Resolver404, resolve

LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
# Django's lists and forms for staff are many; those of ours are named as starts.
NOT_FOLLOWED = ("/admin/", "/static/", "/data/", "/feeds/", "/accounts/logout/")


@dataclass(frozen=True)
class Visit:
    """One page as one person saw it, kept in a file."""

    role: str
    path: str
    file: Path
    cookie: str

    def __str__(self):
        return f"{self.role or 'visitor'} {self.path}"


class Walk:
    """One person's way through the hub."""

    def __init__(self, base, role):
        self.base = base
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))
        if role:
            page = self.fetch("/demo/sign-in/")
            form = {"csrfmiddlewaretoken": TOKEN.search(page)[1], "role": role}
            self.fetch("/demo/sign-in/", urlencode(form).encode())

    def fetch(self, path, data=None):
        """The page's text, an error's too; empty where a file is answered."""
        try:
            answer = self.opener.open(self.base + path, data)
        except HTTPError as error:
            answer = error
        is_page = answer.headers.get_content_type() == "text/html"
        return answer.read().decode() if is_page else ""

    def cookie(self):
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)

    def pages(self, starts):
        """Address and text of `starts`, and of one page of every other kind."""
        waiting, kinds = deque(starts), {kind_of(path) for path in starts}
        while waiting:
            path = waiting.popleft()
            text = self.fetch(path)
            if text:
                yield path, text
            for link in LINK.findall(text):
                there = urlsplit(urljoin(path, unescape(link)))
                kind = kind_of(there.path)
                is_ours = not there.netloc and not there.path.startswith(NOT_FOLLOWED)
                if is_ours and kind and kind not in kinds:
                    kinds.add(kind)
                    waiting.append(there.path)


def kind_of(path):
    """What answers there: the address's name, and its section or page if it has one."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return ""
    return " ".join([match.view_name, *match.extra_kwargs.values()]).split(" ")[0]
