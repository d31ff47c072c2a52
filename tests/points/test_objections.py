"""Objections: by the village's people while the days run, answered by another hand, what changes hangs again."""

from collections.abc import Callable

import pytest
from tests.points.paneled import listed, over

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.notices.models import Notice
from wugong.places.models import Place
from wugong.points import panel_refusals as refusals
from wugong.points.models import Claim, Objection
from wugong.points.objections import change_points, keep_points, raise_objection
from wugong.points.states import ClaimState, ObjectionState
from wugong.registry.models import Household, Person

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def hanging(village: Place, homes: list[Household], make_claim: Callable[..., Claim], cadre: User) -> Claim:
    """A claim of the first home's for something worth 10 to 30, that hangs with 20."""
    one = make_claim(homes[0], "giving")
    listed(village, (one, 20))
    return Claim.objects.select_related("village__county", "household", "listing", "adoption").get(pk=one.pk)


@pytest.fixture
def objection(hanging: Claim, resident: User) -> Objection:
    return raise_objection(hanging, "那天他不在村里", actor=resident)


def test_nobody_of_another_village_objects(
    hanging: Claim, make_user: Callable[..., User], neighbour_village: Place
) -> None:
    stranger = make_user("stranger", "外村人", RoleKind.RESIDENT, neighbour_village)
    with pytest.raises(NotAllowed):
        raise_objection(hanging, "不对", actor=stranger)


def test_supervisor_and_cadre_for_another_object(hanging: Claim, supervisor: User, cadre: User) -> None:
    assert raise_objection(hanging, "要核一核", actor=supervisor).assisted_by is None
    with pytest.raises(NotAllowed):
        raise_objection(hanging, "要核一核", actor=cadre)
    assert raise_objection(hanging, "老人当面说的", actor=cadre, assisted=True).assisted_by == cadre


def test_resident_does_not_object_for_another(hanging: Claim, resident: User) -> None:
    with pytest.raises(NotAllowed):
        raise_objection(hanging, "不对", actor=resident, assisted=True)


@pytest.mark.parametrize("text", ["", " ", "长" * 201])
def test_objection_without_words_or_with_too_many_is_refused(
    hanging: Claim, resident: User, text: str
) -> None:
    with pytest.raises(refusals.NoWords):
        raise_objection(hanging, text, actor=resident)


def test_number_of_a_person_in_the_words_is_refused(hanging: Claim, resident: User) -> None:
    with pytest.raises(refusals.NumbersInside, match="手机号"):
        raise_objection(hanging, "打 13800000001 问", actor=resident)


def test_second_objection_before_the_answer_is_refused(objection: Objection, resident: User) -> None:
    with pytest.raises(refusals.ObjectionExists):
        raise_objection(objection.claim, "还是不对", actor=resident)


def test_after_the_last_day_it_is_too_late(hanging: Claim, resident: User) -> None:
    assert hanging.listing
    over(hanging.listing)
    with pytest.raises(NotAllowed, match="现在不能再提"):
        raise_objection(hanging, "不对", actor=resident)


def test_what_does_not_hang_is_not_doubted(claimed: Claim, resident: User) -> None:
    with pytest.raises(NotAllowed, match="不在公示"):
        raise_objection(claimed, "不对", actor=resident)


def test_only_the_household_doubts_a_deduction(
    village: Place,
    family: Household,
    make_claim: Callable[..., Claim],
    make_user: Callable[..., User],
    villager: User,
) -> None:
    one = make_claim(family, "dumping")
    listed(village, (one, -2))
    other = make_user("other", "邻居", RoleKind.RESIDENT, village)
    with pytest.raises(NotAllowed):
        raise_objection(one, "不对", actor=other)
    assert raise_objection(one, "不是我家倒的", actor=villager).before == -2


def test_who_may_answer_is_told_of_it(objection: Objection, supervisor: User, cadre: User) -> None:
    again = Notice.objects.filter(kind="points.objected")
    assert set(again.values_list("to", flat=True)) == {cadre.pk}


def test_who_raised_it_does_not_answer(hanging: Claim, supervisor: User) -> None:
    objection = raise_objection(hanging, "要核一核", actor=supervisor)
    with pytest.raises(NotAllowed, match="您经手过"):
        keep_points(objection, "核过了", actor=supervisor)


def test_who_checked_the_claim_does_not_answer(objection: Objection, cadre: User) -> None:
    Claim.objects.filter(pk=objection.claim_id).update(checked_by=cadre)
    with pytest.raises(NotAllowed, match="您经手过"):
        keep_points(objection, "核过了", actor=cadre)


def test_kin_do_not_answer(objection: Objection, cadre: User, bound: Callable[..., User]) -> None:
    bound(cadre, Person.objects.get(name="张三"))
    with pytest.raises(NotAllowed, match="您自己的户"):
        keep_points(objection, "核过了", actor=cadre)


def test_resident_does_not_answer(objection: Objection, resident: User) -> None:
    with pytest.raises(NotAllowed):
        keep_points(objection, "核过了", actor=resident)


def test_kept_points_stay_listed_and_who_asked_is_told(
    objection: Objection, cadre: User, resident: User
) -> None:
    done = keep_points(objection, "两位邻居都看见了", actor=cadre)
    claim = Claim.objects.get(pk=objection.claim_id)
    assert (done.state, claim.state, claim.points) == (ObjectionState.KEPT, ClaimState.LISTED, 20)
    assert Notice.objects.filter(to=resident, kind="points.objection_answered").count() == 1


def test_objection_is_answered_once(objection: Objection, cadre: User, supervisor: User) -> None:
    keep_points(objection, "两位邻居都看见了", actor=cadre)
    with pytest.raises(NotAllowed, match="已经答复"):
        change_points(objection, 10, "改", actor=supervisor)


@pytest.mark.parametrize("points", [9, 31])
def test_other_points_lie_within_the_range(objection: Objection, cadre: User, points: int) -> None:
    with pytest.raises(refusals.ScoreOutOfRange):
        change_points(objection, points, "改", actor=cadre)


def test_same_points_are_no_change(objection: Objection, cadre: User) -> None:
    with pytest.raises(refusals.NothingChanges):
        change_points(objection, 20, "改", actor=cadre)


def test_changed_points_wait_for_the_next_list(objection: Objection, cadre: User) -> None:
    change_points(objection, 10, "只有半天", actor=cadre)
    claim = Claim.objects.get(pk=objection.claim_id)
    assert (claim.state, claim.points, claim.listing) == (ClaimState.DECIDED, 10, None)
    assert claim.why[-1] == {"step": "recheck", "before": 20, "after": 10, "reason": "只有半天"}


def test_nothing_left_refuses_the_claim(objection: Objection, cadre: User) -> None:
    change_points(objection, 0, "没有做", actor=cadre)
    claim = Claim.objects.get(pk=objection.claim_id)
    assert (claim.state, claim.answer) == (ClaimState.REFUSED, "没有做")


def test_household_is_told_of_changed_points(
    village: Place,
    family: Household,
    make_claim: Callable[..., Claim],
    villager: User,
    supervisor: User,
    cadre: User,
) -> None:
    one = make_claim(family, "giving")
    listed(village, (one, 20))
    found = raise_objection(one, "要核一核", actor=supervisor)
    change_points(found, 10, "只有半天", actor=cadre)
    assert Notice.objects.filter(to=villager, kind="points.claim_changed").count() == 1
