"""The search rows, written in the transaction that changes what readers get."""

from django.db import connection, transaction
from django.db.models import QuerySet

from initiatives.models import Initiative, SearchRow
from initiatives.search.embedding import follow

# One statement for any number of initiatives. The facets of a place are those of the
# lead council; a function counts for its group too. *What did not work* is searched
# only where everybody who may read the entry may read it as well.
INDEX = """
WITH entry AS (
    SELECT i.*, i.document AS d, c.type AS council_type, c.nation, c.region,
           c.name AS council_name, c.short_name, c.population,
           CASE WHEN coalesce(i.document ->> 'what_did_not_work_visibility', '')
                     IN ('', i.document ->> 'visibility', 'public')
                THEN i.document ->> 'what_did_not_work' ELSE '' END AS failures,
           ARRAY(SELECT 'sample=' || n FROM unnest('{2, 4, 8, 16, 32, 64}'::int[]) n
                 WHERE i.id / 32 %% n = 0) AS samples
    FROM initiatives_initiative i
    JOIN councils_council c ON c.id = i.lead_council_id
    WHERE i.id = ANY(%(ids)s) AND i.status = 'published'
),
topics AS (
    SELECT l.initiative_id AS id,
           array_agg(DISTINCT f.id)
               || array_remove(array_agg(DISTINCT f.parent_id), NULL) AS functions,
           string_agg(DISTINCT concat_ws(' ', f.name, g.name), ' ') AS names
    FROM initiatives_initiative_functions l
    JOIN initiatives_function f ON f.id = l.function_id
    LEFT JOIN initiatives_function g ON g.id = f.parent_id
    WHERE l.initiative_id = ANY(%(ids)s) GROUP BY 1
),
tags AS (
    SELECT l.initiative_id AS id, array_agg(l.theme_id) AS themes,
           string_agg(t.name, ' ') AS names
    FROM initiatives_initiative_themes l
    JOIN initiatives_theme t ON t.id = l.theme_id
    WHERE l.initiative_id = ANY(%(ids)s) GROUP BY 1
),
places AS (
    SELECT involved.id, array_agg(DISTINCT involved.council_id) AS councils,
           string_agg(DISTINCT c.name, ' ') AS names
    FROM (
        SELECT id, lead_council_id AS council_id FROM initiatives_initiative
        WHERE id = ANY(%(ids)s) AND lead_council_id IS NOT NULL
        UNION
        SELECT initiative_id, council_id FROM initiatives_involvement
        WHERE initiative_id = ANY(%(ids)s) AND council_id IS NOT NULL
    ) involved JOIN councils_council c ON c.id = involved.council_id
    GROUP BY 1
),
firms AS (
    SELECT involved.id, array_agg(DISTINCT p.id) AS partners,
           array_agg(DISTINCT p.kind) AS kinds,
           string_agg(DISTINCT p.name, ' ') AS names
    FROM (
        SELECT id, supplied_by_id AS partner_id FROM initiatives_initiative
        WHERE id = ANY(%(ids)s) AND supplied_by_id IS NOT NULL
        UNION
        SELECT initiative_id, partner_id FROM initiatives_involvement
        WHERE initiative_id = ANY(%(ids)s) AND partner_id IS NOT NULL
    ) involved JOIN partners_partner p ON p.id = involved.partner_id
    GROUP BY 1
),
measured AS (
    SELECT DISTINCT initiative_id AS id FROM initiatives_outcome
    WHERE initiative_id = ANY(%(ids)s) AND result IS NOT NULL
),
facts AS (
    SELECT e.id, coalesce(topics.functions, '{}') AS functions,
           coalesce(tags.themes, '{}') AS themes,
           coalesce(places.councils, ARRAY[e.lead_council_id]) AS councils,
           coalesce(firms.partners, '{}') AS partners,
           coalesce(firms.kinds, '{}') AS partner_kinds,
           CASE WHEN e.population IS NULL THEN ''
                WHEN e.population < 100000 THEN 'under-100k'
                WHEN e.population < 250000 THEN '100k-250k'
                WHEN e.population < 500000 THEN '250k-500k'
                WHEN e.population < 750000 THEN '500k-750k'
                WHEN e.population < 1000000 THEN '750k-1m' ELSE 'over-1m' END
               AS population_band,
           extract(year FROM e.started)::smallint AS year,
           measured.id IS NOT NULL AS measured,
           hub_vector(e.language, e.title, 'A')
               || hub_vector(e.language, e.summary, 'B')
               || array_to_tsvector(e.samples) AS head,
           concat_ws(' ', places.names, e.council_name, e.short_name, firms.names,
                     topics.names, tags.names) AS names
    FROM entry e
    LEFT JOIN topics ON topics.id = e.id
    LEFT JOIN tags ON tags.id = e.id
    LEFT JOIN places ON places.id = e.id
    LEFT JOIN firms ON firms.id = e.id
    LEFT JOIN measured ON measured.id = e.id
)
INSERT INTO initiatives_searchrow (
    initiative_id, audience, language, published_at, functions, themes, stage,
    council_id, councils, partners, partner_kinds, council_type, population_band,
    nation, region, cost_band, year, evidence_level, measured, uptake_count, head,
    "full"
)
SELECT e.id, e.audience, e.language, e.published_at, f.functions, f.themes, e.stage,
       e.lead_council_id, f.councils, f.partners, f.partner_kinds, e.council_type,
       f.population_band, e.nation, e.region, e.cost_band, f.year, e.evidence_level,
       f.measured, e.uptake_count, f.head,
       f.head || hub_vector(e.language, f.names, 'C')
           || hub_vector(e.language, left(concat_ws(
                  ' ', d ->> 'challenge', d ->> 'approach', d ->> 'results', e.failures,
                  d ->> 'advice', d ->> 'conditions', d ->> 'adaptation_note',
                  jsonb_path_query_array(d, '$.outcomes[*].measure')::text
              ), 200000), 'D')
           || array_to_tsvector(array_remove(
                  ARRAY['stage=' || e.stage, 'council_type=' || e.council_type,
                        'population=' || f.population_band, 'nation=' || e.nation,
                        'region=' || e.region, 'cost=' || e.cost_band,
                        'year=' || f.year, 'evidence=' || e.evidence_level,
                        'language=' || e.language, 'lead=' || e.lead_council_id,
                        CASE WHEN f.measured THEN 'outcome=measured' END]
                  || ARRAY(SELECT 'function=' || v FROM unnest(f.functions) v)
                  || ARRAY(SELECT 'theme=' || v FROM unnest(f.themes) v)
                  || ARRAY(SELECT 'council=' || v FROM unnest(f.councils) v)
                  || ARRAY(SELECT 'partner=' || v FROM unnest(f.partners) v)
                  || ARRAY(SELECT 'partner_kind=' || v FROM unnest(f.partner_kinds) v),
                  NULL))
FROM entry e JOIN facts f USING (id)
ON CONFLICT (initiative_id) DO UPDATE SET
    audience = excluded.audience, language = excluded.language,
    published_at = excluded.published_at,
    functions = excluded.functions, themes = excluded.themes, stage = excluded.stage,
    council_id = excluded.council_id, councils = excluded.councils,
    partners = excluded.partners, partner_kinds = excluded.partner_kinds,
    council_type = excluded.council_type, population_band = excluded.population_band,
    nation = excluded.nation, region = excluded.region,
    cost_band = excluded.cost_band, year = excluded.year,
    evidence_level = excluded.evidence_level, measured = excluded.measured,
    uptake_count = excluded.uptake_count, head = excluded.head, "full" = excluded."full"
"""


# As written, so that a misspelt word finds the right one.
WORDS = """
INSERT INTO initiatives_word (word)
SELECT DISTINCT word FROM initiatives_initiative i
CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('hub_welsh', concat_ws(
    ' ', i.title, i.summary, i.document ->> 'challenge', i.document ->> 'approach',
    i.document ->> 'results', (SELECT concat_ws(' ', c.name, c.short_name)
                               FROM councils_council c WHERE c.id = i.lead_council_id)
)))) word
WHERE i.id = ANY(%(ids)s) AND i.status = 'published'
  AND word ~ '^[[:alpha:]]{4,30}$'
ORDER BY word ON CONFLICT DO NOTHING
"""


def index_initiatives(pks: list[int]) -> None:
    """Write the search rows of the published ones, take away those of the others."""
    SearchRow.objects.filter(initiative__in=pks).exclude(
        initiative__status="published"
    ).delete()
    with connection.cursor() as cursor:
        cursor.execute(INDEX, {"ids": list(pks)})
        cursor.execute(WORDS, {"ids": list(pks)})
    follow(list(pks))


@transaction.atomic
def reindex(initiatives: QuerySet[Initiative]) -> None:
    """Write search rows anew after what is around the initiatives has changed.

    Locked: what is published meanwhile is not written over with what was before.
    """
    rows = initiatives.order_by("pk").select_for_update(of=("self",))
    index_initiatives(list(rows.values_list("pk", flat=True)))
