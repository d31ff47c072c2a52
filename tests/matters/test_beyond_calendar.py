"""Days due beyond the last year of which the state's notice is known: what is said, and what an office changes."""

import pytest
from tests.mattered import at, wish

from wugong.counties.actors import SYSTEM
from wugong.matters.calendars import settle_day, working_days
from wugong.matters.clock_words import clocks_said
from wugong.matters.models import ClockRun, Matter
from wugong.matters.moving import move
from wugong.matters.openings import open_matter
from wugong.matters.registers import held_by
from wugong.matters.tending import tend
from wugong.rules.working_days import bundled_days

pytestmark = pytest.mark.django_db
LAST = max(bundled_days()).year
NEXT = LAST + 1
GUESS = f"{NEXT}年的放假安排还没有登记，只按周末算，可能不准"
NOTICE = f"国办关于{NEXT}年放假安排的通知"


@pytest.fixture
def late_in_the_year(here, village, resident, cadre, on):
    """A report accepted on the last Wednesday of the last year that is known: seven working days."""
    assert LAST == 2026, "the days below are counted for the turn of 2026 to 2027"
    on("2026-12-30 09:00")
    matter = open_matter(wish(village), actor=resident).matter
    move(matter, "accept", actor=cadre, facts={"grade": "general"})
    return Matter.objects.get(pk=matter.pk)


def due(matter) -> str:
    [run] = ClockRun.objects.filter(matter=matter, ended_at__isnull=True)
    matter.refresh_from_db()
    assert matter.due_at == run.due_at
    return run.due_at.astimezone(at("2027-01-01 00:00").tzinfo).isoformat(" ", "minutes")[:16]


def why(matter) -> str:
    return " ".join(one.why for one in clocks_said(matter, held_by(matter).version) if one.running)


def test_weekdays_are_worked_while_nothing_is_known(late_in_the_year):
    assert due(late_in_the_year) == "2027-01-08 23:59"
    assert working_days().known_until.year == LAST


def test_the_reason_says_that_it_is_a_guess(late_in_the_year):
    assert GUESS in why(late_in_the_year)


def test_what_is_due_in_a_known_year_is_no_guess(lamp, here, cadre, on):
    on("2026-12-21 09:00")
    move(lamp, "accept", actor=cadre, facts={"grade": "general"})
    matter = Matter.objects.get(pk=lamp.pk)
    assert due(matter) == "2026-12-30 23:59"
    assert "可能不准" not in why(matter)


def test_a_day_off_that_the_office_settles_puts_it_off(late_in_the_year, county_place, rule_keeper):
    settle_day(county_place, at("2027-01-01 00:00").date(), False, "元旦", NOTICE, actor=rule_keeper)
    assert due(late_in_the_year) == "2027-01-11 23:59"
    assert "可能不准" not in why(late_in_the_year)


def test_a_weekend_that_the_office_has_worked_brings_it_forward(late_in_the_year, county_place, rule_keeper):
    settle_day(county_place, at("2027-01-03 00:00").date(), True, "元旦调休", NOTICE, actor=rule_keeper)
    assert due(late_in_the_year) == "2027-01-07 23:59"


def test_the_light_follows_what_the_office_settled(late_in_the_year, county_place, rule_keeper):
    settle_day(county_place, at("2027-01-01 00:00").date(), False, "元旦", NOTICE, actor=rule_keeper)
    assert tend(at("2027-01-09 02:00"), actor=SYSTEM).red == 0
    assert tend(at("2027-01-12 02:00"), actor=SYSTEM).red == 1


def test_the_page_of_the_matter_says_so(late_in_the_year, as_user, cadre, village):
    page = as_user(cadre).get(f"/desk/{village.code}/matters/{late_in_the_year.number}/").content.decode()
    assert GUESS in page


def test_the_calendar_says_which_year_is_not_known(late_in_the_year, as_user, rule_keeper, county_place):
    address = f"/desk/{county_place.code}/matters/calendar/?year={NEXT}"
    says = f"{NEXT}年的放假安排还没有登记"
    assert says in as_user(rule_keeper).get(address).content.decode()
    settle_day(county_place, at("2027-01-01 00:00").date(), False, "元旦", NOTICE, actor=rule_keeper)
    page = as_user(rule_keeper).get(address).content.decode()
    assert says not in page
    assert "元旦" in page
