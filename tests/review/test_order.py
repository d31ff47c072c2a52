"""The order in which periods become public: what a public one rests on is public itself or inside it."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.appraised import Enter, Publish, sheets

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.models import Award, Figure, Run
from wugong.review.run_pages import desk_of, runs_page
from wugong.review.runs import approve_run, prepare_run
from wugong.review.scores import enter_scores
from wugong.review.states import RunState

pytestmark = pytest.mark.usefixtures("here")

Q2, Q3 = Period.parse("2026-Q2"), Period.parse("2026-Q3")
JUNE, JULY, AUGUST = (Period.parse(f"2026-0{number}") for number in (6, 7, 8))
UP = (70, 75, 80, 85, 90, 95)  # the first village last


@pytest.fixture
def second_quarter(quarter: None, enter: Enter) -> None:
    """Scores of the second quarter too: the villages against the order of their letters."""
    for when in ("2026-04", "2026-05", "2026-06"):
        enter(when, *UP)


def before(run: Run) -> set[int | None]:
    return set(Figure.objects.filter(run=run).values_list("previous_rank", flat=True))


# --- What an award reads ------------------------------------------------------------------------


@pytest.mark.usefixtures("second_quarter")
def test_quarter_whose_awards_read_a_quarter_that_is_not_public_is_refused(
    town: Place, town_officer: User, publish: Publish
) -> None:
    with pytest.raises(refusals.PublishBefore, match="请先公布2026年二季度，再计算2026年三季度"):
        prepare_run(town, Q3, actor=town_officer)
    for number in (4, 5, 6):
        publish(f"2026-0{number}")  # their months are not the quarter
    with pytest.raises(refusals.PublishBefore):
        prepare_run(town, Q3, actor=town_officer)
    assert not Run.objects.prepared().exists()


@pytest.mark.usefixtures("quarter")
def test_quarter_before_that_nobody_checked_pays_no_progress_award(
    town: Place, villages: list[Place], town_officer: User
) -> None:
    for when in ("2026-04", "2026-05", "2026-06"):
        rows = [
            row
            for village, given in zip(villages, UP, strict=True)
            for row in sheets(village.code, when, given, given)
        ]
        enter_scores(town, rows, actor=town_officer)
    with pytest.raises(refusals.PublishBefore):
        prepare_run(town, Q3, actor=town_officer)
    with pytest.raises(refusals.NotChecked):
        prepare_run(town, Q2, actor=town_officer)


@pytest.mark.usefixtures("second_quarter")
def test_quarter_after_a_public_one_reads_it(publish: Publish) -> None:
    publish("2026-Q2")
    run = publish("2026-Q3")
    assert before(run) == {1, 2, 3, 4, 5, 6}
    paid = Award.objects.filter(run=run, award="progress").values_list("village__name", flat=True)
    assert set(paid) == {"甲村", "乙村"}


@pytest.mark.usefixtures("quarter")
def test_quarter_before_without_ranks_is_no_obstacle_and_never_read(
    town: Place, enter: Enter, publish: Publish, town_officer: User
) -> None:
    enter("2026-05", *UP)
    enter("2026-06", *UP)
    assert before(publish("2026-Q3")) == {None}
    enter("2026-04", *UP)  # now it would have ranks
    with pytest.raises(refusals.LaterIsPublic):
        prepare_run(town, Q2, actor=town_officer)


@pytest.mark.usefixtures("second_quarter")
def test_place_taken_repeatedly_reads_on_only_while_it_is_public(
    enter: Enter, publish: Publish, town: Place, town_officer: User
) -> None:
    for when in ("2026-01", "2026-02", "2026-03"):
        enter(when, *UP)
    with pytest.raises(refusals.PublishBefore, match="请先公布2026年一季度"):
        prepare_run(town, Q2, actor=town_officer)
    publish("2026-Q1")
    referred = Award.objects.filter(run=publish("2026-Q2"), award="referral")
    assert list(referred.values_list("village__name", flat=True)) == ["甲村"]


# --- What none reads ----------------------------------------------------------------------------


def test_rank_before_is_shown_from_a_public_run_only(enter: Enter, publish: Publish) -> None:
    for when in ("2026-06", "2026-07", "2026-08"):
        enter(when, *UP)
    assert before(publish("2026-07")) == {None}
    assert before(publish("2026-08")) == {1, 2, 3, 4, 5, 6}


# --- One after the other ------------------------------------------------------------------------


def test_period_with_a_later_one_public_is_refused(
    enter: Enter, publish: Publish, town: Place, town_officer: User
) -> None:
    for when in ("2026-06", "2026-07", "2026-08"):
        enter(when, *UP)
    publish("2026-07")
    with pytest.raises(refusals.LaterIsPublic, match="2026年7月已经公布，2026年6月在它之前"):
        prepare_run(town, JUNE, actor=town_officer)
    assert prepare_run(town, AUGUST, actor=town_officer).state == RunState.PREPARED


def test_month_of_a_public_quarter_is_still_published(public_quarter: Run, publish: Publish) -> None:
    assert publish("2026-07").state == RunState.APPROVED


def test_run_that_waited_while_a_later_one_became_public_is_not_approved(
    enter: Enter, publish: Publish, town: Place, town_officer: User, town_approver: User
) -> None:
    for when in ("2026-06", "2026-07"):
        enter(when, *UP)
    june = prepare_run(town, JUNE, actor=town_officer)
    publish("2026-07")
    with pytest.raises(refusals.LaterIsPublic):
        approve_run(june, actor=town_approver)


def test_run_that_waited_while_the_one_before_became_public_is_computed_again(
    enter: Enter, publish: Publish, town: Place, town_officer: User
) -> None:
    for when in ("2026-06", "2026-07"):
        enter(when, *UP)
    july = prepare_run(town, JULY, actor=town_officer)
    publish("2026-06")
    july.refresh_from_db()
    assert july.state == RunState.REPLACED
    assert before(publish("2026-07")) == {1, 2, 3, 4, 5, 6}


def test_what_was_overtaken_is_not_offered(enter: Enter, publish: Publish, town_officer: User) -> None:
    for when in ("2026-06", "2026-07", "2026-08"):
        enter(when, *UP)
    publish("2026-07")
    page = runs_page(desk_of(town_officer, "990101101"), None)
    months = [one.period for one in page["todo"] if one.period.level is JUNE.level]
    assert months == [AUGUST]


@pytest.mark.usefixtures("second_quarter")
def test_refusal_stands_beside_the_button(as_user: Callable[[User], Client], town_officer: User) -> None:
    answer = as_user(town_officer).post("/desk/990101101/runs/2026-Q3/compute/")
    assert answer.status_code == 409
    assert "请先公布2026年二季度" in answer.content.decode()
