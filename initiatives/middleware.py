"""Counts how often initiatives are read, keeping nothing of who reads them; says it
kindly where a search took too long.
"""

import datetime as dt
import re
import time
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from threading import Lock
from typing import cast

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from councilhub.http import render_page, wants_swap
from councilhub.types import PageRequest
from initiatives.models import ReadCount
from initiatives.search.limit import took_too_long

Handler = Callable[[HttpRequest], HttpResponse]
PAGE = re.compile(r"/initiatives/([-\w]+)/")
# People's browsers all begin so. A program that does too mostly says what it is.
BROWSER = re.compile(r"(Mozilla|Opera)/")
ROBOT = re.compile(
    r"bot\b|crawl|spider|slurp|scan|monitor|preview|headless|lighthouse|http",
    re.IGNORECASE,
)
EVERY_SECONDS, MOST_WAITING = 60, 500


class Waiting:
    """Reads counted in this process and not yet stored; lost if it is killed."""

    def __init__(self) -> None:
        self.reads: Counter[tuple[str, dt.date]] = Counter()
        self.since = 0.0
        self.lock = Lock()

    def add(self, slug: str) -> None:
        with self.lock:
            if not self.reads:
                self.since = time.monotonic()
            self.reads[slug, timezone.localdate()] += 1
            old = time.monotonic() - self.since > EVERY_SECONDS
            due = old or len(self.reads) >= MOST_WAITING
        if due:
            self.store()

    def store(self) -> None:
        """One statement. A figure that cannot be stored is not worth a broken page."""
        with self.lock:
            reads, self.reads = self.reads, Counter()
        if not reads:
            return
        try:
            ReadCount.objects.add(reads)
        except DatabaseError:
            return


waiting = Waiting()


def count_reads(get_response: Handler) -> Handler:
    """Count each page of an initiative that is given to a person.

    Not counted: robots, HEAD, parts of a page that htmx swaps in, pages fetched before
    anybody asked for them, and the team's own reads. A 304 is not counted: that reader
    has the page from before. Stands outside what keeps pages, so a kept one counts.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        page = PAGE.fullmatch(request.path)
        if page and _is_read(request, response):
            waiting.add(page[1])
        return response

    return middleware


def _is_read(request: HttpRequest, response: HttpResponse) -> bool:
    agent = request.headers.get("User-Agent", "")
    context = getattr(response, "context_data", None) or {}
    return (
        request.method == "GET"
        and response.status_code == HttpResponse.status_code
        and bool(BROWSER.match(agent))
        and not ROBOT.search(agent)
        and "prefetch" not in request.headers.get("Sec-Purpose", "")
        and not wants_swap(cast("PageRequest", request))
        and not (context.get("initiative") and context["initiative"].is_team)
    )


class KindWhenSlow:
    """A search that PostgreSQL cancelled, on whichever page, is answered with what to
    do about it, and nothing that was typed is lost. Asks nothing of the database.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if request.method not in ("GET", "HEAD") or not took_too_long(exception):
            return None
        places = [reverse("initiatives:list"), reverse("initiatives:map")]
        asked = [(k, v) for k, values in request.GET.lists() for v in values if v]
        context = {
            "section": "initiatives",
            "here": request.path if request.path in places else places[0],
            "q": request.GET.get("q", ""),
            "others": [(k, v) for k, v in asked if k not in ("q", "after", "seen")],
        }
        response = render_page(
            cast("PageRequest", request),
            "initiatives/slow.html",
            context,
            swap="results",
            query=urlencode(asked) if request.path in places else None,
        )
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        return response.render()
