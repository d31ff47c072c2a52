"""Two hands on one round at the same moment: the later one waits, and sees what the other has done."""

from datetime import date

import pytest
from tests.cast import MakeUser
from tests.review.round_stage import JULY
from tests.review.test_acts_at_once import meanwhile

from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.counties.models import County
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.evidence import Findings, Target, enter_visit
from wugong.review.models import AdoptedScheme, Round, Score
from wugong.review.rounds import check_round
from wugong.review.scores import Sheet, enter_scores

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 7, 15)


@pytest.fixture
def second(make_user: MakeUser, town: Place) -> User:
    return make_user("second", "罗二", RoleKind.TOWN_OFFICER, town)


@pytest.fixture
def target(adopted: AdoptedScheme, town: Place, villages: list[Place]) -> Target:
    return Target(town, villages[0], JULY, "covert")


def test_two_officers_fill_one_sheet_at_once(
    county: County, target: Target, town_officer: User, second: User
) -> None:
    late = Findings(DAY, "", 0, total=7000)
    with meanwhile(county, lambda: enter_visit(target, late, actor=second)) as came:
        enter_visit(target, Findings(DAY, "", 0, total=9000), actor=town_officer)
    assert isinstance(came[0], refusals.ChangedMeanwhile)
    assert "向办" in str(came[0])
    assert [score.hundredths for score in Score.objects.all()] == [9000]


def test_two_officers_hand_in_tables_at_once(
    county: County, target: Target, villages: list[Place], town_officer: User, second: User
) -> None:
    """The second one's other villages are not written either."""
    rows = [Sheet(one.code, JULY, "covert", 8000, day=DAY, seen=0) for one in villages[:3]]
    with meanwhile(county, lambda: enter_scores(target.town, rows, actor=second)) as came:
        mine = [Sheet(villages[2].code, JULY, "covert", 9000, day=DAY, seen=0)]
        enter_scores(target.town, mine, actor=town_officer)
    assert isinstance(came[0], refusals.ChangedMeanwhile)
    assert [score.village for score in Score.objects.all()] == [villages[2]]


def test_a_check_waits_for_a_score_that_comes_in_and_is_then_for_somebody_else(
    county: County, target: Target, villages: list[Place], town_officer: User, second: User
) -> None:
    rows = [Sheet(one.code, JULY, "covert", 8000, day=DAY) for one in villages]
    enter_scores(target.town, rows, actor=town_officer)
    with meanwhile(county, lambda: check_round(target.town, JULY, "covert", actor=second)) as came:
        enter_visit(target, Findings(DAY, "", 1, total=7000), actor=second)
    assert "录入和复核不能是同一人" in str(came[0])
    assert Round.objects.get().state == "entering"
