"""Finds titles by the beginnings of their words."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0012_meaning")]

    operations = [
        migrations.AddIndex(
            model_name="initiative",
            index=GinIndex(
                SearchVector("title", config="hub_welsh"),
                condition=models.Q(status="published"),
                name="initiative_title_words",
            ),
        ),
    ]
