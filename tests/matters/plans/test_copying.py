"""A tried plan is evaluated, then copied; the copies are reviewed where they are."""

import pytest
from tests.planned import all_in_place, tasks_of

from wugong.access.refusals import NotAllowed
from wugong.matters.models import Indicator, PlanUnit
from wugong.matters.plans import copying, refusals
from wugong.matters.plans.adopting import adopt_plan
from wugong.matters.plans.copying import copy_plan, evaluate_pilot
from wugong.matters.plans.keeping import drop_plan
from wugong.matters.states import PlanState

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def pilot(village, unit_bodies, keep, cadre):
    """A village's plan as it was adopted and tried."""
    plan = keep(place=village, actor=cadre)
    all_in_place(plan, cadre)
    adopt_plan(plan, "村民代表会议", actor=cadre)
    return evaluate_pilot(plan, "河塘清了三口，村民愿意自己管。", actor=cadre)


def test_a_pilot_is_evaluated(pilot):
    assert (pilot.pilot, pilot.evaluation) == (True, "河塘清了三口，村民愿意自己管。")


def test_a_plan_under_review_is_not_evaluated(kept_plan, town_officer):
    with pytest.raises(refusals.NotAdopted):
        evaluate_pilot(kept_plan, "很好", actor=town_officer)


def test_a_pilot_is_copied_by_the_town(pilot, neighbour_village, town_officer):
    [copy] = copy_plan(pilot, [neighbour_village], actor=town_officer)
    assert (copy.place, copy.copied_from, copy.state) == (neighbour_village, pilot, PlanState.REVIEWING)
    assert [task.title for task in tasks_of(copy)] == [task.title for task in tasks_of(pilot)]
    assert (
        Indicator.objects.filter(task__plan=copy).count()
        == Indicator.objects.filter(task__plan=pilot).count()
    )
    assert PlanUnit.objects.get(plan=copy, name="镇教育站").body is not None


def test_who_answers_is_named_anew(pilot, neighbour_village, town_officer):
    [copy] = copy_plan(pilot, [neighbour_village], actor=town_officer)
    first = tasks_of(copy)[0]
    assert (first.leader, first.officer, first.matter) == ("", "", None)
    assert first.to_fill == ["责任领导", "责任人员"]


def test_it_is_not_copied_twice_but_anew_once_dropped(pilot, neighbour_village, town_officer, make_user):
    [copy] = copy_plan(pilot, [neighbour_village], actor=town_officer)
    with pytest.raises(refusals.CopyToItself):
        copy_plan(pilot, [neighbour_village], actor=town_officer)
    copy.state = PlanState.DROPPED
    copy.save()
    assert copy_plan(pilot, [neighbour_village, neighbour_village], actor=town_officer)


def test_it_is_not_copied_to_itself_nor_nowhere(pilot, village, town_officer):
    with pytest.raises(refusals.CopyToItself):
        copy_plan(pilot, [village], actor=town_officer)
    with pytest.raises(refusals.NowhereToCopy):
        copy_plan(pilot, [], actor=town_officer)


def test_too_many_places_are_refused(pilot, neighbour_village, other_town_village, town_officer, monkeypatch):
    monkeypatch.setattr(copying, "MOST", 1)
    with pytest.raises(refusals.TooManyCopies):
        copy_plan(pilot, [neighbour_village, other_town_village], actor=town_officer)


def test_a_plan_that_was_not_evaluated_is_not_copied(adopted_plan, other_town, county_officer):
    with pytest.raises(refusals.NotEvaluated):
        copy_plan(adopted_plan, [other_town], actor=county_officer)


def test_a_town_does_not_copy_into_another(pilot, other_town_village, town_officer):
    with pytest.raises(NotAllowed):
        copy_plan(pilot, [other_town_village], actor=town_officer)


def test_a_village_does_not_copy_to_its_neighbour(pilot, neighbour_village, cadre):
    with pytest.raises(NotAllowed):
        copy_plan(pilot, [neighbour_village], actor=cadre)


def test_an_adopted_plan_is_not_dropped(adopted_plan, town_officer):
    with pytest.raises(NotAllowed):
        drop_plan(adopted_plan, "不办了", actor=town_officer)
