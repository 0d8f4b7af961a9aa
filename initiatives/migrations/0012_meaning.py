"""What initiatives mean; the vectors only where the database has pgvector."""

import django.db.models.deletion
from django.db import migrations, models

from councilhub.migrating import watch

# As `embed` makes it later where the database cannot do it yet.
PREPARE = """
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS vector;
    IF NOT (
        SELECT EXISTS (SELECT 1 FROM pg_attribute
                       WHERE attname = 'vector' AND NOT attisdropped
                       AND attrelid = to_regclass('initiatives_meaning'))
    ) THEN
        TRUNCATE initiatives_meaning;
        ALTER TABLE initiatives_meaning ADD COLUMN vector halfvec(384) NOT NULL;
    END IF;
    CREATE INDEX IF NOT EXISTS meaning_nearest
        ON initiatives_meaning USING hnsw (vector halfvec_ip_ops);
EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR feature_not_supported
         OR undefined_object THEN
        RAISE NOTICE 'Without search by meaning: %', SQLERRM;
END $$
"""
# The newest of a service, whether it has many or few: for more like this.
NEWEST = """
CREATE INDEX initiative_functions_newest
ON initiatives_initiative_functions (function_id, initiative_id)
"""
UNDO = "ALTER TABLE initiatives_meaning DROP COLUMN IF EXISTS vector"


class Migration(migrations.Migration):
    dependencies = [
        ("councilhub", "0001_content_version"),
        ("initiatives", "0011_search_at_scale"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meaning",
            fields=[
                (
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="meaning",
                        serialize=False,
                        to="initiatives.initiative",
                    ),
                ),
                ("audience", models.PositiveSmallIntegerField()),
                ("fingerprint", models.CharField(max_length=32)),
            ],
        ),
        migrations.RunSQL(PREPARE, UNDO),
        watch("initiatives_meaning"),
        migrations.RunSQL(NEWEST, "DROP INDEX initiative_functions_newest"),
    ]
