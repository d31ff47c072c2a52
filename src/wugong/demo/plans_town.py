"""A town's plan documents: one is followed by its board, one waits for review; told by public acts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction

from wugong.accounts.models import User
from wugong.demo import county as demo
from wugong.demo.points_clock import ago, as_of
from wugong.matters.models import Indicator, PlanDocument, PlanTask
from wugong.matters.moving import move
from wugong.matters.plans.adopting import adopt_plan
from wugong.matters.plans.indicators import report_indicator, verify_indicator
from wugong.matters.plans.keeping import keep_plans
from wugong.matters.plans.readiness import check_readiness, readiness_of
from wugong.matters.states import TaskKind
from wugong.matters.supervising import Cause, supervise
from wugong.places.models import Place

KEYS: Final = UUID("b0a4d1c7-3a52-4b55-8f0e-9f1f7a2c6d13")  # so that what is loaded again is there already
BROUGHT: Final = 40
DAYS: Final = {"first": BROUGHT, "begun": 38, "late": 3, "soon": -2, "far": -60}  # ago; the last two to come
FOLLOWED: Final = """云塘镇“清爽庭院”共同缔造行动实施方案
为把房前屋后收拾干净，依据《望溪县共同缔造行动方案》，制定本方案。
一、总体要求
群众的院子群众来议、来建、来管、来评，成果由群众来享。
二、实施步骤
（一）动员部署阶段（{first}—{begun}）。开好村民小组会，选定示范组。
（二）集中推进阶段（{begun}—{soon}）。逐户上门，逐组销号。
（三）评比提升阶段（{soon}—{far}）。评出清爽庭院，成果上墙。
三、重点任务
（一）清理房前屋后杂物。清理乱堆乱放不少于120处，{late}前完成。
责任领导：林一川
牵头单位：环境整治办公室
责任人员：周小满
（二）建好垃圾分类亭。建成分类亭不少于16个，{soon}前完成。
责任领导：林一川
牵头单位：环境整治办公室
责任人员：周小满
（三）评选清爽庭院。农户参评率达到60%以上，{far}前完成。每月20日前报送评选情况。
责任领导：何以宁
牵头单位：环境整治办公室
责任人员：周小满
四、保障措施
（一）加强组织领导。成立由镇长任组长的专班，每周调度。
（二）保障资金投入。镇财政安排专项资金，村级以投工投劳配套。
（三）强化监督激励。每月通报一次，结果与以奖代补挂钩。
云塘镇人民政府
{first}
"""
WAITING: Final = """云塘镇共享小菜园建设工作方案
一、工作目标
把闲置边角地变成各家都能种的小菜园。
二、主要任务
（一）摸清闲置地块。各村摸清边角地，{soon}前完成。
责任领导：xxx
责任单位：各村
责任人员：xxx
（二）建成小菜园。建成小菜园不少于xx处，20xx年底前完成。
责任领导：林一川
牵头单位：镇农技站
责任人员：xxx
（三）认领到户。认领率达到80%以上，{far}前完成。
责任领导：林一川
牵头单位：环境整治办公室
责任人员：周小满
三、保障措施
（一）加强组织领导。由镇共同缔造办公室统筹。
云塘镇人民政府
"""


@dataclass
class PlansLife:
    """Brings two plans of the first town; one is adopted, begun, partly late, with figures."""

    places: Mapping[str, Place]
    users: Mapping[str, User]

    @property
    def town(self) -> Place:
        return self.places[demo.YUNTANG.code]

    def live(self, say: Callable[[str], None]) -> None:
        """The plans stand with all that became of them, or nothing of it."""
        if PlanDocument.objects.exists():
            return
        with transaction.atomic():
            self.follow(self.bring(FOLLOWED, "清爽庭院.docx", BROUGHT))
            self.bring(WAITING, "小菜园.txt", 1)
        say(f"{demo.NAME}：{PlanDocument.objects.count()} 份方案")

    def bring(self, text: str, file: str, days: int) -> PlanDocument:
        """The officer brought the plan so many days ago."""
        whole = text.format(**{name: said(ago(before)) for name, before in DAYS.items()})
        with as_of(ago(days), hour=9):
            key = uuid5(KEYS, file)
            return keep_plans(self.town, whole, key=key, actor=self.users["yuntang-officer"], file=file)[0]

    def follow(self, plan: PlanDocument) -> None:
        """It was adopted and begun; its first task is late and under an order, its figures came in."""
        officer, approver = self.users["yuntang-officer"], self.users["yuntang-approver"]
        with as_of(ago(BROUGHT), hour=15):
            for item in readiness_of(plan):
                check_readiness(plan, item.condition.key, "ready", "已落实", actor=officer)
            adopt_plan(plan, "镇长办公会第9次会议", actor=approver)
        rows = PlanTask.objects.filter(plan=plan, kind=TaskKind.TASK).select_related("matter")
        tasks = list(rows.order_by("place_in_order"))
        with as_of(ago(DAYS["begun"]), hour=9):
            for task in tasks:
                assert task.matter is not None
                move(task.matter, "start", actor=officer)
        self.count(tasks[0], "96", "逐村台账", sure=True)
        self.count(tasks[1], "9", "现场清点照片", sure=False)
        late = tasks[0].matter
        assert late is not None
        late.refresh_from_db()
        with as_of(ago(1), hour=9):
            supervise(late, Cause.OVERDUE, "请三天内清完剩下的，并说明原因。", actor=officer)

    def count(self, task: PlanTask, value: str, evidence: str, *, sure: bool) -> None:
        """Who works for the unit reported a figure; where it is sure, the town verified it."""
        with as_of(ago(4), hour=16):
            goal = (
                Indicator.objects.select_related("task__plan__place", "task__matter")
                .filter(task=task)
                .first()
            )
            assert goal is not None
            reporter = self.users["yuntang-approver"]
            one = report_indicator(goal, Decimal(value), day=ago(5), evidence=evidence, actor=reporter)
            if sure:
                verify_indicator(one, accepted=True, actor=self.users["yuntang-officer"])


def said(day: date) -> str:
    """Return the day as a plan writes it."""
    return f"{day.year}年{day.month}月{day.day}日"
