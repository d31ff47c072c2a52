"""Tables of the register."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import wugong.counties.fields
import wugong.counties.uuid7
import wugong.registry.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("counties", "0001_county"),
        ("media", "0002_sound"),
        ("places", "0002_day_of_succession"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdoptedTemplates",
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
                        related_name="body_templates",
                        to="places.place",
                        verbose_name="县区",
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="代号")),
                ("title", models.CharField(max_length=400, verbose_name="名称")),
                ("text", models.TextField(verbose_name="全文")),
                ("since", models.DateField(verbose_name="自")),
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
                "verbose_name": "组织模板",
                "verbose_name_plural": "组织模板",
                "ordering": ["key", "since"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "key", "since"), name="one_body_template_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Body",
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
                        related_name="bodies",
                        to="places.place",
                        verbose_name="地点",
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="类型")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("profile", models.CharField(blank=True, max_length=40, verbose_name="体系")),
                ("slot", models.CharField(blank=True, max_length=40, verbose_name="体系里的位置")),
                (
                    "parent",
                    wugong.counties.fields.CountyForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="registry.body",
                        verbose_name="上级",
                    ),
                ),
                ("domain", models.CharField(blank=True, max_length=40, verbose_name="领域")),
                ("role", models.CharField(blank=True, max_length=10, verbose_name="角色")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="办公地点")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "筹建中"), ("established", "已成立"), ("dissolved", "已撤销")],
                        default="proposed",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("proposed", models.DateField(verbose_name="提出之日")),
                ("since", models.DateField(blank=True, null=True, verbose_name="成立之日")),
                ("term_until", models.DateField(blank=True, null=True, verbose_name="任期至")),
                ("until", models.DateField(blank=True, null=True, verbose_name="撤销之日")),
            ],
            options={
                "verbose_name": "组织",
                "verbose_name_plural": "组织",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["county", "place", "profile"], name="bodies_by_place")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "dissolved"), _negated=True),
                        fields=("county", "place", "name"),
                        name="one_standing_body_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("since__isnull", True), ("state", "proposed"), ("until__isnull", True)),
                            models.Q(
                                ("since__isnull", False), ("state", "established"), ("until__isnull", True)
                            ),
                            models.Q(("state", "dissolved"), ("until__isnull", False)),
                            _connector="OR",
                        ),
                        name="bodies_have_their_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
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
                        related_name="activities",
                        to="registry.body",
                        verbose_name="组织",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("activity", "活动"), ("report", "进度报告")],
                        default="activity",
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("title", models.CharField(max_length=120, verbose_name="内容")),
                ("people", models.PositiveIntegerField(blank=True, null=True, verbose_name="参加人数")),
                (
                    "noted_by",
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
                "verbose_name": "活动",
                "verbose_name_plural": "活动",
                "ordering": ["-day"],
                "indexes": [models.Index(fields=["county", "body", "day"], name="activities_by_body")],
            },
        ),
        migrations.CreateModel(
            name="BodyName",
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
                        related_name="earlier_names",
                        to="registry.body",
                        verbose_name="组织",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("until", models.DateField(verbose_name="至")),
            ],
            options={
                "verbose_name": "曾用名",
                "verbose_name_plural": "曾用名",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Charter",
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
                        related_name="charters",
                        to="places.place",
                        verbose_name="地点",
                    ),
                ),
                (
                    "body",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charters",
                        to="registry.body",
                        verbose_name="组织",
                    ),
                ),
                ("paper", models.CharField(max_length=40, verbose_name="文种")),
                ("version", models.PositiveSmallIntegerField(verbose_name="第几版")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("text", models.TextField(verbose_name="全文")),
                ("since", models.DateField(verbose_name="自")),
                ("decided", models.CharField(max_length=120, verbose_name="由谁通过")),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
                ),
            ],
            options={
                "verbose_name": "章程",
                "verbose_name_plural": "章程",
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("body__isnull", False)),
                        fields=("county", "body", "paper", "version"),
                        name="one_charter_a_version",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("body__isnull", True)),
                        fields=("county", "place", "paper", "version"),
                        name="one_paper_a_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cluster",
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
                        related_name="clusters",
                        to="places.place",
                        verbose_name="村或组",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("until", models.DateField(blank=True, null=True, verbose_name="撤销之日")),
            ],
            options={
                "verbose_name": "院落",
                "verbose_name_plural": "院落",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("county", "place", "name"),
                        name="one_cluster_a_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ColumnMap",
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
                ("shape", models.CharField(max_length=64, verbose_name="表头指纹")),
                ("headers", models.JSONField(verbose_name="表头")),
                ("columns", models.JSONField(verbose_name="对应")),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确定人",
                    ),
                ),
                (
                    "settled_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="确定时间"),
                ),
            ],
            options={
                "verbose_name": "列的对应",
                "verbose_name_plural": "列的对应",
                "constraints": [models.UniqueConstraint(fields=("county", "shape"), name="one_map_a_shape")],
            },
        ),
        migrations.CreateModel(
            name="DutyDocument",
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
                ("name", models.CharField(max_length=40, verbose_name="清单")),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("text", models.TextField(verbose_name="全文")),
                ("since", models.DateField(verbose_name="自")),
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
                "verbose_name": "责任清单",
                "verbose_name_plural": "责任清单",
                "ordering": ["since"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "name", "since"), name="one_duty_document_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Election",
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
                        related_name="elections",
                        to="registry.body",
                        verbose_name="组织",
                    ),
                ),
                ("office", models.CharField(max_length=40, verbose_name="职务")),
                ("title", models.CharField(max_length=40, verbose_name="职务名称")),
                ("seats", models.PositiveSmallIntegerField(verbose_name="名额")),
                ("day", models.DateField(verbose_name="开会日期")),
                ("where", models.CharField(max_length=60, verbose_name="地点")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("called", "推荐候选人"),
                            ("counted", "已计票，待公布"),
                            ("tied", "得票相同，须再投一次"),
                            ("published", "已公布"),
                            ("called_off", "已取消"),
                        ],
                        default="called",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "called_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发起人",
                    ),
                ),
                ("published_at", models.DateTimeField(null=True, verbose_name="公布时间")),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公布人",
                    ),
                ),
            ],
            options={
                "verbose_name": "推选",
                "verbose_name_plural": "推选",
                "ordering": ["-day", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["called", "counted", "tied"])),
                        fields=("county", "body", "office"),
                        name="one_open_election",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
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
                    "election",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="registry.election",
                        verbose_name="推选",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几轮")),
                ("seats", models.PositiveSmallIntegerField(verbose_name="名额")),
                ("present", models.PositiveIntegerField(verbose_name="到会人数")),
                ("cast", models.PositiveIntegerField(verbose_name="收回票数")),
                (
                    "counted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "counted_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
                ),
            ],
            options={
                "verbose_name": "一轮投票",
                "verbose_name_plural": "一轮投票",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "election", "number"), name="one_round_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cast__lte", models.F("present"))),
                        name="no_more_ballots_than_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grid",
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
                        related_name="grids",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("serial", models.PositiveSmallIntegerField(verbose_name="顺序号")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(blank=True, null=True, verbose_name="至")),
            ],
            options={
                "verbose_name": "网格",
                "verbose_name_plural": "网格",
                "ordering": ["serial"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "village", "serial"), name="one_grid_a_serial"),
                    models.CheckConstraint(
                        condition=models.Q(("serial__range", (1, 999))), name="grids_count_to_three_digits"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GridGroup",
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
                    "grid",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="registry.grid",
                        verbose_name="网格",
                    ),
                ),
                (
                    "group",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grid_lines",
                        to="places.place",
                        verbose_name="组",
                    ),
                ),
            ],
            options={
                "verbose_name": "网格里的组",
                "verbose_name_plural": "网格里的组",
                "constraints": [models.UniqueConstraint(fields=("county", "group"), name="one_grid_a_group")],
            },
        ),
        migrations.CreateModel(
            name="Household",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="households",
                        to="places.place",
                        verbose_name="村或组",
                    ),
                ),
                (
                    "village",
                    wugong.counties.fields.CountyForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("number", models.CharField(max_length=30, verbose_name="户号")),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="住址")),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="经度"
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=8, null=True, verbose_name="纬度"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="立户之日")),
                ("until", models.DateField(blank=True, null=True, verbose_name="销户之日")),
                ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="变动次数")),
            ],
            options={
                "verbose_name": "户",
                "verbose_name_plural": "户",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "village", "number"), name="one_household_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(("latitude__range", (3, 54)), ("longitude__range", (73, 136))),
                            _connector="OR",
                        ),
                        name="households_lie_in_the_country",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CareMark",
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
                        related_name="care_marks",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "care",
                    models.CharField(
                        choices=[
                            ("elder_alone", "孤寡老人"),
                            ("child_left_behind", "留守儿童"),
                            ("near_poverty", "边缘易致贫户"),
                            ("disabled", "重度残疾"),
                            ("other", "其他困难"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(blank=True, null=True, verbose_name="至")),
            ],
            options={
                "verbose_name": "重点照护",
                "verbose_name_plural": "重点照护",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("county", "household", "care"),
                        name="one_open_care_mark",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClusterHousehold",
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
                    "cluster",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="registry.cluster",
                        verbose_name="院落",
                    ),
                ),
                (
                    "household",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cluster_lines",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
            ],
            options={
                "verbose_name": "院落里的户",
                "verbose_name_plural": "院落里的户",
                "constraints": [
                    models.UniqueConstraint(fields=("county", "household"), name="one_cluster_a_household")
                ],
            },
        ),
        migrations.CreateModel(
            name="Import",
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
                        related_name="imports",
                        to="places.place",
                        verbose_name="地点",
                    ),
                ),
                ("file_name", models.CharField(max_length=120, verbose_name="文件名")),
                ("digest", models.CharField(max_length=64, verbose_name="校验值")),
                ("rows", models.PositiveIntegerField(verbose_name="行数")),
                ("accepted", models.PositiveIntegerField(verbose_name="接受")),
                ("refused", models.PositiveIntegerField(verbose_name="拒绝")),
                ("created", models.PositiveIntegerField(verbose_name="新增")),
                ("updated", models.PositiveIntegerField(verbose_name="更新")),
                ("unchanged", models.PositiveIntegerField(verbose_name="未变")),
                (
                    "imported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "imported_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="导入时间"),
                ),
            ],
            options={
                "verbose_name": "导入",
                "verbose_name_plural": "导入",
            },
        ),
        migrations.CreateModel(
            name="Lineage",
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
                    "earlier",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later_lines",
                        to="registry.household",
                    ),
                ),
                (
                    "later",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier_lines",
                        to="registry.household",
                    ),
                ),
                ("day", models.DateField(verbose_name="自")),
            ],
            options={
                "verbose_name": "户的承接",
                "verbose_name_plural": "户的承接",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "earlier", "later", "day"), name="one_line_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkPlan",
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
                        related_name="link_plans",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草案"), ("adopted", "已采用"), ("replaced", "已换下")],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("across", models.BooleanField(default=False, verbose_name="可以跨组")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="提出时间")),
                (
                    "balanced_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="最近核对"),
                ),
                (
                    "adopted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="采用人",
                    ),
                ),
                ("adopted_at", models.DateTimeField(null=True, verbose_name="采用时间")),
                ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="变动次数")),
            ],
            options={
                "verbose_name": "联户方案",
                "verbose_name_plural": "联户方案",
                "ordering": ["-made_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "replaced"), _negated=True),
                        fields=("county", "village", "state"),
                        name="one_link_plan_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adopted_at__isnull", True), ("state", "draft")),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True), ("adopted_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="link_plans_adopted_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
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
                    "plan",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="registry.linkplan",
                        verbose_name="方案",
                    ),
                ),
                (
                    "head",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="registry.household",
                        verbose_name="中心户",
                    ),
                ),
                (
                    "household",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="linked_by",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(blank=True, null=True, verbose_name="至")),
            ],
            options={
                "verbose_name": "联户",
                "verbose_name_plural": "联户",
                "indexes": [models.Index(fields=["county", "household"], name="links_by_household")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("county", "plan", "household"),
                        name="one_open_link_a_household",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("spelt", models.CharField(blank=True, max_length=240, verbose_name="拼音")),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("m", "男"), ("f", "女")], max_length=1, verbose_name="性别"
                    ),
                ),
                ("born", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                ("died", models.DateField(blank=True, null=True, verbose_name="死亡日期")),
                (
                    "papers",
                    models.CharField(
                        choices=[
                            ("citizen_id", "居民身份证"),
                            ("passport", "护照"),
                            ("permit", "港澳台居民居住证"),
                            ("other", "其他证件"),
                        ],
                        default="citizen_id",
                        max_length=12,
                        verbose_name="证件种类",
                    ),
                ),
                (
                    "id_number",
                    wugong.registry.fields.SealedField(blank=True, default=b"", verbose_name="证件号"),
                ),
                (
                    "id_mark",
                    models.CharField(blank=True, editable=False, max_length=32, verbose_name="证件号索引"),
                ),
                ("phone", wugong.registry.fields.SealedField(blank=True, default=b"", verbose_name="手机号")),
                (
                    "phone_mark",
                    models.CharField(blank=True, editable=False, max_length=32, verbose_name="手机号索引"),
                ),
                (
                    "bank",
                    wugong.registry.fields.SealedField(blank=True, default=b"", verbose_name="银行账号"),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="变动次数")),
            ],
            options={
                "verbose_name": "居民",
                "verbose_name_plural": "居民",
                "indexes": [
                    models.Index(
                        fields=["county", "name"],
                        name="persons_by_name",
                        opclasses=("uuid_ops", "varchar_pattern_ops"),
                    ),
                    models.Index(
                        fields=["county", "phone_mark"],
                        name="persons_by_phone",
                        opclasses=("uuid_ops", "varchar_pattern_ops"),
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("id_mark", ""), _negated=True),
                        fields=("county", "id_mark"),
                        name="one_person_an_id",
                        opclasses=("uuid_ops", "varchar_pattern_ops"),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("died__isnull", True),
                            ("born__isnull", True),
                            ("died__gte", models.F("born")),
                            _connector="OR",
                        ),
                        name="persons_die_after_birth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Binding",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bindings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bindings",
                        to="registry.person",
                        verbose_name="居民",
                    ),
                ),
                ("is_self", models.BooleanField(default=True, verbose_name="本人")),
                ("since", models.DateField(verbose_name="第一天")),
                ("until", models.DateField(blank=True, null=True, verbose_name="最后一天")),
                (
                    "bound_by",
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
                "verbose_name": "绑定",
                "verbose_name_plural": "绑定",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("county", "user", "person"),
                        name="one_open_binding",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyMember",
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
                        related_name="members",
                        to="registry.body",
                        verbose_name="组织",
                    ),
                ),
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="registry.person",
                        verbose_name="居民",
                    ),
                ),
                ("outsider", models.CharField(blank=True, max_length=60, verbose_name="外单位人员")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="单位职务")),
                ("source", models.CharField(blank=True, max_length=40, verbose_name="来源")),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(blank=True, null=True, verbose_name="至")),
            ],
            options={
                "verbose_name": "组织成员",
                "verbose_name_plural": "组织成员",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["county", "person"], name="seats_by_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False), ("until__isnull", True)),
                        fields=("county", "body", "person"),
                        name="one_seat_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outsider", ""), ("person__isnull", False)),
                            models.Q(("person__isnull", True), models.Q(("outsider", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="members_are_residents_or_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
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
                    "election",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidates",
                        to="registry.election",
                        verbose_name="推选",
                    ),
                ),
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidacies",
                        to="registry.person",
                        verbose_name="居民",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("branch", "支部提名"), ("people", "群众推荐"), ("self", "个人自荐")],
                        max_length=8,
                        verbose_name="推荐渠道",
                    ),
                ),
                ("nominated", models.CharField(blank=True, max_length=60, verbose_name="由谁推荐")),
                ("withdrawn", models.BooleanField(default=False, verbose_name="退出")),
                ("is_elected", models.BooleanField(default=False, verbose_name="当选")),
            ],
            options={
                "verbose_name": "候选人",
                "verbose_name_plural": "候选人",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "election", "person"), name="stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
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
                    "household",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="registry.person",
                        verbose_name="居民",
                    ),
                ),
                ("what", models.CharField(max_length=40, verbose_name="变动")),
                ("facts", models.JSONField(default=dict, verbose_name="内容")),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "source",
                    wugong.counties.fields.CountyForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="registry.import",
                        verbose_name="导入",
                    ),
                ),
            ],
            options={
                "verbose_name": "变动",
                "verbose_name_plural": "变动",
                "ordering": ["made_at"],
            },
        ),
        migrations.CreateModel(
            name="ChangeRequest",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("correct", "更正登记"),
                            ("move", "迁移"),
                            ("split", "分户"),
                            ("merge", "并户"),
                            ("death", "死亡"),
                        ],
                        max_length=10,
                        verbose_name="事项",
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
                    "household",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="registry.person",
                        verbose_name="居民",
                    ),
                ),
                ("wanted", wugong.registry.fields.SealedField(default=b"", verbose_name="内容")),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="申请时间"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "待核"),
                            ("done", "已办"),
                            ("refused", "不办"),
                            ("withdrawn", "已撤回"),
                        ],
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
                        verbose_name="核定人",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="核定时间")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="答复")),
            ],
            options={
                "verbose_name": "变更申请",
                "verbose_name_plural": "变更申请",
                "ordering": ["asked_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("state", "asked")),
                            models.Q(("decided_by", models.F("asked_by")), ("state", "withdrawn")),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("state__in", ["done", "refused"]),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="requests_decided_by_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
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
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="registry.person",
                        verbose_name="居民",
                    ),
                ),
                ("purpose", models.CharField(max_length=40, verbose_name="用途")),
                (
                    "guardian",
                    wugong.counties.fields.CountyForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents_given",
                        to="registry.person",
                        verbose_name="监护人",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("screen", "本人在手机上"), ("paper", "纸面签字"), ("spoken", "当面口头")],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(verbose_name="至")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤回时间")),
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
            ],
            options={
                "verbose_name": "同意",
                "verbose_name_plural": "同意",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="consents_end_after_they_begin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("guardian__isnull", True),
                            models.Q(("guardian", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_is_her_own_guardian",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
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
                ("plan", models.CharField(max_length=40, verbose_name="清单")),
                ("line", models.CharField(max_length=40, verbose_name="责任")),
                (
                    "place",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="places.place",
                        verbose_name="地点",
                    ),
                ),
                (
                    "cluster",
                    wugong.counties.fields.CountyForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="registry.cluster",
                        verbose_name="院落",
                    ),
                ),
                (
                    "household",
                    wugong.counties.fields.CountyForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="registry.person",
                        verbose_name="居民",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                ("named", models.CharField(blank=True, max_length=60, verbose_name="姓名或单位")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="所在单位")),
                ("is_deputy", models.BooleanField(default=False, verbose_name="副职")),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(blank=True, null=True, verbose_name="至")),
                (
                    "assigned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "assigned_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
                ),
            ],
            options={
                "verbose_name": "责任",
                "verbose_name_plural": "责任",
                "ordering": ["since"],
                "indexes": [
                    models.Index(fields=["county", "place", "plan", "line"], name="duties_by_place"),
                    models.Index(fields=["county", "person"], name="duties_by_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("named", ""), ("person__isnull", False), ("user__isnull", True)),
                            models.Q(("named", ""), ("person__isnull", True), ("user__isnull", False)),
                            models.Q(
                                ("person__isnull", True),
                                ("user__isnull", True),
                                models.Q(("named", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="duties_have_one_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cluster__isnull", True), ("household__isnull", True), _connector="OR"
                        ),
                        name="duties_have_one_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="duties_end_after_they_begin",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holding",
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
                        related_name="holdings",
                        to="registry.body",
                        verbose_name="组织",
                    ),
                ),
                (
                    "member",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to="registry.bodymember",
                        verbose_name="成员",
                    ),
                ),
                ("office", models.CharField(max_length=40, verbose_name="职务")),
                ("title", models.CharField(max_length=40, verbose_name="职务名称")),
                (
                    "standing",
                    models.CharField(
                        choices=[("holder", "正式"), ("deputy", "代理")],
                        default="holder",
                        max_length=8,
                        verbose_name="正式或代理",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("appointed", "任命"),
                            ("elected", "推选"),
                            ("by_law", "依法选举产生，在此登记"),
                            ("by_office", "按职务担任"),
                        ],
                        max_length=10,
                        verbose_name="产生方式",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(blank=True, null=True, verbose_name="至")),
                (
                    "after",
                    wugong.counties.fields.CountyForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="registry.holding",
                        verbose_name="接替",
                    ),
                ),
                (
                    "election",
                    wugong.counties.fields.CountyForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to="registry.election",
                        verbose_name="推选",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="交接说明")),
            ],
            options={
                "verbose_name": "任职",
                "verbose_name_plural": "任职",
                "ordering": ["since", "pk"],
                "indexes": [models.Index(fields=["county", "body", "office"], name="holdings_by_body")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("county", "member", "office"),
                        name="holds_an_office_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DossierLine",
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
                    "holding",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossier",
                        to="registry.holding",
                        verbose_name="任职",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("filed", "备案"),
                            ("reviewed", "联审"),
                            ("to_mend", "列入整顿"),
                            ("mended", "整顿完成"),
                        ],
                        max_length=10,
                        verbose_name="事项",
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("text", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "noted_by",
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
                "verbose_name": "履职档案",
                "verbose_name_plural": "履职档案",
                "ordering": ["day", "pk"],
            },
        ),
        migrations.CreateModel(
            name="JoinRequest",
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
                        related_name="join_requests",
                        to="registry.body",
                        verbose_name="组织",
                    ),
                ),
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="join_requests",
                        to="registry.person",
                        verbose_name="居民",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="申请时间"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "待核"), ("accepted", "已加入"), ("refused", "未接受")],
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
                        verbose_name="核定人",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="核定时间")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="答复")),
            ],
            options={
                "verbose_name": "入会申请",
                "verbose_name_plural": "入会申请",
                "ordering": ["asked_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("county", "body", "person"),
                        name="one_open_join_request",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("state", "asked")),
                            models.Q(
                                models.Q(("state", "asked"), _negated=True),
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="joins_decided_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Kinship",
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
                    "one",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                    ),
                ),
                (
                    "other",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                    ),
                ),
                (
                    "kin",
                    models.CharField(
                        choices=[
                            ("spouse", "夫妻"),
                            ("parent", "父母子女"),
                            ("sibling", "兄弟姐妹"),
                            ("grandparent", "祖孙"),
                            ("in_law", "近姻亲"),
                        ],
                        max_length=12,
                        verbose_name="关系",
                    ),
                ),
                (
                    "noted_by",
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
                "verbose_name": "亲属",
                "verbose_name_plural": "亲属",
                "constraints": [
                    models.UniqueConstraint(fields=("county", "one", "other"), name="kin_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one", models.F("other")), _negated=True), name="kin_of_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                    "household",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="registry.person",
                        verbose_name="居民",
                    ),
                ),
                ("relation", models.CharField(max_length=2, verbose_name="与户主关系")),
                (
                    "residence",
                    models.CharField(
                        choices=[("here", "常住"), ("away", "外出"), ("registered_elsewhere", "户籍在外")],
                        default="here",
                        max_length=20,
                        verbose_name="居住情况",
                    ),
                ),
                ("whereabouts", models.CharField(blank=True, max_length=80, verbose_name="去向或户籍地")),
                ("since", models.DateField(blank=True, null=True, verbose_name="自")),
                ("until", models.DateField(blank=True, null=True, verbose_name="至")),
                (
                    "entry",
                    models.CharField(
                        choices=[
                            ("found", "登记"),
                            ("imported", "导入"),
                            ("born", "出生"),
                            ("married", "婚入"),
                            ("moved_in", "迁入"),
                            ("split", "分户"),
                            ("merged", "并户"),
                            ("changed", "登记变更"),
                        ],
                        default="found",
                        max_length=10,
                        verbose_name="来由",
                    ),
                ),
                (
                    "leaving",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("died", "死亡"),
                            ("moved_out", "迁出"),
                            ("married", "婚出"),
                            ("split", "分户"),
                            ("merged", "并户"),
                            ("mistaken", "登记有误"),
                            ("changed", "登记变更"),
                        ],
                        max_length=10,
                        verbose_name="去由",
                    ),
                ),
            ],
            options={
                "verbose_name": "家庭成员",
                "verbose_name_plural": "家庭成员",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("county", "person"),
                        name="one_household_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("relation", "02"), ("until__isnull", True)),
                        fields=("county", "household"),
                        name="one_head_a_household",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("leaving", ""), ("until__isnull", True)),
                            models.Q(("until__isnull", False), models.Q(("leaving", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="members_leave_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PoolEntry",
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
                        related_name="pool_entries",
                        to="places.place",
                        verbose_name="村",
                    ),
                ),
                ("pool", models.CharField(max_length=40, verbose_name="库")),
                ("group", models.CharField(blank=True, max_length=40, verbose_name="类别")),
                (
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pool_entries",
                        to="registry.person",
                        verbose_name="居民",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("recorded", "已登记"),
                            ("selected", "已选定"),
                            ("trained", "已培训"),
                            ("appointed", "已任用"),
                        ],
                        default="recorded",
                        max_length=10,
                        verbose_name="培养",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="特长")),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(blank=True, null=True, verbose_name="至")),
            ],
            options={
                "verbose_name": "入库人员",
                "verbose_name_plural": "入库人员",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["county", "village", "pool"], name="pool_by_village")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("county", "village", "pool", "person"),
                        name="once_in_a_pool",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
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
                    "person",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="registry.person",
                        verbose_name="居民",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[("id_number", "证件号"), ("phone", "手机号"), ("bank", "银行账号")],
                        max_length=12,
                        verbose_name="内容",
                    ),
                ),
                ("reason", models.CharField(max_length=100, verbose_name="原因")),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="查看人",
                    ),
                ),
                ("read_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("at", models.CharField(max_length=14, verbose_name="地点代码")),
            ],
            options={
                "verbose_name": "查看记录",
                "verbose_name_plural": "查看记录",
                "ordering": ["-read_at"],
                "indexes": [models.Index(fields=["county", "person", "read_at"], name="readings_by_person")],
            },
        ),
        migrations.CreateModel(
            name="Visit",
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
                        related_name="visits",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "visited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="走访人",
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("asked", models.CharField(blank=True, max_length=500, verbose_name="问了什么")),
                (
                    "spoken",
                    wugong.counties.fields.CountyForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="media.sound",
                        verbose_name="录音",
                    ),
                ),
                ("answer_until", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="怎么办的")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "走访",
                "verbose_name_plural": "走访",
                "ordering": ["-day", "-made_at"],
                "indexes": [
                    models.Index(fields=["county", "household", "day"], name="visits_by_household"),
                    models.Index(fields=["county", "answer_until"], name="visits_by_answer"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(("answered_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="visits_answered_in_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked", ""), _negated=True), ("spoken__isnull", False), _connector="OR"
                        ),
                        name="visits_say_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
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
                    "ballot",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="registry.ballot",
                        verbose_name="一轮投票",
                    ),
                ),
                (
                    "candidate",
                    wugong.counties.fields.CountyForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="registry.candidate",
                        verbose_name="候选人",
                    ),
                ),
                ("count", models.PositiveIntegerField(verbose_name="得票")),
            ],
            options={
                "verbose_name": "得票",
                "verbose_name_plural": "得票",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "ballot", "candidate"), name="one_count_a_round"
                    )
                ],
            },
        ),
    ]
