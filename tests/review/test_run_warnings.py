"""What an approver is told before she approves, each where it is so and silent where it is not."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.appraised import Enter, Publish, check_rounds, month

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.places.changes import merge_places
from wugong.places.models import Place
from wugong.review.models import AdoptedScheme, Run, Score
from wugong.review.objections import keep_figure, raise_objection
from wugong.review.registers import register_holder
from wugong.review.run_warnings import OFF
from wugong.review.runs import prepare_run
from wugong.review.schemes import adopt_scheme
from wugong.review.scores import Sheet, enter_scores
from wugong.rules.library import scheme_text

AsUser = Callable[[User], Client]
JULY, Q3 = Period.parse("2026-07"), Period.parse("2026-Q3")
LETTERS = (95, 90, 85, 80, 75, 70)


@pytest.fixture
def told(as_user: AsUser, town_officer: User, town: Place) -> Callable[[str], list[str]]:
    """Return a teller: computes the period and returns what the preview warns of, heads and texts."""

    def tell(period: str) -> list[str]:
        prepare_run(town, Period.parse(period), actor=town_officer)
        page = as_user(town_officer).get(f"/desk/990101101/runs/{period}/")
        return [f"{one.kind} {one.head}{one.text}" for one in page.context["warnings"]]

    return tell


Told = Callable[[str], list[str]]


@pytest.fixture
def in_time(quarter: None) -> None:
    """All scores of the quarter were entered before any of them was late."""
    for when in ("2026-07", "2026-08", "2026-09"):
        at = timezone.make_aware(datetime.combine(month(when).first_day, datetime.min.time()))
        Score.objects.filter(month=when).update(entered_at=at + timedelta(days=23))


@pytest.mark.usefixtures("in_time")
def test_a_clean_quarter_says_only_what_the_switches_leave_out(told: Told) -> None:
    found = told("2026-Q3")
    assert len(found) == 1
    assert found[0].startswith("wait 末位表态不计金额。开关“罚款是否计算（C12）”没有打开")


def test_a_month_has_no_consequences_to_switch_off(told: Told, in_time: None) -> None:
    assert told("2026-07") == []


def test_fines_on_posts_that_the_switch_leaves_out_are_told_in_the_half_year(
    told: Told, enter: Enter
) -> None:
    for number in range(1, 7):
        enter(f"2026-0{number}", *LETTERS)
    assert any(one.startswith("wait 办点末位扣款没有执行。") for one in told("2026-H1"))


def test_villages_without_a_figure_come_first_with_what_they_lack(told: Told, enter: Enter) -> None:
    enter("2026-07", 95, 90, 85, 80, 75, None)
    assert told("2026-07")[0].startswith("alarm 己村没有成绩，不排名。缺交叉检查")


def test_the_words_of_who_checked_an_incomplete_round_are_passed_on(told: Told, enter: Enter) -> None:
    enter("2026-07", 95, 90, 85, 80, 75, None)
    assert "plain 7月交叉检查缺己村。没有去" in told("2026-07")


def test_a_holder_is_not_eligible_and_the_article_says_why(
    told: Told, quarter: None, villages: list[Place], town_officer: User
) -> None:
    register_holder(villages[0], "county", actor=town_officer, since=date(2026, 1, 1))
    assert any(one.startswith("wait 甲村不参评。") and "保障措施五之四" in one for one in told("2026-Q3"))


@pytest.mark.parametrize(("second", "said"), [(95, True), (94, False)])
def test_equal_scores_say_by_what_they_were_ranked(told: Told, enter: Enter, second: int, said: bool) -> None:
    enter("2026-07", 95, second, 85, 80, 75, 70)
    tied = [one for one in told("2026-07") if "同为" in one]
    assert tied == (["plain 甲村、乙村同为 95.00 分。列第 1 名"] if said else [])


class TestLate:
    def enter(self, town: Place, officer: User, approver: User, day: date | None, entered: date) -> None:
        enter_scores(
            town,
            [Sheet("990101101301", JULY, "covert", 9000, day), Sheet("990101101301", JULY, "cross", 9000)],
            actor=officer,
        )
        at = timezone.make_aware(datetime.combine(entered, datetime.min.time()))
        Score.objects.update(entered_at=at)
        check_rounds(town, approver)

    @pytest.mark.parametrize(("number", "said"), [(10, True), (11, False), (20, False), (21, True)])
    def test_an_inspection_outside_its_window_is_named(
        self,
        told: Told,
        adopted: object,
        villages: list[Place],
        town: Place,
        town_officer: User,
        town_approver: User,
        number: int,
        said: bool,
    ) -> None:
        self.enter(town, town_officer, town_approver, date(2026, 7, number), date(2026, 7, 21))
        found = [one for one in told("2026-07") if OFF["day"] in one]
        assert found == ([f"wait {OFF['day']}7月暗访 甲村"] if said else [])

    @pytest.mark.parametrize(("entered", "said"), [(date(2026, 7, 25), False), (date(2026, 7, 26), True)])
    def test_a_score_entered_after_its_limit_is_named(
        self,
        told: Told,
        adopted: object,
        villages: list[Place],
        town: Place,
        town_officer: User,
        town_approver: User,
        entered: date,
        said: bool,
    ) -> None:
        self.enter(town, town_officer, town_approver, None, entered)
        found = [one for one in told("2026-07") if OFF["entered"] in one]
        assert found == ([f"wait {OFF['entered']}7月暗访 甲村"] if said else [])


class TestObjections:
    @pytest.fixture
    def july(self, enter: Enter, publish: Publish) -> Run:
        for when in ("2026-07", "2026-08", "2026-09"):
            enter(when, *LETTERS)
        return publish("2026-07")

    def test_an_open_one_to_a_month_of_the_quarter_comes_first(
        self, told: Told, july: Run, villages: list[Place], make_user: Any
    ) -> None:
        villager = make_user("villager", "甲民", "resident", villages[0])
        raise_objection(july, villages[0], "那天下雨", actor=villager)
        first = told("2026-Q3")[0]
        assert first.startswith("alarm 甲村对2026年7月有异议，还没有答复。")
        assert "那天下雨" not in first

    def test_an_answered_one_is_told_quietly(
        self, told: Told, july: Run, villages: list[Place], make_user: Any, town_officer: User
    ) -> None:
        villager = make_user("villager", "甲民", "resident", villages[0])
        objection = raise_objection(july, villages[0], "那天下雨", actor=villager)
        keep_figure(objection, "照片核过", actor=town_officer)
        said = next(one for one in told("2026-Q3") if "有过异议" in one)
        assert said.startswith("plain")
        assert "已答复，维持原分" in said


def test_a_merger_within_the_period_is_told(
    told: Told, quarter: None, villages: list[Place], town_officer: User
) -> None:
    merge_places(villages[4:], "990101101309", "新村", actor=SYSTEM, day=date(2026, 9, 1))
    assert any("9月1日，戊村、己村合并为新村。" in one for one in told("2026-09"))


@pytest.mark.parametrize(
    ("since", "said"), [(date(2026, 7, 1), False), (date(2026, 7, 2), True), (date(2026, 9, 30), True)]
)
def test_a_scheme_changed_within_the_period_is_told(
    told: Told, quarter: None, town: Place, county_place: Place, rule_keeper: User, since: date, said: bool
) -> None:
    adopt_scheme(county_place, scheme_text("town-environment"), actor=rule_keeper, since=since)
    assert AdoptedScheme.objects.count() == 2
    assert any("起换了办法" in one for one in told("2026-Q3")) is said
