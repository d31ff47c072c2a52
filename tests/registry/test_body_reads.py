"""Who belongs to a body and who to none (M014), what each body lacks, which line it fills."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.registered import MakeMember

from wugong.accounts.models import User
from wugong.places.models import Place
from wugong.registry.bodies import dissolve_body, found_body, found_profile
from wugong.registry.body_charters import adopt_charter, adopt_paper
from wugong.registry.body_members import join, leave
from wugong.registry.body_reads import (
    bodies_at,
    body_here,
    found_of,
    gone,
    papers_at,
    parts_of,
    rates,
    unaffiliated,
)
from wugong.registry.body_states import Standing
from wugong.registry.body_templates import catalogue_on
from wugong.registry.models import Body, Household, Person
from wugong.registry.offices import take_office

DAY = date(2026, 3, 1)

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def council(village: Place, cadre: User) -> Body:
    return found_profile(village, "one-six-n", actor=cadre, since=DAY)[1]


def test_nobody_registered_is_no_rate(village: Place) -> None:
    whole, groups = rates(village)
    assert (str(whole), groups) == ("—", [])


def test_rate_counts_each_person_once_and_only_open_seats(
    village: Place, council: Body, family: Household, head: Person, spouse: Person, cadre: User
) -> None:
    drums = found_body(village, "腰鼓队", actor=cadre, kind="other-group", since=DAY)
    for body in (council, drums):
        join(body, head, actor=cadre)
    seat = join(drums, spouse, actor=cadre)
    assert rates(village)[0].tenths == 667
    leave(seat, actor=cadre)
    whole, groups = rates(village)
    assert (whole.joined, whole.persons, str(whole)) == (1, 3, "33.3%")
    assert [(one.name, one.rate.persons) for one in groups] == [("枫林坳村", 3)]
    assert {person.name for person in unaffiliated(village.code)} == {"李桂芳", "陈小禾"}


def test_dissolved_body_and_the_dead_do_not_count(
    village: Place, family: Household, head: Person, spouse: Person, cadre: User
) -> None:
    drums = found_body(village, "腰鼓队", actor=cadre, kind="other-group", since=DAY)
    join(drums, head, actor=cadre)
    Person.objects.filter(pk=spouse.pk).update(died=DAY)
    assert (rates(village)[0].joined, rates(village)[0].persons) == (1, 2)
    dissolve_body(drums, actor=cadre, day=date(2026, 6, 1), because="人散了")
    assert rates(village)[0].joined == 0


def test_rate_is_given_by_group_and_in_a_town_by_village(
    town: Place,
    village: Place,
    group: Place,
    family: Household,
    council: Body,
    make_household: Callable[..., Household],
    make_member: MakeMember,
    cadre: User,
) -> None:
    person = make_member(make_household(group, "0901"), "田野")
    join(council, person, actor=cadre)
    assert [(one.name, str(one.rate)) for one in rates(village)[1]] == [
        ("枫林坳村", "0.0%"),
        ("枫林坳村一组", "100.0%"),
    ]
    assert [(one.name, one.rate.persons) for one in rates(town)[1]] == [("枫林坳村", 4)]


def test_body_tells_its_vacancies(
    village: Place, council: Body, head: Person, spouse: Person, cadre: User
) -> None:
    known = catalogue_on()
    found = found_of(bodies_at(village), known)[council.pk]
    assert found.lacks.vacant == (("主任", 1),)
    assert (found.lacks.members_lacking, found.lacks.charter_lacking) == (3, True)
    take_office(council, "chair", spouse, actor=cadre, standing=Standing.DEPUTY)
    take_office(council, "deputy", spouse, actor=cadre)
    assert found_of([council], known)[council.pk].lacks.vacant == (("主任", 1),)
    take_office(council, "chair", head, actor=cadre)
    adopt_charter(council, "章程", "一、", actor=cadre, since=DAY, decided="村民代表会议")
    found = found_of([council], known)[council.pk]
    assert (found.lacks.vacant, found.lacks.members_lacking, found.lacks.charter_lacking) == ((), 1, False)
    assert [one.title for one in found.holders] == ["主任", "主任", "副主任"]


def test_office_of_the_dead_is_vacant(village: Place, council: Body, head: Person, cadre: User) -> None:
    take_office(council, "chair", head, actor=cadre)
    Person.objects.filter(pk=head.pk).update(died=date(2026, 6, 1))
    assert found_of([council], catalogue_on())[council.pk].lacks.vacant == (("主任", 1),)
    assert gone([head], village.code) == {head.pk}


def test_term_that_is_over_is_told(village: Place, cadre: User) -> None:
    made = found_profile(village, "two-councils", actor=cadre, since=date(2020, 1, 1))
    assert found_of(made, catalogue_on())[made[0].pk].overdue


def test_pact_and_four_councils_are_counted_together(village: Place, cadre: User) -> None:
    profile = catalogue_on().profile("one-pact-four-councils")
    found_profile(village, profile.key, actor=cadre, since=DAY)
    papers = [paper.paper for paper in papers_at(village)]
    assert [part.ratio for part in parts_of(profile, bodies_at(village), papers)] == ["4/4", "0/1"]
    adopt_paper(village, "pact", "村规民约", "一、", actor=cadre, since=DAY, decided="村民会议")
    adopt_paper(village, "pact", "村规民约", "一、改", actor=cadre, since=DAY, decided="村民会议")
    (pact,) = papers_at(village)
    assert pact.version == 2
    assert [part.ratio for part in parts_of(profile, bodies_at(village), ["pact"])] == ["4/4", "1/1"]


def test_body_of_another_place_is_not_here(council: Body, neighbour_village: Place) -> None:
    assert body_here(neighbour_village, council.pk) is None
    assert body_here(council.place, council.pk) == council
