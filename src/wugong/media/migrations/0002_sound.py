"""The table of sounds."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import wugong.counties.fields
import wugong.counties.uuid7


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("counties", "0001_county"),
        ("media", "0001_photo"),
        ("places", "0002_day_of_succession"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sound",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=wugong.counties.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("file", models.FileField(max_length=120, upload_to="", verbose_name="文件")),
                ("seconds", models.PositiveIntegerField(verbose_name="秒数")),
                ("bytes", models.PositiveIntegerField(verbose_name="字节数")),
                ("sha256", models.CharField(max_length=64, verbose_name="校验值")),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="留存时间")),
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
                    "place",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sounds",
                        to="places.place",
                        verbose_name="地点",
                    ),
                ),
                (
                    "spoken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提交人",
                    ),
                ),
            ],
            options={
                "verbose_name": "录音",
                "verbose_name_plural": "录音",
            },
        ),
    ]
