"""A plan that is followed, made from tables and acts of the room: its tasks are matters with lead units."""

from uuid import uuid4

import pytest
from django.utils import timezone

from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.matters.models import PlanDocument, PlanTask
from wugong.matters.openings import Wish, open_matter
from wugong.matters.states import Channel, PlanState, TaskKind


@pytest.fixture
def followed(county, kept_plan, unit_bodies):
    """The town's plan as adopted by the office: a matter for each task, under the unit that leads it."""
    with standing_in(county):
        rows = PlanDocument.objects.filter(pk=kept_plan.pk)
        rows.update(state=PlanState.ADOPTED, adopted_at=timezone.now(), decision="镇长办公会")
        plan = rows.select_related("place").get()
        for task in PlanTask.objects.filter(plan=plan, kind=TaskKind.TASK):
            make_matter(task, plan, unit_bodies)
        return plan


def make_matter(task, plan, bodies):
    """Open the matter of a task."""
    lead = bodies.get(f"{task.lead_units[0]}公室") if task.lead_units else None
    until = {"until": task.until.isoformat()} if task.until else {}
    wish = Wish(
        register="task",
        place=plan.place,
        title=task.title,
        key=uuid4(),
        channel=Channel.PLAN,
        facts=until,
        lead_unit=lead,
        leader=task.leader,
    )
    task.matter = open_matter(wish, actor=SYSTEM).matter
    task.save()
