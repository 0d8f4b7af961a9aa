"""Text search that does not mind accents: English stemmed, Welsh as written."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

CONFIGURATIONS = """
CREATE TEXT SEARCH CONFIGURATION hub_english (COPY = english);
ALTER TEXT SEARCH CONFIGURATION hub_english
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION hub_welsh (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION hub_welsh
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
"""
UNDO = """
DROP TEXT SEARCH CONFIGURATION hub_welsh;
DROP TEXT SEARCH CONFIGURATION hub_english;
"""


class Migration(migrations.Migration):
    initial = True
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(CONFIGURATIONS, UNDO),
    ]
