"""A plan's tasks become matters, all or none, once; a village's share is one of its own."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import LONG_AGO
from tests.planned import all_in_place, tasks_of

from wugong.access.refusals import NotAllowed
from wugong.counties.actors import SYSTEM
from wugong.matters import refusals as matter_refusals
from wugong.matters.assigning import give_hand
from wugong.matters.models import Matter, MatterUnit, PlanDocument, PlanTask, Recurrence
from wugong.matters.plans import adopting, refusals
from wugong.matters.plans.adopting import adopt_plan, blanks
from wugong.matters.plans.correcting import leave_out
from wugong.matters.plans.keeping import drop_plan
from wugong.matters.states import Channel, Part, PlanState
from wugong.notices.models import Notice
from wugong.registry.bodies import found_body

pytestmark = pytest.mark.usefixtures("here")
DECISION = "镇长办公会2026年第3次会议"


@pytest.fixture
def ready(kept_plan, town_officer):
    all_in_place(kept_plan, town_officer)
    return kept_plan


def mains(plan):
    rows = Matter.objects.filter(plan_tasks__plan=plan).select_related("lead_unit")
    return list(rows.order_by("plan_tasks__place_in_order"))


def test_tasks_become_matters(ready, town, town_approver, unit_bodies):
    matters = adopt_plan(ready, DECISION, actor=town_approver)
    first = mains(ready)[0]
    assert len(matters) == 4
    assert (first.register, first.channel, first.state) == ("task", Channel.PLAN, "drafted")
    assert (first.title, first.place, first.lead_unit) == (
        "清理河塘沟渠",
        town,
        unit_bodies["镇农业农村办公室"],
    )
    assert first.leader == "林一川"
    assert first.facts == {
        "leader-name": "林一川",
        "unit-name": "镇农业农村办公室",
        "officer-name": "周小满",
        "supporting-units": "镇财政所、各村",
        "until": "2026-07-30",
        "precision": "day",
        "indicator": first.facts["indicator"],
        "compare": "at-least",
        "goal": "12",
        "counted-in": "公里",
    }


def test_the_plan_is_adopted_with_its_decision(ready, town_approver):
    adopt_plan(ready, DECISION, actor=town_approver)
    plan = PlanDocument.objects.get(pk=ready.pk)
    assert (plan.state, plan.decision, plan.adopted_by) == (PlanState.ADOPTED, DECISION, town_approver)


def test_who_brought_the_plan_does_not_adopt_it(ready, town_officer):
    with pytest.raises(NotAllowed):
        adopt_plan(ready, DECISION, actor=town_officer)
    assert not Matter.objects.exists()


def test_a_plan_that_was_not_checked_is_refused(kept_plan, town_approver):
    with pytest.raises(refusals.NotReady, match="组织领导、人员机构、资金投入、管理协调、监督激励"):
        adopt_plan(kept_plan, DECISION, actor=town_approver)


def test_a_decision_is_needed(ready, town_approver):
    with pytest.raises(matter_refusals.NoDecision):
        adopt_plan(ready, "  ", actor=town_approver)


def test_adopting_again_is_refused(ready, town_approver):
    adopt_plan(ready, DECISION, actor=town_approver)
    with pytest.raises(NotAllowed, match="已经立项"):
        adopt_plan(ready, DECISION, actor=town_approver)
    assert Matter.objects.filter(channel=Channel.PLAN).count() == 4


def test_a_dropped_plan_is_not_adopted(ready, town_officer, town_approver):
    drop_plan(ready, "重复了", actor=town_officer)
    with pytest.raises(NotAllowed):
        adopt_plan(ready, DECISION, actor=town_approver)


def test_rows_that_are_left_out_become_nothing(ready, town_officer, town_approver):
    for task in tasks_of(ready)[1:]:
        leave_out(task, True, actor=town_officer)
    assert len(adopt_plan(ready, DECISION, actor=town_approver)) == 1


def test_a_plan_with_nothing_left_is_refused(ready, town_officer, town_approver):
    for task in tasks_of(ready):
        leave_out(task, True, actor=town_officer)
    with pytest.raises(refusals.NothingToAdopt):
        adopt_plan(ready, DECISION, actor=town_approver)


def test_each_village_has_its_share(ready, village, neighbour_village, town_approver):
    committee = found_body(
        village, "枫林坳村民委员会", actor=SYSTEM, kind="village-committee", since=LONG_AGO
    )
    adopt_plan(ready, DECISION, actor=town_approver)
    garden = mains(ready)[3]
    parts = {part.place: part for part in Matter.objects.filter(part_of=garden).select_related("place")}
    assert set(parts) == {village, neighbour_village}
    assert (parts[village].lead_unit, parts[neighbour_village].lead_unit) == (committee, None)
    assert parts[village].facts["goal"] == "2"
    assert "officer-name" not in parts[village].facts
    assert MatterUnit.objects.get(matter=garden, part=Part.GROUP).body == committee


def test_units_that_help_stand_beside(ready, town_approver, unit_bodies):
    adopt_plan(ready, DECISION, actor=town_approver)
    support = MatterUnit.objects.get(matter=mains(ready)[0])
    assert (support.body, support.part) == (unit_bodies["镇财政所"], Part.SUPPORT)


def test_what_recurs_begins(keep, unit_bodies, town_officer, town_approver, plan_text):
    plan = keep(plan_text.replace("，7月30日前完成", "，2099年7月30日前完成"))
    all_in_place(plan, town_officer)
    adopt_plan(plan, DECISION, actor=town_approver)
    row = Recurrence.objects.get()
    assert (row.rule, row.until, row.part_of) == ("monthly:20", date(2099, 7, 30), mains(plan)[0])
    assert row.occurrences.count() == 1


def test_what_is_over_already_does_not_recur(keep, unit_bodies, town_officer, town_approver, plan_text):
    plan = keep(plan_text.replace("，7月30日前完成", "，2020年7月30日前完成"))
    all_in_place(plan, town_officer)
    adopt_plan(plan, DECISION, actor=town_approver)
    assert not Recurrence.objects.exists()


def test_the_lead_unit_is_told(ready, town_officer, town_approver, unit_bodies, resident):
    give_hand(unit_bodies["镇规划建设办公室"], resident, actor=town_officer)
    adopt_plan(ready, DECISION, actor=town_approver)
    assert Notice.objects.filter(to=resident, kind="matters.plan_adopted_told").count() == 1


def test_an_adoption_that_fails_midway_leaves_nothing(ready, town_approver, monkeypatch):
    def broken(*_args, **_facts):
        raise OSError("killed")

    monkeypatch.setattr(adopting.telling, "adopted", broken)
    with pytest.raises(OSError, match="killed"):
        adopt_plan(ready, DECISION, actor=town_approver)
    assert not Matter.objects.exists()
    assert PlanDocument.objects.get().state == PlanState.REVIEWING
    assert not PlanTask.objects.filter(matter__isnull=False).exists()


def test_phone_numbers_do_not_come_into_matters(keep, unit_bodies, town_officer, town_approver, plan_text):
    plan = keep(plan_text.replace("清理河塘沟渠。", "清理河塘沟渠（联系电话13812345678）。"))
    all_in_place(plan, town_officer)
    adopt_plan(plan, DECISION, actor=town_approver)
    assert "13812345678" not in repr(list(Matter.objects.values()))


def test_too_many_at_once_are_refused(ready, town_approver, monkeypatch):
    monkeypatch.setattr(adopting, "MOST", 3)
    with pytest.raises(refusals.TooManyMatters):
        adopt_plan(ready, DECISION, actor=town_approver)


def long_plan(text, count):
    """Return the plan with so many more tasks."""
    items = "\n".join(
        f"{number}.清理沟渠{number}段。清理不少于{number}米，9月底前完成。牵头单位：镇农业农村办。配合单位：镇财政所。"
        for number in range(1, count + 1)
    )
    return text.replace("四、保障措施", f"（五）清理沟渠\n{items}\n\n四、保障措施")


def test_adopting_costs_the_same_for_many_tasks(
    keep, unit_bodies, village, town_officer, town_approver, plan_text
):
    costs = []
    for count in (1, 1, 12):  # the first begins the numbers of the year; 12 fit into one batch
        plan = keep(long_plan(plan_text, count))
        all_in_place(plan, town_officer)
        with CaptureQueriesContext(connection) as asked:
            adopt_plan(plan, DECISION, actor=town_approver)
        costs.append(len(asked))
    assert costs[1] == costs[2]


def test_blanks_are_told_in_words(kept_plan, town_officer):
    _, second, third, fourth = tasks_of(kept_plan)
    assert blanks(second) == ["责任领导", "责任人员", f"目标值（{second.indicators.get().raw[:20]}）"]
    assert blanks(third) == ["完成时限"]
    assert blanks(fourth) == ["牵头单位"]
