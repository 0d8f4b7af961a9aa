"""Work like other work: more like this on a page, and what a new title may repeat."""

from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from councilhub.types import Viewer
from councils.models import Council
from initiatives.choices import Status
from initiatives.models import Initiative
from initiatives.search import meaning
from initiatives.search.limit import fetch, took_too_long

MOST = 6
# How much each way of being alike counts, each being from 0 to 1.
WEIGHTS = {
    # A reader comes for the problem and for what was done about it.
    "meaning": 0.5,
    # The same service is the same team to talk to. Shared themes say less: most have
    # the common ones.
    "functions": 0.3,
    "themes": 0.05,
    # What worked in a council alike works here more likely; it never brings in what is
    # about something else.
    "council": 0.15,
    # Between equals the one that can show what it did.
    "evidence": 0.05,
}
# Unlike texts of this trade have a cosine of some 0.86 in this model, twins 0.96.
UNLIKE, TWINS = 0.86, 0.96
# So alike in meaning that we say so, and show it without a service in common.
WORTH = 0.65
PEERS = 10  # ranks among the councils alike

_FIELDS = ["id", "slug", "title", "stage", "evidence_level", "cost_band", "invented"]
_CARD = f"i.{', i.'.join(_FIELDS)}, c.short_name AS council_name"
_LISTED = (
    "i.status = 'published' AND i.audience <= %(clearance)s"
    " AND (%(demo)s OR NOT i.invented)"
)
_STORED = {
    "vector": "(SELECT vector FROM initiatives_meaning WHERE initiative_id = i.id)",
    "nearest": """
        SELECT initiative_id FROM initiatives_meaning
        WHERE audience <= %(clearance)s AND initiative_id <> %(pk)s
          AND (SELECT vector FROM this) IS NOT NULL
        ORDER BY vector <#> (SELECT vector FROM this) LIMIT 50""",
    "join": "LEFT JOIN initiatives_meaning m ON m.initiative_id = i.id",
    "closeness": f"(-(m.vector <#> this.vector) - {UNLIKE}) / {TWINS - UNLIKE}",
}
# Without vectors likeness of titles stands for that of meaning.
_NOT_STORED = {
    "vector": "NULL",
    "nearest": "SELECT NULL::bigint WHERE false",
    "join": "",
    "closeness": "similarity(i.title, this.title)",
}
# Candidates are the nearest in meaning and the newest of each service, so that a hub of
# a million costs what a small one does.
_MORE = """
WITH this AS MATERIALIZED (
    SELECT i.title, i.lead_council_id, {vector} AS vector,
           ARRAY(SELECT function_id FROM initiatives_initiative_functions
                 WHERE initiative_id = i.id) AS functions,
           ARRAY(SELECT theme_id FROM initiatives_initiative_themes
                 WHERE initiative_id = i.id) AS themes
    FROM initiatives_initiative i WHERE i.id = %(pk)s
),
candidate (id) AS (
    ({nearest})
    UNION
    SELECT newest.initiative_id FROM this, unnest(this.functions) own, LATERAL (
        SELECT initiative_id FROM initiatives_initiative_functions
        WHERE function_id = own AND initiative_id <> %(pk)s
        ORDER BY initiative_id DESC LIMIT 100
    ) newest
),
compared AS MATERIALIZED (
    SELECT {card}, ARRAY(
               SELECT f.name FROM initiatives_initiative_functions l
               JOIN initiatives_function f ON f.id = l.function_id
               WHERE l.initiative_id = i.id AND l.function_id = ANY(this.functions)
               ORDER BY f.name) AS shared,
           cardinality(this.functions) AS services,
           (SELECT count(*) FROM initiatives_initiative_themes l
            WHERE l.initiative_id = i.id AND l.theme_id = ANY(this.themes)
           )::float8 / greatest(cardinality(this.themes), 1) AS topics,
           (SELECT min(rank) FROM councils_neighbour n
            WHERE n.council_id = this.lead_council_id AND n.likeness = 'overall'
              AND n.neighbour_id = i.lead_council_id) AS rank,
           least(greatest(coalesce({closeness}, 0), 0), 1) AS closeness
    FROM candidate JOIN initiatives_initiative i ON i.id = candidate.id
    JOIN councils_council c ON c.id = i.lead_council_id CROSS JOIN this {join}
    WHERE {listed}
)
SELECT * FROM compared WHERE shared <> '{{}}' OR closeness >= %(worth)s
ORDER BY %(meaning)s * closeness
       + %(functions)s * cardinality(shared)::float8 / greatest(services, 1)
       + %(themes)s * topics
       + coalesce(%(council)s * greatest({peers} + 1 - rank, 0) / {peers}, 0)
       + %(evidence)s * evidence_level / 5 DESC, id DESC
LIMIT {most}
"""


class Alike(NamedTuple):
    """Work like this; `why` says in words what is alike, `council` whose it is."""

    initiative: Initiative
    council: str
    why: list[str]


def more_like(initiative: Initiative, viewer: Viewer) -> list[Alike]:
    """Published work most like this that the viewer may read, in one statement."""
    if initiative.status == Status.UNPUBLISHED:
        return []
    parts = _STORED if meaning.is_stored() else _NOT_STORED
    statement = _MORE.format(
        **parts, card=_CARD, listed=_LISTED, peers=float(PEERS), most=MOST
    )
    values = {"pk": initiative.pk, "worth": WORTH, **WEIGHTS, **_reader(viewer)}
    rows: Any = Initiative.objects.raw(statement, values)
    return [
        Alike(row, row.council_name, list(_reasons(row, initiative.lead_council)))
        for row in rows
    ]


def _reader(viewer: Viewer) -> dict[str, Any]:
    return {"clearance": viewer.clearance, "demo": settings.DEMO}


def _reasons(row: Any, council: Council | None) -> Any:
    if row.shared:
        yield _("Same service: %(names)s") % {"names": ", ".join(row.shared)}
    if row.rank is not None and council:
        yield _("A council like %(council)s") % {"council": council.short_name}
    if row.closeness >= WORTH:
        yield _("About much the same")


# Fewer letters tell nothing yet.
SHORTEST_TITLE = 10
MOST_REPEATED = 3
# A title against whole texts: below this hardly one of ten is about the same.
SAME_MEANING = 0.845
SAME_TITLE = 0.35
_BY_MEANING = f"""
SELECT {_CARD}
FROM ({meaning.nearest(10)}) near JOIN initiatives_initiative i ON i.id = near.id
JOIN councils_council c ON c.id = i.lead_council_id
WHERE {_LISTED} AND i.slug <> %(but)s
  AND (similarity >= %(same)s OR similarity(i.title, %(title)s) >= %(spelt)s)
ORDER BY similarity + 0.1 * similarity(i.title, %(title)s) DESC, i.id DESC
LIMIT {MOST_REPEATED}
"""  # noqa: S608 - only our own words
# The operator finds through the index what the limit allows.
_BY_TITLE = f"""
SET LOCAL pg_trgm.similarity_threshold = {SAME_TITLE};
SELECT {_CARD} FROM initiatives_initiative i
JOIN councils_council c ON c.id = i.lead_council_id
WHERE {_LISTED} AND i.slug <> %(but)s AND i.title %% %(title)s
ORDER BY similarity(i.title, %(title)s) DESC, i.id DESC LIMIT {MOST_REPEATED};
SET LOCAL pg_trgm.similarity_threshold TO DEFAULT
"""  # noqa: S608 - only our own words


def perhaps_the_same(title: str, viewer: Viewer, but: str = "") -> list[Alike]:
    """Published work that a title may repeat, in one statement; not that at `but`.

    None where it takes too long: nobody who writes waits for it.
    """
    title, but = _typed(title), _typed(but)
    if len(title) < SHORTEST_TITLE:
        return []
    values: dict[str, Any] = {
        "title": title, "but": but, "same": SAME_MEANING, "spelt": SAME_TITLE
    } | _reader(viewer)  # fmt: skip
    statement = _BY_TITLE
    if meaning.is_available():
        statement, values["meaning"] = _BY_MEANING, meaning.query_vector(title)
    try:
        rows = fetch(statement, values)
    except DatabaseError as error:
        if not took_too_long(error):
            raise
        return []
    return [
        Alike(Initiative.from_db(connection.alias, _FIELDS, told), council, [])
        for *told, council in rows
    ]


def _typed(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())
