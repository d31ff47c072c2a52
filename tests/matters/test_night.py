"""What the night and the desk do at the edges: moves of the clock, leap days, amber and red, verdicts."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.mattered import wish

from wugong.access.refusals import NotAllowed
from wugong.counties.actors import SYSTEM
from wugong.matters import refusals
from wugong.matters.clocks import pause
from wugong.matters.models import Matter
from wugong.matters.moving import move
from wugong.matters.openings import open_matter
from wugong.matters.permissions import can_see, is_public
from wugong.matters.registers import adopt_register, held_by
from wugong.matters.retention import past_keeping
from wugong.matters.states import Channel
from wugong.matters.tending import tend
from wugong.rules.register_reading import register_text

pytestmark = pytest.mark.django_db


def test_a_move_of_the_clock_happens_when_the_time_is_up(
    here, county_place, village, resident, rule_keeper, on
):
    by_itself = "      - {key: lapse, title: 到期自动了结, from: [reported], to: refused, by: [clock]}\n"
    text = register_text("resident-report").replace("    clocks:\n", f"{by_itself}    clocks:\n", 1)
    adopt_register(county_place, text, decision="县政府办通知", actor=rule_keeper)
    on("2026-03-06 09:00")
    matter = open_matter(wish(village), actor=resident).matter
    with pytest.raises(NotAllowed, match="由系统自动办"):
        move(matter, "lapse", actor=resident, reason="到期")
    on("2026-03-09 12:00")
    assert tend(actor=SYSTEM).moved == 0
    on("2026-03-10 02:00")
    assert (tend(actor=SYSTEM).moved, Matter.objects.get().state) == (1, "refused")
    assert tend(actor=SYSTEM).moved == 0


def test_a_leap_day_has_its_years(here, lamp):
    assert list(past_keeping(datetime(2096, 2, 29, 12, tzinfo=ZoneInfo("Asia/Shanghai")))) == []


def test_a_matter_without_a_running_clock_is_not_paused(here, village, cadre):
    matter = open_matter(wish(village, register="resident-report", channel=Channel.DESK), actor=cadre).matter
    matter.clocks.update(ended_at=matter.opened_at)
    with pytest.raises(refusals.NothingRuns):
        pause(matter, "等天气", actor=cadre)


def test_a_quarrel_is_read_by_who_deals_with_it(here, village, cadre, supervisor, resident, county_officer):
    facts = {"kind": "land", "parties": "陈、李"}
    matter = open_matter(
        wish(village, register="dispute", channel=Channel.DESK, facts=facts), actor=cadre
    ).matter
    version = held_by(matter).version
    assert can_see(cadre, matter, version)
    for other in (supervisor, resident, county_officer):
        assert can_see(other, matter, version).reason
    assert not is_public(matter, version)


def test_a_place_is_read_by_its_readers(here, lamp, supervisor, resident, town_officer, other_town_officer):
    version = held_by(lamp).version
    assert [bool(can_see(one, lamp, version)) for one in (resident, supervisor, town_officer)] == [True] * 3
    assert not can_see(other_town_officer, lamp, version)
    assert is_public(lamp, version)
