"""Panels: drawn by a public seed, replaced in order, nobody judges her own."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.points.paneled import checked, drawn_panel, in_a_month, jury_of
from tests.registered import MakeMember

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.notices.models import Notice
from wugong.places.models import Place
from wugong.points import panel_refusals as refusals
from wugong.points.models import Adoption, Claim, Panel, Seat
from wugong.points.panels import draw_panel, drawn_again, leave_seat, number_of, roll_of, seed_of
from wugong.points.refusals import NoCatalogue
from wugong.points.scores import give_score
from wugong.points.states import ClaimState
from wugong.registry.bindings import unbind
from wugong.registry.kinship import note_kin
from wugong.registry.models import Household, Person
from wugong.registry.states import Kin, Residence

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def panel(village: Place, catalogue: Adoption, homes: list[Household]) -> Panel:
    return drawn_panel(village)


def test_only_the_cadre_draws(
    village: Place, catalogue: Adoption, homes: list[Household], resident: User
) -> None:
    with pytest.raises(NotAllowed):
        draw_panel(village, in_a_month(), actor=resident)


def test_without_catalogue_nobody_is_drawn(village: Place, homes: list[Household]) -> None:
    with pytest.raises(NoCatalogue):
        drawn_panel(village)


def test_panel_of_fewer_than_28_days_is_refused(
    village: Place, catalogue: Adoption, homes: list[Household]
) -> None:
    least = timezone.localdate() + timedelta(days=27)
    with pytest.raises(refusals.PanelDays, match=f"28 天.*{least}"):
        draw_panel(village, least - timedelta(days=1), actor=SYSTEM)
    assert draw_panel(village, least, actor=SYSTEM).until == least


def test_two_grown_ups_are_too_few_and_three_are_enough(
    village: Place, catalogue: Adoption, homes: list[Household]
) -> None:
    Person.objects.exclude(name__in=("张三", "王小明")).update(died=timezone.localdate())
    with pytest.raises(refusals.TooFewForAPanel, match="只登记了 2 位"):
        drawn_panel(village)
    Person.objects.filter(name="赵五").update(died=None)
    assert Seat.objects.filter(panel=drawn_panel(village), is_reserve=False).count() == 3


def test_children_the_dead_and_who_lives_away_are_not_on_the_roll(
    village: Place, family: Household, child: Person, homes: list[Household], make_member: MakeMember
) -> None:
    make_member(homes[0], "张远行", "子", residence=Residence.AWAY)
    Person.objects.filter(name="刘四海").update(died=timezone.localdate())
    names = {one.person.name for one in roll_of(village, timezone.localdate())}
    assert names == {"陈建国", "李桂芳", "张三", "王小明", "赵五", "诸葛青山"}


def test_numbers_of_the_roll_tell_neither_house_nor_age_and_are_others_each_time(
    village: Place, family: Household, make_household: Callable[..., Household], make_member: MakeMember
) -> None:
    for number in range(30):
        make_member(make_household(village, f"03{number:02d}"), "何" + "一二三四五六七八九十"[number % 10])
    today = timezone.localdate()
    roll = roll_of(village, today)
    assert [one.number for one in roll] == [f"{number:03d}" for number in range(1, 33)]
    homes = [one.person.memberships.get().household.number for one in roll]
    assert homes != sorted(homes)
    assert [one.person.pk for one in roll] == [one.person.pk for one in roll_of(village, today)]
    other = roll_of(village, today + timedelta(days=1))
    assert [one.person.pk for one in roll] != [one.person.pk for one in other]


def test_five_are_seated_and_the_rest_are_reserves(panel: Panel, family: Household) -> None:
    assert Seat.objects.filter(panel=panel, is_reserve=False).count() == 5


def test_reserves_stand_in_the_order_of_the_draw(
    village: Place, catalogue: Adoption, homes: list[Household], family: Household
) -> None:
    seats = list(Seat.objects.filter(panel=drawn_panel(village)).order_by("order"))
    assert [seat.is_reserve for seat in seats] == [False] * 5 + [True] * 2
    assert [seat.order for seat in seats] == list(range(1, 8))


def test_anybody_draws_the_same_from_seed_and_roll(panel: Panel) -> None:
    numbers = {one.person.pk: one.number for one in roll_of(panel.village, timezone.localdate())}
    seats = Seat.objects.filter(panel=panel).order_by("order")
    assert drawn_again(panel) == [seat.number for seat in seats]
    assert [seat.number for seat in seats] == [numbers[seat.person_id] for seat in seats]
    assert panel.seed == seed_of(panel.village, timezone.localdate())
    assert number_of(panel, [seats[0].person_id]) == [seats[0].number]


def test_panel_that_is_not_over_stays_and_one_that_is_ends_by_the_next(panel: Panel, village: Place) -> None:
    today = timezone.localdate()
    early = {"since": today - timedelta(days=40), "seed": "earlier"}
    Panel.objects.filter(pk=panel.pk).update(until=today, **early)
    with pytest.raises(refusals.PanelStands, match=f"用到 {today}"):
        drawn_panel(village)
    Panel.objects.filter(pk=panel.pk).update(until=today - timedelta(days=1))
    assert drawn_panel(village).ended_at is None
    assert Panel.objects.get(pk=panel.pk).ended_at is not None


def test_nothing_is_had_by_waiting_after_a_panel_is_over(panel: Panel, village: Place) -> None:
    last = timezone.localdate() - timedelta(days=3)
    Panel.objects.filter(pk=panel.pk).update(since=last, until=last)
    following = last + timedelta(days=1)
    assert drawn_panel(village).seed == seed_of(village, following)


def test_short_panel_is_drawn_anew_before_it_is_over_but_not_on_its_day(
    panel: Panel, village: Place, homes: list[Household], make_claim: Callable[..., Claim]
) -> None:
    for seat in Seat.objects.filter(panel=panel)[:2]:
        leave_seat(seat, "外出", actor=SYSTEM)
    with pytest.raises(refusals.PanelStands):
        drawn_panel(village)
    checked(make_claim(homes[0]))  # of whose jury one of three is left out, or none
    last = Seat.objects.filter(panel=panel, left_at=None).exclude(person__name="张三").first()
    assert last
    leave_seat(last, "外出", actor=SYSTEM)
    with pytest.raises(refusals.PanelDrawnToday):
        drawn_panel(village)
    Panel.objects.filter(pk=panel.pk).update(since=timezone.localdate() - timedelta(days=1))
    assert drawn_panel(village).seed == seed_of(village, timezone.localdate())


def test_panel_whose_jury_is_too_small_for_a_claim_is_short(
    panel: Panel, village: Place, homes: list[Household], make_claim: Callable[..., Claim]
) -> None:
    Panel.objects.filter(pk=panel.pk).update(since=timezone.localdate() - timedelta(days=1))
    mine, *others = [home.memberships.get().person for home in homes]
    for one in others[:2]:
        note_kin(mine, one, Kin.SIBLING, actor=SYSTEM)
    checked(make_claim(homes[0]))
    assert drawn_panel(village).pk != panel.pk


def test_who_was_drawn_is_told(
    village: Place, catalogue: Adoption, homes: list[Household], villager: User
) -> None:
    drawn_panel(village)
    seated = Seat.objects.filter(person__name="陈建国", is_reserve=False).exists()
    assert Notice.objects.filter(to=villager, kind="points.seated").exists() is seated


def test_draw_is_recorded(panel: Panel) -> None:
    assert Record.objects.filter(act="points.panel_drawn", place=panel.village.code).count() == 1


def test_who_leaves_is_replaced_by_the_next(
    village: Place, catalogue: Adoption, homes: list[Household], family: Household
) -> None:
    panel = drawn_panel(village)
    first, sixth = Seat.objects.get(panel=panel, order=1), Seat.objects.get(panel=panel, order=6)
    assert leave_seat(first, "住院了", actor=SYSTEM) == sixth
    assert list(
        Seat.objects.filter(panel=panel, is_reserve=False, left_at=None).values_list("order", flat=True)
    ) == [2, 3, 4, 5, 6]


def test_reserve_who_leaves_is_not_replaced(
    village: Place, catalogue: Adoption, homes: list[Household], family: Household
) -> None:
    panel = drawn_panel(village)
    assert leave_seat(Seat.objects.get(panel=panel, order=6), "不愿意", actor=SYSTEM) is None
    assert Seat.objects.filter(panel=panel, is_reserve=False, left_at=None).count() == 5


def test_seat_is_left_once_and_for_a_reason(panel: Panel, resident: User) -> None:
    seat = Seat.objects.filter(panel=panel).first()
    assert seat
    with pytest.raises(NotAllowed):
        leave_seat(seat, "住院了", actor=resident)
    with pytest.raises(refusals.NoWords):
        leave_seat(seat, " ", actor=SYSTEM)
    leave_seat(seat, "住院了", actor=SYSTEM)
    with pytest.raises(refusals.SeatGone):
        leave_seat(seat, "住院了", actor=SYSTEM)


def test_nobody_notes_who_left_while_her_own_claim_waits(
    panel: Panel,
    homes: list[Household],
    make_claim: Callable[..., Claim],
    cadre: User,
    second_cadre: User,
    bound: Callable[..., User],
) -> None:
    mine = homes[0].memberships.get().person
    bound(cadre, mine)
    unbind(cadre, mine, actor=cadre)
    one, other, third = Seat.objects.filter(panel=panel).order_by("order")[:3]
    leave_seat(one, "住院了", actor=cadre)
    claim = make_claim(homes[0])
    for step in (lambda: claim, lambda: checked(claim)):
        step()
        with pytest.raises(NotAllowed, match="亲属家有申报"):
            leave_seat(other, "住院了", actor=cadre)
    leave_seat(other, "住院了", actor=second_cadre)
    Claim.objects.update(state=ClaimState.REFUSED)
    leave_seat(third, "住院了", actor=cadre)


def test_score_of_who_left_stands_and_who_moved_up_judges_only_the_rest(
    village: Place,
    catalogue: Adoption,
    homes: list[Household],
    make_household: Callable[..., Household],
    make_member: MakeMember,
    make_claim: Callable[..., Claim],
) -> None:
    for number in range(4):
        make_member(make_household(village, f"03{number:02d}"), "何" + "一二三四五六七八九十"[number % 10])
    far = make_household(village, "0401")
    make_member(far, "远客", residence=Residence.AWAY)
    one, other = checked(make_claim(far, "giving")), checked(make_claim(far, "proposal"))
    panel = drawn_panel(village)
    first, sixth = Seat.objects.get(panel=panel, order=1), Seat.objects.get(panel=panel, order=6)
    give_score(one, first, 10, actor=SYSTEM)
    leave_seat(first, "住院了", actor=SYSTEM)
    assert {seat.order for seat in jury_of(panel, one)} == {1, 2, 3, 4, 5}
    assert {seat.order for seat in jury_of(panel, other)} == {2, 3, 4, 5, 6}
    with pytest.raises(refusals.NotYourSeat):
        give_score(one, sixth, 30, actor=SYSTEM)
    with pytest.raises(refusals.SeatGone):
        give_score(other, first, 2, actor=SYSTEM)
    for seat in jury_of(panel, one)[1:]:
        give_score(one, seat, 30, actor=SYSTEM)
    done = Claim.objects.get(pk=one.pk)
    steps = {step["step"]: step for step in done.why if isinstance(step, dict)}
    assert steps["panel"]["scores"] == [10, 30, 30, 30, 30]


def test_own_household_does_not_judge(
    village: Place, catalogue: Adoption, homes: list[Household], make_claim: Callable[..., Claim]
) -> None:
    claim, panel = checked(make_claim(homes[0])), drawn_panel(village)
    assert "张三" not in {seat.person.name for seat in jury_of(panel, claim)}
    assert len(jury_of(panel, claim)) == 4


def test_noted_kin_do_not_judge(
    village: Place, catalogue: Adoption, homes: list[Household], make_claim: Callable[..., Claim]
) -> None:
    one, other = Person.objects.get(name="张三"), Person.objects.get(name="王小明")
    note_kin(one, other, Kin.SIBLING, actor=SYSTEM)
    claim, panel = checked(make_claim(homes[0])), drawn_panel(village)
    assert {seat.person.name for seat in jury_of(panel, claim)} == {"刘四海", "赵五", "诸葛青山"}


def test_who_claimed_for_another_does_not_judge_it(
    village: Place,
    catalogue: Adoption,
    homes: list[Household],
    make_claim: Callable[..., Claim],
    cadre: User,
    bound: Callable[..., User],
) -> None:
    bound(cadre, Person.objects.get(name="王小明"))
    claim, panel = checked(make_claim(homes[0], actor=cadre)), drawn_panel(village)
    assert {seat.person.name for seat in jury_of(panel, claim)} == {"刘四海", "赵五", "诸葛青山"}


def test_reserves_step_in_where_fewer_than_three_are_left(
    village: Place,
    catalogue: Adoption,
    homes: list[Household],
    family: Household,
    make_household: Callable[..., Household],
    make_member: MakeMember,
    make_claim: Callable[..., Claim],
) -> None:
    mine = make_member(make_household(village, "0401"), "远客", residence=Residence.AWAY)
    panel = drawn_panel(village)
    kin = [seat.person for seat in Seat.objects.filter(panel=panel, is_reserve=False).order_by("order")]
    claim = checked(make_claim(mine.memberships.get().household))
    for one in kin[:2]:
        note_kin(mine, one, Kin.SIBLING, actor=SYSTEM)
    assert all(not seat.is_reserve for seat in jury_of(panel, claim))
    note_kin(mine, kin[2], Kin.SIBLING, actor=SYSTEM)
    assert [seat.is_reserve for seat in jury_of(panel, claim)] == [False, False, True]
