"""What means the same, and which words there are: for searching as people speak."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models

from councilhub.migrating import grant, watch

MODERATORS_MAY = grant("initiatives", "synonym", "view add change delete")


class Migration(migrations.Migration):
    dependencies = [
        ("councilhub", "0001_content_version"),
        ("initiatives", "0009_invented"),
    ]

    operations = [
        CreateExtension("fuzzystrmatch"),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "term",
                    models.CharField(
                        help_text="For example ASC.",
                        max_length=60,
                        verbose_name="term or abbreviation",
                    ),
                ),
                (
                    "meaning",
                    models.CharField(
                        help_text="For example adult social care.",
                        max_length=120,
                        verbose_name="what it means",
                    ),
                ),
                (
                    "in_capitals",
                    models.BooleanField(
                        default=False,
                        help_text="For abbreviations that are words too, such as SEND or TEC.",
                        verbose_name="only in capitals",
                    ),
                ),
            ],
            options={
                "verbose_name": "synonym",
                "verbose_name_plural": "synonyms",
                "ordering": ["term", "meaning"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("term", "meaning"), name="synonym_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "word",
                    models.CharField(max_length=30, primary_key=True, serialize=False),
                ),
            ],
            options={
                "verbose_name": "word",
                "verbose_name_plural": "words",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"],
                        name="word_trigrams",
                        opclasses=["gin_trgm_ops"],
                    )
                ],
            },
        ),
        watch("initiatives_synonym"),
        MODERATORS_MAY,
    ]
