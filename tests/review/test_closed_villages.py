"""A village that closes: what it was before stays true, and those after it move no place for it."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.appraised import Enter, Publish, check_rounds, sheets

from wugong.accounts.models import User
from wugong.base.faults import FileRefused
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.places.actions import close_place, register_place
from wugong.places.changes import merge_places
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.corrections import prepare_correction
from wugong.review.models import Award, Figure, Run, Score
from wugong.review.runs import prepare_run
from wugong.review.scores import Sheet, enter_scores

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


# --- Merged within the month --------------------------------------------------------------------

AUGUST = Period.parse("2026-08")
MIDDLE = date(2026, 8, 15)


@pytest.fixture
def merged(villages: list[Place], adopted: object) -> Place:
    """The first two villages are one from 15 August on."""
    return merge_places(villages[:2], "990101101350", "合村", actor=SYSTEM, day=MIDDLE)


def covert(village: Place, day: date | None) -> Sheet:
    return Sheet(village.code, AUGUST, "covert", 9100, day=day)


def test_village_merged_within_the_month_is_scored_up_to_its_last_day(
    town: Place, villages: list[Place], merged: Place, town_officer: User
) -> None:
    assert enter_scores(town, [covert(villages[0], None)], actor=town_officer).created == 1
    assert enter_scores(town, [covert(villages[0], date(2026, 8, 14))], actor=town_officer).changed == 1
    with pytest.raises(FileRefused) as refused:
        enter_scores(town, [covert(villages[0], MIDDLE)], actor=town_officer)
    assert "不是“枫林镇”2026年8月的村" in str(refused.value.faults)
    september = Sheet(villages[0].code, Period.parse("2026-09"), "covert", 9100)
    with pytest.raises(FileRefused):
        enter_scores(town, [september], actor=town_officer)


def test_village_that_came_of_a_merger_is_scored_from_its_first_day(
    town: Place, merged: Place, town_officer: User
) -> None:
    with pytest.raises(FileRefused):
        enter_scores(town, [covert(merged, date(2026, 8, 14))], actor=town_officer)
    assert enter_scores(town, [covert(merged, MIDDLE)], actor=town_officer).created == 1


def test_public_score_of_a_village_merged_within_the_month_is_corrected(
    town: Place, villages: list[Place], merged: Place, publish: Publish, town_officer: User
) -> None:
    rows = [row for village in [*villages, merged] for row in sheets(village.code, "2026-08", 80, 80)]
    enter_scores(town, rows, actor=town_officer)
    publish("2026-08")
    other = sheets(villages[0].code, "2026-08", 70, 70)
    correction = prepare_correction(town, other, actor=town_officer, reason="记错")
    assert correction.scores.count() == 2
