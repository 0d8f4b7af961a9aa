"""What initiatives mean; the vectors only where the database has pgvector."""

import django.db.models.deletion
from django.db import migrations, models

from councilhub.migrating import watch
from initiatives.search.meaning import PREPARE

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
