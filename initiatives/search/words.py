"""Where no text holds all the words of a search: how many hold each of them."""

from dataclasses import dataclass

from django.db import connection

from initiatives.search.query import BrowseQuery
from initiatives.search.statement import MATCHES

MOST_WORDS = 8
STATEMENT = f"""
SELECT asked.word, count(*)
FROM unnest(%(words)s::text[]) WITH ORDINALITY asked (word, place)
JOIN initiatives_searchrow s
  ON s.audience <= %(clearance)s AND {MATCHES.replace("%(q)s", "asked.word")}
GROUP BY asked.word, asked.place ORDER BY asked.place
"""  # noqa: S608 - only our own words


@dataclass(frozen=True)
class Alone:
    """A word, and how many initiatives hold it."""

    word: str
    count: int


def words_alone(query: BrowseQuery, clearance: int) -> list[Alone]:
    """Each word of a search that finds something by itself; one statement, or none
    where there is but one word. Filters are left out.
    """
    spaced = query.q.replace('"', " ").replace("-", " ")
    words = [*dict.fromkeys(spaced.split())][:MOST_WORDS]
    if len(words) < 2:  # noqa: PLR2004 - it was asked for already
        return []
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"words": words, "clearance": clearance})
        return [Alone(*row) for row in cursor.fetchall()]
