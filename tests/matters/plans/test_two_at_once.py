"""Two at one moment with one plan, a process killed while it keeps or adopts one: all once, or nothing."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests.matters.test_kills import killed
from tests.meanwhile import meanwhile
from tests.planned import PLAN, all_in_place, tasks_of

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.counties.standing import standing_in
from wugong.matters.models import (
    Indicator,
    Matter,
    MatterUnit,
    PlanDocument,
    PlanTask,
    PlanUnit,
    Recurrence,
    Step,
)
from wugong.matters.plans import refusals
from wugong.matters.plans.adopting import adopt_plan
from wugong.matters.plans.correcting import correct_task, digest_of
from wugong.matters.plans.keeping import drop_plan, keep_plans, settle_year
from wugong.matters.states import PlanState
from wugong.notices.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)
TABLES = (PlanDocument, PlanTask, PlanUnit, Indicator, Matter, MatterUnit, Step, Recurrence, Notice, Record)


@pytest.fixture
def ready(county, kept_plan, town_officer):
    """The town's plan with every condition in place."""
    with standing_in(county):
        all_in_place(kept_plan, town_officer)
    return kept_plan


def test_the_same_sending_twice_at_once_is_one_plan(county, town, town_officer, unit_bodies):
    key = uuid4()

    def keep():
        return keep_plans(town, PLAN, key=key, actor=town_officer)

    with meanwhile(county, keep) as came, standing_in(county):
        first = keep()
    assert came[0] == first
    assert PlanDocument.everywhere.count() == 1


def test_of_two_who_adopt_at_once_the_later_reads_that_it_is_adopted(county, ready, town_approver):
    def adopt():
        return adopt_plan(ready, "镇长办公会", actor=town_approver)

    with meanwhile(county, adopt) as came, standing_in(county):
        first = adopt()
    assert isinstance(came[0], NotAllowed)
    assert "已经立项" in str(came[0])
    assert Matter.everywhere.filter(register="task", part_of=None).count() == len(first) == 4


def test_what_is_adopted_is_not_dropped_at_the_same_moment(county, ready, town_approver, town_officer):
    with meanwhile(county, lambda: drop_plan(ready, "重复", actor=town_officer)) as came, standing_in(county):
        adopt_plan(ready, "镇长办公会", actor=town_approver)
    assert isinstance(came[0], NotAllowed)
    assert PlanDocument.everywhere.get().state == PlanState.ADOPTED


def test_two_who_correct_other_cells_of_a_row_at_once_lose_nothing(county, kept_plan, town_officer):
    row = tasks_of(kept_plan)[0]
    with (
        meanwhile(county, lambda: correct_task(row, {"officer": "陈禾"}, actor=town_officer)),
        standing_in(county),
    ):
        correct_task(row, {"leader": "何以宁"}, actor=town_officer)
    row = tasks_of(kept_plan)[0]
    assert (row.leader, row.officer) == ("何以宁", "陈禾")


def test_who_corrects_a_row_that_another_changed_since_is_told(county, kept_plan, town_officer):
    row = tasks_of(kept_plan)[0]
    with standing_in(county):
        seen = digest_of(row)

    def correct():
        return correct_task(row, {"leader": "陈禾"}, actor=town_officer, seen=seen)

    with meanwhile(county, correct) as came, standing_in(county):
        correct_task(row, {"leader": "何以宁"}, actor=town_officer, seen=seen)
    assert isinstance(came[0], refusals.RowChanged)
    assert tasks_of(kept_plan)[0].leader == "何以宁"


def test_the_form_of_an_old_page_overwrites_nothing_unseen(county, kept_plan, town_officer, as_user):
    officer, row = as_user(town_officer), tasks_of(kept_plan)[0]
    address = reverse("plan_row", args=[kept_plan.place.code, kept_plan.pk, row.place_in_order])
    old = {
        field.html_name: "" if field.value() is None else str(field.value())
        for form in officer.get(address).context["forms"]
        for field in form
    }
    with standing_in(county):
        correct_task(row, {"leader": "何以宁"}, actor=town_officer)
    answer = officer.post(address, old | {"officer": "陈禾"})
    assert "别人改过这一项" in answer.content.decode()
    assert 'value="陈禾"' in answer.content.decode()
    assert tasks_of(kept_plan)[0].leader == "何以宁"
    again = {
        field.html_name: "" if field.value() is None else str(field.value())
        for form in answer.context["forms"]
        for field in form
    }
    officer.post(address, again | {"leader": "何以宁"})
    row = tasks_of(kept_plan)[0]
    assert (row.leader, row.officer) == ("何以宁", "陈禾")


def test_a_year_settled_while_a_day_is_corrected_keeps_the_corrected_day(county, kept_plan, town_officer):
    row = tasks_of(kept_plan)[2]
    with meanwhile(county, lambda: settle_year(kept_plan, 2027, actor=town_officer)), standing_in(county):
        correct_task(row, {"until": "2026-11-30"}, actor=town_officer)
    assert tasks_of(kept_plan)[2].until.isoformat() == "2026-11-30"


def there():
    """What stands in the tables of plans and of what comes of them."""
    return tuple(model.objects.count() for model in TABLES)


def kill_here_and_there(act):
    """Nothing is there after a kill at the first write, the next ones, and then each third."""
    before, after = there(), 1
    while killed(act, after):
        assert there() == before, f"killed after {after} writes"
        after += 1 if after < 4 else 3
    assert there() != before
    return after


def test_a_plan_is_kept_wholly_or_not_at_all(here, town, town_officer, unit_bodies):
    key = uuid4()
    assert kill_here_and_there(lambda: keep_plans(town, PLAN, key=key, actor=town_officer)) > 4
    assert len(tasks_of(PlanDocument.objects.get())) == 4


def test_a_plan_is_adopted_wholly_or_not_at_all(here, ready, town_approver):
    writes = kill_here_and_there(lambda: adopt_plan(ready, "镇长办公会", actor=town_approver))
    assert writes > 7
    assert PlanDocument.objects.get().state == PlanState.ADOPTED
    assert not PlanTask.objects.filter(kind="task", matter=None).exists()
