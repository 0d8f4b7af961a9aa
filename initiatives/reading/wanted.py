"""What a reader asks of the list of needs, and what they get."""

import unicodedata
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from councilhub.types import Viewer
from initiatives.models import Function, Want

SHOWN, MOST_LETTERS, MOST_PAGES = 30, 120, 1000
STATES: dict[str, str | Promise] = {
    "": gettext_lazy("All"),
    "open": gettext_lazy("Open"),
    "met": gettext_lazy("Met"),
}


@dataclass
class WantedQuery:
    """A checked request; what it does not understand becomes a notice."""

    q: str = ""
    function: Function | None = None
    state: str = ""
    page: int = 1
    notices: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, data: QueryDict) -> "WantedQuery":
        query = cls(q=one_line(data.get("q", ""))[:MOST_LETTERS])
        code, state = data.get("function", ""), data.get("state", "")
        if code:
            query.function = Function.objects.coded(one_line(code))
        if state in STATES:
            query.state = state
        if (code and not query.function) or state != query.state:
            query.notices.append(_("We left out a filter that we do not know."))
        page = data.get("page", "")
        if page.isascii() and page.isdigit():
            query.page = max(1, min(int(page[:9]), MOST_PAGES))
        return query

    def address(self, **changes: Any) -> str:
        """The query string of this request with changes, from its first page."""
        function = self.function.code if self.function else ""
        asked = {"q": self.q, "function": function, "state": self.state, **changes}
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def is_narrow(self) -> bool:
        return bool(self.q or self.function or self.state)

    def states(self) -> list[tuple[str, str, bool]]:
        """Each state with its address, and whether it is shown now."""
        return [
            (str(words), self.address(state=value), value == self.state)
            for value, words in STATES.items()
        ]

    def wants(self, viewer: Viewer) -> tuple[list[Want], bool]:
        """The needs of this page, and whether there are more."""
        wants = Want.objects.for_list(viewer)
        if self.q:
            wants = wants.matching(self.q)
        if self.function:
            wants = wants.about(self.function)
        if self.state:
            wants = wants.met() if self.state == "met" else wants.open()
        start = (self.page - 1) * SHOWN
        rows = list(wants.ranked()[start : start + SHOWN + 1])
        return rows[:SHOWN], len(rows) > SHOWN


def one_line(text: str) -> str:
    """Without what cannot be seen, NUL among it."""
    seen = (" " if unicodedata.category(x).startswith("C") else x for x in text)
    return " ".join("".join(seen).split())


def similar_wants(title: str, viewer: Viewer) -> list[Want]:
    """Needs like the one that somebody is about to add."""
    words = one_line(title)[:MOST_LETTERS]
    if not words:
        return []
    return list(Want.objects.for_list(viewer).similar_to(words))
