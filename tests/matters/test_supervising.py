"""Orders about late matters: with grounds, one at a time, a rung approved by another person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from wugong.access.refusals import NotAllowed
from wugong.matters import recurring_refusals as refusals
from wugong.matters.models import Matter
from wugong.matters.moving import move
from wugong.matters.supervising import Cause, orders_about, supervise

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(here, accepted):
    """The report an hour after its time."""
    Matter.objects.filter(pk=accepted.pk).update(due_at=timezone.now() - timedelta(hours=1))
    return Matter.objects.get(pk=accepted.pk)


def test_what_is_in_time_is_not_supervised_as_late(here, accepted, town_officer):
    with pytest.raises(refusals.NotLate):
        supervise(accepted, Cause.OVERDUE, "", actor=town_officer)


def test_once_reopened_is_not_often(here, accepted, town_officer):
    Matter.objects.filter(pk=accepted.pk).update(reopened=1)
    with pytest.raises(refusals.NotReopened):
        supervise(accepted, Cause.REOPENED, "", actor=town_officer)


def test_twice_reopened_is(here, accepted, town_officer):
    Matter.objects.filter(pk=accepted.pk).update(reopened=2)
    assert supervise(accepted, Cause.REOPENED, "", actor=town_officer).state == "reminded"


def test_a_resident_supervises_nobody(late, resident):
    with pytest.raises(NotAllowed):
        supervise(late, Cause.OVERDUE, "", actor=resident)


def test_an_order_is_a_matter_about_the_late_one(late, town_officer):
    order = supervise(late, Cause.OVERDUE, "请抓紧", actor=town_officer)
    assert (order.register, order.part_of_id, order.facts["about"]) == (
        "supervision-order",
        late.pk,
        late.number,
    )
    assert order.due_at is not None
    assert [one.pk for one in orders_about(late)] == [order.pk]
    assert late.steps.last().facts == {"order": order.number}


def test_the_town_supervises_what_lies_in_a_group_of_a_village(here, group, opened, town_officer):
    matter = opened(group)
    Matter.objects.filter(pk=matter.pk).update(reopened=2)
    order = supervise(matter, Cause.REOPENED, "", actor=town_officer)
    assert (order.place.code, order.lies_with.code) == (group.code[:12], group.code[:9])


def test_a_second_order_waits_for_the_first(late, town_officer):
    supervise(late, Cause.OVERDUE, "", actor=town_officer)
    with pytest.raises(refusals.SupervisedAlready):
        supervise(late, Cause.OVERDUE, "", actor=town_officer)


def test_an_order_is_not_supervised(late, town_officer):
    order = supervise(late, Cause.OVERDUE, "", actor=town_officer)
    with pytest.raises(refusals.NotOfOrders):
        supervise(order, Cause.OTHER, "", actor=town_officer)


def test_each_further_rung_is_approved_by_who_approves(late, town_officer, town_approver):
    order = supervise(late, Cause.OVERDUE, "", actor=town_officer)
    with pytest.raises(NotAllowed):
        move(order, "supervise", actor=town_officer, reason="仍未办")
    move(order, "supervise", actor=town_approver, reason="仍未办")
    assert Matter.objects.get(pk=order.pk).state == "supervised"
