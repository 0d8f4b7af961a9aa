"""Search rows that stay quick to read among a million.

The filters stand as lexemes in the vector of the whole text, so that one index answers
words and filters together. That vector is kept out of line: reading the rest of a row
does not read it.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models.functions import Left, Length

OUT_OF_LINE = """
ALTER TABLE initiatives_searchrow SET (toast_tuple_target = 1024);
ALTER TABLE initiatives_searchrow ALTER COLUMN "full" SET STORAGE EXTERNAL;
ALTER TABLE initiatives_searchrow ALTER COLUMN "full" SET STATISTICS 300;
ALTER TABLE initiatives_searchrow ALTER COLUMN head SET STATISTICS 300;
"""
UNDO = """
ALTER TABLE initiatives_searchrow RESET (toast_tuple_target);
ALTER TABLE initiatives_searchrow ALTER COLUMN "full" SET STORAGE EXTENDED;
ALTER TABLE initiatives_searchrow ALTER COLUMN "full" SET STATISTICS -1;
ALTER TABLE initiatives_searchrow ALTER COLUMN head SET STATISTICS -1;
"""
# Welsh is kept as written, and stemmed as if it were English as well: so one query finds
# texts in both languages.
VECTOR = """
CREATE FUNCTION hub_vector(language text, words text, weight "char") RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN setweight(
    to_tsvector('hub_english', words) || CASE language
        WHEN 'cy' THEN to_tsvector('hub_welsh', words) ELSE ''::tsvector END, weight);
"""
DROP_VECTOR = "DROP FUNCTION hub_vector"
# As `initiatives.search.indexing` writes them.
FILTERS = """
UPDATE initiatives_searchrow s SET head = s.head || array_to_tsvector(ARRAY(
    SELECT 'sample=' || n FROM unnest('{2, 4, 8, 16, 32, 64}'::int[]) n
    WHERE s.initiative_id / 32 % n = 0)), "full" = s."full" || array_to_tsvector(array_remove(
    ARRAY['stage=' || s.stage, 'council_type=' || s.council_type,
          'population=' || s.population_band, 'nation=' || s.nation,
          'region=' || s.region, 'cost=' || s.cost_band, 'year=' || s.year,
          'evidence=' || s.evidence_level, 'language=' || s.language, 'lead=' || s.council_id,
          CASE WHEN s.measured THEN 'outcome=measured' END]
    || ARRAY(SELECT 'sample=' || n FROM unnest('{2, 4, 8, 16, 32, 64}'::int[]) n
             WHERE s.initiative_id / 32 % n = 0)
    || ARRAY(SELECT 'function=' || v FROM unnest(s.functions) v)
    || ARRAY(SELECT 'theme=' || v FROM unnest(s.themes) v)
    || ARRAY(SELECT 'council=' || v FROM unnest(s.councils) v)
    || ARRAY(SELECT 'partner=' || v FROM unnest(s.partners) v)
    || ARRAY(SELECT 'partner_kind=' || v FROM unnest(s.partner_kinds) v), NULL))
"""


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0010_language_of_the_trade")]

    operations = [
        migrations.RunSQL(VECTOR, DROP_VECTOR),
        migrations.RunSQL(OUT_OF_LINE, UNDO),
        migrations.RemoveIndex(model_name="searchrow", name="search_topics"),
        migrations.RemoveIndex(model_name="searchrow", name="search_council"),
        migrations.AddIndex(
            model_name="searchrow",
            index=GinIndex(fields=["head"], name="search_head"),
        ),
        migrations.AddIndex(
            model_name="searchrow",
            index=models.Index(
                fields=["council_id", "-published_at"], name="search_council"
            ),
        ),
        migrations.AddIndex(
            model_name="searchrow",
            index=models.Index(
                fields=["-evidence_level", "-published_at", "-initiative"],
                name="search_evidence",
            ),
        ),
        migrations.AddIndex(
            model_name="searchrow",
            index=models.Index(
                fields=["-uptake_count", "-published_at", "-initiative"],
                name="search_adopted",
            ),
        ),
        migrations.AddIndex(
            model_name="word",
            index=models.Index(Left("word", 1), Length("word"), name="word_beginning"),
        ),
        # Last: what it changes would keep the table from being altered.
        migrations.RunSQL(FILTERS, migrations.RunSQL.noop),
    ]
