"""The matrix is corrected cell by cell; what was read stays beside; blanks that are filled are blank no more."""

from datetime import date
from decimal import Decimal

import pytest
from tests.planned import tasks_of

from wugong.access.refusals import NotAllowed
from wugong.matters import refusals as matter_refusals
from wugong.matters.models import Indicator, PlanUnit
from wugong.matters.plans import refusals
from wugong.matters.plans.correcting import (
    add_task,
    correct_indicator,
    correct_task,
    leave_out,
    move_kind,
)
from wugong.matters.plans.keeping import drop_plan
from wugong.matters.states import TaskKind
from wugong.rules.recurrences import NoSuchRule

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def tasks(kept_plan):
    return tasks_of(kept_plan)


def test_cells_are_corrected_and_what_was_read_stays(tasks, town_officer):
    before = tasks[0].found
    cells = {"title": "清理河塘", "until": "2026-08-15", "phase": "集中整治阶段", "recurrences": "weekly:5"}
    held = correct_task(tasks[0], cells, actor=town_officer)
    assert (held.title, held.until, held.phase) == ("清理河塘", date(2026, 8, 15), "集中整治阶段")
    assert [one["rule"] for one in held.recurrences] == ["weekly:5"]
    assert held.found == before
    assert held.corrected == list(cells)


def test_filling_a_blank_takes_it_off_the_list(tasks, town_officer):
    held = correct_task(tasks[1], {"leader": "林一川", "officer": "何小雨"}, actor=town_officer)
    assert held.to_fill == ["目标值"]


def test_a_mask_that_is_typed_again_stays_blank(tasks, town_officer):
    held = correct_task(tasks[0], {"leader": "xxx"}, actor=town_officer)
    assert held.to_fill == ["责任领导"]


def test_a_new_name_is_a_unit_of_the_plan(tasks, town_officer, unit_bodies):
    correct_task(tasks[0], {"lead_units": "镇财政所、镇水利站"}, actor=town_officer)
    units = {unit.name: unit.body for unit in PlanUnit.objects.filter(plan=tasks[0].plan)}
    assert units["镇水利站"] is None
    assert units["镇财政所"] == unit_bodies["镇财政所"]


def test_the_same_again_changes_nothing(tasks, town_officer):
    held = correct_task(tasks[0], {"title": tasks[0].title}, actor=town_officer)
    assert held.corrected == []


@pytest.mark.parametrize(
    ("cells", "refusal"),
    [
        ({"until": "七月"}, refusals.NoSuchDay),
        ({"until": "0001-01-01"}, refusals.NoSuchDay),
        ({"precision": "hour"}, refusals.NoSuchChoice),
        ({"recurrences": "每逢初一"}, NoSuchRule),
        ({"found": "{}"}, refusals.NoSuchCell),
        ({"title": " "}, matter_refusals.WordsMissing),
        ({"leader": "名" * 41}, matter_refusals.WordsTooLong),
        ({"lead_units": "、".join(f"单位{n}" for n in range(61))}, refusals.TooManyUnits),
    ],
)
def test_what_a_cell_cannot_hold_is_refused(tasks, town_officer, cells, refusal):
    with pytest.raises(refusal):
        correct_task(tasks[0], cells, actor=town_officer)


def test_a_day_that_is_taken_away_leaves_no_precision(tasks, town_officer):
    held = correct_task(tasks[0], {"until": ""}, actor=town_officer)
    assert (held.until, held.precision) == (None, "")


def test_a_stranger_corrects_nothing(tasks, other_town_officer):
    with pytest.raises(NotAllowed):
        correct_task(tasks[0], {"title": "别的"}, actor=other_town_officer)


def test_a_dropped_plan_is_corrected_no_more(tasks, kept_plan, town_officer):
    drop_plan(kept_plan, "交错了", actor=town_officer)
    with pytest.raises(NotAllowed, match="不能再改"):
        correct_task(tasks[0], {"title": "别的"}, actor=town_officer)


def test_a_masked_goal_is_filled(tasks, town_officer):
    masked = Indicator.objects.get(task=tasks[1])
    cells = {"raw": masked.raw, "compare": "at-least", "goal": "30", "counted_in": "处"}
    filled = correct_indicator(masked, tasks[1], cells, actor=town_officer)
    assert filled.goal == Decimal(30)
    tasks[1].refresh_from_db()
    assert tasks[1].to_fill == ["责任领导", "责任人员"]


def test_a_new_goal_without_a_number_is_to_be_filled(tasks, town_officer):
    correct_indicator(None, tasks[0], {"raw": "达标xx户", "goal": "xx"}, actor=town_officer)
    tasks[0].refresh_from_db()
    assert tasks[0].to_fill == ["目标值"]


def test_a_goal_without_words_is_gone(tasks, town_officer):
    goal = Indicator.objects.get(task=tasks[1])
    assert correct_indicator(goal, tasks[1], {"raw": ""}, actor=town_officer) is None
    tasks[1].refresh_from_db()
    assert not Indicator.objects.filter(task=tasks[1]).exists()
    assert "目标值" not in tasks[1].to_fill


@pytest.mark.parametrize(
    ("cells", "refusal"),
    [
        ({"raw": "甲", "goal": "很多"}, refusals.NoSuchFigure),
        ({"raw": "甲", "goal": "NaN"}, refusals.NoSuchFigure),
        ({"raw": "甲", "goal": "1e30"}, refusals.NoSuchFigure),
        ({"raw": "甲", "goal": "0.00001"}, refusals.NoSuchFigure),
        ({"raw": "甲", "compare": "about", "goal": "1"}, refusals.NoSuchChoice),
        ({"raw": "甲", "compare": "between", "goal": "5", "goal_most": "4"}, refusals.NoUpperGoal),
        ({"raw": "", "goal": "5"}, matter_refusals.WordsMissing),
    ],
)
def test_what_a_goal_cannot_hold_is_refused(tasks, town_officer, cells, refusal):
    with pytest.raises(refusal):
        correct_indicator(None, tasks[0], cells, actor=town_officer)


def test_a_goal_of_another_task_is_refused(tasks, town_officer):
    goal = Indicator.objects.get(task=tasks[1])
    with pytest.raises(refusals.NotOfThisPlan):
        correct_indicator(goal, tasks[0], {"raw": "甲", "goal": "5"}, actor=town_officer)


def test_a_row_is_left_out_and_taken_back(tasks, town_officer):
    assert leave_out(tasks[0], True, actor=town_officer).left_out
    assert not leave_out(tasks[0], False, actor=town_officer).left_out


def test_a_task_is_a_safeguard_after_all(tasks, town_officer):
    assert move_kind(tasks[0], TaskKind.SAFEGUARD, actor=town_officer).kind == TaskKind.SAFEGUARD


def test_a_row_is_added_last(tasks, kept_plan, town_officer):
    task = add_task(kept_plan, 9, 9, "成立专班", actor=town_officer)
    assert task.place_in_order == 8
    assert task.phase.startswith("动员部署阶段")
    assert task.title == "成立专班"


@pytest.mark.parametrize(("first", "last"), [(0, 1), (9, 8), (8, 10_000)])
def test_a_row_outside_the_text_is_refused(kept_plan, town_officer, first, last):
    with pytest.raises(refusals.OutsideTheText):
        add_task(kept_plan, first, last, "成立专班", actor=town_officer)
