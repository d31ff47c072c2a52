"""Accounts are bound to residents face to face; one phone may serve several of a family."""

from datetime import timedelta

import pytest
from django.utils import timezone

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.counties.refusals import OtherCounty
from wugong.registry import right_refusals as refusals
from wugong.registry.bindings import bind_account, persons_of, unbind
from wugong.registry.models import Binding, Person


def test_an_account_acts_for_the_residents_bound_to_it(here, family, head, spouse, resident, cadre):
    bind_account(resident, head, actor=cadre)
    bind_account(resident, spouse, actor=cadre, is_self=False)
    assert list(persons_of(resident)) == [head, spouse]
    assert list(persons_of(resident, own=True)) == [head]


def test_a_binding_is_recorded_and_begins_today(here, head, resident, cadre):
    binding = bind_account(resident, head, actor=cadre)
    assert (binding.since, binding.until, binding.bound_by) == (timezone.localdate(), None, cadre)
    (record,) = Record.objects.concerning(resident.pk).filter(act="registry.account_bound")
    assert str(record) == "林可 当面核对后，把账号 resident 和居民陈建国连在一起"
    assert not persons_of(resident, timezone.localdate() - timedelta(days=1)).exists()


@pytest.mark.parametrize("who", ["resident", "supervisor", "county_officer", "other_town_officer"])
def test_only_who_registers_there_binds(who, here, head, cast, make_user, village):
    someone = make_user("someone", "某", RoleKind.RESIDENT, village)
    with pytest.raises(NotAllowed):
        bind_account(someone, head, actor=cast[who])


def test_who_may_not_see_numbers_in_clear_binds_no_account(
    here, group, make_household, make_member, make_user, resident
):
    someone = make_member(make_household(group, "0201"), "游方")
    cluster_head = make_user("cluster-head", "钟心", RoleKind.CLUSTER_HEAD, group)
    with pytest.raises(NotAllowed):
        bind_account(resident, someone, actor=cluster_head)
    assert not Binding.objects.exists()


def test_who_acts_for_a_resident_already_reads_of_each_account_bound_or_parted(
    here, head, resident, assessor, cadre
):
    bind_account(resident, head, actor=SYSTEM)
    bind_account(assessor, head, actor=cadre, is_self=False)
    unbind(assessor, head, actor=assessor)
    for user in (resident, assessor):
        for act, count in (("account_bound", 2 if user == resident else 1), ("account_unbound", 1)):
            assert Record.objects.concerning(user.pk).filter(act=f"registry.{act}").count() == count


def test_nobody_acts_for_the_dead(here, family, head, spouse, resident, cadre):
    bind_account(resident, head, actor=cadre)
    Person.objects.filter(pk=head.pk).update(died=timezone.localdate())
    assert not persons_of(resident).exists()


def test_nobody_binds_her_own_account(here, head, cadre):
    with pytest.raises(refusals.OwnAccount):
        bind_account(cadre, head, actor=cadre)


def test_an_account_of_another_county_is_not_bound(here, head, far_town_officer):
    with pytest.raises(OtherCounty):
        bind_account(far_town_officer, head, actor=SYSTEM)


def test_what_is_bound_is_not_bound_again(here, head, resident):
    bind_account(resident, head, actor=SYSTEM)
    with pytest.raises(refusals.BoundAlready):
        bind_account(resident, head, actor=SYSTEM, is_self=False)


def test_an_account_belongs_to_one_resident(here, family, head, spouse, resident):
    bind_account(resident, head, actor=SYSTEM)
    with pytest.raises(refusals.SelfAlready, match="家人代用"):
        bind_account(resident, spouse, actor=SYSTEM)


def test_a_resident_has_one_account_of_her_own(here, head, resident, assessor):
    bind_account(resident, head, actor=SYSTEM)
    with pytest.raises(refusals.HasAnAccount):
        bind_account(assessor, head, actor=SYSTEM)


def test_an_account_unbound_acts_no_longer_from_this_moment(here, head, resident, cadre):
    bind_account(resident, head, actor=cadre)
    unbind(resident, head, actor=cadre)
    assert not persons_of(resident).exists()
    assert Record.objects.concerning(resident.pk).filter(act="registry.account_unbound").count() == 1
    assert bind_account(resident, head, actor=cadre)


def test_its_holder_may_unbind_it_too(here, head, resident):
    bind_account(resident, head, actor=SYSTEM)
    unbind(resident, head, actor=resident)
    assert Binding.objects.filter(until__isnull=True).count() == 0


def test_nobody_else_unbinds_it(here, head, resident, supervisor):
    bind_account(resident, head, actor=SYSTEM)
    with pytest.raises(NotAllowed):
        unbind(resident, head, actor=supervisor)


def test_what_is_not_bound_is_not_unbound(here, head, resident, cadre):
    with pytest.raises(refusals.NotBound):
        unbind(resident, head, actor=cadre)
