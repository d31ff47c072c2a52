"""Each unit of a plan says how far the rules are that the plan wants of it."""

import pytest

from wugong.access.refusals import NotAllowed
from wugong.matters.assigning import give_hand
from wugong.matters.models import PlanUnit
from wugong.matters.plans import refusals
from wugong.matters.plans.keeping import drop_plan
from wugong.matters.plans.unit_rules import state_rules
from wugong.matters.states import RulesState

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def unit(kept_plan):
    return PlanUnit.objects.get(plan=kept_plan, name="镇财政所")


def test_the_desk_states_them(unit, town_officer):
    assert state_rules(unit, "wanted", actor=town_officer).rules == RulesState.WANTED


def test_the_unit_itself_states_them(unit, town_officer, resident):
    give_hand(unit.body, resident, actor=town_officer)
    assert state_rules(unit, "issued", actor=resident).rules == RulesState.ISSUED


def test_a_stranger_states_nothing(unit, resident):
    with pytest.raises(NotAllowed):
        state_rules(unit, "issued", actor=resident)


def test_a_group_has_none_of_its_own(kept_plan, town_officer):
    group = PlanUnit.objects.get(plan=kept_plan, is_group=True)
    with pytest.raises(refusals.RulesOfGroup):
        state_rules(group, "issued", actor=town_officer)


def test_another_word_is_refused(unit, town_officer):
    with pytest.raises(refusals.NoSuchChoice):
        state_rules(unit, "lost", actor=town_officer)


def test_a_dropped_plan_wants_no_rules(unit, kept_plan, town_officer):
    drop_plan(kept_plan, "交错了", actor=town_officer)
    with pytest.raises(NotAllowed):
        state_rules(unit, "issued", actor=town_officer)
