"""Sending on, assigning, noting, merging: who may not, where to, who is told."""

from decimal import Decimal

import pytest
from tests.mattered import wish
from tests.matters.test_openings import photo

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.matters import refusals
from wugong.matters.assigning import assign, end_hand, give_hand
from wugong.matters.merging import likely_same, merge
from wugong.matters.models import Asker, Matter, MatterUnit
from wugong.matters.moving import move, moves_for
from wugong.matters.notes import fill, note
from wugong.matters.openings import open_matter
from wugong.matters.permissions import leads
from wugong.matters.routing import refer, route
from wugong.matters.states import Channel
from wugong.matters.timelines import timeline
from wugong.notices.models import Notice
from wugong.registry.bodies import dissolve_body, found_body

pytestmark = pytest.mark.django_db


def now_of(matter: Matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)


# --- Routing --------------------------------------------------------------------------------------


def test_only_whose_desk_it_is_sends_it_on(here, lamp, town, resident, town_officer):
    for who in (resident, town_officer):
        with pytest.raises(NotAllowed):
            route(lamp, town, actor=who, reason="要架线")
    with pytest.raises(refusals.WordsMissing):
        route(lamp, town, actor=SYSTEM, reason="")


def test_only_along_its_own_line(here, lamp, cadre, neighbour_village, other_town, village):
    for place in (neighbour_village, other_town):
        with pytest.raises(refusals.NotOnItsLine):
            route(lamp, place, actor=cadre, reason="要架线")
    with pytest.raises(refusals.LiesThere):
        route(lamp, village, actor=cadre, reason="要架线")


def test_up_and_down_its_line(
    here, lamp, town, village, county_place, group, cadre, town_officer, county_officer
):
    route(lamp, town, actor=cadre, reason="要架线")
    assert Notice.objects.filter(to=town_officer, kind="matters.came").exists()
    with pytest.raises(NotAllowed):
        move(lamp, "accept", actor=cadre, facts={"grade": "simple"})
    route(lamp, county_place, actor=town_officer, reason="要立项")
    route(lamp, village, actor=county_officer, reason="村里能办")
    route(lamp, group, actor=cadre, reason="组里能办")
    assert now_of(lamp).lies_with == group


def test_what_is_over_is_not_sent_on(here, finished, town, cadre):
    with pytest.raises(refusals.IsOver):
        route(finished, town, actor=cadre, reason="要架线")


def test_who_outside_was_asked_stands_in_the_timeline(here, lamp, cadre, resident):
    with pytest.raises(refusals.WordsMissing):
        refer(lamp, " ", actor=cadre, reason="归供电所管")
    refer(lamp, "供电所", actor=cadre, reason="归供电所管")
    assert "供电所" in timeline(lamp, resident)[-1].what
    assert Notice.objects.filter(to=resident, kind="matters.routed_told").exists()


# --- Assigning ------------------------------------------------------------------------------------


def test_nobody_else_assigns_and_not_nothing(here, lamp, cadre, resident, unit, far_town_officer):
    with pytest.raises(NotAllowed):
        assign(lamp, actor=resident, lead_unit=unit)
    with pytest.raises(refusals.NothingAssigned):
        assign(lamp, actor=cadre)
    with pytest.raises(refusals.NotAnAccountHere):
        assign(lamp, actor=cadre, handler=far_town_officer)


def test_a_unit_that_is_gone_answers_for_nothing(here, lamp, cadre, unit, town_officer):
    from django.utils import timezone  # noqa: PLC0415 # why: slow import

    dissolve_body(unit, actor=SYSTEM, day=timezone.localdate(), because="机构改革")
    unit.refresh_from_db()
    with pytest.raises(refusals.BodyGone):
        assign(lamp, actor=cadre, lead_unit=unit)
    with pytest.raises(refusals.BodyGone):
        give_hand(unit, cadre, actor=town_officer)


def test_who_answers_knows_and_who_supports_is_kept(here, lamp, cadre, town, town_officer, unit, resident):
    other = found_body(town, "供电服务站", actor=SYSTEM, kind="office")
    assign(lamp, actor=cadre, lead_unit=unit, handler=resident, support=[other, other], group=[unit])
    matter = now_of(lamp)
    assert (matter.lead_unit, matter.handler) == (unit, resident)
    assert list(MatterUnit.objects.values_list("body__name", "part")) == [("供电服务站", "support")]
    assert Notice.objects.filter(to=resident, kind="matters.given").exists()
    assign(lamp, actor=town_officer, leader="丁镇长")
    assert (now_of(lamp).leader, now_of(lamp).lead_unit) == ("丁镇长", unit)


def test_a_hand_works_for_its_unit_until_it_ends(here, lamp, cadre, town_officer, unit, make_user):
    hand = make_user("hand", "余手")
    with pytest.raises(NotAllowed):
        give_hand(unit, hand, actor=cadre)
    give_hand(unit, hand, actor=town_officer)
    with pytest.raises(refusals.HandThere):
        give_hand(unit, hand, actor=town_officer)
    assign(lamp, actor=cadre, lead_unit=unit)
    assert leads(hand, now_of(lamp))
    end_hand(unit, hand, actor=town_officer)
    assert not leads(hand, now_of(lamp))
    with pytest.raises(refusals.NoHand):
        end_hand(unit, hand, actor=town_officer)


# --- Notes ----------------------------------------------------------------------------------------


def test_strangers_note_nothing_and_nothing_is_no_note(here, lamp, supervisor, cadre):
    with pytest.raises(NotAllowed):
        note(lamp, "看过了", actor=supervisor)
    with pytest.raises(refusals.WordsMissing):
        note(lamp, " ", actor=cadre)
    with pytest.raises(refusals.TooManyPhotos):
        note(lamp, "看", actor=cadre, photos=[photo()] * 10)
    with pytest.raises(refusals.NumbersInWords):
        note(lamp, "打 13800000001", actor=cadre, public=True)


def test_a_note_of_the_desk_is_read_by_the_desk(here, lamp, cadre, resident, supervisor):
    note(lamp, "打 13800000001 问过了", actor=cadre)
    note(lamp, "明天来修", actor=cadre, public=True, photos=[photo()])
    note(lamp, "晚上七点以后在家", actor=resident)
    assert [line.text for line in timeline(lamp, resident)] == ["", "明天来修", "晚上七点以后在家"]
    assert len(timeline(lamp, cadre)) == len(timeline(lamp, supervisor)) == 4
    assert len(timeline(lamp, resident)[1].photos) == 1


def test_fields_are_filled_by_who_deals_with_it(here, accepted, resident, cadre):
    with pytest.raises(NotAllowed):
        fill(accepted, {"grade": "simple"}, actor=resident)
    with pytest.raises(refusals.NothingFilled):
        fill(accepted, {"grade": "general"}, actor=cadre)
    with pytest.raises(refusals.FactsAmiss, match="难易"):
        fill(accepted, {"grade": "huge"}, actor=cadre)
    fill(accepted, {"grade": "simple"}, actor=cadre)
    assert now_of(accepted).facts == {"grade": "simple"}
    assert timeline(accepted, cadre)[-1].what == "补充内容：难易"


# --- Merging --------------------------------------------------------------------------------------


def test_what_is_merged_where_it_may_not_be_is_refused(
    here, opened, cadre, resident, finished, village, group
):
    one, other = opened(), opened()
    with pytest.raises(NotAllowed):
        merge(one, other, actor=resident)
    with pytest.raises(refusals.MergedIntoItself):
        merge(one, one, actor=cadre)
    with pytest.raises(refusals.IsOver):
        merge(one, finished, actor=cadre)
    problem = opened(register="problem-list")
    with pytest.raises(refusals.OtherRegister):
        merge(problem, one, actor=cadre)
    merge(one, other, actor=cadre)
    for act in (lambda: merge(one, other, actor=cadre), lambda: merge(other, one, actor=cadre)):
        with pytest.raises(refusals.WasMerged):
            act()
    with pytest.raises(refusals.WasMerged):
        move(one, "accept", actor=cadre, facts={"grade": "simple"})
    with pytest.raises(refusals.WasMerged):
        note(one, "看过了", actor=cadre)


def test_all_who_asked_are_kept_and_told(here, opened, village, cadre, resident, make_user):
    neighbour = make_user("neighbour", "伍邻", RoleKind.RESIDENT, village)
    one, other = opened(), opened(actor=neighbour)
    merge(one, other, actor=cadre)
    askers = Asker.objects.filter(matter=other)
    assert {asker.user for asker in askers} == {resident, neighbour}
    assert {asker.first_matter for asker in askers} == {one, other}
    told = Notice.objects.get(kind="matters.merged_told")
    assert (told.to, told.link) == (resident, f"/matters/{other.number}/")
    assert (now_of(one).due_at, now_of(one).kind, moves_for(now_of(one), cadre)) == (None, "ended", [])
    move(other, "accept", actor=cadre, facts={"grade": "simple"})
    assert Notice.objects.filter(kind="matters.moved_told").count() == 2


def test_likely_ones_are_near_alike_and_not_restricted(here, opened, village, cadre, neighbour_village):
    point = (Decimal("27.5"), Decimal("111.2"))
    near = opened(title="村口路灯不亮", category="01", point=point, photos=[photo()])
    opened(title="村口路灯不亮", category="01", point=(Decimal("27.6"), Decimal("111.2")))
    opened(neighbour_village, title="村口路灯不亮", category="01", point=point)
    open_matter(
        wish(
            village,
            register="dispute",
            title="村口路灯不亮",
            channel=Channel.DESK,
            facts={"kind": "other", "parties": "陈、李"},
        ),
        actor=cadre,
    )
    close = (Decimal("27.5001"), Decimal("111.2"))
    found = likely_same(village, category="01", text="村口的路灯不亮了", point=close)
    assert found[0].matter == near
    assert found[0].because == ("同一类", "相距 11 米", "说的很像")
    print_ = near.evidence.get().photo.print
    assert [one.matter for one in likely_same(village, prints=[print_])] == [near]
    assert likely_same(village, text="狗咬人了") == []
