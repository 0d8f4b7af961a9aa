"""The group Moderators, with what moderators may do in the admin."""

from django.db import migrations

VERBS = {
    ("initiatives", "revision"): "view change",
    ("initiatives", "initiative"): "view change",
    ("initiatives", "decision"): "view",
    ("initiatives", "confirmation"): "view",
    ("initiatives", "function"): "view",
    ("initiatives", "theme"): "view add change delete",
    ("councils", "council"): "view change",
    ("councils", "emaildomain"): "view add change delete",
    ("councils", "metric"): "view",
    ("councils", "neighbour"): "view",
    ("partners", "partner"): "view change",
    ("accounts", "user"): "view change",
    ("accounts", "membership"): "view",
    ("accounts", "membershiprequest"): "view change",
    ("initiatives", "historyentry"): "view",
}


def make_group(apps, _schema_editor):
    # Django makes permissions only after all migrations, so they are made here as it
    # would make them.
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(
        name="Moderators"
    )
    permissions = apps.get_model("auth", "Permission").objects
    types = apps.get_model("contenttypes", "ContentType").objects
    for (app, model), verbs in VERBS.items():
        kind, _made = types.get_or_create(app_label=app, model=model)
        name = apps.get_model(app, model)._meta.verbose_name
        for verb in verbs.split():
            permission, _made = permissions.get_or_create(
                content_type=kind,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {name}"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0002_initiatives"),
        ("accounts", "0002_places"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        # The group stays when this is undone: people may be in it.
        migrations.RunPython(make_group, migrations.RunPython.noop)
    ]
