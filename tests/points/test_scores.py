"""Scores: by her own seat or from a slip, within the range, once; the lower median decides, nobody is named."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import MakeUser
from tests.points.paneled import checked, drawn_panel, jury_of, score_all

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.notices.models import Notice
from wugong.places.models import Place
from wugong.points import panel_refusals as refusals
from wugong.points.models import Claim, Panel, PanelScore, Seat
from wugong.points.panel_permissions import scorers
from wugong.points.panel_rules import Range, far_off, lower_median
from wugong.points.panels import leave_seat
from wugong.points.reasons import reasons_of
from wugong.points.scores import give_score, step_aside
from wugong.points.states import ClaimState
from wugong.registry.bindings import unbind
from wugong.registry.models import Binding, Household, Membership, Person
from wugong.registry.states import Residence
from wugong.rules.points_fairness import fairness_on

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def waiting(family: Household, make_claim: Callable[..., Claim], homes: list[Household]) -> Claim:
    """A claim of the family, who live away, for something worth 10 to 30, as the panel of the homes says."""
    Membership.objects.filter(household=family).update(residence=Residence.AWAY)
    return checked(make_claim(family, "giving"))


@pytest.fixture
def panel(village: Place, waiting: Claim) -> Panel:
    return drawn_panel(village)


@pytest.fixture
def seat(panel: Panel, waiting: Claim) -> Seat:
    return jury_of(panel, waiting)[0]


@pytest.mark.parametrize("points", [9, 31, 1, -10])
def test_score_beside_the_range_is_refused(waiting: Claim, seat: Seat, points: int) -> None:
    with pytest.raises(refusals.ScoreOutOfRange, match="10 到 30 分，或 0 分"):
        give_score(waiting, seat, points, actor=SYSTEM)


@pytest.mark.parametrize("points", [0, 10, 30])
def test_score_within_the_range_stands(waiting: Claim, seat: Seat, points: int) -> None:
    give_score(waiting, seat, points, actor=SYSTEM)
    assert PanelScore.objects.get(seat=seat).points == points


def test_item_of_one_value_is_scored_up_to_what_the_rule_gives(
    village: Place, family: Household, homes: list[Household], make_claim: Callable[..., Claim]
) -> None:
    claim, panel = checked(make_claim(family, "labour")), drawn_panel(village)
    judge = jury_of(panel, claim)[0]
    with pytest.raises(refusals.ScoreOutOfRange, match="0 到 5 分"):
        give_score(claim, judge, 6, actor=SYSTEM)
    give_score(claim, judge, 1, actor=SYSTEM)
    assert PanelScore.objects.get(seat=judge).points == 1


def test_only_the_persons_own_account_speaks_for_the_seat(
    waiting: Claim, seat: Seat, supervisor: User, bound: Callable[..., User], resident: User
) -> None:
    with pytest.raises(NotAllowed, match="没有分给您评"):
        give_score(waiting, seat, 10, actor=resident)
    bound(supervisor, seat.person, is_self=False)
    with pytest.raises(NotAllowed):
        give_score(waiting, seat, 10, actor=supervisor)
    bound(resident, seat.person)
    give_score(waiting, seat, 10, actor=resident)
    assert PanelScore.objects.get(seat=seat).entered_by is None


def test_cadre_enters_a_slip_and_a_resident_does_not(
    waiting: Claim, seat: Seat, cadre: User, resident: User
) -> None:
    with pytest.raises(NotAllowed):
        give_score(waiting, seat, 10, actor=resident, on_paper=True)
    give_score(waiting, seat, 10, actor=cadre, on_paper=True)
    assert PanelScore.objects.get(seat=seat).entered_by == cadre


@pytest.mark.parametrize("hand", ["claimed_by", "checked_by"])
def test_who_claimed_or_checked_it_enters_no_slip_of_it(
    hand: str, waiting: Claim, seat: Seat, cadre: User
) -> None:
    Claim.objects.filter(pk=waiting.pk).update(**{hand: cadre})
    with pytest.raises(NotAllowed, match="经手过"):
        give_score(waiting, seat, 10, actor=cadre, on_paper=True)
    with pytest.raises(NotAllowed, match="经手过"):
        step_aside(waiting, seat, actor=cadre, on_paper=True)


def test_slip_of_a_member_with_an_account_is_refused_though_it_was_parted_since(
    waiting: Claim, seat: Seat, cadre: User, resident: User, bound: Callable[..., User]
) -> None:
    bound(resident, seat.person)
    with pytest.raises(NotAllowed, match="自己的账号"):
        give_score(waiting, seat, 10, actor=cadre, on_paper=True)
    unbind(resident, seat.person, actor=cadre)
    with pytest.raises(NotAllowed, match="自己的账号"):
        give_score(waiting, seat, 10, actor=cadre, on_paper=True)
    day_before = timezone.localdate() - timedelta(days=2)  # parted before the draw, of which days count
    Binding.objects.filter(user=resident).update(until=day_before)
    give_score(waiting, seat, 10, actor=cadre, on_paper=True)


def test_who_acts_for_the_member_is_told_that_a_slip_was_typed_and_not_what_stood_on_it(
    waiting: Claim, seat: Seat, cadre: User, resident: User, bound: Callable[..., User]
) -> None:
    bound(resident, seat.person, is_self=False)
    give_score(waiting, seat, 17, actor=cadre, on_paper=True)
    notice = Notice.objects.get(to=resident, kind="points.slip_entered")
    assert "17" not in str(notice.facts)
    assert Record.objects.concerning(resident.pk).filter(act="points.slip_entered").count() == 1


def test_who_typed_a_slip_answers_no_objection_to_what_came_of_it(
    waiting: Claim, seat: Seat, cadre: User
) -> None:
    assert cadre.pk not in scorers(waiting)
    step_aside(waiting, seat, actor=cadre, on_paper=True)
    assert cadre.pk in scorers(waiting)


def test_account_of_nobody_enters_no_slip(
    waiting: Claim, seat: Seat, make_user: MakeUser, village: Place
) -> None:
    nobody = make_user("nobody", "某", RoleKind.VILLAGE_CADRE, village)
    with pytest.raises(NotAllowed, match="连到您本人"):
        give_score(waiting, seat, 10, actor=nobody, on_paper=True)


def test_who_claimed_and_parted_with_the_account_does_not_judge(
    village: Place,
    homes: list[Household],
    family: Household,
    make_claim: Callable[..., Claim],
    bound: Callable[..., User],
    resident: User,
) -> None:
    other = Person.objects.get(name="王小明")
    bound(resident, other)
    claim = checked(make_claim(family, "giving", actor=SYSTEM))
    Claim.objects.filter(pk=claim.pk).update(claimed_by=resident)
    unbind(resident, other, actor=resident)
    assert other not in {seat.person for seat in jury_of(drawn_panel(village), claim)}


def test_cadre_enters_no_slip_about_her_own_household(
    waiting: Claim, seat: Seat, cadre: User, bound: Callable[..., User], household: Household
) -> None:
    bound(cadre, household.memberships.first().person)  # type: ignore[attr-defined] # a reverse key
    with pytest.raises(NotAllowed, match="您自己的户"):
        give_score(waiting, seat, 10, actor=cadre, on_paper=True)


def test_seat_scores_once(waiting: Claim, seat: Seat) -> None:
    give_score(waiting, seat, 10, actor=SYSTEM)
    with pytest.raises(refusals.ScoredAlready):
        give_score(waiting, seat, 20, actor=SYSTEM)


def test_recused_seat_does_not_score(
    village: Place, family: Household, homes: list[Household], make_claim: Callable[..., Claim]
) -> None:
    own, panel = checked(make_claim(homes[0])), drawn_panel(village)
    with pytest.raises(refusals.NotYourSeat):
        give_score(own, Seat.objects.get(panel=panel, person__name="张三"), 5, actor=SYSTEM)


def test_left_seat_does_not_score(waiting: Claim, seat: Seat) -> None:
    leave_seat(seat, "住院了", actor=SYSTEM)
    with pytest.raises(refusals.SeatGone):
        give_score(waiting, seat, 10, actor=SYSTEM)


def test_claim_that_is_not_checked_is_not_scored(
    village: Place, family: Household, homes: list[Household], make_claim: Callable[..., Claim]
) -> None:
    claim, panel = make_claim(family, "giving"), drawn_panel(village)
    with pytest.raises(refusals.NotToBeScored, match="待初核"):
        give_score(claim, jury_of(panel, claim)[0], 10, actor=SYSTEM)


def test_claim_is_decided_when_the_last_has_scored(panel: Panel, waiting: Claim) -> None:
    last = len(jury_of(panel, waiting))
    assert score_all(panel, waiting, [10] * (last - 1)).state == ClaimState.CHECKED
    give_score(waiting, jury_of(panel, waiting)[-1], 10, actor=SYSTEM)
    assert Claim.objects.get(pk=waiting.pk).state == ClaimState.DECIDED


@pytest.mark.parametrize(
    ("scores", "median"),
    [([10, 20, 30], 20), ([10, 20, 21, 30], 20), ([30, 10], 10), ([0, 0, 30], 0), ([-5, -3, -2, -1], -2)],
)
def test_lower_median(scores: list[int], median: int) -> None:
    assert lower_median(scores) == median


def test_points_and_why_are_the_medians_and_nobody_is_named(panel: Panel, waiting: Claim) -> None:
    size = len(jury_of(panel, waiting))
    done = score_all(panel, waiting, [30, 12, 11, 14, 13][:size])
    scores = sorted([30, 12, 11, 14, 13][:size])
    assert (done.points, done.panel) == (lower_median(scores), panel)
    steps = {step["step"]: step for step in done.why if isinstance(step, dict)}
    assert steps["panel"]["scores"] == scores
    assert steps["panel"]["size"] == size
    assert steps["panel"]["far"] == [30]
    assert steps["rule"]["says"] == "10～30 分"
    assert "seat" not in str(done.why)


def test_outlier_is_only_a_hint() -> None:
    fairness = fairness_on(timezone.localdate())
    assert far_off([10, 10, 20], fairness) == [20]
    assert far_off([10], fairness) == []
    assert far_off([10, 11, 12], fairness) == []


def test_median_of_nothing_refuses_the_claim(panel: Panel, waiting: Claim, villager: User) -> None:
    done = score_all(panel, waiting, [0] * 5)
    assert (done.state, done.points) == (ClaimState.REFUSED, 0)
    assert Notice.objects.filter(to=villager, kind="points.claim_not_given").count() == 1


def test_household_is_told_what_was_decided(panel: Panel, waiting: Claim, villager: User) -> None:
    score_all(panel, waiting, [20] * 5)
    assert Notice.objects.filter(to=villager, kind="points.claim_decided").count() == 1


def test_record_of_a_score_holds_no_points(waiting: Claim, seat: Seat) -> None:
    give_score(waiting, seat, 17, actor=SYSTEM)
    assert "17" not in str(Record.objects.get(act="points.scored").facts)


def test_who_steps_aside_does_not_score(waiting: Claim, seat: Seat) -> None:
    step_aside(waiting, seat, actor=SYSTEM)
    with pytest.raises(refusals.NotYourSeat):
        give_score(waiting, seat, 10, actor=SYSTEM)


def test_last_to_step_aside_lets_the_others_decide(panel: Panel, waiting: Claim) -> None:
    *others, last = jury_of(panel, waiting)
    for seat in others:
        give_score(waiting, seat, 12, actor=SYSTEM)
    assert step_aside(waiting, last, actor=SYSTEM)
    assert Claim.objects.get(pk=waiting.pk).points == 12


def test_fewer_than_three_decide_nothing(panel: Panel, waiting: Claim) -> None:
    for seat in list(Seat.objects.filter(panel=panel).order_by("-order")):
        if len(jury_of(panel, waiting)) > 2 and seat in jury_of(panel, waiting):
            step_aside(waiting, seat, actor=SYSTEM)
    assert len(jury_of(panel, waiting)) == 2
    assert score_all(panel, waiting, [20, 20]).state == ClaimState.CHECKED


def test_seat_that_leaves_lets_the_others_decide(panel: Panel, waiting: Claim) -> None:
    for seat in Seat.objects.filter(panel=panel, is_reserve=True):
        leave_seat(seat, "不愿意", actor=SYSTEM)
    *others, last = jury_of(panel, waiting)
    for seat in others:
        give_score(waiting, seat, 12, actor=SYSTEM)
    leave_seat(last, "住院了", actor=SYSTEM)
    assert Claim.objects.get(pk=waiting.pk).state == ClaimState.DECIDED


def test_deduction_is_scored_without_a_sign_and_booked_with_it(
    village: Place, family: Household, homes: list[Household], make_claim: Callable[..., Claim]
) -> None:
    claim, panel = checked(make_claim(family, "dumping")), drawn_panel(village)
    assert score_all(panel, claim, [2] * 5).points == -2


def test_range_says_what_may_be_given() -> None:
    assert Range(1, 5, minus=True).said == "扣 0 到 5 分"
    assert Range(1, 5, minus=True).signed(3) == -3


def test_every_step_is_said_in_a_sentence(panel: Panel, waiting: Claim) -> None:
    done = score_all(panel, waiting, [20] * 5)
    done.why += [
        {"step": "recheck", "before": 20, "after": 10, "reason": "只有半天"},
        {"step": "limit", "before": 10, "after": 8, "said": "到了上限"},
        {"step": "reversed", "day": "2026-11-23", "reason": "记错了户"},
    ]
    lines = reasons_of(done)
    assert "取中间的 20 分" in "".join(lines)
    assert lines[-3:] == [
        "有异议，复核后 20 分改为 10 分：只有半天",
        "入账时照上限 10 分改为 8 分：到了上限",
        "2026-11-23 冲正：记错了户",
    ]
    assert not any("{" in line for line in lines)
