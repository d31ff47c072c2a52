"""Plan documents for tests, made only through public acts: a town's plan as it came, and as it was adopted."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import LONG_AGO
from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.matters.models import PlanDocument, PlanTask
from wugong.matters.plans.adopting import adopt_plan
from wugong.matters.plans.keeping import keep_plans
from wugong.matters.plans.readiness import check_readiness, readiness_of
from wugong.matters.states import TaskKind
from wugong.places.models import Place
from wugong.registry.bodies import found_body
from wugong.registry.models import Body

MakePlan = Callable[..., PlanDocument]

PLAN = """枫林镇2026年农村环境整治实施方案

为改善村容村貌，依据《枫林镇乡村建设规划》，制定本方案。

一、总体要求
坚持群众主体，用一年时间把村子收拾干净。

二、实施步骤
（一）动员部署阶段（2026年3月1日—3月31日）。成立专班，开好动员会。
（二）集中整治阶段（2026年4月1日—10月31日）。逐村清理，建立台账。
（三）总结验收阶段（2026年11月1日—12月31日）。逐村验收，评出等次。

三、重点任务
（一）清理河塘沟渠。清理河道不少于12公里，7月30日前完成。每月20日前报送进度。
责任领导：林一川
牵头单位：镇农业农村办
配合单位：镇财政所、各村
责任人员：周小满
（二）整治残垣断壁。拆除危旧房不少于xx处，10月底前完成。
责任领导：xxx
牵头单位：镇规划建设办
责任人员：xxx
（三）推行垃圾分类。户用垃圾分类覆盖率达到85%以上。
责任领导：林一川
牵头单位：镇农业农村办
配合单位：镇教育站
责任人员：周小满
完成时限：20xx年底前
（四）建设村庄小花园。各村建成小花园不少于2个，9月底前完成。
责任领导：林一川
责任单位：各村
责任人员：周小满

四、保障措施
（一）加强组织领导。成立由镇长任组长的领导小组。
（二）保障资金投入。镇财政安排专项资金，确保投入到位。
（三）强化监督激励。每季度督查一次，结果通报。

枫林镇人民政府
2026年2月20日
"""

UNITS = ("镇农业农村办公室", "镇规划建设办公室", "镇财政所", "镇教育站")


def tasks_of(plan: PlanDocument) -> list[PlanTask]:
    """Return the tasks of the plan in their order, without its safeguards."""
    rows = PlanTask.everywhere.filter(plan=plan, kind=TaskKind.TASK)
    return list(rows.select_related("plan").order_by("place_in_order"))


@pytest.fixture
def plan_text() -> str:
    """A town's plan: four tasks, of which two have blanks; three phases; three safeguards."""
    return PLAN


@pytest.fixture
def unit_bodies(county: County, town: Place) -> dict[str, Body]:
    """The offices of the town that the plan names, by name."""
    with standing_in(county):
        return {name: found_body(town, name, actor=SYSTEM, kind="office", since=LONG_AGO) for name in UNITS}


@pytest.fixture
def keep(county: County, town: Place, town_officer: User) -> MakePlan:
    """Return a keeper of plans: the text (the town's plan), the place (the town), what keep_plans takes."""

    def keeping(
        text: str = PLAN, place: Place | None = None, *, actor: Any = None, **facts: Any
    ) -> PlanDocument:
        with standing_in(county):
            plain = {"key": uuid4(), "actor": actor or town_officer}
            return keep_plans(place or town, text, **(plain | facts))[0]

    return keeping


@pytest.fixture
def kept_plan(unit_bodies: dict[str, Body], keep: MakePlan) -> PlanDocument:
    """The town's plan under review, with its units proposed; nobody said which year 20xx is."""
    return keep()


def all_in_place(plan: PlanDocument, actor: User) -> None:
    """Somebody found every condition of the plan in place."""
    for item in readiness_of(plan):
        check_readiness(plan, item.condition.key, "ready", "已落实", actor=actor)


@pytest.fixture
def adopted_plan(
    county: County, kept_plan: PlanDocument, town_officer: User, town_approver: User
) -> PlanDocument:
    """The town's plan as its approver adopted it, blanks and all; no village stands in the town unless asked for."""
    with standing_in(county):
        all_in_place(kept_plan, town_officer)
        adopt_plan(kept_plan, "镇长办公会2026年第3次会议", actor=town_approver)
        return PlanDocument.objects.select_related("place").get(pk=kept_plan.pk)
