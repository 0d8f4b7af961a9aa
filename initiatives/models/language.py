"""The language of the trade: what means the same, and which words there are."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Left, Length
from django.utils.translation import gettext_lazy as _


class Synonym(models.Model):
    """Two ways to say the same thing: a search for either finds both."""

    term = models.CharField(
        _("term or abbreviation"), max_length=60, help_text=_("For example ASC.")
    )
    meaning = models.CharField(
        _("what it means"),
        max_length=120,
        help_text=_("For example adult social care."),
    )
    in_capitals = models.BooleanField(
        _("only in capitals"),
        default=False,
        help_text=_("For abbreviations that are words too, such as SEND or TEC."),
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["term", "meaning"]
        constraints = [
            models.UniqueConstraint(fields=["term", "meaning"], name="synonym_once"),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.meaning}"


class Word(models.Model):
    """A word of some published text, as written: what a misspelt one may have meant."""

    word = models.CharField(max_length=30, primary_key=True)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        indexes = [
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="word_trigrams"),
            models.Index(Left("word", 1), Length("word"), name="word_beginning"),
        ]

    def __str__(self) -> str:
        return self.word
