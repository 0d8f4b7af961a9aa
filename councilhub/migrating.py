"""What migrations of several apps need."""

from typing import Any

from django.db import migrations


def watch(
    table: str, when: str = "", events: str = "INSERT OR UPDATE OR DELETE"
) -> migrations.RunSQL:
    """Have changes to a table's rows change the version; `when` keeps some out."""
    name = f"content_{events.split(maxsplit=1)[0].lower()}"
    return migrations.RunSQL(
        f"CREATE CONSTRAINT TRIGGER {name} AFTER {events} ON {table}"
        f" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {when}"
        " EXECUTE FUNCTION hub_content_changed()",
        f"DROP TRIGGER {name} ON {table}",
    )


def grant(app: str, model: str, verbs: str) -> migrations.RunPython:
    """Let moderators view, add, change or delete a model's rows in the admin.

    Django makes permissions only after all migrations, so they are made here as it
    would make them.
    """

    def give(apps: Any, _schema_editor: Any) -> None:
        group = apps.get_model("auth", "Group").objects.get(name="Moderators")
        permissions = apps.get_model("auth", "Permission").objects
        types = apps.get_model("contenttypes", "ContentType").objects
        kind, _made = types.get_or_create(app_label=app, model=model)
        for verb in verbs.split():
            permission, _made = permissions.get_or_create(
                content_type=kind,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {model}"},
            )
            group.permissions.add(permission)

    return migrations.RunPython(give, migrations.RunPython.noop)
