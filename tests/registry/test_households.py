"""Households founded, relocated, marked for care and closed; who may, and what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from tests.meanwhile import meanwhile
from tests.registered import members

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.places.actions import close_place
from wugong.registry import refusals
from wugong.registry.histories import label_of
from wugong.registry.households import (
    close_household,
    end_care,
    found_household,
    mark_care,
    relocate_household,
)
from wugong.registry.models import CareMark, Change, Household
from wugong.registry.states import Care

DAY = date(2026, 1, 5)


def state():
    return list(Household.objects.order_by("pk").values()), CareMark.objects.count(), Change.objects.count()


def refused(refusal, act, match="."):
    before = state(), Record.objects.count()
    with pytest.raises(refusal, match=match), transaction.atomic():
        act()
    assert (state(), Record.objects.count()) == before


# --- Founding -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who", ["resident", "supervisor", "town_approver", "county_officer", "other_town_officer"]
)
def test_only_who_registers_there_founds(who, here, village, cast):
    refused(NotAllowed, lambda: found_household(village, "1", actor=cast[who]))


@pytest.mark.parametrize("who", ["town", "county_place"])
def test_household_stands_in_no_town_or_county(who, here, request):
    place = request.getfixturevalue(who)
    refused(refusals.NotAVillage, lambda: found_household(place, "1", actor=SYSTEM), place.name)


def test_household_is_not_founded_in_a_closed_village(here, village):
    close_place(village, actor=SYSTEM, until=DAY)
    refused(refusals.PlaceIsClosed, lambda: found_household(village, "1", actor=SYSTEM), "枫林坳村")


def test_household_is_not_founded_in_a_closed_group(here, group):
    close_place(group, actor=SYSTEM, until=DAY)
    refused(refusals.PlaceIsClosed, lambda: found_household(group, "1", actor=SYSTEM), "枫林坳村一组")


@pytest.mark.parametrize("number", ["", "  ", "9" * 31])
def test_household_needs_a_number(number, here, village):
    refused(refusals.NoNumber, lambda: found_household(village, number, actor=SYSTEM))


def test_number_is_given_once_in_a_village_whatever_the_group(here, village, group, household):
    refused(refusals.NumberTaken, lambda: found_household(group, " 0101 ", actor=SYSTEM), "0101")
    close_household(household, actor=SYSTEM)
    refused(refusals.NumberTaken, lambda: found_household(village, "0101", actor=SYSTEM))


def test_number_stands_in_another_village_too(here, household, neighbour_village):
    assert found_household(neighbour_village, "0101", actor=SYSTEM).village == neighbour_village


@pytest.mark.parametrize(
    "point",
    [
        ("111", None),
        (None, "27"),
        ("72.9", "27"),
        ("136.1", "27"),
        ("111", "2.9"),
        ("111", "54.1"),
        ("x", "1"),
    ],
)
def test_point_lies_in_the_country(point, here, village):
    longitude, latitude = point
    refused(
        refusals.NoPosition,
        lambda: found_household(village, "1", actor=SYSTEM, longitude=longitude, latitude=latitude),
    )


def test_household_is_not_founded_tomorrow(here, village):
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused(refusals.DayToCome, lambda: found_household(village, "1", actor=SYSTEM, since=tomorrow))


def test_address_has_a_length(here, village):
    refused(refusals.TooLong, lambda: found_household(village, "1", actor=SYSTEM, address="长" * 121))
    assert found_household(village, "1", actor=SYSTEM, address="长" * 120).address == "长" * 120


def test_household_of_a_group_belongs_to_its_village(here, village, group, cadre):
    one = found_household(
        group, " 7 ", actor=cadre, address=" 坳上 ", since=DAY, longitude="111.1234567", latitude=27
    )
    assert (one.place, one.village, one.number, one.address) == (group, village, "7", "坳上")
    one.refresh_from_db()
    assert (one.longitude, one.latitude, one.since) == (Decimal("111.123457"), Decimal(27), DAY)
    line = Change.objects.get(household=one)
    assert (label_of(line), line.made_by, line.day) == ("立户", cadre, DAY)
    assert str(Record.objects.newest_first()[0]) == "林可 在“枫林坳村一组”登记 7 户"


@pytest.mark.django_db(transaction=True)
def test_number_that_another_takes_at_this_moment_is_refused(county, here, village, cadre, town_officer):
    with meanwhile(county, lambda: found_household(village, "1", actor=town_officer)) as came:
        found_household(village, "1", actor=cadre)
    assert [type(one) for one in came] == [refusals.NumberTaken]


# --- Relocating ---------------------------------------------------------------------------------


def test_relocating_changes_what_is_given_and_keeps_the_rest(here, household, cadre):
    one = relocate_household(household, actor=cadre, address="枫林坳 9 号", revision=0)
    assert (one.address, one.longitude, one.revision) == ("枫林坳 9 号", Decimal("111.234567"), 1)
    line = Change.objects.filter(household=one).latest("made_at")
    assert line.facts == {"fields": "住址", "before_address": "枫林坳 1 号"}
    two = relocate_household(household, actor=cadre, longitude=112, latitude=28, revision=1)
    assert (two.address, two.longitude, two.latitude) == ("枫林坳 9 号", Decimal(112), Decimal(28))
    assert Change.objects.filter(household=one).latest("made_at").facts == {"fields": "位置"}


def test_second_of_two_who_relocate_is_told(here, household, cadre, town_officer):
    relocate_household(household, actor=cadre, address="枫林坳 9 号", revision=household.revision)
    refused(
        refusals.ChangedMeanwhile,
        lambda: relocate_household(
            household, actor=town_officer, address="别处", revision=household.revision
        ),
    )


def test_relocating_to_where_it_stands_is_refused(here, household):
    refused(
        refusals.NothingToChange,
        lambda: relocate_household(household, actor=SYSTEM, address=household.address),
    )


def test_relocating_needs_the_right(here, household, supervisor):
    refused(NotAllowed, lambda: relocate_household(household, actor=supervisor, address="别处"))


# --- Care ---------------------------------------------------------------------------------------


def test_care_begins_and_ends_on_its_days(here, household, cadre):
    mark = mark_care(household, Care.ELDER_ALONE, actor=cadre, since=DAY)
    refused(refusals.CareMarkedAlready, lambda: mark_care(household, "elder_alone", actor=cadre), "孤寡老人")
    refused(
        refusals.DayTooEarly, lambda: end_care(mark, actor=cadre, until=DAY - timedelta(days=1)), "开始之日"
    )
    assert end_care(mark, actor=cadre, until=DAY).until == DAY
    refused(refusals.CareEndedAlready, lambda: end_care(mark, actor=cadre))
    mark_care(household, Care.ELDER_ALONE, actor=cadre)
    assert CareMark.objects.filter(household=household).count() == 2


def test_care_of_no_kind_is_refused(here, household, cadre):
    refused(refusals.UnknownChoice, lambda: mark_care(household, "rich", actor=cadre), "rich")


def test_care_needs_the_right(here, household, supervisor, cadre):
    refused(NotAllowed, lambda: mark_care(household, Care.DISABLED, actor=supervisor))
    mark = mark_care(household, Care.DISABLED, actor=cadre)
    refused(NotAllowed, lambda: end_care(mark, actor=supervisor))


def test_care_is_not_marked_for_tomorrow(here, household, cadre):
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused(refusals.DayToCome, lambda: mark_care(household, Care.OTHER, actor=cadre, since=tomorrow))


# --- Closing ------------------------------------------------------------------------------------


def test_household_with_members_is_not_closed(here, family, cadre):
    refused(refusals.StillHasMembers, lambda: close_household(family, actor=cadre), "还有 3 人")
    assert len(members(family)) == 3


def test_closed_household_takes_its_care_marks_along(here, household, cadre):
    mark = mark_care(household, Care.OTHER, actor=cadre, since=DAY)
    close_household(household, actor=cadre, day=DAY)
    mark.refresh_from_db()
    assert mark.until == DAY
    refused(refusals.HouseholdClosed, lambda: relocate_household(household, actor=cadre, address="别处"))
    refused(refusals.HouseholdClosed, lambda: close_household(household, actor=cadre))


def test_household_is_not_closed_before_it_was_founded(here, village, cadre):
    one = found_household(village, "1", actor=cadre, since=DAY)
    refused(refusals.DayTooEarly, lambda: close_household(one, actor=cadre, day=DAY - timedelta(days=1)))
    assert close_household(one, actor=cadre, day=DAY).until == DAY


def test_closing_needs_the_right(here, household, supervisor):
    refused(NotAllowed, lambda: close_household(household, actor=supervisor))
