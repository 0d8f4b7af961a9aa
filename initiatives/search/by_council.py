"""Where the matches are: how many each council has, and each region, for the map.

A council counts every match that it leads or takes part in, a region those led there:
as the filters of browse do, so that each number tells what a click gives. Above the cap
5,000 of them are counted, and every number reads "at least".
"""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from councils.activity import CouncilMap, map_of
from councils.models import Council
from initiatives.search import matches, statement
from initiatives.search.limit import fetch
from initiatives.search.query import BrowseQuery
from initiatives.search.values import values_for

COLUMNS = (
    "id", "la_code", "short_name", "slug", "type", "region", "starts_on", "ends_on"
)  # fmt: skip


def map_of_matches(query: BrowseQuery, clearance: int) -> CouncilMap:
    """The map of all councils with what a viewer of this clearance finds; once the
    words are read, one statement.
    """
    query.read_words(clearance)
    values = {
        **values_for(query, clearance),
        "cap": matches.CAP,
        "today": timezone.localdate(),
    }
    councils = []
    for *facts, number, in_region in fetch(_councils_with_matches(query), values):
        council: Any = Council.from_db(None, COLUMNS, facts)
        council.number_led, council.region_led = number, in_region
        councils.append(council)
    return map_of(councils, led={c.region: c.region_led for c in councils})


def _councils_with_matches(query: BrowseQuery) -> str:
    """Every public council by name, with its number and that of its region."""
    return f"""
WITH found AS MATERIALIZED ({statement.matches_alone(query, "s.councils, s.region")}),
councils AS (
    SELECT id, count(*) AS number FROM found, unnest(councils) id GROUP BY id
),
regions AS (SELECT region, count(*) AS number FROM found GROUP BY region)
SELECT {", ".join(f"c.{column}" for column in COLUMNS)},
       coalesce(councils.number, 0), coalesce(regions.number, 0)
FROM councils_council c
LEFT JOIN councils ON councils.id = c.id
LEFT JOIN regions ON regions.region = c.region
WHERE c.starts_on IS NULL OR c.starts_on <= %(today)s
ORDER BY c.short_name, c.la_code
"""  # noqa: S608 - our own words


def to_list_of(query: BrowseQuery, name: str) -> str:
    """The address of the list for one value of a filter, up to that value."""
    rest = query.address(**{name: None})
    return f"{reverse('initiatives:list')}?{rest}{'&' if rest else ''}{name}="
