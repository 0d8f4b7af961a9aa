"""Saved searches with how much is new in each."""

from collections.abc import Iterable

from councilhub.types import Viewer
from initiatives.models import Initiative, SavedSearch


def with_number_new(
    searches: Iterable[SavedSearch], viewer: Viewer
) -> list[SavedSearch]:
    """Each with `number_new`: what was found since the last mail and can be read."""
    rows = list(searches)
    found = {pk for search in rows for pk in search.found}
    listed = Initiative.objects.listed_for(viewer).filter(pk__in=found)
    seen = set(listed.values_list("pk", flat=True)) if found else set()
    for search in rows:
        search.number_new = len(seen.intersection(search.found))
    return rows
