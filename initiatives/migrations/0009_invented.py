from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0008_what_was_sent_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="initiative",
            name="invented",
            field=models.BooleanField(
                default=False,
                help_text="Made up for a demonstration; shown in demonstrations alone.",
            ),
        ),
    ]
