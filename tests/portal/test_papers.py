"""What we ask of a village each month."""

from datetime import timedelta

import pytest
from django.utils import timezone

from wugong.base.periods import Level, Period
from wugong.counties.standing import standing_in
from wugong.matters.models import Matter
from wugong.portal.paper_counts import filled
from wugong.portal.papers import burdens_of
from wugong.registry.visits import note_visit

pytestmark = pytest.mark.django_db


def this_month():
    return Period.of(timezone.localdate(), Level.MONTH)


def of(title, found):
    return next(row for row in found.rows if row.title == title)


def test_what_a_resident_sends_asks_nothing_of_the_village(here, opened):
    opened()
    assert of("随手拍", burdens_of(this_month())).total == 0


def test_what_the_desk_types_counts_its_minutes(here, opened):
    for channel in ("desk", "paper"):
        Matter.objects.filter(pk=opened().pk).update(channel=channel)
    found = burdens_of(this_month())
    assert (of("随手拍", found).count, of("随手拍", found).total) == (2, 4)
    assert found.total == 4


def test_the_minutes_of_a_village_are_the_mean_rounded_up(
    here, opened, neighbour_village, other_town_village
):
    Matter.objects.filter(pk=opened().pk).update(channel="desk")
    found = burdens_of(this_month())
    assert (found.total, found.villages, found.a_village) == (2, 3, 1)


def test_another_month_counts_nothing_of_it(here, opened):
    Matter.objects.filter(pk=opened().pk).update(channel="desk")
    assert burdens_of(this_month().plus(-1)).total == 0


def test_the_page_says_who_asks_and_until_when(client, county_place, village):
    page = client.get("/papers/").content.decode()
    assert "入户走访记录" in page
    assert "用到 2027年12月31日" in page


def test_a_form_past_its_day_says_so(client, county_place, village, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=800))
    assert "已到期，请停用或续期" in client.get("/papers/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same(county, opened, count, django_assert_num_queries):
    for _ in range(count):
        opened()
    with standing_in(county), django_assert_num_queries(4):
        burdens_of(this_month())


def test_forms_outside_the_registers_are_counted_on_their_day(here, household, cadre):
    today = timezone.localdate()
    note_visit(household, day=today, actor=cadre, asked="问了水管")
    assert filled(today, today)["visit"] == 1
    assert filled(today - timedelta(days=1), today - timedelta(days=1))["visit"] == 0
