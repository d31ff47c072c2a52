import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import wugong.counties.uuid7


def let_lines_be_erased(apps, schema_editor):
    """A line of a timeline may be taken away when its years are over; changed it is never."""
    on = ' ON "matters_step"' if schema_editor.connection.vendor == "postgresql" else ""
    for event in ("delete", "truncate"):
        schema_editor.execute(f'DROP TRIGGER IF EXISTS "matters_step_no_{event}"{on}')


class Migration(migrations.Migration):
    dependencies = [
        ("counties", "0001_county"),
        ("matters", "0002_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="Knock",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=wugong.counties.uuid7.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(max_length=10, verbose_name="做什么")),
                ("mark", models.CharField(max_length=64, verbose_name="标记")),
                ("began_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="从")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="次数")),
                (
                    "county",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
            ],
            options={
                "verbose_name": "来访次数",
                "verbose_name_plural": "来访次数",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "kind", "mark"), name="one_count_a_mark")
                ],
            },
        ),
        migrations.RunPython(let_lines_be_erased, migrations.RunPython.noop),
    ]
