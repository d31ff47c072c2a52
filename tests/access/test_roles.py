"""Roles at places: granted with dates, ended, and never beside what the law keeps apart."""

from contextlib import nullcontext
from datetime import date, timedelta
from itertools import combinations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.cast import LONG_AGO

from wugong.access.abilities import LABELS, Ability
from wugong.access.actions import end_role, grant_role
from wugong.access.models import Role
from wugong.access.refusals import (
    AlreadyHeld,
    EndsBeforeItBegins,
    Incompatible,
    NotAllowed,
    OtherCountyUser,
    OverAlready,
    OwnRole,
    WrongLevel,
)
from wugong.access.roles import ABILITIES, EXCLUSIONS, HOUSE, LEVELS, RoleKind, kinds_with
from wugong.access.verdicts import may, roles_of
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM

K = RoleKind
AT_VILLAGE = [exclusion for exclusion in EXCLUSIONS if not exclusion.anywhere]


def test_the_table_says_all_of_every_kind_and_ability():
    assert set(ABILITIES) == set(LEVELS) == set(RoleKind)
    assert set().union(*ABILITIES.values()) == set(LABELS) == set(Ability)
    assert all(kinds_with(ability) for ability in Ability)
    assert all(ability.label for ability in Ability)


@pytest.mark.parametrize("exclusion", AT_VILLAGE, ids=lambda e: f"{e.one}-{e.other}")
@pytest.mark.parametrize("turned", [False, True])
def test_two_kinds_that_exclude_each_other_are_not_held_at_one_place(exclusion, turned, make_user, village):
    one, other = (exclusion.other, exclusion.one) if turned else (exclusion.one, exclusion.other)
    person = make_user("person", "某人", one, village)
    with pytest.raises(Incompatible, match=str(exclusion.because)):
        grant_role(person, other, actor=SYSTEM, at=village)
    assert Role.everywhere.filter(user=person).count() == 1


@pytest.mark.parametrize(("one", "other"), [*combinations(sorted(HOUSE), 2)])
def test_the_powers_over_the_house_are_held_by_three_people(one, other, make_user):
    person = make_user("person", "某人", K(one))
    with pytest.raises(Incompatible, match="三个人分担"):
        grant_role(person, K(other), actor=SYSTEM)


def test_a_supervisor_may_be_cadre_of_another_village(supervisor, neighbour_village):
    assert grant_role(supervisor, K.VILLAGE_CADRE, actor=SYSTEM, at=neighbour_village)


def test_a_supervisor_may_become_cadre_when_that_is_over(supervisor, village):
    end_role(Role.everywhere.get(user=supervisor), actor=SYSTEM)
    assert grant_role(supervisor, K.VILLAGE_CADRE, actor=SYSTEM, at=village)


def test_town_officer_and_approver_may_be_one_person(town_officer, town):
    assert grant_role(town_officer, K.TOWN_APPROVER, actor=SYSTEM, at=town)


def test_a_role_of_the_future_excludes_too(make_user, village):
    person = make_user("person", "某人")
    grant_role(person, K.SUPERVISOR, actor=SYSTEM, at=village, since=date(2040, 1, 1))
    with pytest.raises(Incompatible):
        grant_role(person, K.VILLAGE_CADRE, actor=SYSTEM, at=village)
    assert grant_role(person, K.VILLAGE_CADRE, actor=SYSTEM, at=village, until=date(2039, 12, 31))


def test_a_role_that_is_held_is_not_granted_again(cadre, village):
    with pytest.raises(AlreadyHeld, match="已经是“枫林坳村”的村干部"):
        grant_role(cadre, K.VILLAGE_CADRE, actor=SYSTEM, at=village)


@pytest.mark.parametrize("kind", [K.TOWN_OFFICER, K.COUNTY_OFFICER, K.GRID_KEEPER, K.SYSTEM_ADMINISTRATOR])
def test_a_role_is_not_held_at_a_place_of_another_level(kind, resident, village):
    with pytest.raises(WrongLevel, match="请换一个地点"):
        grant_role(resident, kind, actor=SYSTEM, at=village)


def test_a_role_at_a_place_is_not_held_nowhere(resident):
    with pytest.raises(WrongLevel, match="乡镇街道"):
        grant_role(resident, K.TOWN_OFFICER, actor=SYSTEM)


def test_a_role_is_not_held_in_another_county(resident, far_village):
    with pytest.raises(OtherCountyUser, match="另一个县区"):
        grant_role(resident, K.VILLAGE_CADRE, actor=SYSTEM, at=far_village)


def test_a_role_does_not_end_before_it_begins(resident, town):
    with pytest.raises(EndsBeforeItBegins):
        grant_role(
            resident, K.TOWN_OFFICER, actor=SYSTEM, at=town, since=date(2026, 2, 1), until=date(2026, 1, 1)
        )


def test_only_the_security_administrator_grants(system_administrator, resident, town):
    with pytest.raises(NotAllowed, match="授予职责要由“枫林镇”的安全管理员来办"):
        grant_role(resident, K.TOWN_OFFICER, actor=system_administrator, at=town)


def test_nobody_grants_to_oneself(security_administrator, town):
    with pytest.raises(OwnRole, match="另一位安全管理员"):
        grant_role(security_administrator, K.TOWN_OFFICER, actor=security_administrator, at=town)


def test_a_grant_is_on_record_for_whom_it_concerns(here, security_administrator, resident, town):
    grant_role(resident, K.TOWN_OFFICER, actor=security_administrator, at=town, since=date(2026, 1, 1))
    record = Record.objects.concerning(resident.pk).latest("pk")
    assert str(record) == "安全 让 陈禾 担任“枫林镇”的乡镇经办人，自 2026-01-01 起"
    assert record.place == town.code


def test_a_role_begins_today_when_no_day_is_given(resident, town):
    assert grant_role(resident, K.TOWN_OFFICER, actor=SYSTEM, at=town).since == timezone.localdate()


def test_an_ended_role_is_over_at_once_and_on_record(here, security_administrator, cadre, village):
    end_role(Role.objects.get(user=cadre), actor=security_administrator)
    assert roles_of(cadre) == []
    assert not may(cadre, Ability.WORK_VILLAGE_DESK, village.code)
    assert "不再担任“枫林坳村”的村干部" in str(Record.objects.concerning(cadre.pk).latest("pk"))


def test_a_role_that_is_over_keeps_its_last_day(resident, town):
    days = {"since": date(2026, 1, 1), "until": date(2026, 2, 1)}
    role = grant_role(resident, K.TOWN_OFFICER, actor=SYSTEM, at=town, **days)
    with pytest.raises(OverAlready, match=r"到 2026-02-01 已经结束.*请另行授予"):
        end_role(role, actor=SYSTEM)
    assert Role.everywhere.get(pk=role.pk).until == days["until"]


@pytest.mark.parametrize("days", [0, 40])
def test_a_role_ended_before_it_was_held_never_was(days, resident, town):
    begins = timezone.localdate() + timedelta(days=days)
    role = grant_role(resident, K.TOWN_OFFICER, actor=SYSTEM, at=town, since=begins)
    end_role(role, actor=SYSTEM)
    assert Role.everywhere.get(pk=role.pk).until == begins - timedelta(days=1)
    with pytest.raises(OverAlready):
        end_role(role, actor=SYSTEM)
    assert grant_role(resident, K.TOWN_OFFICER, actor=SYSTEM, at=town)


def test_a_role_held_is_ended_as_the_table_says_not_as_was_read_before(cadre):
    stale = Role.everywhere.get(user=cadre)
    end_role(Role.everywhere.get(user=cadre), actor=SYSTEM)
    with pytest.raises(OverAlready, match="“枫林坳村”的村干部"):
        end_role(stale, actor=SYSTEM)


def test_a_role_of_the_house_that_is_over_is_of_the_whole_house(make_user):
    person = make_user("person", "某人", K.AUDIT_ADMINISTRATOR)
    end_role(Role.everywhere.get(user=person), actor=SYSTEM)
    with pytest.raises(OverAlready, match="“全平台”的审计管理员"):
        end_role(Role.everywhere.get(user=person), actor=SYSTEM)


@pytest.mark.parametrize(
    ("until", "held"), [(LONG_AGO - timedelta(days=1), True), (LONG_AGO - timedelta(days=2), False)]
)
def test_the_database_keeps_no_role_that_ends_earlier_than_the_day_before_it_begins(until, held, here, cadre):
    roles = Role.objects.filter(user=cadre)
    with nullcontext() if held else pytest.raises(IntegrityError), transaction.atomic():
        roles.update(until=until)
    assert roles.filter(until=until).exists() is held


def test_the_administration_opens_and_closes_with_the_role(make_user):
    person = make_user("person", "某人", K.SYSTEM_ADMINISTRATOR)
    assert User.objects.get(pk=person.pk).is_staff
    end_role(Role.everywhere.get(user=person), actor=SYSTEM)
    assert not User.objects.get(pk=person.pk).is_staff


def test_the_database_keeps_house_roles_without_place_and_others_with_one(here, resident):
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(user=resident, kind=K.TOWN_OFFICER, since=LONG_AGO)


def test_a_role_reads_as_place_and_kind(cadre, system_administrator):
    assert str(Role.everywhere.get(user=cadre)) == "枫林坳村 村干部"
    assert str(Role.everywhere.get(user=system_administrator)) == "全平台 系统管理员"


def test_tomorrows_role_does_not_hold_today(resident, town):
    grant_role(
        resident, K.TOWN_OFFICER, actor=SYSTEM, at=town, since=timezone.localdate() + timedelta(days=1)
    )
    assert not may(resident, Ability.PREPARE, town.code)
