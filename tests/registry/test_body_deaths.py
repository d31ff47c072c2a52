"""What ends with a death, and that the dead of older rows take nobody's seat."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.registered import MakeMember

from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.places.models import Place
from wugong.registry import body_refusals as refusals
from wugong.registry.bodies import found_profile
from wugong.registry.body_members import join
from wugong.registry.duties import assign_duty
from wugong.registry.models import Body, BodyMember, Duty, Holding, Household, Person, PoolEntry
from wugong.registry.moves import note_death
from wugong.registry.offices import free_seats, office_of, take_office
from wugong.registry.pools import enter_pool

DAY = date(2026, 3, 1)
DIED = date(2026, 6, 1)
NEXT = DIED + timedelta(days=1)

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def council(village: Place, cadre: User) -> Body:
    return found_profile(village, "one-six-n", actor=cadre, since=DAY)[1]


@pytest.fixture
def committee(village: Place, cadre: User) -> Body:
    made = found_profile(village, "three-one-one-one", actor=cadre, since=DAY)
    return next(body for body in made if body.slot == "committee")


@pytest.fixture
def people(household: Household, make_member: MakeMember) -> list[Person]:
    make_member(household, "陈建国")
    names = ["陈" + "零一二三四五六七八"[n] for n in range(1, 9)]
    return [make_member(household, name, "其他", born=date(1990, 1, 1)) for name in names]


def test_offices_and_seats_end_with_a_death_and_are_free(
    council: Body, people: list[Person], cadre: User
) -> None:
    chair = office_of(council, "chair")
    take_office(council, "chair", people[0], actor=cadre, since=DAY)
    assert free_seats(council, chair) == 0
    note_death(people[0], DIED, actor=cadre)
    holding, seat = Holding.objects.get(), BodyMember.objects.get()
    assert (holding.until, holding.note, seat.until) == (NEXT, "去世", NEXT)
    assert free_seats(council, chair) == 1
    take_office(council, "chair", people[1], actor=cadre)
    told = Record.objects.filter(act__in=["registry.office_left", "registry.member_left"])
    assert told.count() == 2


def test_pool_entries_and_duties_end_with_a_death(
    village: Place, group: Place, people: list[Person], cadre: User, town_officer: User
) -> None:
    enter_pool(village, "reserve-cadres", people[0], actor=cadre, note="会计", since=DAY)
    assign_duty("four-cover-one-link", "group", group, people[0], actor=town_officer, since=DAY)
    later = assign_duty(
        "posts", "grid-keeper", group, people[0], actor=town_officer, since=NEXT + DAY.resolution
    )
    note_death(people[0], DIED, actor=cadre)
    entry = PoolEntry.objects.get()
    assert (entry.until, entry.note) == (NEXT, "会计；去世")
    duty = Duty.objects.exclude(pk=later.pk).get()
    assert (duty.until, duty.note) == (NEXT, "去世")
    later.refresh_from_db()
    assert later.until == later.since  # it never began


def test_duty_of_a_plan_that_is_no_more_ends_too(group: Place, people: list[Person], cadre: User) -> None:
    Duty.objects.create(plan="of-old", line="bell", place=group, person=people[0], since=DAY)
    note_death(people[0], timezone.localdate(), actor=cadre)
    assert Duty.objects.get().until == timezone.localdate()


def test_dead_of_older_rows_take_no_office(council: Body, people: list[Person], cadre: User) -> None:
    take_office(council, "chair", people[0], actor=cadre, since=DAY)
    with pytest.raises(refusals.OfficeIsFull):
        take_office(council, "chair", people[1], actor=cadre)
    Person.objects.filter(pk=people[0].pk).update(died=DIED)
    take_office(council, "chair", people[1], actor=cadre)


def test_dead_of_older_rows_take_no_seat(committee: Body, people: list[Person], cadre: User) -> None:
    for person in people[:7]:
        join(committee, person, actor=cadre)
    with pytest.raises(refusals.BodyIsFull):
        join(committee, people[7], actor=cadre)
    Person.objects.filter(pk=people[0].pk).update(died=DIED)
    join(committee, people[7], actor=cadre)
