"""Tables of the ledger."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import wugong.counties.fields
import wugong.counties.uuid7


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("counties", "0001_county"),
        ("places", "0002_day_of_succession"),
    ]

    operations = [
        migrations.CreateModel(
            name="BookRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=wugong.counties.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="地点",
                    ),
                ),
                ("kind", models.CharField(max_length=30, verbose_name="种类")),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
            ],
            options={
                "verbose_name": "账簿",
                "verbose_name_plural": "账簿",
                "db_table": "ledger_book",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "kind", "county"), name="one_book_a_place_and_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=wugong.counties.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "book",
                    wugong.counties.fields.CountyForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="ledger.bookrow",
                    ),
                ),
                ("code", models.CharField(max_length=120, verbose_name="代码")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("points", "积分"),
                            ("fen", "分（钱）"),
                            ("minutes", "工时（分钟）"),
                            ("shares", "股"),
                            ("pieces", "件"),
                        ],
                        max_length=10,
                        verbose_name="单位",
                    ),
                ),
                ("lowest", models.BigIntegerField(null=True, verbose_name="最低余额")),
                ("posted", models.BigIntegerField(default=0, verbose_name="余额")),
                ("outgoing", models.BigIntegerField(default=0, verbose_name="预留")),
            ],
            options={
                "verbose_name": "账户",
                "verbose_name_plural": "账户",
                "db_table": "ledger_account",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("book", "code", "unit", "county"), name="one_account_a_code_and_unit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lowest__isnull", True),
                            (
                                "posted__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("lowest"), "+", models.F("outgoing")
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="account_not_below_its_lowest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outgoing__gte", 0)), name="account_holds_no_less_than_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit__in", ["points", "fen", "minutes", "shares", "pieces"])),
                        name="account_of_a_known_unit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=wugong.counties.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "book",
                    wugong.counties.fields.CountyForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="ledger.bookrow",
                    ),
                ),
                ("seq", models.BigIntegerField(verbose_name="序号")),
                ("previous", models.CharField(max_length=64, verbose_name="上一笔的哈希")),
                ("hash", models.CharField(max_length=64, verbose_name="哈希")),
                (
                    "move",
                    models.CharField(
                        choices=[
                            ("post", "入账"),
                            ("hold", "预留"),
                            ("settle", "结清"),
                            ("void", "作废"),
                            ("reverse", "冲正"),
                            ("close", "结账"),
                        ],
                        max_length=10,
                        verbose_name="记账方式",
                    ),
                ),
                ("kind", models.CharField(max_length=30, verbose_name="种类")),
                ("key", models.CharField(max_length=120, verbose_name="编号")),
                ("day", models.DateField(verbose_name="日期")),
                ("made_at", models.DateTimeField(verbose_name="写下的时间")),
                ("expires", models.DateTimeField(null=True, verbose_name="预留到")),
                (
                    "target",
                    wugong.counties.fields.CountyForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="ledger.entryrow",
                    ),
                ),
                ("actor", models.UUIDField(null=True, verbose_name="经办人")),
                ("text", models.CharField(max_length=64, null=True, verbose_name="文字的摘要")),
            ],
            options={
                "verbose_name": "凭证",
                "verbose_name_plural": "凭证",
                "db_table": "ledger_entry",
                "indexes": [
                    models.Index(
                        condition=models.Q(("move", "close")),
                        fields=["book", "day"],
                        name="closings_of_a_book",
                    ),
                    models.Index(
                        condition=models.Q(("move", "hold")), fields=["expires"], name="holds_that_expire"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("book", "seq", "county"), name="one_entry_a_number"),
                    models.UniqueConstraint(fields=("key", "book", "county"), name="one_entry_a_key"),
                    models.UniqueConstraint(
                        condition=models.Q(("target__isnull", False)),
                        fields=("target", "county"),
                        name="one_answer_an_entry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seq__gte", 1)), name="entry_numbered_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("move__in", ["post", "hold", "settle", "void", "reverse", "close"])
                        ),
                        name="entry_of_a_known_move",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("expires__isnull", False), ("move", "hold")),
                            models.Q(models.Q(("move", "hold"), _negated=True), ("expires__isnull", True)),
                            _connector="OR",
                        ),
                        name="only_a_hold_expires",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=wugong.counties.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "entry",
                    wugong.counties.fields.CountyForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legs",
                        to="ledger.entryrow",
                    ),
                ),
                (
                    "account",
                    wugong.counties.fields.CountyForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legs",
                        to="ledger.accountrow",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="数量")),
            ],
            options={
                "verbose_name": "分录",
                "verbose_name_plural": "分录",
                "db_table": "ledger_leg",
                "indexes": [models.Index(fields=["account", "entry"], name="legs_of_an_account")],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "account", "county"), name="one_leg_an_account"),
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="leg_moves_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TextRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=wugong.counties.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                ("salt", models.CharField(blank=True, max_length=32, verbose_name="盐")),
                ("text", models.TextField(blank=True, verbose_name="文字")),
                ("about", models.UUIDField(null=True, verbose_name="所关于的")),
                ("erased_at", models.DateTimeField(null=True, verbose_name="删去时间")),
            ],
            options={
                "verbose_name": "摘要",
                "verbose_name_plural": "摘要",
                "db_table": "ledger_text",
            },
        ),
    ]
