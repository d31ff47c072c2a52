"""Pools: who is kept in view for what, how far, and what each village lacks of three to five."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.registered import MakeMember

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.places.models import Place
from wugong.registry import body_refusals as refusals
from wugong.registry.body_states import PoolStage
from wugong.registry.models import Household, Person, PoolEntry
from wugong.registry.pools import enter_pool, gaps, move_in_pool, take_out_of_pool

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def people(household: Household, make_member: MakeMember) -> list[Person]:
    make_member(household, "陈建国")
    return [make_member(household, "陈" + one, "其他", born=date(1990, 1, 1)) for one in "甲乙丙丁戊己"]


def test_supervisor_enters_nobody(village: Place, people: list[Person], supervisor: User) -> None:
    with pytest.raises(NotAllowed):
        enter_pool(village, "reserve-cadres", people[0], actor=supervisor)


def test_pool_and_class_are_those_there_are(village: Place, people: list[Person], cadre: User) -> None:
    with pytest.raises(refusals.NoSuchPool, match="后备干部、产业带头人"):
        enter_pool(village, "stars", people[0], actor=cadre)
    with pytest.raises(refusals.WrongClass, match="田秀才"):
        enter_pool(village, "talents", people[0], actor=cadre, group="歌手")
    assert enter_pool(village, "talents", people[0], actor=cadre, group="田秀才").group == "田秀才"
    assert enter_pool(village, "reserve-cadres", people[0], actor=cadre, group="田秀才").group == ""


def test_who_lives_elsewhere_or_is_dead_is_refused(
    village: Place, neighbour_village: Place, town: Place, people: list[Person], town_officer: User
) -> None:
    for place in (neighbour_village, town):
        with pytest.raises(refusals.NotFromHere):
            enter_pool(place, "reserve-cadres", people[0], actor=town_officer)
    Person.objects.filter(pk=people[1].pk).update(died=date(2026, 1, 1))
    people[1].refresh_from_db()
    with pytest.raises(refusals.PersonIsDead):
        enter_pool(village, "reserve-cadres", people[1], actor=town_officer)


def test_entry_is_made_once_moves_and_ends(village: Place, people: list[Person], cadre: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(refusals.WrongDay):
        enter_pool(village, "reserve-cadres", people[0], actor=cadre, since=tomorrow)
    entry = enter_pool(village, "reserve-cadres", people[0], actor=cadre, note="会计")
    with pytest.raises(refusals.InPoolAlready):
        enter_pool(village, "reserve-cadres", people[0], actor=cadre)
    assert move_in_pool(entry, PoolStage.TRAINED, actor=cadre).stage == PoolStage.TRAINED
    take_out_of_pool(entry, actor=cadre)
    with pytest.raises(refusals.NotInPool):
        move_in_pool(entry, PoolStage.APPOINTED, actor=cadre)
    assert enter_pool(village, "reserve-cadres", people[0], actor=cadre)


@pytest.mark.parametrize(("count", "lacking", "beyond"), [(2, 1, 0), (3, 0, 0), (5, 0, 0), (6, 0, 1)])
def test_gap_of_three_to_five(
    village: Place, people: list[Person], cadre: User, count: int, lacking: int, beyond: int
) -> None:
    for person in people[:count]:
        enter_pool(village, "reserve-cadres", person, actor=cadre)
    found = {one.pool.key: one for one in gaps([village])[village.pk]}["reserve-cadres"]
    assert (found.count, found.lacking, found.beyond) == (count, lacking, beyond)


def test_the_dead_do_not_count(village: Place, people: list[Person], cadre: User) -> None:
    enter_pool(village, "reserve-cadres", people[0], actor=cadre)
    Person.objects.filter(pk=people[0].pk).update(died=date(2026, 1, 1))
    assert gaps([village])[village.pk][0].count == 0
    assert PoolEntry.objects.count() == 1


def test_gaps_cost_the_same_for_one_and_for_two(
    village: Place, neighbour_village: Place, django_assert_num_queries: object
) -> None:
    for places in ([village], [village, neighbour_village]):
        with django_assert_num_queries(2):  # type: ignore[operator] # a fixture without a type
            gaps(places)
