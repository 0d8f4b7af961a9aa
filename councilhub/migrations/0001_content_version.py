"""The version of public content, kept by triggers on every table behind a public page.

They are deferred to the end of the transaction, so that the one row is locked last:
two publishings never wait for each other in a circle. A table that comes later gets its
trigger by `watch(TABLE)` in a migration of its own; a test finds those that have none.
"""

from django.db import migrations, models

from councilhub.migrating import watch

FUNCTION = """
CREATE FUNCTION hub_content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO councilhub_contentversion (id, transaction)
    VALUES (1, pg_current_xact_id()::text::bigint)
    ON CONFLICT (id) DO UPDATE SET transaction = excluded.transaction
    WHERE councilhub_contentversion.transaction <> excluded.transaction;
    RETURN NULL;
END $$
"""
TABLES = [
    "councils_council", "councils_council_successors", "councils_metric",
    "councils_neighbour", "initiatives_artefact", "initiatives_contact",
    "initiatives_formerslug", "initiatives_function",
    "initiatives_initiative_functions", "initiatives_initiative_themes",
    "initiatives_involvement", "initiatives_outcome", "initiatives_saving",
    "initiatives_searchrow", "initiatives_theme", "initiatives_uptake",
    "partners_partner",
]  # fmt: skip


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("councils", "0001_council_register"),
        ("partners", "0001_partners"),
        ("initiatives", "0006_invitations"),
    ]
    operations = [
        migrations.CreateModel(
            "ContentVersion",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("transaction", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(pk=1), name="content_version_is_one_row"
                    )
                ]
            },
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION hub_content_changed()"),
        *[watch(table) for table in TABLES],
        # Nobody but their team reads drafts: writing one changes nothing for readers.
        watch(
            "initiatives_initiative",
            "WHEN (NEW.status <> 'unpublished')",
            "INSERT",
        ),
        watch(
            "initiatives_initiative",
            "WHEN (OLD.status <> 'unpublished' OR NEW.status <> 'unpublished')",
            "UPDATE",
        ),
        watch(
            "initiatives_initiative",
            "WHEN (OLD.status <> 'unpublished')",
            "DELETE",
        ),
    ]
