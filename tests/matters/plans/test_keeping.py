"""Plans are kept with their rows, goals, phases and units; once for each sending."""

from datetime import date
from uuid import uuid4

import pytest
from tests.planned import tasks_of

from wugong.access.refusals import NotAllowed
from wugong.matters.models import Indicator, PlanDocument, PlanTask, PlanUnit
from wugong.matters.plans import refusals
from wugong.matters.plans.keeping import drop_plan, keep_plans, settle_year
from wugong.matters.states import PlanState, TaskKind


def test_a_plan_is_kept_with_its_rows(kept_plan):
    assert kept_plan.title == "枫林镇2026年农村环境整治实施方案"
    assert kept_plan.year == 2026
    assert [task.title for task in tasks_of(kept_plan)] == [
        "清理河塘沟渠",
        "整治残垣断壁",
        "推行垃圾分类",
        "建设村庄小花园",
    ]
    assert [phase["end"] for phase in kept_plan.phases] == ["2026-03-31", "2026-10-31", "2026-12-31"]
    assert PlanTask.everywhere.filter(plan=kept_plan, kind=TaskKind.SAFEGUARD).count() == 3


def test_a_row_has_its_trio_its_day_its_goal_and_its_rhythm(kept_plan):
    task = tasks_of(kept_plan)[0]
    assert (task.lead_units, task.support_units, task.group_units) == (
        ["镇农业农村办"],
        ["镇财政所"],
        ["各村"],
    )
    assert (task.leader, task.officer) == ("林一川", "周小满")
    assert (task.until, task.precision, task.inherited) == (date(2026, 7, 30), "day", False)
    goal = Indicator.everywhere.get(task=task)
    assert (goal.compare, goal.goal, goal.counted_in) == ("at-least", 12, "公里")
    assert [one["rule"] for one in task.recurrences] == ["monthly:20"]


def test_what_the_plan_masks_is_to_be_filled(kept_plan):
    first, second, third, _ = tasks_of(kept_plan)
    assert first.to_fill == []
    assert second.to_fill == ["责任领导", "责任人员", "目标值"]
    assert (third.to_fill, third.until) == (["完成时限"], None)


def test_units_are_matched_to_the_register(kept_plan, unit_bodies):
    units = {unit.name: unit for unit in PlanUnit.everywhere.filter(plan=kept_plan).select_related("body")}
    assert units["镇农业农村办"].body == unit_bodies["镇农业农村办公室"]
    assert units["镇农业农村办"].proposed
    assert (units["各村"].is_group, units["各村"].body) == (True, None)


def test_the_same_sending_is_kept_once(here, town, town_officer, plan_text):
    key = uuid4()
    first = keep_plans(town, plan_text, key=key, actor=town_officer)
    again = keep_plans(town, plan_text, key=key, actor=town_officer)
    assert first == again
    assert PlanDocument.objects.count() == 1


def test_somebody_elses_key_is_refused(here, town, town_officer, plan_text, keep):
    key = uuid4()
    keep_plans(town, plan_text, key=key, actor=town_officer)
    with pytest.raises(refusals.PlanKeyTaken):
        keep_plans(town, plan_text + "\n", key=key, actor=town_officer)


def test_what_is_no_plan_is_refused_with_what_was_seen(here, town, town_officer):
    text = "枫林坳村共同缔造经验材料\n\n我村先后召开院坝会三次，群众满意。\n"
    with pytest.raises(refusals.NotAPlan, match="枫林坳村共同缔造经验材料"):
        keep_plans(town, text, key=uuid4(), actor=town_officer)
    assert not PlanDocument.objects.exists()


def test_a_resident_brings_no_plan(here, town, resident, plan_text):
    with pytest.raises(NotAllowed):
        keep_plans(town, plan_text, key=uuid4(), actor=resident)


def test_two_plans_in_one_text_are_two(here, town, town_officer, plan_text):
    other = plan_text.replace("农村环境整治", "饮水安全提升")
    kept = keep_plans(town, plan_text + "\n\n" + other, key=uuid4(), actor=town_officer)
    assert [plan.title for plan in kept] == [
        "枫林镇2026年农村环境整治实施方案",
        "枫林镇2026年饮水安全提升实施方案",
    ]


def test_a_named_year_stands_for_masked_ones(keep):
    assert tasks_of(keep(year=2027))[2].until == date(2027, 12, 31)


def test_the_year_is_settled_but_not_in_corrected_cells(here, kept_plan, town_officer):
    first = tasks_of(kept_plan)[0]
    PlanTask.everywhere.filter(pk=first.pk).update(corrected=["until"])
    settle_year(kept_plan, 2027, actor=town_officer)
    first, _, third, fourth = tasks_of(kept_plan)
    assert first.until == date(2026, 7, 30)
    assert (third.until, third.precision, third.to_fill) == (date(2027, 12, 31), "year", [])
    assert fourth.until == date(2027, 9, 30)


def test_a_year_out_of_range_is_refused(here, kept_plan, town_officer):
    with pytest.raises(refusals.NoSuchYear):
        settle_year(kept_plan, 1999, actor=town_officer)


def test_a_dropped_plan_is_closed(here, kept_plan, town_officer):
    assert drop_plan(kept_plan, "交错了", actor=town_officer).state == PlanState.DROPPED
    with pytest.raises(NotAllowed, match="已经立项或作废"):
        drop_plan(kept_plan, "再作废", actor=town_officer)
