"""A glossary for Welsh: terms say their language, and are found without accents."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0014_saved_and_wanted"),
    ]

    operations = [
        migrations.AddField(
            model_name="synonym",
            name="language",
            field=models.CharField(
                choices=[("en", "English"), ("cy", "Welsh")],
                default="en",
                help_text="Welsh terms are the glossary: what they mean is in English.",
                max_length=2,
                verbose_name="language of the term",
            ),
        ),
        migrations.AddField(
            model_name="synonym",
            name="meaning_spoken",
            field=models.GeneratedField(
                db_index=True,
                db_persist=True,
                expression=models.Func(
                    django.db.models.functions.text.Lower(models.F("meaning")),
                    models.Value(
                        "âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿÂÊÎÔÛŴŶÁÉÍÓÚẂÝÀÈÌÒÙẀỲÄËÏÖÜẄŸ’‘ʼ"
                    ),
                    models.Value(
                        "aeiouwyaeiouwyaeiouwyaeiouwyaeiouwyaeiouwyaeiouwyaeiouwy'''"
                    ),
                    function="translate",
                ),
                output_field=models.CharField(max_length=120),
            ),
        ),
        migrations.AddField(
            model_name="synonym",
            name="term_spoken",
            field=models.GeneratedField(
                db_index=True,
                db_persist=True,
                expression=models.Func(
                    django.db.models.functions.text.Lower(models.F("term")),
                    models.Value(
                        "âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿÂÊÎÔÛŴŶÁÉÍÓÚẂÝÀÈÌÒÙẀỲÄËÏÖÜẄŸ’‘ʼ"
                    ),
                    models.Value(
                        "aeiouwyaeiouwyaeiouwyaeiouwyaeiouwyaeiouwyaeiouwyaeiouwy'''"
                    ),
                    function="translate",
                ),
                output_field=models.CharField(max_length=120),
            ),
        ),
    ]
