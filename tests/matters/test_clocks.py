"""Clocks over weekends, holidays, pauses, extensions, month ends; the lights they make."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.mattered import at, wish

from wugong.access.refusals import NotAllowed
from wugong.matters import refusals
from wugong.matters.calendars import settle_day
from wugong.matters.clocks import extend, pause, resume
from wugong.matters.lights import in_light, light
from wugong.matters.models import ClockRun, Matter, Pause
from wugong.matters.moving import move
from wugong.matters.notes import fill
from wugong.matters.openings import open_matter
from wugong.matters.states import Channel, Light

pytestmark = pytest.mark.django_db
WEATHER = "等天气"


def now_of(matter: Matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)


def due(matter: Matter) -> str:
    return timezone.localtime(now_of(matter).due_at).strftime("%m-%d %H:%M")


@pytest.fixture
def report(here, village, resident, on):
    on("2026-03-06 09:00")  # a Friday
    return open_matter(wish(village), actor=resident).matter


def accept(report, cadre, grade="general"):
    move(report, "accept", actor=cadre, facts={"grade": grade})
    return now_of(report)


# --- Refused --------------------------------------------------------------------------------------


def test_only_who_deals_with_it_lets_time_stand_still(report, resident, cadre):
    with pytest.raises(NotAllowed):
        pause(report, WEATHER, actor=resident)
    with pytest.raises(NotAllowed):
        resume(report, actor=resident)
    with pytest.raises(refusals.NotPaused):
        resume(report, actor=cadre)


def test_only_for_a_reason_that_the_register_knows(report, cadre):
    with pytest.raises(refusals.NoSuchPause, match="等天气"):
        pause(report, "忙", actor=cadre)
    pause(report, WEATHER, actor=cadre, detail="连下三天雨")
    with pytest.raises(refusals.PausedAlready, match="连下三天雨"):
        pause(report, WEATHER, actor=cadre)


def test_what_is_late_stays_late(report, cadre, on):
    on("2026-03-10 09:00")
    with pytest.raises(refusals.TooLate):
        pause(report, WEATHER, actor=cadre)


def test_what_is_over_is_not_paused(report, cadre):
    move(report, "refuse", actor=cadre, reason="不归村里管")
    with pytest.raises(refusals.IsOver):
        pause(report, WEATHER, actor=cadre)


def test_a_register_without_pauses_has_none(here, town, town_officer, on):
    on("2026-03-06 09:00")
    facts = {"about": "26-0000-019", "cause": "other"}
    order = open_matter(
        wish(town, register="supervision-order", channel=Channel.DESK, facts=facts), actor=town_officer
    )
    with pytest.raises(refusals.NoSuchPause):
        pause(order.matter, WEATHER, actor=town_officer)


def test_only_above_puts_the_end_off_once_with_a_reason(report, cadre, town_officer):
    accept(report, cadre)
    with pytest.raises(NotAllowed):
        extend(report, "handle", actor=cadre, reason="要等配件")
    with pytest.raises(refusals.WordsMissing):
        extend(report, "handle", actor=town_officer, reason=" ")
    with pytest.raises(refusals.NothingRuns):
        extend(report, "accept", actor=town_officer, reason="要等配件")
    extend(report, "handle", actor=town_officer, reason="要等配件")
    with pytest.raises(refusals.NoMoreExtensions):
        extend(report, "handle", actor=town_officer, reason="还要等")


def test_only_the_rule_keeper_settles_days(here, county_place, cadre, rule_keeper):
    day = date(2027, 2, 8)
    with pytest.raises(NotAllowed):
        settle_day(county_place, day, False, "春节", "县政府办通知", actor=cadre)
    with pytest.raises(refusals.WordsMissing):
        settle_day(county_place, day, False, "", "县政府办通知", actor=rule_keeper)


# --- What is due when -----------------------------------------------------------------------------


def test_one_working_day_from_a_friday_is_monday(report):
    assert due(report) == "03-09 23:59"


@pytest.mark.parametrize(
    ("grade", "until"),
    [
        ("safety", "03-06 11:00"),
        ("simple", "03-11 23:59"),
        ("general", "03-17 23:59"),
        ("complex", "03-27 23:59"),
    ],
)
def test_the_facts_say_how_long(report, cadre, grade, until):
    accept(report, cadre, grade)
    assert due(report) == until


def test_facts_that_change_change_the_end(report, cadre):
    accept(report, cadre)
    fill(report, {"grade": "complex"}, actor=cadre)
    assert due(report) == "03-27 23:59"


def test_holidays_are_not_worked_and_a_sunday_may_be(here, village, resident, on):
    on("2026-09-24 09:00")  # before the feast of mid-autumn and the national days
    matter = open_matter(wish(village), actor=resident).matter
    from wugong.matters.calendars import working_days  # noqa: PLC0415 # why: slow import

    assert now_of(matter).due_at == at(f"{working_days().after(date(2026, 9, 24), 1)} 23:59:59")


def test_a_pause_over_a_weekend_gives_two_working_days_back(report, cadre, resident, on):
    accept(report, cadre)
    pause(report, WEATHER, actor=cadre)
    assert (now_of(report).pause_reason, light(now_of(report), timezone.now())) == (WEATHER, Light.PAUSED)
    on("2026-03-10 15:00")  # Saturday and Sunday were not worked anyhow
    resume(report, actor=cadre)
    assert due(report) == "03-19 23:59"
    assert Pause.objects.get().until == timezone.now()


def test_an_end_in_hours_gets_its_hours_back(report, cadre, on):
    accept(report, cadre, "safety")
    pause(report, WEATHER, actor=cadre)
    on("2026-03-06 10:30")
    resume(report, actor=cadre)
    assert due(report) == "03-06 12:30"


def test_a_move_ends_a_pause(report, cadre, on):
    accept(report, cadre)
    pause(report, WEATHER, actor=cadre)
    on("2026-03-09 09:00")
    move(report, "finish", actor=cadre, answer="换了灯泡")
    matter = now_of(report)
    assert (matter.paused_at, matter.pause_reason, matter.due_at) == (None, "", None)


def test_an_extension_counts_working_days_over_a_months_end(report, cadre, town_officer):
    accept(report, cadre)
    extend(report, "handle", actor=town_officer, reason="要等配件")
    matter = now_of(report)
    run = ClockRun.objects.get(clock="handle")
    assert (matter.due_at, run.extensions) == (run.due_at, 1)
    assert timezone.localdate(matter.due_at) > date(2026, 3, 31)
    fill(report, {"grade": "complex"}, actor=cadre)  # the extension is not lost
    assert now_of(report).due_at > matter.due_at


def test_a_day_that_the_office_settles_moves_what_is_due(report, county_place, rule_keeper):
    settle_day(county_place, date(2026, 3, 9), False, "停水停电", "县政府办通知", actor=rule_keeper)
    assert due(report) == "03-10 23:59"
    settle_day(county_place, date(2026, 3, 9), True, "照常上班", "县政府办通知", actor=rule_keeper)
    assert due(report) == "03-09 23:59"


def test_a_task_is_due_on_its_day_whichever_weekday(here, town, town_officer, unit, on):
    on("2026-01-05 09:00")
    task = open_matter(
        wish(town, register="task", channel=Channel.DESK, due=date(2026, 2, 28), leader="丁镇长"),
        actor=town_officer,
    ).matter
    facts = {"officer-name": "向办"}
    move(task, "start", actor=town_officer, unit=unit, facts=facts)
    assert due(task) == "02-28 23:59"


# --- Lights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-03-15 23:59", Light.GREEN),
        ("2026-03-16 00:00", Light.AMBER),
        ("2026-03-17 23:59", Light.AMBER),
        ("2026-03-18 00:00", Light.RED),
    ],
)
def test_lights_turn_to_the_minute(report, cadre, moment, shown):
    matter = accept(report, cadre)
    assert light(matter, at(moment)) is shown
    assert list(in_light(Matter.objects.all(), shown, at(moment))) == [matter]


def test_each_matter_burns_in_exactly_one_light(report, cadre, resident, village):
    for _ in range(3):
        open_matter(wish(village), actor=resident)
    accept(report, cadre)
    pause(report, WEATHER, actor=cadre)
    other = open_matter(wish(village), actor=resident).matter
    move(other, "refuse", actor=cadre, reason="重复")
    Matter.objects.filter(pk=other.pk).update(due_at=None)
    for moment in (timezone.now(), timezone.now() + timedelta(days=30)):
        for matter in Matter.objects.all():
            found = [one for one in Light if in_light(Matter.objects.filter(pk=matter.pk), one, moment)]
            assert found == [light(matter, moment)]
