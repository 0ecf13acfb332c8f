"""An overdue P2 stood among the P1; waiting alone now raises P3 and P4 only (R18)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def lower(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("tickets", "Ticket").objects.filter(priority=2, sort_priority=1).update(sort_priority=2)


class Migration(migrations.Migration):
    dependencies = [("tickets", "0008_once_and_ways")]

    operations = [migrations.RunPython(lower, migrations.RunPython.noop)]
