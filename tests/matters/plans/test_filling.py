"""A task of a plan starts only once its blanks are filled, in the row and in its matters."""

from datetime import date
from decimal import Decimal

import pytest
from tests.planned import all_in_place, tasks_of

from wugong.access.refusals import NotAllowed
from wugong.matters import refusals as matter_refusals
from wugong.matters.models import Indicator, Matter
from wugong.matters.moving import move
from wugong.matters.notes import fill
from wugong.matters.plans import refusals
from wugong.matters.plans.adopting import adopt_plan, blanks
from wugong.matters.plans.filling import fill_blank
from wugong.matters.states import Channel

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def tasks(adopted_plan):
    return tasks_of(adopted_plan)


def test_a_task_without_blanks_starts(tasks, town_officer):
    step = move(tasks[0].matter, "start", actor=town_officer)
    assert step.target == "running"


def test_a_task_with_blanks_does_not_start_and_each_is_named(tasks, town_officer):
    with pytest.raises(matter_refusals.PlanBlanks, match=r"责任领导、责任人员、目标值（.*第 2 项"):
        move(tasks[1].matter, "start", actor=town_officer)
    assert Matter.objects.get(pk=tasks[1].matter_id).state == "drafted"


def test_a_task_without_a_day_does_not_start(tasks, town_officer):
    with pytest.raises(matter_refusals.PlanBlanks, match="完成时限"):
        move(tasks[2].matter, "start", actor=town_officer)


def test_a_task_whose_unit_nobody_knows_does_not_start(
    keep, unit_bodies, town_officer, town_approver, plan_text
):
    plan = keep(plan_text.replace("镇规划建设办", "镇村镇治理专班"))
    all_in_place(plan, town_officer)
    adopt_plan(plan, "会议", actor=town_approver)
    with pytest.raises(matter_refusals.PlanBlanks, match="“镇村镇治理专班”没有对上组织"):
        move(tasks_of(plan)[1].matter, "start", actor=town_officer)


def test_it_can_be_cancelled_blanks_and_all(tasks, town_approver):
    assert move(tasks[1].matter, "cancel", actor=town_approver, reason="并入别的方案").target == "cancelled"


def test_what_the_move_brings_along_is_blank_no_more(tasks, town_officer):
    step = move(tasks[2].matter, "start", actor=town_officer, facts={"until": "2099-12-31"})
    assert step.target == "running"


def test_filled_blanks_let_it_start(tasks, town_officer):
    cells = {"leader": "林一川", "officer": "何小雨", "goal": "30"}
    held = fill_blank(tasks[1], cells, actor=town_officer)
    assert (held.to_fill, blanks(held)) == ([], [])
    assert Indicator.objects.get(task=held).goal == Decimal(30)
    matter = Matter.objects.get(pk=held.matter_id)
    assert (matter.leader, matter.facts["officer-name"], matter.facts["goal"]) == ("林一川", "何小雨", "30")
    assert move(matter, "start", actor=town_officer).target == "running"


def test_a_day_is_filled_in_row_and_matter(tasks, town_officer):
    held = fill_blank(tasks[2], {"until": "2099-12-31"}, actor=town_officer)
    assert held.until == date(2099, 12, 31)
    assert Matter.objects.get(pk=held.matter_id).facts["until"] == "2099-12-31"


def test_a_lead_unit_is_filled(tasks, town_officer, unit_bodies):
    held = fill_blank(tasks[3], {"lead_units": "镇规划建设办"}, actor=town_officer)
    matter = Matter.objects.get(pk=held.matter_id)
    assert matter.lead_unit == unit_bodies["镇规划建设办公室"]
    assert move(matter, "start", actor=town_officer).target == "running"


def test_what_stands_is_not_changed_here(tasks, town_officer):
    with pytest.raises(refusals.NotBlank, match="完成时限"):
        fill_blank(tasks[0], {"until": "2099-12-31"}, actor=town_officer)


def test_a_cell_that_is_none_is_refused(tasks, town_officer):
    with pytest.raises(refusals.NoSuchCell):
        fill_blank(tasks[0], {"phase": "一"}, actor=town_officer)


def test_a_task_that_is_no_matter_has_nothing_to_fill(kept_plan, town_officer):
    with pytest.raises(refusals.NoMatterYet):
        fill_blank(tasks_of(kept_plan)[1], {"leader": "林一川"}, actor=town_officer)


def test_a_task_that_is_over_is_filled_no_more(tasks, town_officer, town_approver):
    move(tasks[1].matter, "cancel", actor=town_approver, reason="并入别的方案")
    with pytest.raises(matter_refusals.IsOver):
        fill_blank(tasks[1], {"leader": "林一川"}, actor=town_officer)


def test_a_stranger_fills_nothing(tasks, other_town_officer):
    with pytest.raises(NotAllowed):
        fill_blank(tasks[1], {"leader": "林一川"}, actor=other_town_officer)


def test_a_masked_goal_holds_back_the_villages_shares_too(
    village, keep, unit_bodies, town_officer, town_approver, plan_text
):
    plan = keep(plan_text.replace("小花园不少于2个", "小花园不少于xx个"))
    all_in_place(plan, town_officer)
    adopt_plan(plan, "会议", actor=town_approver)
    task = tasks_of(plan)[3]
    part = Matter.objects.get(part_of=task.matter, channel=Channel.PLAN)
    brought = {"facts": {"officer-name": "何小雨"}, "unit": unit_bodies["镇教育站"]}
    with pytest.raises(matter_refusals.PlanBlanks, match="目标值"):
        move(part, "start", actor=town_officer, **brought)
    fill_blank(task, {"goal": "3"}, actor=town_officer)
    part.refresh_from_db()
    assert part.facts["goal"] == "3"
    assert move(part, "start", actor=town_officer, **brought).target == "running"


def test_a_masked_goal_is_filled_at_the_matter_too_and_the_task_starts(tasks, town_officer):
    matter = tasks[1].matter
    facts = {"leader-name": "林一川", "officer-name": "何小雨", "goal": "30"}
    fill(matter, facts, actor=town_officer)
    assert Indicator.objects.get(task=tasks[1]).goal == Decimal(30)
    assert move(Matter.objects.get(pk=matter.pk), "start", actor=town_officer).target == "running"


def test_another_field_filled_at_the_matter_leaves_the_goal_masked(tasks, town_officer):
    fill(tasks[1].matter, {"leader-name": "林一川"}, actor=town_officer)
    assert Indicator.objects.get(task=tasks[1]).goal is None
