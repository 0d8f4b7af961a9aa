"""Where the matches are: how many each council has, and each region, for the map.

A council counts every match that it leads or takes part in, a region those led there:
as the filters of browse do, so that each number tells what a click gives. Above the cap
the newest 5,000 are counted, and every number reads "at least".
"""

from dataclasses import dataclass, field

from django.db import connection
from django.urls import reverse

from councils.activity import CouncilMap, map_of
from councils.models import Council
from initiatives.search import statement
from initiatives.search.query import BrowseQuery


@dataclass
class ByCouncil:
    """Matches by key of council, and by region."""

    councils: dict[int, int] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)


def count_by_council(query: BrowseQuery, clearance: int) -> ByCouncil:
    """What a viewer of this clearance finds, in one statement."""
    values = {**statement.values_for(query, clearance), "most": statement.CAP}
    asked = f"""
WITH found AS MATERIALIZED ({statement.matches_alone(query, "s.councils, s.region")})
SELECT c, NULL, count(*) FROM found, unnest(councils) c GROUP BY c
UNION ALL SELECT NULL, region, count(*) FROM found GROUP BY region
"""  # noqa: S608 - our own words
    counted = ByCouncil()
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        for council, region, number in cursor.fetchall():
            if council is None:
                counted.regions[region] = number
            else:
                counted.councils[council] = number
    return counted


def map_of_matches(query: BrowseQuery, clearance: int) -> CouncilMap:
    """The map of all councils with what matches: two statements."""
    counted = count_by_council(query, clearance)
    councils = list(Council.objects.public().for_map())
    for council in councils:
        council.number_led = counted.councils.get(council.pk, 0)
    return map_of(councils, led=counted.regions)


def to_list_of(query: BrowseQuery, name: str) -> str:
    """The address of the list for one value of a filter, up to that value."""
    rest = query.address(**{name: None})
    return f"{reverse('initiatives:list')}?{rest}{'&' if rest else ''}{name}="
