"""Finds titles that are spelt much like another, while that is typed."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0016_taken_back")]

    operations = [
        migrations.AddIndex(
            model_name="initiative",
            index=GinIndex(
                fields=["title"],
                opclasses=["gin_trgm_ops"],
                condition=models.Q(status="published"),
                name="initiative_title_trigrams",
            ),
        ),
    ]
