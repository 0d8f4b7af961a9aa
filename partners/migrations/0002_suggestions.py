"""Finds a partner by its name in small letters, when a search names it."""

from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_partners")]

    operations = [
        migrations.AddIndex(
            model_name="partner",
            index=models.Index(Lower("name"), name="partner_name_lower"),
        ),
    ]
