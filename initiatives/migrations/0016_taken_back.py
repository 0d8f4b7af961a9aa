"""What is taken back stays as a row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0015_welsh_glossary"),
    ]

    operations = [
        migrations.AddField(
            model_name="wantanswer",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="wantsupport",
            name="left_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
