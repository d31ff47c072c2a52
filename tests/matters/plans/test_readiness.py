"""Five conditions are looked at before a plan starts; a gap says who closes it; the plan's own words propose."""

import pytest
from tests.planned import all_in_place

from wugong.access.refusals import NotAllowed
from wugong.matters.plans import refusals
from wugong.matters.plans.keeping import drop_plan
from wugong.matters.plans.readiness import check_readiness, gaps, readiness_of
from wugong.matters.states import CheckState

pytestmark = pytest.mark.usefixtures("here")


def test_five_conditions_are_looked_for(kept_plan, django_assert_num_queries):
    with django_assert_num_queries(2):
        items = readiness_of(kept_plan)
    assert [item.condition.title for item in items] == [
        "组织领导",
        "人员机构",
        "资金投入",
        "管理协调",
        "监督激励",
    ]
    assert {item.state for item in items} == {CheckState.OPEN}


def test_the_plans_safeguards_speak_for_them(kept_plan):
    said = {item.condition.key: [one.title for one in item.proposals] for item in readiness_of(kept_plan)}
    assert said["leadership"] == ["加强组织领导"]
    assert said["money"] == ["保障资金投入"]
    assert said["supervision"] == ["强化监督激励"]


def test_a_gap_says_who_closes_it(kept_plan, town_officer):
    check_readiness(kept_plan, "money", "gap", "财政所6月底前落实", actor=town_officer)
    assert [one.note for one in gaps(kept_plan)] == ["财政所6月底前落实"]


def test_a_gap_that_is_closed_is_none(kept_plan, town_officer):
    check_readiness(kept_plan, "money", "gap", "财政所6月底前落实", actor=town_officer)
    check_readiness(kept_plan, "money", "ready", "", actor=town_officer)
    assert gaps(kept_plan) == []


@pytest.mark.parametrize(
    ("code", "state", "note", "refusal"),
    [
        ("money", "gap", " ", refusals.GapNeedsWords),
        ("weather", "ready", "", refusals.NoSuchCheck),
        ("money", "maybe", "", refusals.NoSuchChoice),
    ],
)
def test_what_says_nothing_is_refused(kept_plan, town_officer, code, state, note, refusal):
    with pytest.raises(refusal):
        check_readiness(kept_plan, code, state, note, actor=town_officer)


def test_a_stranger_checks_nothing(kept_plan, other_town_officer):
    with pytest.raises(NotAllowed):
        check_readiness(kept_plan, "money", "ready", "", actor=other_town_officer)


def test_a_dropped_plan_is_checked_no_more(kept_plan, town_officer):
    drop_plan(kept_plan, "交错了", actor=town_officer)
    with pytest.raises(NotAllowed):
        check_readiness(kept_plan, "money", "ready", "", actor=town_officer)


def test_a_gap_is_closed_after_the_adoption_too(adopted_plan, town_officer):
    all_in_place(adopted_plan, town_officer)
    assert gaps(adopted_plan) == []
