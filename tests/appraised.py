"""A town of six villages with its scheme and, on demand, months of scores."""

from collections.abc import Callable
from datetime import date

import pytest

from wugong.accounts.models import User
from wugong.base.periods import Level, Period
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.actions import register_place
from wugong.places.models import Place
from wugong.review.models import AdoptedScheme, Round, Run
from wugong.review.rounds import check_round
from wugong.review.runs import approve_run, prepare_run
from wugong.review.schemes import adopt_scheme
from wugong.review.scores import Sheet, enter_scores
from wugong.review.states import RoundState
from wugong.rules.library import scheme_text

LONG_AGO = date(2020, 1, 1)
LETTERS = "甲乙丙丁戊己"

Enter = Callable[..., None]
Publish = Callable[..., Run]


def month(text: str) -> Period:
    period = Period.parse(text)
    assert period.level is Level.MONTH
    return period


def sheets(code: str, when: str, covert: int | None, cross: int | None) -> list[Sheet]:
    """Both inspections of a village in a month, in whole points; None is a missing round."""
    given = {"covert": covert, "cross": cross}
    return [
        Sheet(code, month(when), name, points * 100) for name, points in given.items() if points is not None
    ]


def check_rounds(town: Place, checker: User) -> None:
    """Every round of the town that has scores is checked."""
    for one in Round.objects.filter(town=town, state=RoundState.ENTERING):
        check_round(town, one.span, one.input, actor=checker, without="没有去")


@pytest.fixture
def villages(county: County, town: Place) -> list[Place]:
    with standing_in(county):
        return [
            register_place(f"{town.code}30{number}", f"{letter}村", actor=SYSTEM, since=LONG_AGO)
            for number, letter in enumerate(LETTERS, 1)
        ]


@pytest.fixture
def adopted(county: County, county_place: Place) -> AdoptedScheme:
    with standing_in(county):
        return adopt_scheme(county_place, scheme_text("town-environment"), actor=SYSTEM, since=LONG_AGO)


@pytest.fixture
def enter(
    county: County,
    town: Place,
    villages: list[Place],
    adopted: AdoptedScheme,
    town_officer: User,
    town_approver: User,
) -> Enter:
    """Enter and check both inspections: one number for each village, None for a missing round."""

    def entering(when: str, *points: int | None) -> None:
        rows = [
            row
            for village, given in zip(villages, points, strict=True)
            for row in sheets(village.code, when, given if given is not None else 80, given)
        ]
        with standing_in(county):
            enter_scores(town, rows, actor=town_officer)
            check_rounds(town, town_approver)

    return entering


@pytest.fixture
def publish(county: County, town: Place, town_officer: User, town_approver: User) -> Publish:
    """Check what is entered, then prepare and approve the run of a period."""

    def publishing(period: str) -> Run:
        with standing_in(county):
            check_rounds(town, town_approver)
            run = prepare_run(town, Period.parse(period), actor=town_officer)
            return approve_run(run, actor=town_approver)

    return publishing


@pytest.fixture
def quarter(
    county: County,
    town: Place,
    villages: list[Place],
    adopted: AdoptedScheme,
    town_officer: User,
    town_approver: User,
) -> None:
    """Scores of the third quarter of 2026, checked: the villages in the order of their letters."""
    rows = [
        row
        for when in ("2026-07", "2026-08", "2026-09")
        for village, given in zip(villages, (95, 90, 85, 80, 75, 70), strict=True)
        for row in sheets(village.code, when, given, given)
    ]
    with standing_in(county):
        enter_scores(town, rows, actor=town_officer)
        check_rounds(town, town_approver)


@pytest.fixture
def public_quarter(quarter: None, publish: Publish) -> Run:
    """The third quarter of 2026, published."""
    return publish("2026-Q3")
