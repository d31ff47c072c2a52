"""Near relatives are recused from each other's matters, and told no more than that."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from wugong.access.actions import grant_role
from wugong.access.models import Role
from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.registry import right_refusals as refusals
from wugong.registry.bindings import bind_account, unbind
from wugong.registry.consents import wards_of
from wugong.registry.hands import can_judge
from wugong.registry.kinship import (
    are_kin,
    households_recused,
    note_kin,
    recused_from,
    strike_kin,
    users_recused_from,
)
from wugong.registry.models import Household, Kinship, Membership, Person
from wugong.registry.recusal_rules import kept_apart, kept_away, near_relations
from wugong.registry.states import Kin


@pytest.fixture
def widow(neighbours):
    return Person.objects.get(name="欧阳秀英")


@pytest.fixture
def lodger(household, head, make_member):
    return make_member(household, "游方", "非亲属")


def test_everybody_is_recused_from_her_own_matters(here, head):
    assert recused_from([head]) == {head.pk}


def test_a_household_is_kin_but_for_its_lodgers(here, family, head, spouse, child, lodger):
    assert recused_from([spouse]) == {head.pk, spouse.pk, child.pk}
    assert recused_from([lodger]) == {lodger.pk}


def test_who_has_left_the_household_is_kin_still(here, head, spouse):
    Membership.objects.filter(person=spouse).update(until="2026-06-01", leaving="split")
    assert are_kin(head, spouse)


def test_who_came_after_the_other_had_left_is_no_kin(here, head, spouse, household, make_member):
    Membership.objects.filter(person=spouse).update(until="2026-01-01", leaving="moved_out")
    later = make_member(household, "陈后", "弟", since=date(2026, 1, 1))
    assert not are_kin(spouse, later)
    assert are_kin(head, later)


def test_neighbours_are_no_kin_until_it_is_noted(here, head, widow, cadre):
    assert not are_kin(head, widow)
    note_kin(head, widow, Kin.PARENT, actor=cadre)
    assert are_kin(head, widow)
    assert are_kin(widow, head)


def test_noted_kin_reaches_no_further(here, family, head, spouse, widow, cadre):
    note_kin(head, widow, Kin.PARENT, actor=cadre)
    assert spouse.pk not in recused_from([widow])


def test_the_record_does_not_tell_the_kind(here, head, widow, cadre):
    note_kin(head, widow, Kin.PARENT, actor=cadre)
    (record,) = Record.objects.filter(act="registry.kin_noted")
    assert str(record) == "林可 记下陈建国要回避的人"
    assert "parent" not in str(record.facts)


def test_kin_is_noted_once_whichever_way(here, head, widow, cadre):
    note_kin(head, widow, Kin.PARENT, actor=cadre)
    with pytest.raises(refusals.KinNotedAlready):
        note_kin(widow, head, Kin.IN_LAW, actor=cadre)


def test_nobody_is_kin_to_herself(here, head, cadre):
    with pytest.raises(refusals.KinToOneself):
        note_kin(head, head, Kin.SIBLING, actor=cadre)


def test_only_who_registers_notes_kin(here, head, widow, supervisor):
    with pytest.raises(NotAllowed):
        note_kin(head, widow, Kin.PARENT, actor=supervisor)
    with pytest.raises(NotAllowed):
        strike_kin(head, widow, actor=supervisor)


@pytest.fixture
def group_head(make_user, group):
    """Return who serves one group of the village and registers there."""
    return make_user("group-head", "钟心", RoleKind.CLUSTER_HEAD, group)


@pytest.fixture
def grouped(group, make_household):
    return make_household(group, "0201")


def test_kin_is_noted_and_struck_only_by_who_registers_where_both_belong(
    here, head, grouped, make_member, group_head
):
    one = make_member(grouped, "游方")
    for first, second in ((one, head), (head, one)):
        with pytest.raises(NotAllowed):
            note_kin(first, second, Kin.SIBLING, actor=group_head)
    note_kin(one, head, Kin.SIBLING, actor=SYSTEM)
    for first, second in ((one, head), (head, one)):
        with pytest.raises(NotAllowed):
            strike_kin(first, second, actor=group_head)
    assert Kinship.objects.count() == 1


@pytest.mark.parametrize("kin", [Kin.PARENT, Kin.GRANDPARENT])
def test_who_does_not_confirm_changes_makes_no_stranger_a_guardian(
    kin, here, group, grouped, make_household, make_member, group_head, cadre
):
    mother, young = make_member(grouped, "游方"), date(2016, 6, 1)
    child = make_member(grouped, "游小", "女", born=young, guardian=mother)
    stranger = make_member(make_household(group, "0202"), "甘岭")
    lodger = make_member(grouped, "客来", "非亲属")
    for grown in (stranger, lodger):
        for pair in ((grown, child), (child, grown)):
            with pytest.raises(NotAllowed):
                note_kin(*pair, kin, actor=group_head)
        assert not wards_of([grown]).exists()
    note_kin(mother, child, kin, actor=group_head)
    note_kin(stranger, child, Kin.IN_LAW, actor=group_head)
    note_kin(lodger, mother, kin, actor=group_head)
    strike_kin(stranger, child, actor=group_head)
    note_kin(stranger, child, kin, actor=cadre)
    assert list(wards_of([stranger])) == [child]


def test_kin_noted_by_mistake_is_struck(here, head, widow, cadre):
    note_kin(head, widow, Kin.PARENT, actor=cadre)
    strike_kin(widow, head, actor=cadre)
    assert not Kinship.objects.exists()
    with pytest.raises(refusals.KinNotThere):
        strike_kin(head, widow, actor=cadre)


def test_the_users_who_are_recused_are_all_who_act_for_one_of_them(
    here, head, spouse, widow, resident, assessor, supervisor
):
    bind_account(resident, spouse, actor=SYSTEM)
    bind_account(assessor, head, actor=SYSTEM, is_self=False)
    bind_account(supervisor, widow, actor=SYSTEM, is_self=False)
    assert users_recused_from([head]) == {resident.pk, assessor.pk}


def test_who_parted_with_her_account_stays_recused(here, head, widow, cadre):
    bind_account(cadre, head, actor=SYSTEM)
    unbind(cadre, head, actor=cadre)
    assert users_recused_from([head]) == {cadre.pk}
    assert not households_recused(cadre, [])
    assert households_recused(cadre, Household.objects.values_list("pk", flat=True)) == {
        Membership.objects.get(person=head).household_id
    }


def test_own_and_kin_households_are_stayed_away_from_and_no_other(
    here, family, head, widow, cadre, make_user
):
    known = make_user("known", "某")
    assert not households_recused(known, Household.objects.values_list("pk", flat=True))
    bind_account(known, head, actor=SYSTEM, is_self=False)
    every = set(Household.objects.values_list("pk", flat=True))
    assert households_recused(known, every) == {family.pk}
    note_kin(head, widow, Kin.SIBLING, actor=SYSTEM)
    assert households_recused(known, every) == every


def test_who_left_the_household_since_is_still_of_it(here, family, head, spouse, make_user):
    known, today = make_user("known", "某"), timezone.localdate()
    bind_account(known, head, actor=SYSTEM)
    yesterday = today - timedelta(days=1)
    Membership.objects.filter(household=family).update(until=today, leaving="moved_out")
    assert not households_recused(known, [family.pk])
    assert households_recused(known, [family.pk], yesterday) == {family.pk}


@pytest.mark.parametrize("is_self", [True, False])
def test_nobody_notes_or_strikes_her_own_kin(is_self, here, head, spouse, widow, cadre):
    note_kin(head, widow, Kin.SIBLING, actor=SYSTEM)
    bind_account(cadre, head, actor=SYSTEM, is_self=is_self)
    unbind(cadre, head, actor=cadre)
    for pair in ((head, widow), (widow, head)):
        with pytest.raises(refusals.OwnKin):
            strike_kin(*pair, actor=cadre)
    with pytest.raises(refusals.OwnKin):
        note_kin(spouse, head, Kin.IN_LAW, actor=cadre)
    note_kin(spouse, widow, Kin.IN_LAW, actor=cadre)
    assert Kinship.objects.count() == 2


def test_only_an_account_that_was_once_a_residents_own_judges(here, head, cadre, resident):
    assert can_judge(SYSTEM)
    assert not can_judge(cadre)
    bind_account(cadre, head, actor=SYSTEM, is_self=False)
    assert "连到您本人" in can_judge(cadre).reason
    bind_account(resident, head, actor=SYSTEM)
    unbind(resident, head, actor=resident)
    assert can_judge(resident)


def test_the_rules_are_dated():
    assert near_relations(date(1899, 12, 31)) == []
    assert near_relations(date(1900, 1, 1))[0] == "0"
    assert kept_apart(RoleKind.SUPERVISOR, date(2010, 10, 27)) == set()
    assert kept_apart(RoleKind.SUPERVISOR, date(2010, 10, 28)) == {RoleKind.VILLAGE_CADRE, RoleKind.CASHIER}
    assert kept_apart(RoleKind.CASHIER, date(2026, 1, 1)) == {RoleKind.SUPERVISOR}
    assert kept_apart(RoleKind.RESIDENT, date(2026, 1, 1)) == set()
    assert not kept_away(RoleKind.ASSESSOR, date(2025, 12, 31))
    assert kept_away(RoleKind.ASSESSOR, date(2026, 1, 1))


# --- At the granting of a role ------------------------------------------------------------------

FIRST = date(2026, 3, 1)


@pytest.fixture
def wife(make_user, resident, village, cadre, head, spouse):
    """Return the account of the cadre's wife: the head is the cadre."""
    bind_account(cadre, head, actor=SYSTEM)
    user = make_user("wife", "李桂芳", RoleKind.RESIDENT, village)
    bind_account(user, spouse, actor=SYSTEM)
    return user


def test_a_near_relative_of_a_cadre_is_no_supervisor(here, wife, village):
    with pytest.raises(refusals.MustRecuse) as refusal:
        grant_role(wife, RoleKind.SUPERVISOR, actor=SYSTEM, at=village, since=FIRST)
    assert str(refusal.value) == ("李桂芳要回避“枫林坳村”在任的村干部，不能担任村监委成员。请另选一个人。")
    assert not Role.objects.filter(kind=RoleKind.SUPERVISOR).exists()


def test_who_parted_with_the_account_is_a_near_relative_still(here, wife, cadre, village, head, spouse):
    unbind(wife, spouse, actor=wife)
    unbind(cadre, head, actor=cadre)
    with pytest.raises(refusals.MustRecuse):
        grant_role(wife, RoleKind.SUPERVISOR, actor=SYSTEM, at=village, since=FIRST)


def test_a_near_relative_of_a_supervisor_is_no_cadre(here, supervisor, resident, head, spouse, village):
    bind_account(supervisor, head, actor=SYSTEM)
    bind_account(resident, spouse, actor=SYSTEM)
    with pytest.raises(refusals.MustRecuse, match="村监委成员"):
        grant_role(resident, RoleKind.VILLAGE_CADRE, actor=SYSTEM, at=village, since=FIRST)


def test_a_supervisor_may_be_kin_to_a_cadre_who_is_one_no_longer(here, wife, cadre, village):
    Role.objects.filter(user=cadre).update(until=date(2026, 2, 28))
    assert grant_role(wife, RoleKind.SUPERVISOR, actor=SYSTEM, at=village, since=FIRST)


def test_a_supervisor_may_be_kin_to_a_cadre_of_another_village(here, wife, neighbour_village):
    assert grant_role(wife, RoleKind.SUPERVISOR, actor=SYSTEM, at=neighbour_village, since=FIRST)


def test_other_roles_are_nobodys_concern(here, wife, village, county_place):
    assert grant_role(wife, RoleKind.SHOP_KEEPER, actor=SYSTEM, at=village, since=FIRST)
    assert grant_role(wife, RoleKind.COUNTY_OFFICER, actor=SYSTEM, at=county_place, since=FIRST)
    assert grant_role(wife, RoleKind.AUDIT_ADMINISTRATOR, actor=SYSTEM, since=FIRST)


def test_who_is_bound_to_no_resident_is_nobodys_kin(here, family, assessor, village):
    assert grant_role(assessor, RoleKind.ASSESSOR, actor=SYSTEM, at=village, since=FIRST)


def test_nobody_assesses_the_village_where_kin_lives(
    here, widow, head, village, neighbour_village, make_user
):
    user = make_user("son", "陈建国")
    bind_account(user, head, actor=SYSTEM)
    note_kin(head, widow, Kin.PARENT, actor=SYSTEM)
    Membership.objects.filter(person=head).update(until="2026-01-01", leaving="moved_out")
    with pytest.raises(refusals.RecusedHere, match="陈建国对“枫林坳村”要回避"):
        grant_role(user, RoleKind.ASSESSOR, actor=SYSTEM, at=village, since=FIRST)
    assert grant_role(user, RoleKind.ASSESSOR, actor=SYSTEM, at=neighbour_village, since=FIRST)
