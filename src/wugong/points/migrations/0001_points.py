"""Tables of points."""

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
            name="Adoption",
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
                        related_name="points_adoptions",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="细则代码")),
                ("title", models.CharField(max_length=80, verbose_name="名称")),
                ("body", models.TextField(verbose_name="细则全文")),
                ("digest", models.CharField(max_length=64, verbose_name="校验值")),
                ("since", models.DateField(verbose_name="自")),
                ("decision", models.CharField(max_length=120, verbose_name="议事决定")),
                ("decided_on", models.DateField(verbose_name="决定日期")),
                (
                    "adopted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "adopted_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
                ),
            ],
            options={
                "verbose_name": "积分细则",
                "verbose_name_plural": "积分细则",
                "ordering": ["-since"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "village", "since"), name="one_points_catalogue_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("since__gte", models.F("decided_on"))),
                        name="points_decided_before_in_force",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Card",
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
                    "household",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points_cards",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                ("token", models.CharField(max_length=40, verbose_name="卡码")),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发卡人",
                    ),
                ),
                (
                    "issued_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="发卡时间"),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="停用时间")),
            ],
            options={
                "verbose_name": "户卡",
                "verbose_name_plural": "户卡",
                "constraints": [
                    models.UniqueConstraint(fields=("county", "token"), name="one_card_a_token"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("county", "household"),
                        name="one_card_a_household",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
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
                        related_name="points_events",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="活动")),
                ("item", models.CharField(max_length=40, verbose_name="项目")),
                ("day", models.DateField(verbose_name="日期")),
                ("quantity", models.PositiveIntegerField(default=1, verbose_name="数量")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发起人",
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True, verbose_name="结束时间")),
            ],
            options={
                "verbose_name": "活动",
                "verbose_name_plural": "活动",
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="Listing",
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
                        related_name="points_listings",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="名称")),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(verbose_name="至")),
                ("last_day", models.DateField(verbose_name="公示至")),
                ("objections_until", models.DateField(verbose_name="异议至")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="张贴时间")),
                ("booked_at", models.DateTimeField(null=True, verbose_name="入账时间")),
                (
                    "booked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入账人",
                    ),
                ),
            ],
            options={
                "verbose_name": "积分公示表",
                "verbose_name_plural": "积分公示表",
                "ordering": ["-made_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="points_listings_end_after_begin",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
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
                ("households", models.PositiveIntegerField(verbose_name="户数")),
                ("points", models.PositiveBigIntegerField(verbose_name="分数合计")),
                ("decision", models.CharField(max_length=120, verbose_name="议事决定")),
                ("decided_on", models.DateField(verbose_name="决定日期")),
                ("day", models.DateField(verbose_name="余额截至")),
                ("rows", models.JSONField(default=list, verbose_name="余额表")),
                ("digest", models.CharField(default="", max_length=64, verbose_name="核对码")),
                ("entry", models.UUIDField(null=True, verbose_name="凭证")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="复核人",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="复核时间")),
            ],
            options={
                "verbose_name": "积分册接续",
                "verbose_name_plural": "积分册接续",
                "constraints": [
                    models.UniqueConstraint(fields=("county", "village"), name="one_opening_a_village"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            ("made_by__isnull", True),
                            models.Q(("confirmed_by", models.F("made_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_confirms_her_own_opening",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Panel",
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
                        related_name="points_panels",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(verbose_name="至")),
                ("seed", models.CharField(max_length=120, verbose_name="抽取种子")),
                ("roll", models.JSONField(default=list, verbose_name="抽取名册")),
                ("people", models.JSONField(default=list, verbose_name="名册上的人")),
                (
                    "drawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "drawn_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="抽取时间"),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="结束时间")),
            ],
            options={
                "verbose_name": "评议小组",
                "verbose_name_plural": "评议小组",
                "ordering": ["-since", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="points_panels_end_after_begin",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("county", "village"),
                        name="one_standing_panel_a_village",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                        related_name="points_claims",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                (
                    "household",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points_claims",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.person",
                        verbose_name="谁做的",
                    ),
                ),
                (
                    "adoption",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="points.adoption",
                        verbose_name="细则",
                    ),
                ),
                ("item", models.CharField(max_length=40, verbose_name="项目")),
                ("title", models.CharField(max_length=80, verbose_name="项目名称")),
                ("day", models.DateField(verbose_name="哪一天做的")),
                ("quantity", models.PositiveIntegerField(default=1, verbose_name="数量")),
                ("text", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "本人手机申报"),
                            ("desk", "村里代报"),
                            ("chain", "接龙"),
                            ("table", "表格导入"),
                            ("event", "活动签到"),
                            ("card", "扫户卡"),
                            ("paper", "纸质积分册"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                (
                    "event",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="points.event",
                        verbose_name="活动",
                    ),
                ),
                ("key", models.CharField(max_length=80, verbose_name="申报标识")),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申报人",
                    ),
                ),
                (
                    "claimed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="申报时间"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("claimed", "待初核"),
                            ("checked", "待评议"),
                            ("decided", "已评议，待公示"),
                            ("listed", "公示中"),
                            ("booked", "已入账"),
                            ("refused", "没有通过"),
                            ("sent_back", "退回补充"),
                            ("withdrawn", "已撤回"),
                            ("reversed", "已冲正"),
                        ],
                        default="claimed",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("asked", models.IntegerField(verbose_name="按细则应得")),
                ("points", models.IntegerField(null=True, verbose_name="评定分值")),
                ("why", models.JSONField(default=list, verbose_name="依据")),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="初核人",
                    ),
                ),
                ("checked_at", models.DateTimeField(null=True, verbose_name="初核时间")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="答复")),
                (
                    "panel",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="points.panel",
                        verbose_name="评议小组",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="评定时间")),
                (
                    "listing",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="points.listing",
                        verbose_name="公示表",
                    ),
                ),
                ("entry", models.UUIDField(null=True, verbose_name="凭证")),
                ("booked_at", models.DateTimeField(null=True, verbose_name="入账时间")),
                ("blanked_at", models.DateTimeField(null=True, verbose_name="文字删去时间")),
            ],
            options={
                "verbose_name": "积分申报",
                "verbose_name_plural": "积分申报",
                "ordering": ["-day", "-pk"],
                "indexes": [
                    models.Index(fields=["county", "village", "state", "day"], name="claims_of_a_village"),
                    models.Index(fields=["county", "household", "item", "day"], name="claims_of_a_household"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["refused", "withdrawn"]), _negated=True),
                        fields=("county", "village", "key"),
                        name="one_claim_a_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["booked", "reversed"]), _negated=True),
                            ("entry__isnull", False),
                            _connector="OR",
                        ),
                        name="booked_claims_have_an_entry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by__isnull", True),
                            ("claimed_by__isnull", True),
                            models.Q(("checked_by", models.F("claimed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_checks_what_she_claimed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimPhoto",
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
                    "claim",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="points.claim",
                        verbose_name="申报",
                    ),
                ),
                (
                    "photo",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                        verbose_name="照片",
                    ),
                ),
            ],
            options={
                "verbose_name": "申报的照片",
                "verbose_name_plural": "申报的照片",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "claim", "photo"), name="one_photo_a_claim_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
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
                    "claim",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="points.claim",
                        verbose_name="申报",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                (
                    "raised_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "assisted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代办人",
                    ),
                ),
                (
                    "raised_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="提出时间"),
                ),
                ("due", models.DateField(verbose_name="答复期限")),
                ("before", models.IntegerField(verbose_name="原来的分值")),
                ("after", models.IntegerField(null=True, verbose_name="复核后的分值")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "待复核"),
                            ("upheld", "属实，已更正"),
                            ("kept", "已复核，维持原分"),
                        ],
                        default="raised",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="答复")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="复核人",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
            ],
            options={
                "verbose_name": "积分异议",
                "verbose_name_plural": "积分异议",
                "ordering": ["-raised_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "raised")),
                        fields=("county", "claim", "raised_by"),
                        name="one_open_points_objection_each",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PhotoLikeness",
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
                        related_name="points_likenesses",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                (
                    "claim",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="likenesses",
                        to="points.claim",
                        verbose_name="申报",
                    ),
                ),
                (
                    "photo",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                        verbose_name="照片",
                    ),
                ),
                (
                    "earlier",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="points.claim",
                        verbose_name="早先的申报",
                    ),
                ),
                (
                    "earlier_photo",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                        verbose_name="早先的照片",
                    ),
                ),
                ("shared", models.PositiveIntegerField(verbose_name="相同之处")),
                (
                    "found_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="发现时间"),
                ),
            ],
            options={
                "verbose_name": "照片相像",
                "verbose_name_plural": "照片相像",
                "ordering": ["-found_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "claim", "earlier"), name="one_likeness_a_pair")
                ],
            },
        ),
        migrations.CreateModel(
            name="PhotoSpots",
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
                    "photo",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.photo",
                        verbose_name="照片",
                    ),
                ),
                ("body", models.BinaryField(verbose_name="特征")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
            ],
            options={
                "verbose_name": "照片特征",
                "verbose_name_plural": "照片特征",
                "constraints": [
                    models.UniqueConstraint(fields=("county", "photo"), name="spots_of_a_photo_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pool",
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
                        related_name="points_pools",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(verbose_name="至")),
                ("rate", models.PositiveIntegerField(verbose_name="每分多少分钱")),
                ("budget", models.PositiveBigIntegerField(verbose_name="资金（分）")),
                ("funded_from", models.CharField(max_length=120, verbose_name="资金来源")),
                ("decision", models.CharField(default="", max_length=120, verbose_name="议事决定")),
                ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "使用中"), ("closed", "已结清")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
                ),
                ("closed_at", models.DateTimeField(null=True, verbose_name="结清时间")),
            ],
            options={
                "verbose_name": "积分池",
                "verbose_name_plural": "积分池",
                "ordering": ["-since"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("county", "village"),
                        name="one_open_pool_a_village",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate__gt", 0), ("until__gte", models.F("since"))),
                        name="pools_end_and_have_a_rate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recheck",
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
                        related_name="points_rechecks",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                (
                    "claim",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rechecks",
                        to="points.claim",
                        verbose_name="申报",
                    ),
                ),
                ("draw", models.CharField(max_length=20, verbose_name="批次")),
                ("seed", models.CharField(max_length=120, verbose_name="抽取种子")),
                (
                    "result",
                    models.CharField(
                        choices=[("open", "待抽查"), ("fits", "属实"), ("differs", "不属实，提请复核")],
                        default="open",
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("found", models.CharField(blank=True, max_length=200, verbose_name="情况")),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="抽查人",
                    ),
                ),
                ("checked_at", models.DateTimeField(null=True, verbose_name="抽查时间")),
            ],
            options={
                "verbose_name": "积分抽查",
                "verbose_name_plural": "积分抽查",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "claim"), name="one_recheck_a_claim")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecheckDraw",
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
                        related_name="points_recheck_draws",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                (
                    "listing",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recheck_draws",
                        to="points.listing",
                        verbose_name="公示表",
                    ),
                ),
                ("seed", models.CharField(max_length=120, verbose_name="抽取种子")),
                ("roll", models.JSONField(default=list, verbose_name="抽取名册")),
                ("claims", models.JSONField(default=list, verbose_name="名册上的申报")),
                ("drawn", models.PositiveIntegerField(verbose_name="抽几件")),
                ("due", models.DateField(verbose_name="查完期限")),
                (
                    "drawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="抽取人",
                    ),
                ),
                (
                    "drawn_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="抽取时间"),
                ),
            ],
            options={
                "verbose_name": "抽查批次",
                "verbose_name_plural": "抽查批次",
                "ordering": ["-drawn_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "listing"), name="one_recheck_draw_a_listing")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reversal",
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
                    "claim",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversals",
                        to="points.claim",
                        verbose_name="申报",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提请人",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="提请时间"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "待核准"), ("done", "已冲正"), ("kept", "不冲正")],
                        default="asked",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核准人",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="核准时间")),
                ("entry", models.UUIDField(null=True, verbose_name="冲正凭证")),
            ],
            options={
                "verbose_name": "积分冲正",
                "verbose_name_plural": "积分冲正",
                "ordering": ["-asked_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("county", "claim"),
                        name="one_open_reversal_a_claim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_reverses_what_she_asked_for",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
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
                    "panel",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="points.panel",
                        verbose_name="小组",
                    ),
                ),
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.person",
                        verbose_name="成员",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("number", models.CharField(blank=True, max_length=8, verbose_name="名册编号")),
                ("is_reserve", models.BooleanField(default=False, verbose_name="候补")),
                ("moved_up_at", models.DateTimeField(null=True, verbose_name="递补时间")),
                ("left_at", models.DateTimeField(null=True, verbose_name="退出时间")),
            ],
            options={
                "verbose_name": "席位",
                "verbose_name_plural": "席位",
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "panel", "person"), name="one_panel_seat_a_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelScore",
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
                    "claim",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="points.claim",
                        verbose_name="申报",
                    ),
                ),
                (
                    "seat",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="points.seat",
                        verbose_name="席位",
                    ),
                ),
                ("points", models.IntegerField(verbose_name="分值")),
                ("reason", models.CharField(blank=True, max_length=100, verbose_name="理由")),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
            ],
            options={
                "verbose_name": "评分",
                "verbose_name_plural": "评分",
                "constraints": [
                    models.UniqueConstraint(fields=("county", "claim", "seat"), name="one_score_a_seat")
                ],
            },
        ),
        migrations.CreateModel(
            name="SignIn",
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
                    "event",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_ins",
                        to="points.event",
                        verbose_name="活动",
                    ),
                ),
                (
                    "household",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.person",
                        verbose_name="谁来的",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
            ],
            options={
                "verbose_name": "签到",
                "verbose_name_plural": "签到",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "event", "household", "person"), name="one_sign_in_a_person"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", True)),
                        fields=("county", "event", "household"),
                        name="one_sign_in_a_household",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepAside",
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
                    "claim",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps_aside",
                        to="points.claim",
                        verbose_name="申报",
                    ),
                ),
                (
                    "seat",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps_aside",
                        to="points.seat",
                        verbose_name="席位",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
            ],
            options={
                "verbose_name": "回避",
                "verbose_name_plural": "回避",
                "constraints": [
                    models.UniqueConstraint(fields=("county", "claim", "seat"), name="one_step_aside_a_seat")
                ],
            },
        ),
    ]
