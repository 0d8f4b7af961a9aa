import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0001_council_register"),
        ("initiatives", "0007_read_counts"),
    ]

    operations = [
        migrations.AddField(
            model_name="historyentry",
            name="council",
            field=models.ForeignKey(
                blank=True,
                help_text="Whose yes or no it is.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="councils.council",
            ),
        ),
        migrations.AddField(
            model_name="historyentry",
            name="document",
            field=models.JSONField(
                blank=True,
                editable=False,
                help_text="Of a no: what was read. What comes again is compared with it.",
                null=True,
            ),
        ),
    ]
