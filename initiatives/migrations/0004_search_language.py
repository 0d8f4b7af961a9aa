"""Search rows know their language; the newest are found in the order of an index."""

from django.db import migrations, models

FILL = """
UPDATE initiatives_searchrow row SET language = i.language
FROM initiatives_initiative i
WHERE i.id = row.initiative_id AND i.language <> row.language
"""


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0003_moderators")]

    operations = [
        migrations.AddField(
            model_name="searchrow",
            name="language",
            field=models.CharField(default="en", max_length=2),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="searchrow", name="search_newest"),
        migrations.AddIndex(
            model_name="searchrow",
            index=models.Index(
                fields=["-published_at", "-initiative"],
                include=["audience"],
                name="search_newest",
            ),
        ),
    ]
