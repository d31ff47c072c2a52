"""Supervision at a desk: the act stands on a late matter and sends its order; the desk links the orders."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from wugong.matters.models import Matter

pytestmark = pytest.mark.django_db
ACT = "a-supervise-cause"


@pytest.fixture
def late(here, accepted):
    """The report an hour after its time."""
    Matter.objects.filter(pk=accepted.pk).update(due_at=timezone.now() - timedelta(hours=1))
    return Matter.objects.get(pk=accepted.pk)


def address(matter):
    return reverse("matter_desk", args=[matter.place.code, matter.number])


def test_a_matter_in_time_is_not_to_be_supervised(as_user, town_officer, accepted):
    assert ACT not in as_user(town_officer).get(address(accepted)).content.decode()


def test_a_late_matter_is(as_user, town_officer, late):
    assert ACT in as_user(town_officer).get(address(late)).content.decode()


def test_sending_it_makes_the_order(as_user, town_officer, late):
    given = {ACT: "overdue", "a-supervise-text": "请抓紧"}
    page = as_user(town_officer).post(f"{address(late)}supervise/", given, follow=True)
    assert "发出督办单" in page.content.decode()
    order = Matter.everywhere.get(register="supervision-order")
    assert (order.part_of_id, order.state) == (late.pk, "reminded")


def test_sending_it_for_one_in_time_makes_none(as_user, town_officer, accepted):
    given = {ACT: "overdue", "a-supervise-text": "请抓紧"}
    assert as_user(town_officer).post(f"{address(accepted)}supervise/", given).status_code == 422
    assert not Matter.everywhere.filter(register="supervision-order").exists()


@pytest.mark.parametrize(
    ("name", "further"),
    [
        ("registers", ()),
        ("register_list", ("supervision-order",)),
        ("recurrences", ()),
        ("monthly_tables", ()),
        ("calendar", ()),
    ],
)
def test_the_desk_leads_to_its_other_pages(as_user, town_officer, town, name, further):
    client = as_user(town_officer)
    href = reverse(name, args=[town.code, *further])
    assert f'href="{href}"' in client.get(reverse("matters_desk", args=[town.code])).content.decode()
    assert client.get(href).status_code == 200
