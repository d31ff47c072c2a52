"""A year's papers: what the adopted plans want of a place in January, what became of it in December."""

import pytest
from django.urls import reverse
from tests.mattered import at

from wugong.counties.actors import SYSTEM
from wugong.matters.models import Matter, PlanTask
from wugong.matters.plans import board_refusals as refusals
from wugong.matters.plans.papers import draft_paper
from wugong.matters.plans.year_figures import year_plan_figures, year_summary_figures
from wugong.rules.plan_papers import term

pytestmark = pytest.mark.django_db
PLAN = ("year-plan", "2026")
SUMMARY = ("year-sum", "2026")


@pytest.fixture(autouse=True)
def december(here, on):
    """The tenth of December, when both papers may be drafted."""
    on("2026-12-10 09:00")


@pytest.fixture
def done(followed, town):
    """The first task of the plan as solved."""
    matter = Matter.objects.get(title__contains="河塘")
    Matter.objects.filter(pk=matter.pk).update(kind="solved", solved_at=at("2026-12-09 09:00"))
    return matter


def test_the_summary_is_not_drafted_before_december(here, village, on):
    on("2026-11-30 23:59")
    with pytest.raises(refusals.TooEarly):
        draft_paper(village, *SUMMARY, actor=SYSTEM)


def test_the_years_plan_lists_each_task_with_its_day(followed, town):
    figures = year_plan_figures(town, term(*PLAN), at("2026-12-10 09:00"))
    assert figures["counts"]["tasks"]["n"] == 4
    dated = [one["due"] for one in figures["tasks"] if one["due"]]
    assert dated == sorted(dated)
    assert "2026-07-30" in dated


def test_the_years_plan_says_it_by_quarter(followed, town, town_officer):
    text = draft_paper(town, *PLAN, actor=town_officer).text
    assert text.startswith(f"{town.name}2026年工作计划")
    assert "全年任务 4 项" in text
    assert "三季度到期的" in text


@pytest.mark.parametrize(
    ("day", "n"), [("2025-12-31", 3), ("2026-01-01", 4), ("2026-12-31", 4), ("2027-01-01", 3)]
)
def test_a_task_is_of_the_year_in_which_it_is_due(followed, town, day, n):
    PlanTask.objects.filter(matter__title__contains="河塘").update(until=day)
    figures = year_plan_figures(town, term(*PLAN), at("2026-12-10 09:00"))
    assert figures["counts"]["tasks"]["n"] == n


def test_the_summary_counts_what_became_of_the_tasks(done, town):
    counts = year_summary_figures(town, term(*SUMMARY), at("2026-12-10 09:00"))["counts"]
    assert {key: counts[key]["n"] for key in ("tasks", "closed", "waiting", "dropped", "running")} == {
        "tasks": 4,
        "closed": 1,
        "waiting": 0,
        "dropped": 0,
        "running": 3,
    }
    assert counts["closed"]["numbers"] == [done.number]


def test_the_summary_says_what_goes_on_next_year(done, town, town_officer):
    text = draft_paper(town, *SUMMARY, actor=town_officer).text
    assert "方案里今年到期的任务 4 项：销号 1 项" in text
    over = text.partition("明年接着办的")[2]
    assert "河塘" not in over
    assert over.count("（26-") == 3


def test_without_a_plan_the_year_asks_for_nothing(here, village):
    assert "没有今年到期的任务" in draft_paper(village, *PLAN, actor=SYSTEM).text
    assert "任务 0 项" in draft_paper(village, *SUMMARY, actor=SYSTEM).text


def test_the_page_of_a_years_paper_lists_its_tasks(as_user, done, town, town_officer):
    draft_paper(town, *SUMMARY, actor=town_officer)
    client = as_user(town_officer)
    told = client.get(reverse("plan_paper", args=[town.code, *SUMMARY])).content.decode()
    assert "今年到期的任务" in told
    assert reverse("matter_desk", args=[town.code, done.number]) in told


def test_the_years_papers_ask_as_often_for_many_as_for_one(
    followed, opened, town, django_assert_max_num_queries
):
    def ask(made):
        with django_assert_max_num_queries(25):
            made(town, term(*SUMMARY), at("2026-12-10 09:00"))

    for made in (year_plan_figures, year_summary_figures):
        ask(made)
        for _ in range(3):
            opened()
        ask(made)
