"""A search as it is kept: its address, and what it asks in words."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from initiatives.search.facets import chips_of
from initiatives.search.query import FACETS, BrowseQuery

LONGEST_NAME, LONGEST_ASKS, LONGEST_QUERY = 100, 1000, 2000


def address_to_keep(query: BrowseQuery) -> str:
    """Words and filters without order and place; the same search gives the same."""
    data = QueryDict(query.address(sort=None), mutable=True)
    for name in FACETS:
        if name in data:
            data.setlist(name, sorted(data.getlist(name)))
    return data.urlencode()


def obstacle_to_keeping(query: BrowseQuery) -> str:
    """Why this cannot be kept; empty if it can."""
    if query.q and query.text and not query.text.has_words:
        return _("It has no word that tells one text from another.")
    if not (query.q or query.chosen or query.like):
        return _("Search for words or choose a filter first.")
    if len(address_to_keep(query)) > LONGEST_QUERY:
        return _("It has too many filters to be kept. Take some away.")
    return ""


def said_by(query: BrowseQuery) -> list[str]:
    """What it asks: the words, then each filter."""
    words = [_("‘%(q)s’") % {"q": query.q}] if query.q else []
    return words + [chip.text for chip in chips_of(query)]


def asks_of(query: BrowseQuery) -> str:
    return "; ".join(said_by(query))[:LONGEST_ASKS]


def name_for(query: BrowseQuery) -> str:
    """A name to begin with: the words, then the values of the filters."""
    values = [chip.text.partition(": ")[2] or chip.text for chip in chips_of(query)]
    name = ", ".join([query.q, *values] if query.q else values)
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME - 1].rstrip() + "…"
    return name[:1].upper() + name[1:]


def read_kept(query: str) -> BrowseQuery | None:
    """The search of a kept address; None where a filter of it is not known any more:
    without it, it would find what nobody asked for.
    """
    data = QueryDict(query)
    read = BrowseQuery.read(data)
    is_whole = all(
        len(read.chosen.get(name, [])) == len(set(data.getlist(name)))
        for name in FACETS
    )
    is_whole = is_whole and bool(read.like) == bool(data.get("like"))
    return read if is_whole else None
