"""The language of the trade: what means the same, and which words there are."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Left, Length, Lower
from django.utils.translation import gettext_lazy as _

from initiatives.choices import Language

# What is typed with accents, or with a curly apostrophe, or without, is the same.
ACCENTED = "âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿÂÊÎÔÛŴŶÁÉÍÓÚẂÝÀÈÌÒÙẀỲÄËÏÖÜẄŸ’‘ʼ"
PLAIN = "aeiouwy" * 8 + "'''"


def spoken(field: str) -> models.GeneratedField:
    """A field as it is looked up, kept by the database."""
    return models.GeneratedField(
        expression=Func(
            Lower(F(field)), Value(ACCENTED), Value(PLAIN), function="translate"
        ),
        output_field=models.CharField(max_length=120),
        db_persist=True,
        db_index=True,
    )


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

    language = models.CharField(
        _("language of the term"),
        max_length=2,
        choices=Language.choices,
        default=Language.ENGLISH,
        help_text=_("Welsh terms are the glossary: what they mean is in English."),
    )
    term_spoken = spoken("term")
    meaning_spoken = spoken("meaning")

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
