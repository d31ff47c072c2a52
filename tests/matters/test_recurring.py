"""What is done again and again: opened once for each due day, stopped, made up when nights were missed."""

from datetime import date

import pytest
from django.urls import reverse

from wugong.access.refusals import NotAllowed
from wugong.config.cli import run
from wugong.counties.actors import SYSTEM
from wugong.matters import recurring_refusals as refusals
from wugong.matters.models import Matter, Occurrence, Recurrence
from wugong.matters.recurring import begin_recurrence, open_due, stop_recurrence
from wugong.matters.tending import tend

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


@pytest.fixture
def begin(here, village, time_machine):
    time_machine.move_to("2026-03-02T09:00:00+08:00")

    def beginning(rule="weekly:5", **facts):
        facts.setdefault("since", MONDAY)
        facts.setdefault("actor", SYSTEM)
        return begin_recurrence(village, "捡拾垃圾", rule, **facts)

    return beginning


def dues(recurrence):
    return list(recurrence.occurrences.values_list("due", flat=True))


def test_a_resident_begins_nothing(begin, resident):
    with pytest.raises(NotAllowed):
        begin(actor=resident)


def test_without_a_title_nothing_begins(here, village):
    with pytest.raises(refusals.NoTitle):
        begin_recurrence(village, " ", "weekly:5", since=MONDAY, actor=SYSTEM)


def test_it_does_not_end_before_it_begins(begin):
    with pytest.raises(refusals.UntilBeforeSince):
        begin(until=date(2026, 3, 1))


def test_reports_of_residents_do_not_recur(begin):
    with pytest.raises(refusals.NotRegularHere):
        begin(register="resident-report")


def test_the_first_one_is_opened_at_once_and_says_its_day(begin, cadre):
    row = begin(actor=cadre)
    assert dues(row) == [date(2026, 3, 6)]
    assert Matter.objects.get().facts["until"] == "2026-03-06"


def test_the_next_is_opened_the_day_the_one_before_is_due(begin):
    row = begin()
    assert open_due(date(2026, 3, 5), actor=SYSTEM) == 0
    assert open_due(date(2026, 3, 6), actor=SYSTEM) == 1
    assert dues(row) == [date(2026, 3, 6), date(2026, 3, 13)]


def test_nights_that_were_missed_are_made_up_once(begin):
    row = begin()
    assert open_due(date(2026, 3, 27), actor=SYSTEM) == 4
    assert open_due(date(2026, 3, 27), actor=SYSTEM) == 0
    assert [day.day for day in dues(row)] == [6, 13, 20, 27, 3]
    assert Occurrence.objects.count() == Matter.objects.count() == 5


def test_half_months_end_on_the_15th_and_the_last(begin):
    row = begin("semi-monthly")
    open_due(date(2026, 4, 1), actor=SYSTEM)
    assert dues(row) == [date(2026, 3, 15), date(2026, 3, 31), date(2026, 4, 15)]


def test_after_its_last_day_nothing_is_opened(begin):
    row = begin(until=date(2026, 3, 13))
    open_due(date(2026, 3, 30), actor=SYSTEM)
    assert dues(row) == [date(2026, 3, 6), date(2026, 3, 13)]


def test_what_was_stopped_opens_nothing_and_stops_once(begin):
    row = begin()
    stop_recurrence(row, actor=SYSTEM)
    assert open_due(date(2026, 3, 30), actor=SYSTEM) == 0
    with pytest.raises(refusals.StoppedAlready):
        stop_recurrence(row, actor=SYSTEM)


@pytest.mark.parametrize("count", [1, 3])
def test_the_night_costs_the_same(begin, count, django_assert_max_num_queries):
    for _ in range(count):
        begin()
    with django_assert_max_num_queries(26):
        open_due(date(2026, 3, 6), actor=SYSTEM)


def test_a_cadre_sets_and_stops_one_on_the_page(village, cadre, as_user):
    client, address = as_user(cadre), reverse("recurrences", args=[village.code])
    form = {"title": "捡拾垃圾", "rule": "weekly:5", "since": "2026-03-02"}
    page = client.post(address, form, follow=True).content.decode()
    assert "第一件已经在清单里" in page
    assert "每周五" in page
    key = Recurrence.everywhere.get().pk
    page = client.post(reverse("recurrence_stop", args=[village.code, key]), follow=True).content.decode()
    assert "已停" in page


def test_the_page_says_what_is_amiss(village, cadre, as_user):
    form = {"title": "捡拾垃圾", "rule": "weekly:5", "since": "2026-03-02", "until": "2026-03-01"}
    page = as_user(cadre).post(reverse("recurrences", args=[village.code]), form).content.decode()
    assert "早于开始的日子" in page
    assert not Recurrence.everywhere.exists()


def test_the_night_opens_what_is_due_once(begin, time_machine):
    recurrence = begin()
    time_machine.move_to("2026-03-14T02:00:00+08:00")
    assert [tend(actor=SYSTEM).opened for _ in range(2)] == [2, 0]
    assert dues(recurrence) == [date(2026, 3, 6), date(2026, 3, 13), date(2026, 3, 20)]


def test_the_console_says_how_many_were_opened(begin, time_machine, capsys):
    begin()
    time_machine.move_to("2026-03-07T02:00:00+08:00")
    assert run(["matters", "tend"]) == 0
    assert "周期任务开出 1 件" in capsys.readouterr().out
