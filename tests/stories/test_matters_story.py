"""A broken lamp: reported from an outbox that sends five times, routed, closed, not solved, done again.

And a year of working days: every clock of a report walked over weekends, pauses and a month's end.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.mattered import wish

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.matters.calendars import settle_day, working_days
from wugong.matters.clocks import extend, pause, resume
from wugong.matters.lights import light
from wugong.matters.models import ClockRun, Matter, Pause, Step
from wugong.matters.moving import move, moves_for
from wugong.matters.numbers import parse_number, spoken
from wugong.matters.openings import open_matter
from wugong.matters.routing import route
from wugong.matters.states import Light
from wugong.matters.tending import tend
from wugong.matters.timelines import timeline
from wugong.places.models import Place

pytestmark = pytest.mark.django_db

On = Callable[[str], None]


def now_of(matter: Matter) -> Matter:
    return Matter.objects.select_related("lies_with").get(pk=matter.pk)


def solved() -> int:
    return Matter.objects.filter(kind="solved").count()


def test_a_lamp_is_solved_when_she_says_so(
    here: County,
    village: Place,
    town: Place,
    resident: User,
    cadre: User,
    town_officer: User,
    on: On,
) -> None:
    on("2026-03-06 20:00")
    sent = wish(village, title="三组路口路灯不亮", where="小卖部旁")
    opened = [open_matter(sent, actor=resident) for _ in range(5)]
    [lamp] = Matter.objects.all()
    assert [one.again for one in opened] == [False, True, True, True, True]
    assert parse_number(spoken(lamp.number)) == lamp.number

    on("2026-03-09 09:00")
    route(lamp, town, actor=cadre, reason="要请电工，村里没有")
    on("2026-03-09 14:00")
    move(lamp, "accept", actor=town_officer, facts={"grade": "simple"})
    on("2026-03-10 16:00")
    move(lamp, "finish", actor=town_officer, answer="换了灯泡")
    assert (now_of(lamp).kind, solved()) == ("done", 0)

    on("2026-03-11 19:00")
    assert {one.move.code for one in moves_for(now_of(lamp), resident) if one.verdict} == {
        "confirm",
        "reopen",
    }
    move(lamp, "reopen", actor=resident, reason="天黑了还是不亮")
    again = now_of(lamp)
    assert (again.kind, again.reopened, again.done_at, solved()) == ("open", 1, None, 0)
    assert timezone.localdate(again.due_at) == date(2026, 3, 16)

    on("2026-03-13 16:00")
    move(lamp, "finish", actor=town_officer, answer="换了整条线")
    assert solved() == 0
    on("2026-03-13 20:00")
    move(lamp, "confirm", actor=resident)
    assert (now_of(lamp).kind, solved()) == ("solved", 1)
    told = [(line.who, line.what.split("，")[0]) for line in timeline(lamp, resident)]
    office = f"{town_officer.display_name}（{town.name}）"
    assert told == [
        ("我", "提出"),
        (f"{cadre.display_name}（{village.name}）", f"转办：从{village.name}到{town.name}"),
        (office, "受理"),
        (office, "办结"),
        ("我", "没有解决"),
        (office, "办结"),
        ("我", "解决了"),
    ]


def test_nobody_answers_and_it_is_never_counted_as_solved(
    here: County, village: Place, resident: User, cadre: User, on: On
) -> None:
    on("2026-03-06 09:00")
    matter = open_matter(wish(village), actor=resident).matter
    move(matter, "accept", actor=cadre, facts={"grade": "simple"})
    move(matter, "finish", actor=cadre, answer="修好了")
    for day in ("2026-03-20 02:00", "2026-04-03 02:00", "2026-04-04 02:00", "2027-03-06 02:00"):
        on(day)
        tend(actor=SYSTEM)
    assert (now_of(matter).kind, solved()) == ("done", 0)


def test_a_clock_walks_over_weekends_a_pause_and_a_months_end(
    here: County,
    county_place: Place,
    village: Place,
    resident: User,
    cadre: User,
    town_officer: User,
    rule_keeper: User,
    on: On,
) -> None:
    on("2026-03-20 17:00")  # a Friday
    matter = open_matter(wish(village), actor=resident).matter
    assert timezone.localdate(now_of(matter).due_at) == date(2026, 3, 23)
    on("2026-03-23 09:00")
    move(matter, "accept", actor=cadre, facts={"grade": "general"})
    assert timezone.localdate(now_of(matter).due_at) == date(2026, 4, 1)  # seven working days, past the month

    on("2026-03-27 10:00")
    pause(matter, "等天气", actor=cadre)
    on("2026-03-31 10:00")
    tend(actor=SYSTEM)
    assert light(now_of(matter), timezone.now()) is Light.PAUSED
    resume(matter, actor=cadre)
    given_back = working_days().between(date(2026, 3, 27), date(2026, 3, 31))
    assert given_back == 2
    due = working_days().after(date(2026, 4, 1), given_back)
    assert timezone.localdate(now_of(matter).due_at) == due

    extend(matter, "handle", actor=town_officer, reason="要等配件")
    due = working_days().after(due, 15)
    assert timezone.localdate(now_of(matter).due_at) == due
    settle_day(county_place, due, False, "防汛停工", "县防指通知", actor=rule_keeper)
    moved = timezone.localdate(now_of(matter).due_at)
    assert moved == working_days().after(due, 1)

    on(f"{moved} 23:59")
    assert light(now_of(matter), timezone.now()) is Light.AMBER
    on(f"{moved + timedelta(days=1)} 00:00")
    assert light(now_of(matter), timezone.now()) is Light.RED
    assert tend(actor=SYSTEM).red == 1
    move(matter, "finish", actor=cadre, answer="修好了")
    assert now_of(matter).due_at is None
    assert ClockRun.objects.filter(matter=matter, ended_at__isnull=True).count() == 0
    assert (Pause.objects.count(), Step.objects.filter(matter=matter).count()) == (1, 6)
