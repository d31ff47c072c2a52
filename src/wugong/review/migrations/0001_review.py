"""Tables of the appraisal, as they are after the first seven steps."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import wugong.counties.fields
import wugong.counties.uuid7


class Migration(migrations.Migration):
    replaces = [
        ("review", "0001_appraisal"),
        ("review", "0002_rounds_corrections_objections"),
        ("review", "0003_score_photos"),
        ("review", "0004_objections_for_others"),
        ("review", "0005_earlier_plans_and_populations"),
        ("review", "0006_returned_rounds"),
        ("review", "0007_words_taken_back"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("counties", "0001_county"),
        ("media", "0002_sound"),
        ("places", "0002_day_of_succession"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdoptedScheme",
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
                    "place",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schemes",
                        to="places.place",
                        verbose_name="地点",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("text", models.TextField(verbose_name="全文")),
                ("settings", models.JSONField(default=dict, verbose_name="开关")),
                ("since", models.DateField(verbose_name="自")),
                ("adopted_by", models.UUIDField(null=True, verbose_name="发布人")),
                ("adopted_at", models.DateTimeField(auto_now_add=True, verbose_name="发布时间")),
            ],
            options={
                "verbose_name": "考核办法",
                "verbose_name_plural": "考核办法",
                "ordering": ["since"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "place", "since"), name="one_scheme_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="AdoptedSheet",
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
                    "place",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="score_sheets",
                        to="places.place",
                        verbose_name="地点",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("text", models.TextField(verbose_name="全文")),
                ("since", models.DateField(verbose_name="自")),
                ("adopted_by", models.UUIDField(null=True, verbose_name="发布人")),
                ("adopted_at", models.DateTimeField(auto_now_add=True, verbose_name="发布时间")),
            ],
            options={
                "verbose_name": "评分细则",
                "verbose_name_plural": "评分细则",
                "ordering": ["since"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "place", "since"), name="one_sheet_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Holder",
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
                        related_name="held_awards",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("level", models.CharField(max_length=20, verbose_name="级别")),
                ("since", models.DateField(verbose_name="自")),
            ],
            options={
                "verbose_name": "已获奖村",
                "verbose_name_plural": "已获奖村",
                "constraints": [
                    models.UniqueConstraint(fields=("county", "village", "level"), name="one_award_a_level")
                ],
            },
        ),
        migrations.CreateModel(
            name="Population",
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
                        related_name="populations",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="第几版")),
                ("people", models.PositiveIntegerField(verbose_name="人口")),
                ("source", models.CharField(max_length=120, verbose_name="出处")),
            ],
            options={
                "verbose_name": "人口",
                "verbose_name_plural": "人口",
                "ordering": ["since", "revision"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "village", "since", "revision"), name="one_population_a_revision"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
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
                        related_name="posts",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("role", models.CharField(max_length=20, verbose_name="职责")),
                ("name_code", models.CharField(max_length=40, verbose_name="代号")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(null=True, verbose_name="最后一天")),
            ],
            options={
                "verbose_name": "办点干部",
                "verbose_name_plural": "办点干部",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "village", "role", "name_code", "since"), name="posted_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewMeeting",
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
                    "town",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_meetings",
                        to="places.place",
                        verbose_name="乡镇街道",
                    ),
                ),
                ("period", models.CharField(max_length=7, verbose_name="时段")),
                ("day", models.DateField(verbose_name="日期")),
                ("where", models.CharField(max_length=60, verbose_name="地点")),
            ],
            options={
                "verbose_name": "讲评会",
                "verbose_name_plural": "讲评会",
                "constraints": [
                    models.UniqueConstraint(fields=("county", "town", "period"), name="one_meeting_a_period")
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
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
                    "town",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="places.place",
                        verbose_name="乡镇街道",
                    ),
                ),
                ("month", models.CharField(max_length=7, verbose_name="月份")),
                ("input", models.CharField(max_length=40, verbose_name="项目")),
                (
                    "state",
                    models.CharField(
                        choices=[("entering", "录入中"), ("checked", "已复核")],
                        default="entering",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="复核人",
                    ),
                ),
                ("checked_at", models.DateTimeField(null=True, verbose_name="复核时间")),
                ("without", models.TextField(blank=True, verbose_name="缺评说明")),
                ("seed", models.CharField(blank=True, max_length=80, verbose_name="抽签码")),
                ("returned", models.TextField(blank=True, verbose_name="退回原因")),
            ],
            options={
                "verbose_name": "轮次",
                "verbose_name_plural": "轮次",
                "ordering": ["month", "input"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "town", "month", "input"), name="one_round_a_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("checked_at__isnull", False),
                                ("checked_by__isnull", False),
                                ("state", "checked"),
                            ),
                            models.Q(
                                ("checked_at__isnull", True),
                                ("checked_by__isnull", True),
                                ("state", "entering"),
                            ),
                            _connector="OR",
                        ),
                        name="round_checked_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
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
                    "round",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="review.round",
                        verbose_name="轮次",
                    ),
                ),
                (
                    "village",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="被查的村",
                    ),
                ),
                (
                    "team",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="去查的村",
                    ),
                ),
                (
                    "assessor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="评分员",
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="换下时间")),
            ],
            options={
                "verbose_name": "分工",
                "verbose_name_plural": "分工",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("county", "round", "village"),
                        name="one_inspector_a_village",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("team__isnull", True),
                            models.Q(("team", models.F("village")), _negated=True),
                            _connector="OR",
                        ),
                        name="never_their_own_village",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("team__isnull", True), ("assessor__isnull", True), _connector="XOR"
                        ),
                        name="a_team_or_an_assessor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Award",
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
                        related_name="awards",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("award", models.CharField(max_length=40, verbose_name="项目")),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("recipient", models.CharField(max_length=40, verbose_name="对象")),
                ("fen", models.BigIntegerField(null=True, verbose_name="金额（分）")),
                ("reason", models.TextField(verbose_name="理由")),
                ("public", models.BooleanField(verbose_name="公开")),
                ("person", models.BooleanField(verbose_name="关于个人")),
            ],
            options={
                "verbose_name": "奖励和处置建议",
                "verbose_name_plural": "奖励和处置建议",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("public", False), ("person", False), _connector="OR"),
                        name="nothing_personal_is_public",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
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
                    "town",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="places.place",
                        verbose_name="乡镇街道",
                    ),
                ),
                ("reason", models.TextField(verbose_name="原因")),
                ("blanked", models.BooleanField(default=False, verbose_name="原因已删去")),
                (
                    "state",
                    models.CharField(
                        choices=[("prepared", "待批准"), ("approved", "已批准"), ("withdrawn", "已撤回")],
                        default="prepared",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                ("prepared_at", models.DateTimeField(auto_now_add=True, verbose_name="提出时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="决定时间")),
            ],
            options={
                "verbose_name": "更正",
                "verbose_name_plural": "更正",
                "ordering": ["prepared_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "prepared")),
                        fields=("county", "town"),
                        name="one_open_correction_a_town",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("prepared_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="correction_approved_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
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
                    "town",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="places.place",
                        verbose_name="乡镇街道",
                    ),
                ),
                ("period", models.CharField(max_length=7, verbose_name="时段")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="第几版")),
                ("level", models.PositiveSmallIntegerField(verbose_name="月数")),
                ("last_day", models.DateField(verbose_name="最后一天")),
                (
                    "scheme",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="review.adoptedscheme",
                        verbose_name="办法",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "已算出，待批准"),
                            ("approved", "已批准公布"),
                            ("replaced", "已作废，须重算"),
                            ("corrected", "已更正，旧版保留"),
                        ],
                        default="prepared",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="计算人",
                    ),
                ),
                ("prepared_at", models.DateTimeField(auto_now_add=True, verbose_name="计算时间")),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                (
                    "replaces",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="review.run",
                        verbose_name="更正哪一版",
                    ),
                ),
                (
                    "correction",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="review.correction",
                        verbose_name="更正",
                    ),
                ),
            ],
            options={
                "verbose_name": "考核",
                "verbose_name_plural": "考核",
                "ordering": ["level", "last_day"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "prepared")),
                        fields=("county", "town", "period"),
                        name="one_prepared_run_a_period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("county", "town", "period"),
                        name="one_public_run_a_period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["approved", "corrected"])),
                        fields=("county", "town", "period", "version"),
                        name="one_public_run_a_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("state__in", ["approved", "corrected"]),
                            ),
                            models.Q(
                                models.Q(("state__in", ["approved", "corrected"]), _negated=True),
                                ("approved_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="approved_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("prepared_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="approved_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
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
                    "run",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="figures", to="review.run"
                    ),
                ),
                (
                    "village",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("hundredths", models.IntegerField(null=True, verbose_name="分（百分之一）")),
                ("rank", models.PositiveIntegerField(null=True, verbose_name="名次")),
                ("eligible_rank", models.PositiveIntegerField(null=True, verbose_name="参评名次")),
                ("previous_rank", models.PositiveIntegerField(null=True, verbose_name="上期名次")),
                ("explanation", models.JSONField(verbose_name="来由")),
            ],
            options={
                "verbose_name": "成绩",
                "verbose_name_plural": "成绩",
                "constraints": [
                    models.UniqueConstraint(fields=("county", "run", "village"), name="one_figure_a_village")
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
                    "run",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="review.run",
                        verbose_name="考核",
                    ),
                ),
                (
                    "village",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("text", models.TextField(verbose_name="内容")),
                ("assisted", models.BooleanField(default=False, verbose_name="代办")),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                ("raised_at", models.DateTimeField(auto_now_add=True, verbose_name="提出时间")),
                ("due", models.DateField(verbose_name="答复期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "待答复"),
                            ("upheld", "属实，已更正"),
                            ("kept", "已答复，维持原分"),
                        ],
                        default="raised",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="答复")),
                ("blanked", models.BooleanField(default=False, verbose_name="答复已删去")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
            ],
            options={
                "verbose_name": "异议",
                "verbose_name_plural": "异议",
                "ordering": ["raised_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("assisted", False), ("state", "raised")),
                        fields=("county", "run", "village", "raised_by"),
                        name="one_open_objection_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                                ("state", "raised"),
                            ),
                            models.Q(
                                models.Q(("state", "raised"), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="objection_answered_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
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
                        related_name="scores",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("month", models.CharField(max_length=7, verbose_name="月份")),
                ("input", models.CharField(max_length=40, verbose_name="项目")),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="第几版")),
                ("current", models.BooleanField(default=True, verbose_name="现行")),
                ("hundredths", models.IntegerField(verbose_name="分（百分之一）")),
                ("day", models.DateField(null=True, verbose_name="检查日期")),
                (
                    "sheet",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="review.adoptedsheet",
                        verbose_name="评分细则",
                    ),
                ),
                ("counts", models.JSONField(default=dict, verbose_name="扣分处")),
                ("vetoes", models.JSONField(default=list, verbose_name="否决项")),
                ("note", models.TextField(blank=True, verbose_name="说明")),
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
                (
                    "entered_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="录入时间"),
                ),
                (
                    "correction",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="review.correction",
                        verbose_name="更正",
                    ),
                ),
            ],
            options={
                "verbose_name": "评分",
                "verbose_name_plural": "评分",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "village", "month", "input", "revision"),
                        name="one_score_a_revision",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)),
                        fields=("county", "village", "month", "input"),
                        name="one_score_an_inspection",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScorePhoto",
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
                    "score",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="review.score",
                        verbose_name="评分",
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
                "verbose_name": "评分照片",
                "verbose_name_plural": "评分照片",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "score", "photo"), name="one_photo_a_score")
                ],
            },
        ),
        migrations.AddField(
            model_name="award",
            name="run",
            field=wugong.counties.fields.CountyForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="awards", to="review.run"
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="objection",
            field=wugong.counties.fields.CountyForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="review.objection",
                verbose_name="异议",
            ),
        ),
    ]
