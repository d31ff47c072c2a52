"""Who is told of a change request, and of its decision."""

from datetime import date

import pytest

from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.notices.models import Notice
from wugong.registry.bindings import bind_account
from wugong.registry.requests import ask_change, decide_change, withdraw_change
from wugong.registry.states import RequestKind


@pytest.fixture
def second(make_user, village):
    return make_user("second", "周二", RoleKind.VILLAGE_CADRE, village)


@pytest.fixture
def asked(here, family, child, cadre, second, town_officer, supervisor, other_town_officer):
    died = {"died": date(2026, 1, 1)}
    return ask_change(RequestKind.DEATH, family, died, "病故", actor=cadre, person=child)


def told(user):
    return [(str(one), one.link) for one in Notice.objects.to_user(user)]


def test_whoever_may_decide_is_asked(asked, cadre, second, town_officer, supervisor, other_town_officer):
    link = f"/desk/{asked.village.code}/requests/{asked.pk}/"
    assert told(second) == told(town_officer) == [("“枫林坳村”0101 户申请死亡，等您核定", link)]
    assert told(cadre) == told(supervisor) == told(other_town_officer) == []


def test_asker_is_told_and_nobody_is_asked_any_more(asked, cadre, second, town_officer):
    decide_change(asked, actor=second, approve=True)
    link = f"/desk/{asked.village.code}/requests/{asked.pk}/"
    assert told(cadre) == [("“枫林坳村”0101 户的死亡申请核定了：已办", link)]
    assert not Notice.objects.to_user(town_officer).unread().exists()


def test_withdrawn_request_asks_nobody_and_tells_nobody(asked, cadre, second):
    withdraw_change(asked, actor=cadre)
    assert told(cadre) == []
    assert not Notice.objects.to_user(second).unread().exists()


def test_resident_is_led_to_her_own_page(here, family, head, child, resident, second):
    bind_account(resident, head, actor=SYSTEM)
    died = {"died": date(2026, 1, 1)}
    request = ask_change(RequestKind.DEATH, family, died, "病故", actor=resident, person=child)
    decide_change(request, actor=second, approve=False, answer="请带医院的证明来")
    assert told(resident) == [("“枫林坳村”0101 户的死亡申请核定了：不办", "/household/")]
