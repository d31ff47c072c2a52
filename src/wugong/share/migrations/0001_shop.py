"""Tables of the shop."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import wugong.counties.fields
import wugong.counties.uuid7


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("counties", "0001_county"),
        ("media", "0002_sound"),
        ("places", "0002_day_of_succession"),
        ("registry", "0001_register"),
    ]

    operations = [
        migrations.CreateModel(
            name="Good",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "village",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shop_goods",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("unit", models.CharField(max_length=8, verbose_name="单位")),
                (
                    "photo",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                        verbose_name="照片",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(null=True, verbose_name="停兑之日")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "兑换物品",
                "verbose_name_plural": "兑换物品",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "village", "name"), name="one_good_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="goods_end_after_begin",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "village",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shop_materials",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
            ],
            options={
                "verbose_name": "可回收物",
                "verbose_name_plural": "可回收物",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "village", "name"), name="one_material_a_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialPrice",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "material",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prices",
                        to="share.material",
                        verbose_name="可回收物",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("grams", models.PositiveIntegerField(verbose_name="每多少克")),
                ("points", models.PositiveIntegerField(verbose_name="得几分")),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "回收价",
                "verbose_name_plural": "回收价",
                "ordering": ["-since"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "material", "since"), name="one_material_price_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grams__gt", 0)), name="material_prices_are_for_some_grams"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "village",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shop_orders",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                (
                    "household",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shop_orders",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("phone", "手机预订"), ("counter", "柜台兑换")],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("held", "已预留，待领取"), ("handed", "已领取"), ("void", "已取消")],
                        default="held",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("code", models.CharField(max_length=6, verbose_name="取货码")),
                ("key", models.CharField(max_length=80, verbose_name="标识")),
                ("points", models.PositiveIntegerField(verbose_name="积分合计")),
                ("entry", models.UUIDField(verbose_name="凭证")),
                (
                    "ordered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="预订人",
                    ),
                ),
                (
                    "ordered_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="预订时间"),
                ),
                ("expires_at", models.DateTimeField(verbose_name="预留到")),
                (
                    "handed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核销人",
                    ),
                ),
                ("handed_at", models.DateTimeField(null=True, verbose_name="领取时间")),
                ("handed_on", models.DateField(null=True, verbose_name="领取日期")),
                (
                    "signed",
                    models.CharField(
                        blank=True,
                        choices=[("paper", "纸质签名"), ("drawn", "手机上签名")],
                        max_length=10,
                        verbose_name="签收",
                    ),
                ),
                (
                    "signature",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                        verbose_name="签名",
                    ),
                ),
                (
                    "proof",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("code", "凭取货码"),
                            ("card", "凭户卡和签名"),
                            ("none", "没有取货码，凭签名"),
                        ],
                        max_length=10,
                        verbose_name="凭什么领",
                    ),
                ),
                (
                    "looked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="看过的人",
                    ),
                ),
                ("looked_at", models.DateTimeField(null=True, verbose_name="看过的时间")),
                ("looked_note", models.CharField(blank=True, max_length=100, verbose_name="看的意见")),
                (
                    "voided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取消人",
                    ),
                ),
                ("voided_at", models.DateTimeField(null=True, verbose_name="取消时间")),
                ("reason", models.CharField(blank=True, max_length=100, verbose_name="取消原因")),
            ],
            options={
                "verbose_name": "兑换单",
                "verbose_name_plural": "兑换单",
                "ordering": ["-ordered_at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["county", "village", "state", "expires_at"], name="orders_of_a_shop"
                    ),
                    models.Index(fields=["county", "village", "handed_on"], name="orders_handed_on_a_day"),
                    models.Index(
                        condition=models.Q(("looked_at__isnull", True), ("proof", "none")),
                        fields=["county", "village", "handed_at"],
                        name="orders_to_look_at",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "village", "key"), name="one_order_a_key"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "held")),
                        fields=("county", "village", "code"),
                        name="one_held_order_a_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "handed"), _negated=True),
                            models.Q(("handed_at__isnull", False), models.Q(("signed", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="handed_orders_are_signed_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proof__in", ["card", "none"]), _negated=True),
                            ("signature__isnull", False),
                            _connector="OR",
                        ),
                        name="without_code_a_signature_is_kept",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "order",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="share.order",
                        verbose_name="兑换单",
                    ),
                ),
                (
                    "good",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order_lines",
                        to="share.good",
                        verbose_name="物品",
                    ),
                ),
                ("pieces", models.PositiveIntegerField(verbose_name="件数")),
                ("each", models.PositiveIntegerField(verbose_name="每件积分")),
            ],
            options={
                "verbose_name": "兑换明细",
                "verbose_name_plural": "兑换明细",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "order", "good"), name="one_line_a_good"),
                    models.CheckConstraint(
                        condition=models.Q(("pieces__gt", 0)), name="order_lines_are_some_pieces"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Price",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "good",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prices",
                        to="share.good",
                        verbose_name="物品",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("points", models.PositiveIntegerField(verbose_name="每件积分")),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "兑换价",
                "verbose_name_plural": "兑换价",
                "ordering": ["-since"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "good", "since"), name="one_price_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("points__gt", 0)), name="prices_are_some_points"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "good",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="share.good",
                        verbose_name="物品",
                    ),
                ),
                ("day", models.DateField(verbose_name="进货日期")),
                ("pieces", models.PositiveIntegerField(verbose_name="件数")),
                ("cost", models.PositiveBigIntegerField(verbose_name="进价合计（分）")),
                ("supplier", models.CharField(max_length=60, verbose_name="供货单位")),
                (
                    "paper",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                        verbose_name="单据",
                    ),
                ),
                ("key", models.CharField(max_length=80, verbose_name="标识")),
                ("entry", models.UUIDField(verbose_name="凭证")),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="收货人",
                    ),
                ),
                (
                    "taken_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
                ),
            ],
            options={
                "verbose_name": "进货",
                "verbose_name_plural": "进货",
                "ordering": ["-day", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "good", "key"), name="one_receipt_a_key"),
                    models.CheckConstraint(
                        condition=models.Q(("pieces__gt", 0)), name="receipts_are_some_pieces"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceiptBack",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "receipt",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="backs",
                        to="share.receipt",
                        verbose_name="进货",
                    ),
                ),
                ("reason", models.CharField(max_length=100, verbose_name="错在哪里")),
                ("entry", models.UUIDField(verbose_name="凭证")),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "taken_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
                ),
            ],
            options={
                "verbose_name": "进货更正",
                "verbose_name_plural": "进货更正",
                "ordering": ["-taken_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "receipt"), name="one_way_back_a_receipt"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="receipts_go_back_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShopRule",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "village",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shop_rules",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("weekdays", models.JSONField(default=list, verbose_name="星期几")),
                ("month_days", models.JSONField(default=list, verbose_name="每月几号")),
                ("opens", models.TimeField(verbose_name="开门")),
                ("closes", models.TimeField(verbose_name="关门")),
                ("hold_days", models.PositiveSmallIntegerField(verbose_name="预留几天")),
                ("weigh_cap", models.PositiveIntegerField(verbose_name="每户每天称重最多得几分")),
                ("decision", models.CharField(blank=True, max_length=120, verbose_name="依据")),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "开门日和规矩",
                "verbose_name_plural": "开门日和规矩",
                "ordering": ["-since", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hold_days__gt", 0), ("opens__lt", models.F("closes"))),
                        name="shops_close_after_they_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StockTake",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "village",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stock_takes",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("counted", "待核对"), ("booked", "已核对入账"), ("refused", "退回重盘")],
                        default="counted",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "counted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="盘点人",
                    ),
                ),
                (
                    "counted_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="盘点时间"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核对人",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="核对时间")),
                ("decided_on", models.DateField(null=True, verbose_name="核对日期")),
                ("answer", models.CharField(blank=True, max_length=100, verbose_name="核对意见")),
                ("entry", models.UUIDField(null=True, verbose_name="凭证")),
            ],
            options={
                "verbose_name": "盘点",
                "verbose_name_plural": "盘点",
                "ordering": ["-counted_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "counted")),
                        fields=("county", "village"),
                        name="one_stock_take_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("counted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_confirms_what_she_counted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StockLine",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "stock_take",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="share.stocktake",
                        verbose_name="盘点",
                    ),
                ),
                (
                    "good",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stock_lines",
                        to="share.good",
                        verbose_name="物品",
                    ),
                ),
                ("booked", models.PositiveIntegerField(verbose_name="账上")),
                ("counted", models.PositiveIntegerField(verbose_name="实有")),
                ("reason", models.CharField(blank=True, max_length=100, verbose_name="差在哪里")),
            ],
            options={
                "verbose_name": "盘点明细",
                "verbose_name_plural": "盘点明细",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "stock_take", "good"), name="one_stock_line_a_good"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("booked", models.F("counted")),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="stock_differences_are_explained",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Weighing",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "village",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weighings",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                (
                    "household",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weighings",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "price",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weighings",
                        to="share.materialprice",
                        verbose_name="回收价",
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("grams", models.PositiveIntegerField(verbose_name="克数")),
                ("points", models.PositiveIntegerField(verbose_name="积分")),
                ("key", models.CharField(max_length=80, verbose_name="标识")),
                ("entry", models.UUIDField(verbose_name="凭证")),
                (
                    "weighed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="称重人",
                    ),
                ),
                ("weighed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
            ],
            options={
                "verbose_name": "称重",
                "verbose_name_plural": "称重",
                "ordering": ["-weighed_at", "-pk"],
                "indexes": [models.Index(fields=["county", "village", "day"], name="weighings_of_a_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "village", "key"), name="one_weighing_a_key"),
                    models.CheckConstraint(
                        condition=models.Q(("grams__gt", 0), ("points__gt", 0)),
                        name="weighings_are_worth_points",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WrongCode",
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
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counties.county",
                        verbose_name="县区",
                    ),
                ),
                (
                    "village",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
            ],
            options={
                "verbose_name": "输错的取货码",
                "verbose_name_plural": "输错的取货码",
                "indexes": [
                    models.Index(fields=["county", "village", "by", "at"], name="wrong_codes_of_a_keeper")
                ],
            },
        ),
    ]
