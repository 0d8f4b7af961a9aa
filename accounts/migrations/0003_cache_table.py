"""The table that limits on tries and used codes are kept in; see CACHES."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command(
        "createcachetable",
        "hub_cache",
        database=schema_editor.connection.alias,
        verbosity=0,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_places")]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
