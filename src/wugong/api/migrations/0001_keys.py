"""Keys of other programs."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import wugong.counties.uuid7


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("counties", "0001_county"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClientKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=wugong.counties.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="用途")),
                ("digest", models.CharField(max_length=64, verbose_name="校验值")),
                ("a_day", models.PositiveIntegerField(verbose_name="每天最多")),
                ("reads_referred", models.BooleanField(default=False, verbose_name="可以取走转出的事项")),
                (
                    "given_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="发放时间"),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="收回时间")),
                ("counted_on", models.DateField(null=True, verbose_name="计数日")),
                ("counted", models.PositiveIntegerField(default=0, verbose_name="当天已交")),
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
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发放人",
                    ),
                ),
            ],
            options={
                "verbose_name": "接口密钥",
                "verbose_name_plural": "接口密钥",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "digest"), name="one_key_a_digest")
                ],
            },
        ),
    ]
