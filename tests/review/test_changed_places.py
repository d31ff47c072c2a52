"""Villages that merge, split or change their code: what was public stays, and nobody is ranked by halves.

In the quarter of a merger neither the old villages nor the new one has all its months: none of them has a
rank, and each says what it lacks. Who goes on under an old name or code is the same village, and is ranked.
"""

from collections.abc import Callable
from datetime import date

import pytest
from tests.appraised import Enter, Publish, check_rounds, sheets
from tests.cast import MakeUser
from tests.review.test_acts_at_once import meanwhile

from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.base.refusals import Refusal
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.places.actions import change_code, close_place, register_place
from wugong.places.changes import merge_places, split_place
from wugong.places.models import Place
from wugong.review.models import Award, Figure, Run
from wugong.review.runs import approve_run, prepare_run
from wugong.review.scores import enter_scores
from wugong.review.states import RunState

DAY = date(2026, 8, 15)
NEW = "990101101399"
OTHER = "990101101398"
Q3 = Period.parse("2026-Q3")

EnterFor = Callable[..., None]


@pytest.fixture
def enter_for(town: Place, town_officer: User) -> EnterFor:
    """Enter the same points for both inspections: of some villages, in some months."""

    def entering(points: dict[str, int], *months: str) -> None:
        rows = [
            row
            for month in months
            for code, given in points.items()
            for row in sheets(code, month, given, given)
        ]
        enter_scores(town, rows, actor=town_officer)

    return entering


@pytest.fixture
def second_quarter(enter: Enter, publish: Publish) -> Run:
    """The second quarter, public: the villages in the order of their letters, the sixth last."""
    for when in ("2026-04", "2026-05", "2026-06"):
        enter(when, 95, 90, 85, 80, 75, 70)
    return publish("2026-Q2")


def points(*codes: str) -> dict[str, int]:
    return dict(zip(codes, (95, 90, 85, 80, 75, 70), strict=False))


def ranks(run: Run) -> dict[str, tuple[int | None, int | None]]:
    figures = Figure.objects.filter(run=run)
    return {
        name: (now, before)
        for name, now, before in figures.values_list("village__name", "rank", "previous_rank")
    }


def lacking(run: Run) -> dict[str, str]:
    found = Figure.objects.filter(run=run, hundredths=None).select_related("village")
    return {figure.village.name: figure.explanation["steps"][0] for figure in found}


def said(run: Run) -> set[tuple[str, str]]:
    kept = Award.objects.filter(run=run, award__in=("bottom", "referral"))
    return set(kept.values_list("award", "village__name"))


# --- Merged in mid-quarter ----------------------------------------------------------------------


@pytest.fixture
def merged(second_quarter: Run, villages: list[Place], enter_for: EnterFor) -> Place:
    """The last two villages are one from 15 August on; the cross round of August saw the new one."""
    enter_for({village.code: 95 - 5 * place for place, village in enumerate(villages)}, "2026-07")
    one = merge_places(villages[4:], NEW, "戊己村", actor=SYSTEM, day=DAY)
    enter_for({**points(*(village.code for village in villages[:4])), NEW: 75}, "2026-08", "2026-09")
    return one


@pytest.mark.usefixtures("merged")
def test_in_the_quarter_of_a_merger_none_of_them_is_ranked_and_each_says_what_it_lacks(
    publish: Publish,
) -> None:
    run = publish("2026-Q3")
    assert ranks(run) == {
        "甲村": (1, 1),
        "乙村": (2, 2),
        "丙村": (3, 3),
        "丁村": (4, 4),
        "戊村": (None, 5),
        "己村": (None, 6),
        "戊己村": (None, None),
    }
    assert {name: why.partition("，")[0] for name, why in lacking(run).items()} == {
        "戊村": "缺2026年8月成绩、2026年9月成绩",
        "己村": "缺2026年8月成绩、2026年9月成绩",
        "戊己村": "缺2026年7月成绩",
    }


@pytest.mark.usefixtures("merged")
def test_in_the_quarter_of_a_merger_nobody_is_the_last(publish: Publish) -> None:
    assert said(publish("2026-Q3")) == set()


@pytest.mark.usefixtures("merged")
def test_month_before_a_merger_ranks_the_old_ones_and_month_after_it_the_new_one(publish: Publish) -> None:
    before, after = ranks(publish("2026-07")), ranks(publish("2026-09"))
    assert {name: rank for name, (rank, _) in before.items()} == {
        "甲村": 1,
        "乙村": 2,
        "丙村": 3,
        "丁村": 4,
        "戊村": 5,
        "己村": 6,
    }
    assert {name: rank for name, (rank, _) in after.items()} == {
        "甲村": 1,
        "乙村": 2,
        "丙村": 3,
        "丁村": 4,
        "戊己村": 5,
    }


@pytest.mark.usefixtures("merged")
def test_month_of_a_merger_waits_for_whoever_was_there_and_has_no_last(publish: Publish) -> None:
    run = publish("2026-08")
    assert {name for name, (rank, _) in ranks(run).items() if rank is None} == {"戊村", "己村"}
    assert said(run) == set()


@pytest.mark.usefixtures("merged")
def test_public_quarter_before_a_merger_stays_as_it_was(second_quarter: Run) -> None:
    run = Run.objects.get(pk=second_quarter.pk)
    assert run.state == RunState.APPROVED
    assert ranks(run)["戊村"] == (5, None)


def test_merger_between_quarters_ranks_the_new_one_whole_with_no_place_of_before(
    second_quarter: Run, villages: list[Place], enter_for: EnterFor, publish: Publish
) -> None:
    merge_places(villages[4:], NEW, "戊己村", actor=SYSTEM, day=date(2026, 7, 1))
    codes = [*(village.code for village in villages[:4]), NEW]
    enter_for(points(*codes), "2026-07", "2026-08", "2026-09")
    run = publish("2026-Q3")
    assert ranks(run)["戊己村"] == (5, None)
    assert lacking(run) == {}
    assert ("bottom", "戊己村") in said(run)
    assert not any(award == "referral" for award, _ in said(run))


# --- One of them goes on ------------------------------------------------------------------------


def test_village_that_takes_another_in_is_ranked_as_the_one_it_was(
    second_quarter: Run, villages: list[Place], enter_for: EnterFor, publish: Publish
) -> None:
    codes = [village.code for village in villages]
    enter_for(points(*codes), "2026-07")
    merge_places(villages[4:], codes[4], "戊村", actor=SYSTEM, day=DAY)
    enter_for(points(*codes[:5]), "2026-08", "2026-09")
    run = publish("2026-Q3")
    assert (ranks(run)["戊村"], ranks(run)["己村"]) == ((5, 5), (None, 6))
    assert said(run) == set()


# --- Split in mid-quarter -----------------------------------------------------------------------


def test_in_the_quarter_of_a_split_neither_the_whole_nor_the_parts_are_ranked(
    second_quarter: Run, villages: list[Place], enter_for: EnterFor, publish: Publish
) -> None:
    codes = [village.code for village in villages]
    enter_for(points(*codes), "2026-07")
    split_place(villages[5], [(OTHER, "上己村"), (NEW, "下己村")], actor=SYSTEM, day=DAY)
    enter_for({**points(*codes[:5]), OTHER: 70, NEW: 60}, "2026-08", "2026-09")
    run = publish("2026-Q3")
    unranked = {name for name, (rank, _) in ranks(run).items() if rank is None}
    assert unranked == set(lacking(run)) == {"己村", "上己村", "下己村"}
    assert said(run) == set()


def test_village_that_gave_a_part_away_is_ranked_and_the_part_is_not(
    second_quarter: Run, villages: list[Place], enter_for: EnterFor, publish: Publish
) -> None:
    codes = [village.code for village in villages]
    enter_for(points(*codes), "2026-07")
    split_place(villages[5], [(codes[5], "己村"), (NEW, "新己村")], actor=SYSTEM, day=DAY)
    enter_for({**points(*codes), NEW: 60}, "2026-08", "2026-09")
    run = publish("2026-Q3")
    assert (ranks(run)["己村"], ranks(run)["新己村"]) == ((6, 6), (None, None))
    assert said(run) == set()


# --- Another code -------------------------------------------------------------------------------


@pytest.mark.parametrize("of_the_town", [False, True])
def test_another_code_in_mid_quarter_changes_nothing(
    second_quarter: Run, town: Place, villages: list[Place], enter: Enter, publish: Publish, of_the_town: bool
) -> None:
    for when in ("2026-07", "2026-08", "2026-09"):
        enter(when, 95, 90, 85, 80, 75, 70)
    if of_the_town:
        change_code(town, "990101150", actor=SYSTEM, day=DAY)
    else:
        change_code(villages[5], NEW, actor=SYSTEM, day=DAY)
    run = publish("2026-Q3")
    assert ranks(run)["己村"] == (6, 6)
    assert ("referral", "己村") in said(run)


# --- What waits for approval --------------------------------------------------------------------


ACTS = {
    "merge": lambda villages: merge_places(villages[:2], NEW, "甲乙村", actor=SYSTEM, day=DAY),
    "split": lambda villages: split_place(villages[0], [(NEW, "上"), (OTHER, "下")], actor=SYSTEM, day=DAY),
    "recode": lambda villages: change_code(villages[0], NEW, actor=SYSTEM, day=DAY),
    "close": lambda villages: close_place(villages[0], actor=SYSTEM, until=date(2026, 8, 14)),
    "open": lambda villages: register_place(NEW, "新村", actor=SYSTEM, since=DAY),
}


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_run_that_waits_is_set_aside_from_the_day_on_and_those_before_stay(
    act: Callable[[list[Place]], object], town: Place, villages: list[Place], town_officer: User
) -> None:
    before = prepare_run(town, Period.parse("2026-07"), actor=town_officer)
    waiting = [prepare_run(town, Period.parse(text), actor=town_officer) for text in ("2026-08", "2026-Q3")]
    act(villages)
    states = {
        run.period: run.state for run in Run.objects.filter(pk__in=[before.pk, *(one.pk for one in waiting)])
    }
    assert states == {
        "2026-07": RunState.PREPARED,
        "2026-08": RunState.REPLACED,
        "2026-Q3": RunState.REPLACED,
    }


@pytest.mark.usefixtures("quarter")
def test_public_run_stays_when_places_change(villages: list[Place], publish: Publish) -> None:
    run = publish("2026-Q3")
    merge_places(villages[:2], NEW, "甲乙村", actor=SYSTEM, day=DAY)
    assert Run.objects.get(pk=run.pk).state == RunState.APPROVED


@pytest.mark.usefixtures("quarter")
def test_run_of_another_town_stays(town: Place, other_town_village: Place, town_officer: User) -> None:
    run = prepare_run(town, Q3, actor=town_officer)
    close_place(other_town_village, actor=SYSTEM, until=date(2026, 8, 14))
    assert Run.objects.get(pk=run.pk).state == RunState.PREPARED


@pytest.mark.usefixtures("quarter")
def test_run_set_aside_cannot_be_approved(
    town: Place, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    run = prepare_run(town, Q3, actor=town_officer)
    merge_places(villages[:2], NEW, "甲乙村", actor=SYSTEM, day=DAY)
    with pytest.raises(Refusal):
        approve_run(run, actor=town_approver)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quarter")
def test_merger_waits_for_a_run_being_computed_and_sets_it_aside(
    here: County, town: Place, villages: list[Place], town_officer: User
) -> None:
    with meanwhile(here, lambda: ACTS["merge"](villages)) as came:
        run = prepare_run(town, Q3, actor=town_officer)
    assert [str(one) for one in came] == ["甲乙村"]
    assert Run.objects.get(pk=run.pk).state == RunState.REPLACED


# --- Moved to another town ----------------------------------------------------------------------


@pytest.fixture
def moved(second_quarter: Run, other_town: Place, villages: list[Place], enter_for: EnterFor) -> Place:
    """The sixth village belongs to another town from 15 August on; it is scored there from September on."""
    codes = [village.code for village in villages]
    enter_for(points(*codes), "2026-07", "2026-08")
    change_code(villages[5], f"{other_town.code}306", actor=SYSTEM, day=DAY)
    enter_for(points(*codes[:5]), "2026-09")
    return Place.objects.get(pk=villages[5].pk)


def test_town_that_a_village_has_left_builds_on_what_is_public(moved: Place, publish: Publish) -> None:
    run = publish("2026-Q3")
    assert ranks(run)["戊村"] == (5, 5)
    assert ranks(run)["己村"] == (None, 6)
    assert lacking(run)["己村"].startswith("缺2026年9月成绩")
    assert said(run) == set()


def test_town_that_a_village_has_come_to_does_not_rank_it_by_scores_from_elsewhere(
    moved: Place, other_town: Place, other_town_village: Place, other_town_officer: User, make_user: MakeUser
) -> None:
    rows = [
        row
        for code, given, months in (
            (other_town_village.code, 90, ("2026-07", "2026-08", "2026-09")),
            (moved.code, 95, ("2026-09",)),
        )
        for month in months
        for row in sheets(code, month, given, given)
    ]
    enter_scores(other_town, rows, actor=other_town_officer)
    check_rounds(other_town, make_user("checker", "核对", RoleKind.TOWN_APPROVER, other_town))
    july = prepare_run(other_town, Period.parse("2026-07"), actor=other_town_officer)
    assert set(ranks(july)) == {"白石村"}
    quarter = prepare_run(other_town, Q3, actor=other_town_officer)
    assert ranks(quarter) == {"白石村": (1, None), "己村": (None, None)}
    assert lacking(quarter)["己村"].startswith("缺2026年7月成绩")
