"""Runs: who may compute and approve, what is refused, what a published run holds."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.appraised import Enter, Publish, sheets

from wugong.access.actions import grant_role
from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.models import AdoptedScheme, Award, Figure, Run
from wugong.review.registers import post_cadre, register_holder
from wugong.review.runs import approve_run, prepare_run
from wugong.review.scores import enter_scores
from wugong.review.states import MOVES, RunState

Q3 = Period.parse("2026-Q3")


def acts() -> list[str]:
    return list(Record.objects.filter(act__startswith="review.run").values_list("act", flat=True))


@pytest.mark.usefixtures("quarter")
def test_cadre_of_a_village_cannot_compute(town: Place, cadre: User) -> None:
    with pytest.raises(NotAllowed, match="拟办要由“枫林镇”的乡镇经办人来办"):
        prepare_run(town, Q3, actor=cadre)
    assert acts() == []


@pytest.mark.usefixtures("quarter")
def test_officer_of_another_town_cannot_compute(town: Place, other_town: Place, make_user) -> None:
    stranger = make_user("stranger", "远客", RoleKind.TOWN_OFFICER, other_town)
    with pytest.raises(NotAllowed):
        prepare_run(town, Q3, actor=stranger)


@pytest.mark.usefixtures("quarter")
def test_officer_cannot_approve(town: Place, town_officer: User) -> None:
    run = prepare_run(town, Q3, actor=town_officer)
    with pytest.raises(NotAllowed, match="审批"):
        approve_run(run, actor=town_officer)
    assert Run.objects.get().state == RunState.PREPARED


@pytest.mark.usefixtures("quarter")
def test_who_computed_cannot_approve_even_as_approver(town: Place, town_officer: User) -> None:
    grant_role(town_officer, RoleKind.TOWN_APPROVER, actor=SYSTEM, at=town)
    run = prepare_run(town, Q3, actor=town_officer)
    with pytest.raises(NotAllowed, match="不能是同一人"):
        approve_run(run, actor=town_officer)


@pytest.mark.usefixtures("quarter")
def test_database_itself_keeps_the_two_persons_apart(town: Place, town_officer: User) -> None:
    run = prepare_run(town, Q3, actor=town_officer)
    run.state, run.approved_by, run.approved_at = RunState.APPROVED, town_officer, run.prepared_at
    with pytest.raises(IntegrityError), transaction.atomic():
        run.save()


@pytest.mark.usefixtures("quarter")
def test_approved_run_is_neither_approved_nor_computed_again(
    town: Place, town_officer: User, town_approver: User, publish: Publish
) -> None:
    run = publish("2026-Q3")
    with pytest.raises(NotAllowed, match="已批准公布"):
        approve_run(run, actor=town_approver)
    with pytest.raises(refusals.AlreadyApproved):
        prepare_run(town, Q3, actor=town_officer)
    assert Run.objects.count() == 1


@pytest.mark.usefixtures("quarter")
def test_period_that_is_not_over_is_refused(town: Place, town_officer: User) -> None:
    with pytest.raises(refusals.PeriodNotOver, match="2099-12-31"):
        prepare_run(town, Period.parse("2099"), actor=town_officer)


@pytest.mark.usefixtures("adopted", "villages")
def test_town_without_scores_is_refused(town: Place, town_officer: User) -> None:
    with pytest.raises(refusals.NoScores):
        prepare_run(town, Q3, actor=town_officer)


@pytest.mark.usefixtures("quarter")
def test_period_without_scores_is_refused(town: Place, town_officer: User) -> None:
    with pytest.raises(refusals.NoScores):
        prepare_run(town, Period.parse("2026-10"), actor=town_officer)


def test_town_without_scheme_is_refused(town: Place, here: object, town_officer: User) -> None:
    with pytest.raises(refusals.NoScheme, match="规则管理员"):
        prepare_run(town, Q3, actor=town_officer)


@pytest.mark.usefixtures("enter")
def test_half_year_that_the_scheme_does_not_have_is_refused(
    town: Place, town_officer: User, enter: Enter
) -> None:
    enter("2025-12", 95, 90, 85, 80, 75, 70)
    with pytest.raises(refusals.NotInScheme, match="2025年下半年"):
        prepare_run(town, Period.parse("2025-H2"), actor=town_officer)


@pytest.mark.usefixtures("quarter")
def test_results_other_than_the_published_ones_are_not_built_upon(
    town: Place, town_officer: User, publish: Publish
) -> None:
    publish("2026-07")
    AdoptedScheme.objects.update(
        text=AdoptedScheme.objects.get().text.replace("0.30 * covert", "0.20 * covert")
    )
    with pytest.raises(refusals.DiffersFromPublished, match="甲村”2026年7月"):
        prepare_run(town, Q3, actor=town_officer)


def test_ranks_other_than_the_published_ones_are_not_built_upon(
    town: Place, town_officer: User, enter: Enter, publish: Publish, adopted: AdoptedScheme
) -> None:
    enter("2026-07", 95, 95, 85, 80, 75, 70)
    enter("2026-08", 95, 95, 85, 80, 75, 70)
    publish("2026-07")
    month = "formula: 0.30 * covert + 0.70 * cross\n"
    AdoptedScheme.objects.update(text=adopted.text.replace(month, f"{month}        last_tie: code\n"))
    with pytest.raises(refusals.DiffersFromPublished, match="乙村”2026年7月"):
        prepare_run(town, Period.parse("2026-08"), actor=town_officer)


@pytest.mark.usefixtures("quarter")
def test_run_holds_scores_ranks_and_reasons(town: Place, publish: Publish) -> None:
    run = publish("2026-Q3")
    figures = Figure.objects.filter(run=run).order_by("rank").select_related("village")
    assert [(one.village.name, one.hundredths, one.rank) for one in figures[:2]] == [
        ("甲村", 9500, 1),
        ("乙村", 9000, 2),
    ]
    said = figures[0].explanation
    assert said["inputs"][0] == ["2026年7月成绩", "95.00", "month 2026-07"]
    assert said["steps"][0] == "（95.00 + 95.00 + 95.00）÷ 3 = 95.00（四舍五入到 2 位小数）"
    assert acts() == ["review.run_prepared", "review.run_approved"]


def test_village_without_a_round_has_a_row_and_no_rank(enter: Enter, publish: Publish) -> None:
    enter("2026-07", 95, None, 85, 80, 75, 70)
    run = publish("2026-07")
    row = Figure.objects.get(run=run, village__name="乙村")
    assert (row.hundredths, row.rank, row.complete) == (None, None, False)
    assert "缺交叉检查" in row.explanation["steps"][0]


def test_rank_before_is_that_of_the_period_before(enter: Enter, publish: Publish) -> None:
    enter("2026-07", 95, 90, 85, 80, 75, 70)
    enter("2026-08", 70, 90, 85, 80, 75, 95)
    publish("2026-07")
    row = Figure.objects.get(run=publish("2026-08"), village__name="己村")
    assert (row.rank, row.previous_rank) == (1, 6)


@pytest.mark.usefixtures("quarter")
def test_holder_is_ranked_and_gets_nothing(
    villages: list[Place], town_officer: User, publish: Publish
) -> None:
    register_holder(villages[0], "county", actor=town_officer, since=date(2026, 9, 30))
    run = publish("2026-Q3")
    holder = Figure.objects.get(run=run, village=villages[0])
    assert (holder.rank, holder.eligible_rank) == (1, None)
    paid = Award.objects.filter(run=run, award="rank-reward").order_by("-fen")
    assert [(one.village.name, one.fen) for one in paid] == [
        ("乙村", 1000000),
        ("丙村", 800000),
        ("丁村", 600000),
    ]


@pytest.mark.usefixtures("quarter")
def test_rows_about_persons_and_last_places_are_never_public(
    villages: list[Place], town_officer: User, publish: Publish
) -> None:
    post_cadre(villages[0], "post-cadre", "B-07", actor=town_officer, since=date(2026, 1, 1))
    run = publish("2026-Q3")
    public = set(Award.objects.filter(run=run, public=True).values_list("award", flat=True))
    kept = set(Award.objects.filter(run=run, public=False).values_list("award", flat=True))
    assert public == {"rank-reward"}
    assert kept == {"bottom", "post-reward"}


@pytest.mark.usefixtures("quarter")
def test_cadre_whose_post_ended_before_the_last_day_gets_nothing(
    villages: list[Place], town_officer: User, publish: Publish
) -> None:
    days = {"since": date(2026, 1, 1), "until": date(2026, 9, 29)}
    post_cadre(villages[0], "post-cadre", "B-07", actor=town_officer, **days)
    assert not Award.objects.filter(run=publish("2026-Q3"), person=True).exists()


@pytest.mark.usefixtures("quarter")
def test_computing_again_sets_the_earlier_computation_aside(town: Place, town_officer: User) -> None:
    first = prepare_run(town, Q3, actor=town_officer)
    second = prepare_run(town, Q3, actor=town_officer)
    first.refresh_from_db()
    assert (first.state, second.state) == (RunState.REPLACED, RunState.PREPARED)


@pytest.mark.usefixtures("quarter")
def test_changed_score_sets_the_computation_aside(
    town: Place, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    run = prepare_run(town, Q3, actor=town_officer)
    enter_scores(town, sheets(villages[0].code, "2026-09", 90, 90), actor=town_officer)
    run.refresh_from_db()
    assert run.state == RunState.REPLACED
    with pytest.raises(NotAllowed, match="须重算"):
        approve_run(run, actor=town_approver)


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(RunState)
    assert MOVES[RunState.APPROVED] == {RunState.CORRECTED}


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("table", [Figure, Award])
def test_database_refuses_to_change_or_remove_what_a_run_says(
    table: type[Figure] | type[Award], publish: Publish
) -> None:
    publish("2026-Q3")
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        table.objects.update(village=table.objects.first().village)
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        table.objects.all()._raw_delete("default")


def test_scores_of_one_decimal_are_kept_in_hundredths(
    adopted: AdoptedScheme, enter: Enter, publish: Publish
) -> None:
    month = "formula: 0.30 * covert + 0.70 * cross\n        decimals: "
    AdoptedScheme.objects.update(text=adopted.text.replace(f"{month}2", f"{month}1"))
    enter("2026-07", 95, 90, 85, 80, 75, 70)
    publish("2026-07")
    assert list(Figure.objects.order_by("rank").values_list("hundredths", flat=True)[:2]) == [9500, 9000]


@pytest.mark.usefixtures("quarter")
def test_run_names_its_town_and_period(publish: Publish, adopted: AdoptedScheme) -> None:
    run = publish("2026-Q3")
    assert str(run) == "枫林镇 2026年三季度"
    assert str(run.scheme) == "镇人居环境考核办法"
