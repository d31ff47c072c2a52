"""A succession has its day, a town counts its changes, and a place may have one code twice."""

from datetime import timedelta
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def dated(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Each succession so far began on the day after the earlier place's last one."""
    successions: Any = apps.get_model("places", "Succession")
    for row in successions._base_manager.select_related("earlier"):
        row.day = row.earlier.until + timedelta(days=1)
        row.save(update_fields=["day"])


class Migration(migrations.Migration):
    dependencies = [("places", "0001_place")]

    operations = [
        migrations.AddField("succession", "day", models.DateField("自", null=True)),
        migrations.RunPython(dated, migrations.RunPython.noop),
        migrations.AlterField("succession", "day", models.DateField("自")),
        migrations.AddField(
            "place", "revision", models.PositiveIntegerField("变动次数", default=0, editable=False)
        ),
        migrations.RemoveConstraint("placecode", "one_earlier_code"),
        migrations.AddConstraint(
            "placecode",
            models.UniqueConstraint(
                fields=["county", "code", "place", "until"], name="one_earlier_code_a_day"
            ),
        ),
    ]
