"""A village that closes: what it was before stays true, and those after it move no place for it."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.appraised import Enter, Publish, check_rounds, sheets

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.places.actions import close_place, register_place
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.models import Award, Figure, Run, Score
from wugong.review.runs import prepare_run
from wugong.review.scores import enter_scores

Q3 = Period.parse("2026-Q3")

EnterFor = Callable[..., None]


@pytest.fixture
def enter_for(town: Place, town_officer: User, town_approver: User) -> EnterFor:
    """Enter the same points for both inspections: of some villages, in some months."""

    def entering(points: dict[Place, int], *months: str) -> None:
        rows = [
            row
            for month in months
            for place, given in points.items()
            for row in sheets(place.code, month, given, given)
        ]
        enter_scores(town, rows, actor=town_officer)
        check_rounds(town, town_approver)

    return entering


@pytest.fixture
def second_quarter(enter: Enter, publish: Publish) -> Run:
    """The second quarter, public: the villages in the order of their letters, the sixth last."""
    for when in ("2026-04", "2026-05", "2026-06"):
        enter(when, 95, 90, 85, 80, 75, 70)
    return publish("2026-Q2")


@pytest.fixture
def third_quarter(second_quarter: Run, villages: list[Place], enter_for: EnterFor) -> None:
    """Scores of the first five villages in the third quarter: the fifth is the last of them."""
    points = dict(zip(villages[:5], (95, 90, 85, 80, 75), strict=True))
    enter_for(points, "2026-07", "2026-08", "2026-09")


def said(run: Run) -> set[tuple[str, str]]:
    return set(Award.objects.filter(run=run, public=False).values_list("award", "village__name"))


def ranks(run: Run) -> list[tuple[str, int | None, int | None]]:
    figures = Figure.objects.filter(run=run).order_by("village__code")
    return list(figures.values_list("village__name", "rank", "previous_rank"))


@pytest.mark.usefixtures("third_quarter")
def test_closing_that_would_change_what_is_public_is_not_built_upon(
    town: Place, villages: list[Place], town_officer: User
) -> None:
    close_place(villages[5], actor=SYSTEM, until=date(2026, 3, 31))
    with pytest.raises(refusals.DiffersFromPublished, match="己村”2026年二季度"):
        prepare_run(town, Q3, actor=town_officer)


@pytest.mark.usefixtures("third_quarter")
def test_nobody_is_referred_for_a_place_that_a_closed_village_held(
    villages: list[Place], publish: Publish
) -> None:
    close_place(villages[5], actor=SYSTEM, until=date(2026, 6, 30))
    run = publish("2026-Q3")
    assert said(run) == {("bottom", "戊村"), ("bottom", "丁村")}


@pytest.mark.usefixtures("third_quarter")
def test_village_that_closed_before_has_no_row_and_others_keep_their_rank_of_before(
    villages: list[Place], publish: Publish
) -> None:
    Score.objects.filter(village=villages[2], month__gte="2026-07").delete()
    close_place(villages[2], actor=SYSTEM, until=date(2026, 6, 30))
    close_place(villages[5], actor=SYSTEM, until=date(2026, 6, 30))
    assert ranks(publish("2026-Q3")) == [("甲村", 1, 1), ("乙村", 2, 2), ("丁村", 3, 4), ("戊村", 4, 5)]


@pytest.mark.usefixtures("third_quarter")
def test_village_that_closes_within_the_quarter_has_no_rank_and_nobody_is_the_last(
    villages: list[Place], enter_for: EnterFor, publish: Publish
) -> None:
    enter_for({villages[5]: 99}, "2026-07", "2026-08")
    close_place(villages[5], actor=SYSTEM, until=date(2026, 9, 15))
    run = publish("2026-Q3")
    assert ranks(run) == [
        ("甲村", 1, 1),
        ("乙村", 2, 2),
        ("丙村", 3, 3),
        ("丁村", 4, 4),
        ("戊村", 5, 5),
        ("己村", None, 6),
    ]
    assert said(run) == set()


@pytest.mark.usefixtures("third_quarter")
def test_village_that_opened_later_has_no_row_before(
    town: Place, villages: list[Place], publish: Publish
) -> None:
    close_place(villages[5], actor=SYSTEM, until=date(2026, 6, 30))
    register_place(f"{town.code}399", "新村", actor=SYSTEM, since=date(2026, 9, 1))
    assert "新村" not in {name for name, _, _ in ranks(publish("2026-08"))}
    assert ("新村", None, None) in ranks(publish("2026-09"))
