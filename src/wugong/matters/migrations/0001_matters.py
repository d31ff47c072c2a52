"""Tables of matters."""

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
            name="CalendarDay",
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
                ("day", models.DateField(verbose_name="日期")),
                ("working", models.BooleanField(verbose_name="上班")),
                ("title", models.CharField(max_length=60, verbose_name="说明")),
                ("source", models.CharField(max_length=120, verbose_name="依据")),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "节假日",
                "verbose_name_plural": "节假日",
                "ordering": ["day"],
                "constraints": [models.UniqueConstraint(fields=("county", "day"), name="one_word_on_a_day")],
            },
        ),
        migrations.CreateModel(
            name="MonthlyTable",
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
                ("register", models.CharField(max_length=40, verbose_name="台账")),
                ("table", models.CharField(max_length=40, verbose_name="表")),
                (
                    "place",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monthly_tables",
                        to="places.place",
                        verbose_name="地点",
                    ),
                ),
                ("period", models.CharField(max_length=7, verbose_name="月份")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="第几版")),
                ("body", models.JSONField(verbose_name="内容")),
                ("digest", models.CharField(max_length=64, verbose_name="校验值")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="更正原因")),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签发人",
                    ),
                ),
                (
                    "signed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="签发时间"),
                ),
            ],
            options={
                "verbose_name": "月表",
                "verbose_name_plural": "月表",
                "ordering": ["-period", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "place", "register", "table", "period", "version"),
                        name="one_table_a_version",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberRun",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="最后一号")),
            ],
            options={
                "verbose_name": "编号",
                "verbose_name_plural": "编号",
                "constraints": [models.UniqueConstraint(fields=("county", "year"), name="one_run_a_year")],
            },
        ),
        migrations.CreateModel(
            name="RegisterDocument",
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
                ("code", models.CharField(max_length=40, verbose_name="台账")),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("text", models.TextField(verbose_name="全文")),
                ("digest", models.CharField(max_length=64, verbose_name="校验值")),
                ("decision", models.CharField(max_length=120, verbose_name="依据")),
                (
                    "adopted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发布人",
                    ),
                ),
                (
                    "adopted_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="发布时间"),
                ),
            ],
            options={
                "verbose_name": "台账办法",
                "verbose_name_plural": "台账办法",
                "ordering": ["code", "-pk"],
                "indexes": [models.Index(fields=["county", "code"], name="registers_by_code")],
            },
        ),
        migrations.CreateModel(
            name="Matter",
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
                ("number", models.CharField(max_length=12, verbose_name="编号")),
                ("key", models.UUIDField(verbose_name="提交标识")),
                ("register", models.CharField(max_length=40, verbose_name="台账")),
                (
                    "document",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.registerdocument",
                        verbose_name="台账办法",
                    ),
                ),
                ("version", models.CharField(max_length=40, verbose_name="办法版本")),
                ("stage", models.CharField(max_length=8, verbose_name="环节")),
                (
                    "place",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="places.place",
                        verbose_name="地点",
                    ),
                ),
                (
                    "lies_with",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="在哪一级办",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="事项")),
                ("text", models.TextField(blank=True, verbose_name="说明")),
                ("where", models.CharField(blank=True, max_length=120, verbose_name="具体位置")),
                (
                    "latitude",
                    models.DecimalField(decimal_places=6, max_digits=8, null=True, verbose_name="纬度"),
                ),
                (
                    "longitude",
                    models.DecimalField(decimal_places=6, max_digits=9, null=True, verbose_name="经度"),
                ),
                ("category", models.CharField(blank=True, max_length=2, verbose_name="类别")),
                ("facts", models.JSONField(default=dict, verbose_name="填写的内容")),
                ("state", models.CharField(max_length=40, verbose_name="状态")),
                ("kind", models.CharField(default="open", max_length=8, verbose_name="状态种类")),
                (
                    "lead_unit",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_matters",
                        to="registry.body",
                        verbose_name="责任单位",
                    ),
                ),
                ("leader", models.CharField(blank=True, max_length=40, verbose_name="责任领导")),
                (
                    "handler",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="责任人员",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "手机"),
                            ("desk", "村里代填"),
                            ("table", "表格导入"),
                            ("paper", "意见箱"),
                            ("open", "开放接口"),
                            ("plan", "实施方案"),
                            ("rule", "周期任务"),
                            ("grid", "网格巡查"),
                        ],
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="提出时间"),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上一步经办人",
                    ),
                ),
                (
                    "moved_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="上一步时间"),
                ),
                ("due_at", models.DateTimeField(null=True, verbose_name="到期")),
                ("amber_at", models.DateTimeField(null=True, verbose_name="变黄")),
                ("paused_at", models.DateTimeField(null=True, verbose_name="暂停于")),
                ("pause_reason", models.CharField(blank=True, max_length=120, verbose_name="暂停原因")),
                ("done_at", models.DateTimeField(null=True, verbose_name="办结时间")),
                ("solved_at", models.DateTimeField(null=True, verbose_name="销号时间")),
                ("reopened", models.PositiveSmallIntegerField(default=0, verbose_name="重开次数")),
                (
                    "merged_into",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="matters.matter",
                        verbose_name="并入",
                    ),
                ),
                (
                    "part_of",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="matters.matter",
                        verbose_name="属于",
                    ),
                ),
            ],
            options={
                "verbose_name": "事项",
                "verbose_name_plural": "事项",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["county", "lies_with", "kind", "due_at"], name="matters_of_a_desk"),
                    models.Index(
                        fields=["county", "register", "place", "state"], name="matters_of_a_register"
                    ),
                    models.Index(fields=["county", "place", "-id"], name="matters_of_a_place"),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["county", "due_at"],
                        name="matters_due",
                    ),
                    models.Index(
                        condition=models.Q(("handler__isnull", False)),
                        fields=["handler"],
                        name="matters_of_a_handler",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "number"), name="one_matter_a_number"),
                    models.UniqueConstraint(fields=("county", "key"), name="one_matter_a_sending"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Asker",
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
                    "matter",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="askers",
                        to="matters.matter",
                        verbose_name="事项",
                    ),
                ),
                (
                    "first_matter",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.matter",
                        verbose_name="原事项",
                    ),
                ),
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
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.person",
                        verbose_name="村民",
                    ),
                ),
                (
                    "shown",
                    models.CharField(
                        choices=[("masked", "隐去名字，如“张×芳”"), ("anonymous", "匿名")],
                        default="masked",
                        max_length=10,
                        verbose_name="怎样显示",
                    ),
                ),
                ("code_hash", models.CharField(blank=True, max_length=128, verbose_name="查询码校验值")),
                ("wrong_tries", models.PositiveSmallIntegerField(default=0, verbose_name="输错次数")),
                ("wrong_at", models.DateTimeField(null=True, verbose_name="最后输错时间")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
            ],
            options={
                "verbose_name": "提出人",
                "verbose_name_plural": "提出人",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["user"], name="askers_by_user")],
            },
        ),
        migrations.CreateModel(
            name="ClockRun",
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
                    "matter",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
                        to="matters.matter",
                        verbose_name="事项",
                    ),
                ),
                ("clock", models.CharField(max_length=40, verbose_name="时限")),
                ("began_at", models.DateTimeField(verbose_name="起")),
                ("due_at", models.DateTimeField(verbose_name="到期")),
                ("amber_at", models.DateTimeField(verbose_name="变黄")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="止")),
                ("extensions", models.PositiveSmallIntegerField(default=0, verbose_name="延期次数")),
                ("told", models.CharField(blank=True, max_length=5, verbose_name="已提醒到")),
            ],
            options={
                "verbose_name": "计时",
                "verbose_name_plural": "计时",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["county", "due_at"],
                        name="clocks_running",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MatterUnit",
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
                    "matter",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="matters.matter",
                        verbose_name="事项",
                    ),
                ),
                (
                    "body",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.body",
                        verbose_name="单位",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("support", "配合单位"), ("group", "各村各单位")],
                        default="support",
                        max_length=8,
                        verbose_name="角色",
                    ),
                ),
            ],
            options={
                "verbose_name": "配合单位",
                "verbose_name_plural": "配合单位",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "matter", "body"), name="a_unit_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NeighbourCall",
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
                    "matter",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="matters.matter",
                        verbose_name="事项",
                    ),
                ),
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.person",
                        verbose_name="邻居",
                    ),
                ),
                ("seed", models.CharField(max_length=120, verbose_name="种子")),
                (
                    "drawn_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="抽取时间"),
                ),
                ("answer", models.BooleanField(null=True, verbose_name="解决了")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
            ],
            options={
                "verbose_name": "请邻居确认",
                "verbose_name_plural": "请邻居确认",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "matter", "person"), name="one_call_a_neighbour"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
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
                    "matter",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="matters.matter",
                        verbose_name="事项",
                    ),
                ),
                ("reason", models.CharField(max_length=120, verbose_name="原因")),
                ("since", models.DateTimeField(verbose_name="起")),
                ("until", models.DateTimeField(null=True, verbose_name="止")),
                (
                    "paused_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "暂停计时",
                "verbose_name_plural": "暂停计时",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("county", "matter"),
                        name="one_pause_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recurrence",
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
                ("register", models.CharField(max_length=40, verbose_name="台账")),
                (
                    "place",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recurrences",
                        to="places.place",
                        verbose_name="地点",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="事项")),
                ("text", models.TextField(blank=True, verbose_name="说明")),
                ("rule", models.CharField(max_length=40, verbose_name="周期")),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(null=True, verbose_name="至")),
                (
                    "lead_unit",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.body",
                        verbose_name="责任单位",
                    ),
                ),
                (
                    "part_of",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recurrences",
                        to="matters.matter",
                        verbose_name="属于",
                    ),
                ),
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
                ("stopped_at", models.DateTimeField(null=True, verbose_name="停止时间")),
            ],
            options={
                "verbose_name": "周期任务",
                "verbose_name_plural": "周期任务",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
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
                    "recurrence",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occurrences",
                        to="matters.recurrence",
                        verbose_name="周期任务",
                    ),
                ),
                ("due", models.DateField(verbose_name="到期")),
                (
                    "matter",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.matter",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "一次",
                "verbose_name_plural": "一次",
                "ordering": ["due"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "recurrence", "due"), name="once_a_due_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                ("title", models.CharField(max_length=40, verbose_name="名称")),
                ("query", models.CharField(max_length=500, verbose_name="条件")),
            ],
            options={
                "verbose_name": "常用查询",
                "verbose_name_plural": "常用查询",
                "ordering": ["title"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "user", "title"), name="one_view_a_title")
                ],
            },
        ),
        migrations.CreateModel(
            name="Sending",
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
                    "matter",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sendings",
                        to="matters.matter",
                        verbose_name="事项",
                    ),
                ),
                ("key", models.UUIDField(verbose_name="提交标识")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
            ],
            options={
                "verbose_name": "上传",
                "verbose_name_plural": "上传",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("county", "key"), name="one_step_a_sending")],
            },
        ),
        migrations.CreateModel(
            name="Step",
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
                    "matter",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="matters.matter",
                        verbose_name="事项",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "提出"),
                            ("moved", "办理"),
                            ("routed", "转办"),
                            ("assigned", "分派"),
                            ("filled", "补充内容"),
                            ("noted", "记录"),
                            ("paused", "暂停计时"),
                            ("resumed", "恢复计时"),
                            ("extended", "延期"),
                            ("merged", "并案"),
                            ("asked", "请邻居确认"),
                            ("answered", "邻居答复"),
                            ("reminded", "催办"),
                            ("ordered", "督办"),
                        ],
                        max_length=8,
                        verbose_name="种类",
                    ),
                ),
                ("move", models.CharField(blank=True, max_length=40, verbose_name="动作")),
                ("source", models.CharField(blank=True, max_length=40, verbose_name="原状态")),
                ("target", models.CharField(blank=True, max_length=40, verbose_name="新状态")),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                ("facts", models.JSONField(default=dict, verbose_name="内容")),
                ("public", models.BooleanField(default=True, verbose_name="提出人看得见")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
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
                (
                    "place",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="在哪一级",
                    ),
                ),
            ],
            options={
                "verbose_name": "时间线",
                "verbose_name_plural": "时间线",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                    "step",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="matters.step",
                        verbose_name="时间线",
                    ),
                ),
                (
                    "matter",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="matters.matter",
                        verbose_name="事项",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("shows", "现场"),
                            ("before", "办理前"),
                            ("after", "办理后"),
                            ("paper", "材料"),
                            ("voice", "录音"),
                            ("signature", "签名"),
                        ],
                        default="shows",
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
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
                (
                    "sound",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.sound",
                        verbose_name="录音",
                    ),
                ),
            ],
            options={
                "verbose_name": "凭据",
                "verbose_name_plural": "凭据",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="UnitHand",
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
                    "body",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hands",
                        to="registry.body",
                        verbose_name="单位",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(null=True, verbose_name="至")),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位经办账号",
                "verbose_name_plural": "单位经办账号",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("county", "body", "user"),
                        name="one_hand_a_unit_and_account",
                    )
                ],
            },
        ),
    ]
