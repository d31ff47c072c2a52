"""The board of a plan: matters by lead unit and light, targets by verified figures, as few queries for many."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from wugong.counties.actors import SYSTEM
from wugong.matters.models import Indicator, Matter, PlanTask
from wugong.matters.openings import Wish, open_many
from wugong.matters.plans.boards import board_of, figure_said, phase_bars
from wugong.matters.plans.indicators import report_indicator, verify_indicator
from wugong.matters.states import Channel, TaskKind
from wugong.rules.register_parts import StateKind

pytestmark = pytest.mark.django_db


def line(board, name):
    return next(one for one in board.units if one.name == name)


@pytest.fixture
def office(here, followed):
    """The matters that the office for agriculture leads: rivers and sorting."""
    return list(Matter.objects.filter(lead_unit__name="镇农业农村办公室").order_by("pk"))


def light_up(matter, due, amber):
    Matter.objects.filter(pk=matter.pk).update(due_at=due, amber_at=amber)


def targeted(followed, **facts):
    return Indicator.objects.get(task__plan=followed, **facts)


def reported(indicator, value, actor, whole=None, days_ago=0, accepted=None):
    day = timezone.localdate() - timedelta(days=days_ago)
    figures = {"day": day, "evidence": "台账", "whole": Decimal(whole) if whole else None}
    report = report_indicator(indicator, Decimal(value), actor=actor, **figures)
    return report if accepted is None else verify_indicator(report, accepted=accepted, actor=SYSTEM)


def standing(followed, indicator):
    return next(one for one in board_of(followed).targets if one.indicator.pk == indicator.pk)


def test_each_task_counts_once_under_the_unit_that_leads_it(here, followed):
    board = board_of(followed)
    assert {one.name: one.tasks for one in board.units} == {
        "": 1,
        "镇农业农村办公室": 2,
        "镇规划建设办公室": 1,
    }
    assert board.units[-1].name == ""
    assert board.total.tasks == 4


def test_what_is_said_to_be_done_is_not_done(office, followed):
    Matter.objects.filter(pk=office[0].pk).update(kind=StateKind.DONE, state="reported")
    Matter.objects.filter(pk=office[1].pk).update(kind=StateKind.SOLVED, state="closed")
    found = line(board_of(followed), "镇农业农村办公室")
    assert (found.tasks, found.solved, found.reported, found.blanks) == (2, 1, 1, 0)


def test_what_cannot_start_yet_is_blank(office, followed):
    assert line(board_of(followed), "镇农业农村办公室").blanks == 2
    Matter.objects.filter(pk=office[0].pk).update(state="running")
    assert line(board_of(followed), "镇农业农村办公室").blanks == 1


@pytest.mark.parametrize(("seconds", "red", "amber"), [(-1, 1, 0), (0, 0, 1), (1, 0, 1)])
def test_a_matter_is_red_a_second_after_its_time(office, followed, seconds, red, amber):
    now = timezone.now()
    for one in office:
        light_up(one, now + timedelta(days=9), now + timedelta(days=8))
    light_up(office[0], now + timedelta(seconds=seconds), now - timedelta(days=1))
    found = line(board_of(followed, now), "镇农业农村办公室")
    assert (found.red, found.amber) == (red, amber)


@pytest.mark.parametrize(("seconds", "amber"), [(-1, 1), (0, 1), (1, 0)])
def test_a_matter_is_amber_from_its_moment_on(office, followed, seconds, amber):
    now = timezone.now()
    for one in office:
        light_up(one, now + timedelta(days=9), now + timedelta(days=8))
    light_up(office[0], now + timedelta(days=9), now + timedelta(seconds=seconds))
    assert line(board_of(followed, now), "镇农业农村办公室").amber == amber


def test_a_villages_part_counts_and_an_order_or_what_recurs_does_not(office, followed, village, town):
    part = Wish(
        "task", village, "各村清理", uuid4(), Channel.PLAN, part_of=office[0], lead_unit=office[0].lead_unit
    )
    order = Wish(
        "supervision-order",
        town,
        "督办",
        uuid4(),
        Channel.DESK,
        part_of=office[0],
        facts={"about": office[0].number, "cause": "other"},
    )
    again = Wish("task", town, "每月报送", uuid4(), Channel.RULE, part_of=office[0])
    open_many([part, again], actor=SYSTEM)
    open_many([order], actor=SYSTEM)
    assert line(board_of(followed), "镇农业农村办公室").tasks == 3


def test_what_was_left_out_is_on_no_board(office, followed):
    PlanTask.objects.filter(matter=office[0]).update(left_out=True)
    board = board_of(followed)
    assert line(board, "镇农业农村办公室").tasks == 1
    assert all("12公里" not in one.indicator.raw for one in board.targets)


def test_a_board_asks_as_often_for_300_tasks_as_for_one(here, followed, django_assert_num_queries):
    def ask():
        with django_assert_num_queries(6):
            return board_of(followed)

    ask()
    fill(followed, 300)
    board = ask()
    assert board.total.tasks == 304
    assert len(board.targets) == 303 + 1


def fill(plan, count):
    wishes = [Wish("task", plan.place, f"任务{n}", uuid4(), Channel.PLAN) for n in range(count)]
    matters = [one.matter for one in open_many(wishes, actor=SYSTEM)]
    tasks = PlanTask.objects.bulk_create(
        PlanTask(
            plan=plan,
            place_in_order=100 + n,
            kind=TaskKind.TASK,
            title=matter.title,
            first=1,
            last=1,
            matter=matter,
            county_id=plan.county_id,
        )
        for n, matter in enumerate(matters)
    )
    Indicator.objects.bulk_create(
        Indicator(
            task=task,
            raw="不少于3个",
            compare="at-least",
            goal=Decimal(3),
            counted_in="个",
            county_id=plan.county_id,
        )
        for task in tasks
    )


def test_a_target_nobody_reported_of_and_a_masked_one_say_so(here, followed):
    assert standing(followed, targeted(followed, raw__contains="12公里")).state == "none"
    assert standing(followed, targeted(followed, goal__isnull=True)).state == "masked"


def test_what_was_only_reported_is_not_reached(here, followed, town_officer):
    rivers = targeted(followed, raw__contains="12公里")
    reported(rivers, "20", town_officer)
    found = standing(followed, rivers)
    assert (found.state, found.verified, found.behind) == ("waiting", None, "")
    assert board_of(followed).reached == 0


@pytest.mark.parametrize(
    ("value", "state", "behind"),
    [("11.9999", "behind", "0.0001"), ("12", "reached", ""), ("12.0001", "reached", "")],
)
def test_a_verified_count_is_reached_at_its_goal(here, followed, town_officer, value, state, behind):
    rivers = targeted(followed, raw__contains="12公里")
    reported(rivers, value, town_officer, accepted=True)
    found = standing(followed, rivers)
    assert (found.state, found.behind, found.missing_in) == (state, behind, "公里")


@pytest.mark.parametrize(
    ("value", "whole", "state", "behind"),
    [
        ("84999", "100000", "behind", "1"),
        ("85000", "100000", "reached", ""),
        ("254", "300", "behind", "1"),
        ("255", "300", "reached", ""),
    ],
)
def test_a_verified_share_never_passes_by_a_rounded_percent(
    here, followed, town_officer, value, whole, state, behind
):
    sorting = targeted(followed, counted_in="%")
    reported(sorting, value, town_officer, whole, accepted=True)
    found = standing(followed, sorting)
    assert (found.state, found.behind, found.missing_in) == (state, behind, "")


def test_both_the_verified_figure_and_the_newer_one_stand(here, followed, town_officer):
    rivers = targeted(followed, raw__contains="12公里")
    reported(rivers, "9", town_officer, days_ago=3, accepted=True)
    newer = reported(rivers, "13", town_officer)
    found = standing(followed, rivers)
    assert (found.verified.value, found.waiting.pk, found.state) == (9, newer.pk, "behind")


def test_what_was_not_true_does_not_count_and_is_shown(here, followed, town_officer):
    rivers = targeted(followed, raw__contains="12公里")
    false = reported(rivers, "30", town_officer, accepted=False)
    found = standing(followed, rivers)
    assert (found.state, found.refused.pk, found.waiting) == ("none", false.pk, None)


def test_a_share_is_said_with_both_numbers_and_cut(here, followed, town_officer):
    sorting = targeted(followed, counted_in="%")
    assert figure_said(reported(sorting, "84999", town_officer, "100000")) == "84999/100000，占 84.99%"
    rivers = targeted(followed, raw__contains="12公里")
    assert figure_said(reported(rivers, "9.50", town_officer)) == "9.5公里"


@pytest.mark.parametrize(
    ("day", "states"),
    [
        ("02-28", ["later", "later", "later"]),
        ("03-01", ["now", "later", "later"]),
        ("03-31", ["now", "later", "later"]),
        ("04-01", ["over", "now", "later"]),
        ("12-31", ["over", "over", "now"]),
    ],
)
def test_a_phase_is_now_from_its_first_day_to_its_last(here, followed, day, states):
    assert [one.state for one in phase_bars(followed, date.fromisoformat(f"2026-{day}"))] == states


def test_a_phase_without_days_stands_nowhere(here, followed):
    followed.phases = [{"name": "动员", "start": None, "end": None}]
    assert [(one.state, one.sign) for one in phase_bars(followed, date(2026, 1, 1))] == [("unknown", "")]


def test_what_the_plan_says_about_money_stands_beside_its_task(here, followed):
    task = PlanTask.objects.filter(plan=followed).first()
    task.found["amounts"] = [{"raw": "8万元", "yuan": 80000}]
    task.save()
    assert [(one.raw, one.task.title) for one in board_of(followed).money] == [("8万元", task.title)]
