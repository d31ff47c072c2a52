"""Corrections: other scores for public months make new versions; the old ones stay to the byte."""

import json
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from tests.appraised import Enter, Publish, sheets
from tests.cast import LONG_AGO, MakeUser
from tests.review.test_acts_at_once import meanwhile

from wugong.access.actions import grant_role
from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.faults import FileRefused
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.notices.models import Notice
from wugong.places.actions import change_code, close_place
from wugong.places.changes import merge_places
from wugong.places.models import Place
from wugong.publish.refusals import Personal
from wugong.review import refusals
from wugong.review.corrections import approve_correction, prepare_correction, withdraw_correction
from wugong.review.models import Award, Correction, Figure, Objection, Run, Score
from wugong.review.objections import keep_figure, raise_objection
from wugong.review.queries import villages_of
from wugong.review.registers import post_cadre, register_holder
from wugong.review.runs import approve_run, prepare_run, send_back
from wugong.review.schemes import adopt_scheme, adopt_sheet
from wugong.review.scores import Sheet, enter_scores
from wugong.review.states import CorrectionState, RunState
from wugong.rules.library import scheme_text
from wugong.rules.score_sheets import SHEETS, sheet_text

Correct = Callable[..., Correction]
MONTHS = [f"2025-{number:02}" for number in range(1, 13)]
JULY = Period.parse("2026-07")
OCTOBER = Period.parse("2026-10")


def low(village: Place, month: str = "2026-07", points: int = 40) -> list[Sheet]:
    """Both inspections of the month, far below all others."""
    return sheets(village.code, month, points, points)


def written(run: Run) -> bytes:
    """Return all that a run says, in one order."""
    figures = Figure.objects.filter(run=run).order_by("pk").values()
    awards = Award.objects.filter(run=run).order_by("pk").values()
    return json.dumps([list(figures), list(awards)], default=str).encode()


def versions(town: Place) -> dict[str, int]:
    """Return the version in force of each public period."""
    return dict(Run.objects.of(town).approved().values_list("period", "version"))


def score_of(village: Place, period: str) -> int | None:
    run = Run.objects.approved().get(period=period)
    return Figure.objects.get(run=run, village=village).hundredths


@pytest.fixture
def prepare(public_quarter: Run, town: Place, town_officer: User) -> Correct:
    def preparing(rows: Sequence[Sheet], reason: str = "暗访记错了院坝", **more: Objection) -> Correction:
        return prepare_correction(town, rows, actor=town_officer, reason=reason, **more)

    return preparing


@pytest.fixture
def waiting(prepare: Correct, villages: list[Place]) -> Correction:
    """The first village's July is corrected to the worst of all; it waits for approval."""
    return prepare(low(villages[0]))


def test_nobody_corrects_the_score_of_her_own_village(
    prepare: Correct, villages: list[Place], town_officer: User
) -> None:
    grant_role(town_officer, RoleKind.RESIDENT, actor=SYSTEM, at=villages[0], since=LONG_AGO)
    with pytest.raises(NotAllowed, match="向办 不能查“甲村”"):
        prepare(low(villages[0]))
    assert not Correction.objects.exists()


# --- What rests on a month ----------------------------------------------------------------------


@pytest.fixture
def year(enter: Enter, publish: Publish) -> None:
    """2025, whole and public: some months, all quarters, the half-year, the year."""
    for when in MONTHS:
        enter(when, 95, 90, 85, 80, 75, 70)
    for period in ("2025-04", "2025-05", "2025-06", "2025-07", "2025-H1", "2025"):
        publish(period)
    for number in (1, 2, 3, 4):
        publish(f"2025-Q{number}")


@pytest.mark.usefixtures("year")
def test_new_versions_are_of_what_rests_on_the_month_and_of_nothing_else(
    town: Place, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    kept = {run.period: written(run) for run in Run.objects.of(town)}
    one = prepare_correction(town, low(villages[0], "2025-05"), actor=town_officer, reason="记错")
    approve_correction(one, actor=town_approver)
    new = {"2025-05", "2025-06", "2025-Q2", "2025-Q3", "2025-H1", "2025"}
    assert versions(town) == {period: 2 if period in new else 1 for period in kept}
    old = Run.objects.of(town).filter(version=1)
    assert {run.period: written(run) for run in old} == kept


@pytest.mark.usefixtures("year")
def test_following_period_differs_by_the_rank_before_and_by_what_is_repeated_only(
    town: Place, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    rows = [row for month in ("2025-04", "2025-05", "2025-06") for row in low(villages[0], month)]
    one = prepare_correction(town, rows, actor=town_officer, reason="记错")
    approve_correction(one, actor=town_approver)
    third = Run.objects.approved().get(period="2025-Q3")
    figure = Figure.objects.get(run=third, village=villages[0])
    assert (figure.hundredths, figure.rank, figure.previous_rank) == (9500, 1, 6)
    assert third.replaces is not None
    before = set(third.replaces.awards.filter(award="referral").values_list("village", flat=True))
    after = set(third.awards.filter(award="referral").values_list("village", flat=True))
    assert (before, after) == ({villages[5].pk}, set())  # last in both quarters, and now in one


@pytest.mark.usefixtures("year")
def test_entry_dated_back_makes_no_new_version_of_a_run_that_the_scores_do_not_change(
    town: Place, villages: list[Place], town_officer: User
) -> None:
    register_holder(villages[1], "county", actor=town_officer, since=date(2025, 10, 1))
    one = prepare_correction(town, low(villages[0], "2025-05"), actor=town_officer, reason="记错")
    assert "2025-Q4" not in set(one.runs.values_list("period", flat=True))


@pytest.mark.usefixtures("year")
def test_prepared_versions_stand_beside_the_public_ones_and_change_nothing(
    town: Place, villages: list[Place], town_officer: User
) -> None:
    public = versions(town)
    one = prepare_correction(town, low(villages[0], "2025-05"), actor=town_officer, reason="记错")
    assert versions(town) == public
    assert set(one.runs.values_list("state", "version")) == {(RunState.PREPARED, 2)}


@pytest.mark.usefixtures("quarter")
def test_scores_change_only_with_the_approval_and_the_earlier_ones_stay(
    prepare: Correct, villages: list[Place], town_approver: User
) -> None:
    one = prepare([Sheet(villages[0].code, JULY, "covert", 4000)])
    cell = Score.objects.filter(village=villages[0], month="2026-07", input="covert").order_by("revision")
    told = cell.values_list("revision", "hundredths", "current")
    assert list(told) == [(1, 9500, True), (2, 4000, False)]
    approve_correction(one, actor=town_approver)
    assert list(told.all()) == [(1, 9500, False), (2, 4000, True)]


def test_old_version_is_marked_and_keeps_every_figure(
    waiting: Correction, public_quarter: Run, town_approver: User
) -> None:
    before = written(public_quarter)
    (new,) = approve_correction(waiting, actor=town_approver)
    public_quarter.refresh_from_db()
    assert (public_quarter.state, public_quarter.version) == (RunState.CORRECTED, 1)
    assert written(public_quarter) == before
    assert (new.state, new.version, new.replaces, new.approved_by) == (
        RunState.APPROVED,
        2,
        public_quarter,
        town_approver,
    )


def test_score_that_was_missing_comes_by_a_correction(
    enter: Enter,
    publish: Publish,
    town: Place,
    villages: list[Place],
    town_officer: User,
    town_approver: User,
) -> None:
    enter("2026-07", None, 90, 85, 80, 75, 70)
    publish("2026-07")
    late = [Sheet(villages[0].code, JULY, "cross", 9000)]
    one = prepare_correction(town, late, actor=town_officer, reason="交叉检查补录")
    approve_correction(one, actor=town_approver)
    assert score_of(villages[0], "2026-07") == 8700


# --- Who, and how often -------------------------------------------------------------------------


def test_correction_is_approved_once(waiting: Correction, town_approver: User) -> None:
    approve_correction(waiting, actor=town_approver)
    with pytest.raises(NotAllowed, match="已经办结"):
        approve_correction(waiting, actor=town_approver)


@pytest.mark.parametrize("act", [approve_correction, withdraw_correction])
def test_withdrawn_correction_is_closed(
    act: Callable[..., object], waiting: Correction, town_officer: User, town_approver: User
) -> None:
    withdraw_correction(waiting, actor=town_officer)
    with pytest.raises(NotAllowed, match="已经办结"):
        act(waiting, actor=town_approver)


def test_whoever_prepared_it_does_not_approve(
    prepare: Correct, town: Place, villages: list[Place], make_user: MakeUser
) -> None:
    both = make_user("both", "双责", RoleKind.TOWN_OFFICER, town)
    grant_role(both, RoleKind.TOWN_APPROVER, actor=SYSTEM, at=town, since=date(2020, 1, 1))
    one = prepare_correction(town, low(villages[0]), actor=both, reason="记错")
    with pytest.raises(NotAllowed, match="不能是同一人"):
        approve_correction(one, actor=both)


@pytest.mark.parametrize("who", ["town_officer", "county_officer", "other_town_officer", "resident"])
def test_only_the_towns_approver_approves(
    who: str, waiting: Correction, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        approve_correction(waiting, actor=request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["town_approver", "county_officer", "other_town_officer", "cadre"])
def test_only_the_towns_officer_prepares(
    who: str,
    public_quarter: Run,
    town: Place,
    villages: list[Place],
    request: pytest.FixtureRequest,
) -> None:
    with pytest.raises(NotAllowed):
        prepare_correction(town, low(villages[0]), actor=request.getfixturevalue(who), reason="记错")


@pytest.mark.parametrize("who", ["county_officer", "other_town_officer", "cadre"])
def test_strangers_do_not_withdraw(who: str, waiting: Correction, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        withdraw_correction(waiting, actor=request.getfixturevalue(who))


def test_second_correction_makes_a_third_version(
    waiting: Correction, prepare: Correct, town: Place, villages: list[Place], town_approver: User
) -> None:
    approve_correction(waiting, actor=town_approver)
    approve_correction(prepare(low(villages[1])), actor=town_approver)
    assert versions(town) == {"2026-Q3": 3}
    states = Run.objects.of(town).order_by("version").values_list("version", "state", "replaces__version")
    assert list(states) == [(1, "corrected", None), (2, "corrected", 1), (3, "approved", 2)]


def test_withdrawn_correction_leaves_all_as_it_was_and_can_come_again(
    waiting: Correction, prepare: Correct, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    withdraw_correction(waiting, actor=town_officer)
    assert score_of(villages[0], "2026-Q3") == 9500
    assert not Score.objects.current().filter(correction=waiting).exists()
    again = prepare(low(villages[0], points=50))
    assert [run.version for run in approve_correction(again, actor=town_approver)] == [2]
    assert score_of(villages[0], "2026-Q3") == 8000


def test_score_may_go_back_to_what_it_was_first(
    waiting: Correction, prepare: Correct, public_quarter: Run, villages: list[Place], town_approver: User
) -> None:
    approve_correction(waiting, actor=town_approver)
    approve_correction(prepare(sheets(villages[0].code, "2026-07", 95, 95)), actor=town_approver)
    kept = ["village_id", "hundredths", "rank", "eligible_rank", "previous_rank", "explanation"]
    third = Run.objects.approved().get()
    now = Figure.objects.filter(run=third).order_by("village").values(*kept)
    assert list(now) == list(Figure.objects.filter(run=public_quarter).order_by("village").values(*kept))


def test_value_of_a_correction_that_was_withdrawn_counts_as_other(
    waiting: Correction, prepare: Correct, villages: list[Place], town_officer: User
) -> None:
    withdraw_correction(waiting, actor=town_officer)
    assert prepare(low(villages[0])).scores.count() == 2


# --- What is refused ----------------------------------------------------------------------------


def test_month_that_is_not_public_is_refused(prepare: Correct, villages: list[Place], enter: Enter) -> None:
    enter("2026-10", 95, 90, 85, 80, 75, 70)
    with pytest.raises(refusals.NothingToCorrect, match="还没有公布"):
        prepare(low(villages[0], "2026-10"))
    with pytest.raises(refusals.NothingToCorrect, match="还没有公布"):
        prepare([*low(villages[0]), *low(villages[0], "2026-10")])


def test_quarter_in_place_of_a_month_is_refused(prepare: Correct, villages: list[Place]) -> None:
    with pytest.raises(refusals.NothingToCorrect):
        prepare([Sheet(villages[0].code, Period.parse("2026-Q3"), "covert", 4000)])


def test_scores_as_they_are_are_refused(prepare: Correct, villages: list[Place]) -> None:
    with pytest.raises(refusals.NothingToCorrect, match="与现在的一样"):
        prepare(sheets(villages[0].code, "2026-07", 95, 95))
    with pytest.raises(refusals.NothingToCorrect, match="与现在的一样"):
        prepare([])


def test_score_that_moves_nothing_public_is_refused(prepare: Correct, villages: list[Place]) -> None:
    with pytest.raises(refusals.NothingToCorrect, match="没有一项随之变动"):
        prepare([Sheet(villages[0].code, JULY, "routine", 4000)])
    assert not Correction.objects.exists()
    assert not Score.objects.filter(input="routine").exists()


def test_score_of_a_stranger_or_out_of_range_is_refused(
    prepare: Correct, villages: list[Place], other_town_village: Place
) -> None:
    for wrong in (
        Sheet(other_town_village.code, JULY, "covert", 4000),
        Sheet(villages[0].code, JULY, "covert", 10001),
        Sheet(villages[0].code, JULY, "nothing", 4000),
    ):
        with pytest.raises(FileRefused):
            prepare([wrong])


@pytest.mark.parametrize("reason", ["", "  ", "字" * 501])
def test_reason_that_says_nothing_or_too_much_is_refused(
    reason: str, prepare: Correct, villages: list[Place]
) -> None:
    with pytest.raises(refusals.NoWords):
        prepare(low(villages[0]), reason)


def test_longest_reason_is_taken(prepare: Correct, villages: list[Place]) -> None:
    assert prepare(low(villages[0]), "字" * 500).reason == "字" * 500


def test_personal_reason_is_refused(prepare: Correct, villages: list[Place]) -> None:
    with pytest.raises(Personal):
        prepare(low(villages[0]), "问 13800138000")


def test_second_correction_waits_for_the_first(
    waiting: Correction, prepare: Correct, villages: list[Place]
) -> None:
    with pytest.raises(refusals.CorrectionOpen):
        prepare(low(villages[1]))


# --- What happens while it waits ----------------------------------------------------------------


def test_nothing_is_computed_while_a_correction_waits(
    waiting: Correction, enter: Enter, town: Place, town_officer: User
) -> None:
    enter("2026-10", 95, 90, 85, 80, 75, 70)
    with pytest.raises(refusals.CorrectionOpen):
        prepare_run(town, OCTOBER, actor=town_officer)


def test_what_waited_before_is_set_aside(
    prepare: Correct,
    enter: Enter,
    town: Place,
    villages: list[Place],
    town_officer: User,
    town_approver: User,
) -> None:
    enter("2026-10", 95, 90, 85, 80, 75, 70)
    run = prepare_run(town, OCTOBER, actor=town_officer)
    prepare(low(villages[0]))
    run.refresh_from_db()
    assert run.state == RunState.REPLACED
    with pytest.raises(NotAllowed):
        approve_run(run, actor=town_approver)


@pytest.mark.parametrize("act", [approve_run, send_back])
def test_run_of_a_correction_is_not_decided_on_its_own(
    act: Callable[..., object], waiting: Correction, town_approver: User
) -> None:
    with pytest.raises(NotAllowed, match="更正还没有办完"):
        act(waiting.runs.get(), actor=town_approver)


def test_scores_of_a_later_month_leave_it_in_order(
    waiting: Correction, enter: Enter, villages: list[Place], town_approver: User
) -> None:
    enter("2026-10", 95, 90, 85, 80, 75, 70)
    approve_correction(waiting, actor=town_approver)
    assert score_of(villages[0], "2026-Q3") == 7667


def test_scores_of_its_own_month_are_refused(
    waiting: Correction, town: Place, villages: list[Place], town_officer: User
) -> None:
    with pytest.raises(refusals.AlreadyApproved):
        enter_scores(town, low(villages[0], points=60), actor=town_officer)


def test_what_is_entered_after_it_takes_the_next_revision(
    enter: Enter, publish: Publish, town: Place, villages: list[Place], town_officer: User
) -> None:
    """A proposed score has a revision too, though it never counts."""
    enter("2026-07", 95, 90, 85, 80, 75, 70)
    publish("2026-07")
    one = prepare_correction(town, low(villages[0]), actor=town_officer, reason="记错")
    withdraw_correction(one, actor=town_officer)
    again = prepare_correction(town, low(villages[0], points=50), actor=town_officer, reason="记错")
    assert set(again.scores.values_list("revision", flat=True)) == {3}


def stale(correction: Correction, approver: User, officer: User) -> None:
    """It cannot be approved, nothing public has changed, and it can be withdrawn."""
    public = set(Run.objects.published().values_list("pk", "state"))
    with pytest.raises(refusals.CorrectionStale):
        approve_correction(correction, actor=approver)
    assert set(Run.objects.published().values_list("pk", "state")) == public
    assert not Score.objects.current().filter(correction=correction).exists()
    withdraw_correction(correction, actor=officer)


@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2026, 9, 30)])
def test_holder_registered_within_the_period_makes_it_stale(
    day: date, waiting: Correction, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    register_holder(villages[1], "county", actor=town_officer, since=day)
    stale(waiting, town_approver, town_officer)


def test_holder_registered_after_the_period_leaves_it_in_order(
    waiting: Correction, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    register_holder(villages[1], "county", actor=town_officer, since=date(2026, 10, 1))
    assert len(approve_correction(waiting, actor=town_approver)) == 1


def test_cadre_posted_within_the_period_makes_it_stale(
    waiting: Correction, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    post_cadre(villages[1], "post-cadre", "B-07", actor=town_officer, since=date(2026, 8, 1))
    stale(waiting, town_approver, town_officer)


def test_village_closed_within_the_period_makes_it_stale(
    waiting: Correction, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    close_place(villages[5], actor=SYSTEM, until=date(2026, 8, 31))
    stale(waiting, town_approver, town_officer)


@pytest.mark.usefixtures("year")
def test_one_stale_run_among_many_stops_them_all(
    town: Place, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    one = prepare_correction(town, low(villages[0], "2025-05"), actor=town_officer, reason="记错")
    register_holder(villages[1], "county", actor=town_officer, since=date(2025, 12, 31))
    assert one.runs.filter(state=RunState.REPLACED).count() == 1  # the year alone
    stale(one, town_approver, town_officer)


def test_scheme_for_the_time_after_leaves_it_in_order_and_one_for_the_period_is_refused(
    waiting: Correction, town: Place, rule_keeper: User, town_approver: User
) -> None:
    text = scheme_text("town-environment")
    with pytest.raises(refusals.UnfitScheme):
        adopt_scheme(town, text, actor=rule_keeper, since=date(2026, 9, 30))
    adopt_scheme(town, text, actor=rule_keeper, since=date(2026, 10, 1), settings={"quarter": "literal"})
    adopt_sheet(town, sheet_text(next(iter(SHEETS))), actor=rule_keeper, since=date(2026, 7, 1))
    assert len(approve_correction(waiting, actor=town_approver)) == 1


# --- What changed besides -----------------------------------------------------------------------


def test_holder_registered_back_into_the_period_does_not_come_out_with_it(
    prepare: Correct, villages: list[Place], town_officer: User
) -> None:
    register_holder(villages[1], "county", actor=town_officer, since=date(2026, 9, 30))
    with pytest.raises(refusals.ChangedBesides, match="2026年三季度里“乙村"):
        prepare(low(villages[0]))
    assert not Correction.objects.exists()
    assert not Run.objects.prepared().exists()


def test_cadre_posted_back_into_the_period_does_not_come_out_with_it(
    prepare: Correct, villages: list[Place], town_officer: User
) -> None:
    post_cadre(villages[0], "post-cadre", "B-07", actor=town_officer, since=date(2026, 9, 30))
    with pytest.raises(refusals.ChangedBesides, match="“甲村”"):
        prepare(low(villages[5]))


def test_merger_registered_back_into_the_period_does_not_come_out_with_it(
    prepare: Correct, villages: list[Place]
) -> None:
    merge_places(villages[3:5], "990101101399", "合村", actor=SYSTEM, day=date(2026, 8, 15))
    with pytest.raises(refusals.ChangedBesides, match="丁村、戊村、己村"):
        prepare(low(villages[5]))


def test_holder_and_cadre_from_the_day_after_the_period_leave_it_in_order(
    prepare: Correct, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    register_holder(villages[1], "county", actor=town_officer, since=date(2026, 10, 1))
    post_cadre(villages[0], "post-cadre", "B-07", actor=town_officer, since=date(2026, 10, 1))
    assert len(approve_correction(prepare(low(villages[5])), actor=town_approver)) == 1


def test_other_wording_since_is_no_change(
    prepare: Correct, public_quarter: Run, villages: list[Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wugong.rules.proposals.consequence", lambda award, fen: "另一种写法")
    assert prepare(low(villages[0])).runs.count() == 1


# --- Afterwards ---------------------------------------------------------------------------------


def test_next_period_rests_on_the_corrected_scores(
    waiting: Correction,
    enter: Enter,
    town: Place,
    villages: list[Place],
    town_officer: User,
    town_approver: User,
) -> None:
    approve_correction(waiting, actor=town_approver)
    enter("2026-10", 95, 90, 85, 80, 75, 70)
    run = prepare_run(town, JULY, actor=town_officer)  # July itself was never computed alone
    assert Figure.objects.get(run=run, village=villages[0]).hundredths == 4000
    assert approve_run(run, actor=town_approver).state == RunState.APPROVED


def test_merged_village_can_still_be_corrected(
    public_quarter: Run, prepare: Correct, town: Place, villages: list[Place], town_approver: User
) -> None:
    merge_places(villages[:2], "990101101399", "新村", actor=SYSTEM, day=date(2026, 10, 15))
    assert villages[0].code not in {one.code for one in villages_of(town, date(2026, 11, 1))}
    approve_correction(prepare(low(villages[0])), actor=town_approver)
    assert score_of(villages[0], "2026-Q3") == 7667


def test_village_with_another_code_is_corrected_under_it(
    prepare: Correct, villages: list[Place], town_approver: User
) -> None:
    change_code(villages[0], "990101101398", actor=SYSTEM, day=date(2026, 10, 15))
    now = Place.objects.get(pk=villages[0].pk)
    approve_correction(prepare(low(now)), actor=town_approver)
    assert score_of(now, "2026-Q3") == 7667


# --- Objections behind it, records, notices -----------------------------------------------------


@pytest.fixture
def neighbour(make_user: MakeUser, villages: list[Place]) -> User:
    return make_user("neighbour", "周邻", RoleKind.RESIDENT, villages[0])


@pytest.fixture
def objection(public_quarter: Run, villages: list[Place], neighbour: User) -> Objection:
    return raise_objection(public_quarter, villages[0], "七月的暗访记错了", actor=neighbour)


def test_objection_is_answered_by_the_correction(
    objection: Objection, prepare: Correct, villages: list[Place], town_approver: User
) -> None:
    one = prepare(low(villages[0]), "核对照片，记错了院坝", objection=objection)
    objection.refresh_from_db()
    assert objection.state == "raised"
    approve_correction(one, actor=town_approver)
    objection.refresh_from_db()
    assert (objection.state, objection.answer, objection.answered_by) == (
        "upheld",
        "核对照片，记错了院坝",
        town_approver,
    )


def test_figure_is_not_kept_while_its_correction_waits(
    objection: Objection, prepare: Correct, villages: list[Place], town_officer: User
) -> None:
    one = prepare(low(villages[0]), objection=objection)
    with pytest.raises(refusals.AnswerWaits):
        keep_figure(objection, "没有错", actor=town_officer)
    withdraw_correction(one, actor=town_officer)
    assert keep_figure(objection, "没有错", actor=town_officer).state == "kept"


def test_answered_objection_leads_to_no_correction(
    objection: Objection, prepare: Correct, villages: list[Place], town_officer: User
) -> None:
    keep_figure(objection, "没有错", actor=town_officer)
    with pytest.raises(refusals.AlreadyAnswered):
        prepare(low(villages[0]), objection=objection)


def test_objection_of_another_town_leads_to_no_correction(
    objection: Objection, other_town: Place, make_user: MakeUser, other_town_officer: User
) -> None:
    rows = [Sheet("990101102201", JULY, "covert", 4000)]
    with pytest.raises(refusals.NotAVillageOf):
        prepare_correction(other_town, rows, actor=other_town_officer, reason="记错", objection=objection)


def test_objection_is_not_answered_by_scores_of_another_village(
    objection: Objection, prepare: Correct, villages: list[Place]
) -> None:
    with pytest.raises(refusals.BesideObjection, match="“甲村”2026年三季度"):
        prepare(low(villages[5]), objection=objection)
    same = sheets(villages[0].code, "2026-07", 95, 95)
    with pytest.raises(refusals.BesideObjection):
        prepare([*low(villages[5]), *same], objection=objection)
    assert not Correction.objects.exists()


def test_objection_is_not_answered_by_a_month_beside_its_period(
    enter: Enter, publish: Publish, prepare: Correct, villages: list[Place], objection: Objection
) -> None:
    enter("2026-10", 95, 90, 85, 80, 75, 70)
    publish("2026-10")
    with pytest.raises(refusals.BesideObjection):
        prepare(low(villages[0], "2026-10"), objection=objection)
    assert prepare(low(villages[0], "2026-09"), objection=objection).objection == objection


def test_each_step_is_on_record(waiting: Correction, town: Place, town_approver: User) -> None:
    approve_correction(waiting, actor=town_approver)
    said = {one.act: one.facts for one in Record.objects.filter(act__startswith="review.correction")}
    where = {"at": town.code, "town": "枫林镇", "runs": "2026年三季度"}
    assert said["review.correction_prepared"] == {**where, "count": 2}
    assert said["review.correction_approved"] == where


def test_approvers_of_the_town_are_told_and_nobody_else(
    town_approver: User, other_town_officer: User, county_officer: User, cadre: User, waiting: Correction
) -> None:
    told = Notice.objects.filter(kind="review.correction_waits")
    assert [(one.to, one.link) for one in told] == [
        (town_approver, f"/desk/{waiting.town.code}/corrections/{waiting.pk}/")
    ]


def test_states_have_their_dates(waiting: Correction, town_officer: User) -> None:
    withdraw_correction(waiting, actor=town_officer)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == (CorrectionState.WITHDRAWN, town_officer)
    assert waiting.decided_at is not None


# --- Two at once --------------------------------------------------------------------------------

at_once = pytest.mark.django_db(transaction=True)


@at_once
def test_second_approval_at_once_is_refused(
    county: County, waiting: Correction, town: Place, town_approver: User
) -> None:
    with meanwhile(county, lambda: approve_correction(waiting, actor=town_approver)) as came:
        approve_correction(waiting, actor=town_approver)
    assert isinstance(came[0], NotAllowed)
    assert versions(town) == {"2026-Q3": 2}


@at_once
def test_withdrawal_that_waits_for_an_approval_is_refused(
    county: County, waiting: Correction, town: Place, town_officer: User, town_approver: User
) -> None:
    with meanwhile(county, lambda: withdraw_correction(waiting, actor=town_officer)) as came:
        approve_correction(waiting, actor=town_approver)
    assert isinstance(came[0], NotAllowed)
    assert versions(town) == {"2026-Q3": 2}


@at_once
def test_second_correction_at_once_is_refused(
    county: County, prepare: Correct, villages: list[Place]
) -> None:
    with meanwhile(county, lambda: prepare(low(villages[1]))) as came:
        prepare(low(villages[0]))
    assert isinstance(came[0], refusals.CorrectionOpen)
    assert Correction.objects.count() == 1


@at_once
def test_approval_that_waits_for_a_register_is_stale(
    county: County, waiting: Correction, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    with meanwhile(county, lambda: approve_correction(waiting, actor=town_approver)) as came:
        register_holder(villages[1], "county", actor=town_officer, since=JULY.first_day)
    assert isinstance(came[0], refusals.CorrectionStale)


@at_once
def test_answer_that_waits_for_a_correction_is_refused(
    county: County, objection: Objection, prepare: Correct, villages: list[Place], town_officer: User
) -> None:
    with meanwhile(county, lambda: keep_figure(objection, "没有错", actor=town_officer)) as came:
        prepare(low(villages[0]), objection=objection)
    assert isinstance(came[0], refusals.AnswerWaits)
