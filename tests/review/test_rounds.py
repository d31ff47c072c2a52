"""Rounds: who inspects whom, and the second pair of eyes before scores count."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.appraised import month, sheets
from tests.cast import LONG_AGO, MakeUser

from wugong.access.actions import end_role, grant_role
from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.notices.models import Notice
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.models import AdoptedScheme, Assignment, Round, Score
from wugong.review.permissions import not_own
from wugong.review.round_tasks import drawn_for
from wugong.review.rounds import assessors_of, assign_round, check_round, draw_plan, inspectors_of
from wugong.review.runs import prepare_run
from wugong.review.scores import Entered, Sheet, enter_scores
from wugong.review.states import RoundState

JULY = month("2026-07")

pytestmark = pytest.mark.usefixtures("here", "adopted")

EnterJuly = Callable[..., Entered]


@pytest.fixture
def enter_july(town: Place, villages: list[Place], town_officer: User) -> EnterJuly:
    """Enter a number for each village in the covert round of July; None leaves one out."""

    def entering(*points: int | None, actor: User = town_officer, **facts: object) -> Entered:
        rows = [
            Sheet(village.code, JULY, "covert", given * 100, **facts)
            for village, given in zip(villages, points, strict=False)
            if given is not None
        ]
        return enter_scores(town, rows, actor=actor)

    return entering


def covert() -> Round:
    return Round.objects.get(month="2026-07", input="covert")


# --- Who inspects whom ---------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 3, 6])
def test_no_team_is_drawn_for_its_own_village(villages: list[Place], count: int) -> None:
    for seed in range(40):
        plan = draw_plan(villages[:count], villages[:count], str(seed))
        assert set(plan) == set(plan.values()) == set(villages[:count])
        assert all(village != team for village, team in plan.items())


def test_one_village_alone_has_nobody_to_inspect_it(villages: list[Place]) -> None:
    with pytest.raises(refusals.NobodyToInspect, match="甲村"):
        draw_plan(villages[:1], villages[:1], "1")


def test_same_seed_draws_the_same_plan_whatever_the_order(villages: list[Place]) -> None:
    again = draw_plan(villages[::-1], villages[::-1], "七月")
    assert draw_plan(villages, villages, "七月") == again
    assert draw_plan(villages, villages, "八月") != again


def test_assessor_is_never_drawn_for_the_village_she_belongs_to(
    villages: list[Place], make_user: MakeUser
) -> None:
    own = {
        make_user(f"assessor-{number}", f"评{number}", RoleKind.RESIDENT, village): village
        for number, village in enumerate(villages[:2])
    }
    for seed in range(40):
        plan = draw_plan(villages, list(own), str(seed))
        assert not [village for village, person in plan.items() if own.get(person) == village]
        load = [list(plan.values()).count(person) for person in own]
        assert max(load) - min(load) <= 1


def test_village_that_only_its_own_people_could_inspect_is_named(
    villages: list[Place], make_user: MakeUser
) -> None:
    only = make_user("assessor-own", "评甲", RoleKind.RESIDENT, villages[0])
    with pytest.raises(refusals.NobodyToInspect, match="甲村"):
        draw_plan(villages[:1], [only], "1")


def test_plan_by_hand_with_ones_own_village_is_refused(
    town: Place, villages: list[Place], town_officer: User, make_user: MakeUser
) -> None:
    own = make_user("assessor-own", "评甲", RoleKind.RESIDENT, villages[0])
    for inspector in (villages[0], own):
        with pytest.raises(refusals.OwnVillage, match="自己的村不由自己查"):
            assign_round(town, JULY, "cross", {villages[0]: inspector}, actor=town_officer)
    assert not Round.objects.exists()


def test_database_keeps_teams_from_their_own_village(
    town: Place, villages: list[Place], town_officer: User
) -> None:
    one = assign_round(town, JULY, "cross", {villages[0]: villages[1]}, actor=town_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(round=one).update(team=villages[0])


def test_new_plan_takes_the_place_of_the_old_one(
    town: Place, villages: list[Place], town_officer: User, assessor: User
) -> None:
    assign_round(town, JULY, "cross", {villages[0]: villages[1]}, actor=town_officer)
    one = assign_round(town, JULY, "cross", {villages[2]: assessor}, actor=town_officer)
    standing = Assignment.objects.standing().filter(round=one)
    assert list(standing.values_list("village", "assessor")) == [(villages[2].pk, assessor.pk)]
    assert str(Record.objects.newest_first()[0]) == "向办 安排“枫林镇”2026年7月交叉检查：1 个村各由谁查"


def test_earlier_plan_stays_and_who_is_in_both_goes_on(
    town: Place, villages: list[Place], town_officer: User
) -> None:
    first = {villages[0]: villages[1], villages[1]: villages[2]}
    assign_round(town, JULY, "cross", first, actor=town_officer)
    kept = Assignment.objects.get(village=villages[0])
    assign_round(town, JULY, "cross", first | {villages[1]: villages[3]}, actor=town_officer)
    rows = Assignment.objects.filter(village=villages[1]).order_by("ended_at")
    assert {row.team: row.ended_at is None for row in rows} == {villages[2]: False, villages[3]: True}
    assert Assignment.objects.get(village=villages[0]) == kept


def test_database_keeps_two_from_one_village(town: Place, villages: list[Place], town_officer: User) -> None:
    one = assign_round(town, JULY, "cross", {villages[0]: villages[1]}, actor=town_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(round=one, village=villages[0], team=villages[2])


def test_whoever_was_taken_out_of_the_plan_enters_nothing(
    town: Place, villages: list[Place], town_officer: User, assessor: User, enter_july: EnterJuly
) -> None:
    assign_round(town, JULY, "covert", {villages[0]: assessor}, actor=town_officer)
    assign_round(town, JULY, "covert", {}, actor=town_officer)
    assert drawn_for(assessor) == []
    with pytest.raises(NotAllowed):
        enter_july(90, actor=assessor)


def test_village_of_another_town_is_in_no_round(
    town: Place, villages: list[Place], other_town_village: Place, town_officer: User
) -> None:
    with pytest.raises(refusals.NotInRound, match="“白石村”在2026年7月不是“枫林镇”的村"):
        assign_round(town, JULY, "cross", {other_town_village: villages[0]}, actor=town_officer)
    with pytest.raises(refusals.NoInspector, match="白石村不能去查“甲村”"):
        assign_round(town, JULY, "cross", {villages[0]: other_town_village}, actor=town_officer)


def test_whoever_is_no_assessor_of_the_town_inspects_nothing(
    town: Place, villages: list[Place], resident: User, town_officer: User
) -> None:
    with pytest.raises(refusals.NoInspector, match="陈禾不能去查“甲村”"):
        assign_round(town, JULY, "covert", {villages[0]: resident}, actor=town_officer)


def test_plan_is_settled_once_the_round_is_checked(
    town: Place, villages: list[Place], enter_july: EnterJuly, town_officer: User, town_approver: User
) -> None:
    enter_july(90, 90, 90, 90, 90, 90)
    plan = {villages[0]: villages[1]}
    assign_round(town, JULY, "covert", plan, actor=town_officer)
    check_round(town, JULY, "covert", actor=town_approver)
    with pytest.raises(refusals.RoundIsChecked):
        assign_round(town, JULY, "covert", {}, actor=town_officer)
    enter_july(91)
    assert assign_round(town, JULY, "covert", {}, actor=town_officer).state == RoundState.ENTERING


@pytest.mark.usefixtures("public_quarter")
def test_plan_is_settled_once_something_public_rests_on_the_month(town: Place, town_officer: User) -> None:
    with pytest.raises(refusals.PlanIsPublic, match="2026年三季度考核已经公布，2026年7月谁查了"):
        assign_round(town, JULY, "routine", {}, actor=town_officer)


def test_seed_that_draws_another_plan_is_not_kept(
    town: Place, villages: list[Place], assessor: User, town_officer: User
) -> None:
    plan = draw_plan(villages, villages, "一")
    assert assign_round(town, JULY, "cross", plan, actor=town_officer, seed="一").seed == "一"
    assert assign_round(town, JULY, "cross", plan, actor=town_officer, seed="二").seed == ""


def test_seed_that_draws_nobody_is_not_kept(
    town: Place, villages: list[Place], make_user: MakeUser, town_officer: User
) -> None:
    assert assign_round(town, JULY, "covert", {}, actor=town_officer, seed="一").seed == ""
    make_user("elder", "郭评", RoleKind.ASSESSOR, villages[0])
    assert assign_round(town, JULY, "covert", {}, actor=town_officer, seed="一").seed == ""


def test_approver_plans_no_round(town: Place, villages: list[Place], town_approver: User) -> None:
    with pytest.raises(NotAllowed):
        assign_round(town, JULY, "cross", {villages[0]: villages[1]}, actor=town_approver)


def test_round_that_the_scheme_does_not_have_is_refused(town: Place, town_officer: User) -> None:
    with pytest.raises(refusals.NoSuchRound, match="2026年7月"):
        assign_round(town, JULY, "night", {}, actor=town_officer)


def test_teams_or_assessors_may_be_drawn(
    town: Place, villages: list[Place], assessor: User, other_town: Place, make_user: MakeUser
) -> None:
    make_user("stranger", "外评", RoleKind.ASSESSOR, other_town)
    assert list(inspectors_of(town, JULY, "villages")) == villages
    assert inspectors_of(town, JULY, "assessors") == assessors_of(town) == [assessor]


# --- Who may enter what ---------------------------------------------------------------------------


def test_assessor_enters_only_what_was_drawn_for_her(
    town: Place, villages: list[Place], town_officer: User, assessor: User, enter_july: EnterJuly
) -> None:
    with pytest.raises(NotAllowed, match="拟办要由"):
        enter_july(90, actor=assessor)
    assign_round(town, JULY, "covert", {villages[0]: assessor}, actor=town_officer)
    with pytest.raises(NotAllowed, match="没有分给您"):
        enter_july(90, 80, actor=assessor)
    assert enter_july(90, actor=assessor) == Entered(1, 0, 0)


def test_team_enters_what_it_inspected(
    town: Place, villages: list[Place], town_officer: User, make_user: MakeUser, enter_july: EnterJuly
) -> None:
    cadre = make_user("cadre-b", "乙干", RoleKind.VILLAGE_CADRE, villages[1])
    assign_round(town, JULY, "covert", {villages[0]: villages[1]}, actor=town_officer)
    assert enter_july(90, actor=cadre) == Entered(1, 0, 0)
    with pytest.raises(NotAllowed, match="没有分给您"):
        enter_july(None, 90, actor=cadre)


def test_assessor_changes_nothing_after_the_check(
    town: Place,
    villages: list[Place],
    town_officer: User,
    town_approver: User,
    assessor: User,
    enter_july: EnterJuly,
) -> None:
    assign_round(town, JULY, "covert", {villages[0]: assessor}, actor=town_officer)
    enter_july(90, actor=assessor)
    check_round(town, JULY, "covert", actor=town_approver, without="没有去")
    with pytest.raises(NotAllowed, match="已经复核"):
        enter_july(91, actor=assessor)


def test_assessor_who_is_one_no_longer_enters_nothing(
    town: Place, villages: list[Place], town_officer: User, assessor: User, enter_july: EnterJuly
) -> None:
    assign_round(town, JULY, "covert", {villages[0]: assessor}, actor=town_officer)
    end_role(assessor.roles.get(), actor=SYSTEM)
    assert drawn_for(assessor) == []
    with pytest.raises(NotAllowed, match="拟办要由"):
        enter_july(90, actor=assessor)


def test_assessor_of_one_village_is_drawn_for_another(
    town: Place, villages: list[Place], town_officer: User, make_user: MakeUser, enter_july: EnterJuly
) -> None:
    elder = make_user("elder", "郭评", RoleKind.ASSESSOR, villages[1])
    assign_round(town, JULY, "covert", {villages[0]: elder}, actor=town_officer)
    assert enter_july(90, actor=elder) == Entered(1, 0, 0)


def test_assessor_does_not_score_the_village_she_has_joined_since(
    town: Place, villages: list[Place], town_officer: User, assessor: User, enter_july: EnterJuly
) -> None:
    assign_round(town, JULY, "covert", {villages[0]: assessor}, actor=town_officer)
    grant_role(assessor, RoleKind.RESIDENT, actor=SYSTEM, at=villages[0], since=LONG_AGO)
    with pytest.raises(NotAllowed, match="平安 不能查“甲村”：自己的村不由自己查"):
        enter_july(90, actor=assessor)


def test_officer_does_not_change_the_score_of_her_own_village(
    villages: list[Place], town_officer: User, make_user: MakeUser, town: Place, enter_july: EnterJuly
) -> None:
    other = make_user("officer-2", "何副", RoleKind.TOWN_OFFICER, town)
    enter_july(90, actor=other)
    grant_role(town_officer, RoleKind.RESIDENT, actor=SYSTEM, at=villages[0], since=LONG_AGO)
    with pytest.raises(NotAllowed, match="向办 不能查“甲村”"):
        enter_july(91, 80)
    assert enter_july(90, 80) == Entered(1, 0, 1)


def test_assessor_of_a_village_has_it_for_her_own(villages: list[Place], make_user: MakeUser) -> None:
    elder = make_user("elder", "郭评", RoleKind.ASSESSOR, villages[1])
    assert not not_own(elder, [villages[1].code])
    assert not_own(elder, [villages[0].code])
    assert not_own(SYSTEM, [villages[1].code])


# --- Versions -------------------------------------------------------------------------------------


def test_earlier_version_is_kept(enter_july: EnterJuly, villages: list[Place]) -> None:
    assert enter_july(90, 80) == Entered(2, 0, 0)
    assert enter_july(91, 80) == Entered(0, 1, 1)
    versions = Score.objects.filter(village=villages[0]).order_by("revision")
    assert list(versions.values_list("revision", "current", "hundredths")) == [
        (1, False, 9000),
        (2, True, 9100),
    ]


def test_second_of_two_officers_is_told_what_changed_meanwhile(
    enter_july: EnterJuly, make_user: MakeUser, town: Place
) -> None:
    other = make_user("officer-2", "何副", RoleKind.TOWN_OFFICER, town)
    enter_july(90)
    enter_july(91, actor=other, seen=1)
    with pytest.raises(refusals.ChangedMeanwhile, match=r"何副 于 .* 把“甲村”的分改成了 91"):
        enter_july(92, seen=1)
    assert Score.objects.current().get().hundredths == 9100


def test_same_score_by_both_officers_is_no_quarrel(
    enter_july: EnterJuly, make_user: MakeUser, town: Place
) -> None:
    enter_july(90)
    other = make_user("officer-2", "何副", RoleKind.TOWN_OFFICER, town)
    enter_july(91, actor=other, seen=1)
    assert enter_july(91, seen=1) == Entered(0, 0, 1)


def test_entry_that_someone_else_made_first_is_seen_as_none(enter_july: EnterJuly) -> None:
    enter_july(90)
    with pytest.raises(refusals.ChangedMeanwhile):
        enter_july(92, seen=0)


def test_scores_are_not_written_over_unasked(
    town: Place, villages: list[Place], town_officer: User, enter_july: EnterJuly
) -> None:
    enter_july(90)
    with pytest.raises(Exception, match="1 处要改") as fault:
        enter_scores(
            town, [Sheet(villages[0].code, JULY, "covert", 9100)], actor=town_officer, overwrite=False
        )
    assert "已经录入 90，这里是 91" in fault.value.lines[0]


@pytest.mark.parametrize(("day", "why"), [("2026-06-30", "不在2026年7月"), ("2026-08-01", "不在2026年7月")])
def test_inspection_outside_the_month_is_refused(
    town: Place, villages: list[Place], town_officer: User, day: str, why: str
) -> None:
    row = Sheet(villages[0].code, JULY, "covert", 9000, day=date.fromisoformat(day))
    with pytest.raises(Exception, match="1 处要改") as fault:
        enter_scores(town, [row], actor=town_officer)
    assert why in fault.value.lines[0]


# --- The check ------------------------------------------------------------------------------------


def test_whoever_entered_a_score_does_not_check_it(
    town: Place, enter_july: EnterJuly, town_officer: User
) -> None:
    enter_july(90, 90, 90, 90, 90, 90)
    with pytest.raises(NotAllowed, match="录入和复核不能是同一人"):
        check_round(town, JULY, "covert", actor=town_officer)


def test_whoever_entered_what_was_written_over_does_not_check_it(
    town: Place, enter_july: EnterJuly, make_user: MakeUser, town_officer: User, town_approver: User
) -> None:
    other = make_user("officer-2", "何副", RoleKind.TOWN_OFFICER, town)
    enter_july(90, 90, 90, 90, 90, 90)
    enter_july(90, 90, 90, 90, 90, 90, actor=other, note="看过照片")
    for actor in (town_officer, other):
        with pytest.raises(NotAllowed, match="录入和复核不能是同一人"):
            check_round(town, JULY, "covert", actor=actor)
    assert check_round(town, JULY, "covert", actor=town_approver).state == RoundState.CHECKED


def test_nothing_entered_is_nothing_to_check(town: Place, town_approver: User) -> None:
    with pytest.raises(refusals.NothingToCheck):
        check_round(town, JULY, "covert", actor=town_approver)


def test_planned_round_without_a_score_is_nothing_to_check(
    town: Place, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    assign_round(town, JULY, "covert", {villages[0]: villages[1]}, actor=town_officer)
    with pytest.raises(NotAllowed, match="还没有评分"):
        check_round(town, JULY, "covert", actor=town_approver)


def test_village_cadre_checks_nothing(town: Place, enter_july: EnterJuly, cadre: User) -> None:
    enter_july(90)
    with pytest.raises(NotAllowed):
        check_round(town, JULY, "covert", actor=cadre)


def test_missing_villages_need_a_word(town: Place, enter_july: EnterJuly, town_approver: User) -> None:
    enter_july(90, 90, 90, 90, 90)
    with pytest.raises(refusals.RoundIncomplete, match="己村"):
        check_round(town, JULY, "covert", actor=town_approver)
    one = check_round(town, JULY, "covert", actor=town_approver, without="断路，改日补")
    assert (one.state, one.without) == (RoundState.CHECKED, "断路，改日补")


def test_whole_round_keeps_no_word_about_missing_ones(
    town: Place, enter_july: EnterJuly, town_approver: User
) -> None:
    enter_july(90, 90, 90, 90, 90, 90)
    assert check_round(town, JULY, "covert", actor=town_approver, without="多余").without == ""


def test_checked_round_is_not_checked_again(town: Place, enter_july: EnterJuly, town_approver: User) -> None:
    enter_july(90, 90, 90, 90, 90, 90)
    check_round(town, JULY, "covert", actor=town_approver)
    with pytest.raises(NotAllowed, match="已经复核"):
        check_round(town, JULY, "covert", actor=town_approver)


def test_changed_score_opens_the_round_again(town: Place, enter_july: EnterJuly, town_approver: User) -> None:
    enter_july(90, 90, 90, 90, 90, 90)
    check_round(town, JULY, "covert", actor=town_approver)
    enter_july(90)
    assert covert().state == RoundState.CHECKED
    enter_july(91)
    assert (covert().state, covert().checked_by) == (RoundState.ENTERING, None)


def test_unchecked_round_holds_the_computation_back(
    town: Place, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    rows = [row for village in villages for row in sheets(village.code, "2026-07", 90, 90)]
    enter_scores(town, rows, actor=town_officer)
    check_round(town, JULY, "covert", actor=town_approver)
    with pytest.raises(refusals.NotChecked, match="2026年7月交叉检查。"):
        prepare_run(town, JULY, actor=town_officer)
    check_round(town, JULY, "cross", actor=town_approver)
    assert prepare_run(town, JULY, actor=town_officer).state == "prepared"


def test_months_that_are_public_need_no_check_again(
    town: Place, adopted: AdoptedScheme, enter: object, publish: Callable[[str], object], town_officer: User
) -> None:
    for when in ("2026-07", "2026-08", "2026-09"):
        enter(when, 95, 90, 85, 80, 75, 70)  # type: ignore[operator] # a fixture that enters
        publish(when)
    Round.objects.all().delete()
    assert prepare_run(town, Period.parse("2026-Q3"), actor=town_officer).state == "prepared"


def test_checkers_are_told_once_when_the_last_score_comes_in(
    enter_july: EnterJuly, town_officer: User, town_approver: User
) -> None:
    enter_july(90, 90, 90, 90, 90)
    assert not Notice.objects.exists()
    enter_july(None, None, None, None, None, 90)
    told = Notice.objects.get()
    assert (told.to, told.kind, told.link) == (
        town_approver,
        "review.round_waits",
        "/desk/990101101/rounds/2026-07/covert/",
    )
    enter_july(91)
    assert Notice.objects.count() == 1
