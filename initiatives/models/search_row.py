"""The narrow table that search and browse read."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from initiatives.models.initiative import Initiative


class SearchRow(models.Model):
    """What finding needs to know of one published initiative: facets and vectors.

    Written by `initiatives.search.indexing` in the publishing transaction; a row
    stands here only while the initiative is published. `head` is title and summary;
    `full` all that is searched, and the facets once more as lexemes (`stage=pilot`), so
    that one index answers words and filters together.
    """

    initiative = models.OneToOneField(
        Initiative, models.CASCADE, primary_key=True, related_name="search_row"
    )
    audience = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2, default="en")
    published_at = models.DateTimeField()
    functions = ArrayField(models.BigIntegerField(), default=list)
    themes = ArrayField(models.BigIntegerField(), default=list)
    stage = models.CharField(max_length=20)
    council_id = models.BigIntegerField()
    councils = ArrayField(models.BigIntegerField(), default=list)
    partners = ArrayField(models.BigIntegerField(), default=list)
    partner_kinds = ArrayField(models.CharField(max_length=20), default=list)
    council_type = models.CharField(max_length=30)
    population_band = models.CharField(max_length=12)
    nation = models.CharField(max_length=20)
    region = models.CharField(max_length=32)
    cost_band = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField(null=True)
    evidence_level = models.PositiveSmallIntegerField()
    measured = models.BooleanField()
    uptake_count = models.PositiveIntegerField(default=0)
    head = SearchVectorField()
    full = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["full"], name="search_full"),
            GinIndex(fields=["head"], name="search_head"),
            models.Index(
                fields=["-published_at", "-initiative"],
                include=["audience"],
                name="search_newest",
            ),
            models.Index(
                fields=["-evidence_level", "-published_at", "-initiative"],
                name="search_evidence",
            ),
            models.Index(
                fields=["-uptake_count", "-published_at", "-initiative"],
                name="search_adopted",
            ),
            models.Index(fields=["council_id", "-published_at"], name="search_council"),
        ]

    def __str__(self) -> str:
        return f"search row of {self.pk}"
