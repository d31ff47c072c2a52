"""一户十联: heads needed, what makes links valid, who is proposed, and who changes when somebody moves."""

from collections import Counter
from datetime import date
from uuid import UUID

import numpy as np
import pytest

from wugong.rules.ten_links import Figures, figures, figures_on, heads_needed, left_over, review
from wugong.rules.ten_links_changes import rebalance
from wugong.rules.ten_links_homes import Home, in_order, places_of
from wugong.rules.ten_links_plan import propose

OTHERS = figures_on(date(2026, 10, 1))
INSIDE = Figures(date(2000, 1, 1), 10, head_inside=True, source="")
DEGREE = 1 / 111_320


def home(number, *, east=None, north=0.0, group="01", care=False):
    longitude = None if east is None else 112 + east * DEGREE
    latitude = None if east is None else 30 + north * DEGREE
    return Home(UUID(int=number), group, str(number), longitude, latitude, care)


def hamlet(count, *, seed=7, care=0, group="01", first=1, east=0.0):
    dice = np.random.default_rng(seed)
    return [
        home(
            first + row,
            east=east + dice.normal(0, 80),
            north=dice.normal(0, 80),
            group=group,
            care=row < care,
        )
        for row in range(count)
    ]


def ids(*numbers):
    return {UUID(int=number) for number in numbers}


def sizes(found):
    return sorted(Counter(found.heads.values()).values())


# how many


def test_ten_others_is_what_the_source_says_and_the_head_is_not_among_them():
    assert (OTHERS.others, OTHERS.head_inside, OTHERS.size, OTHERS.links) == (10, False, 11, 10)
    assert (INSIDE.size, INSIDE.links) == (10, 9)
    assert all("002" in one.source for one in figures())


@pytest.mark.parametrize(
    ("homes", "inside", "others"),
    [(7, 1, 1), (100, 10, 10), (137, 14, 13), (305, 31, 28), (0, 0, 0), (11, 2, 1), (12, 2, 2)],
)
def test_heads_needed(homes, inside, others):
    assert heads_needed(homes, INSIDE) == inside
    assert heads_needed(homes, OTHERS) == others


@pytest.mark.parametrize(("heads", "left"), [(12, 5), (13, 0), (14, 0)])
def test_too_few_heads_leave_households_over(heads, left):
    assert left_over(137, heads, OTHERS) == left


# what is valid


def test_links_are_complete_when_every_home_is_a_head_or_linked_once():
    assert review([1, 2, 3], {1}, [(1, 2), (1, 3)], OTHERS)


def test_a_head_with_eleven_others_has_one_too_many():
    links = [(0, other) for other in range(1, 12)]
    assert review(range(12), {0}, links, OTHERS).overfull == {0: 11}
    assert review(range(11), {0}, links[:10], OTHERS)


def test_a_home_left_out_is_named():
    found = review([1, 2, 3], {1}, [(1, 2)], OTHERS)
    assert not found
    assert found.uncovered == (3,)


def test_a_home_linked_twice_is_named_and_so_is_a_linked_head():
    assert review([1, 2, 3], {1, 2}, [(1, 3), (2, 3)], OTHERS).twice == (3,)
    assert review([1, 2], {1, 2}, [(1, 2)], OTHERS).twice == (2,)


@pytest.mark.parametrize("link", [(2, 3), (1, 9), (9, 3), (1, 1)])
def test_a_link_to_no_head_or_of_nobody_is_named(link):
    assert link[1] in review([1, 2, 3], {1}, [link], OTHERS).astray


# who is proposed


def test_a_proposal_covers_everyone_with_as_few_heads_as_needed():
    homes = hamlet(137)
    found = propose(homes, OTHERS)
    heads = set(found.heads.values())
    links = [(head, one) for one, head in found.heads.items() if one != head]
    assert len(heads) == 13
    assert not found.uncovered
    assert review([one.id for one in homes], heads, links, OTHERS)


def test_the_head_is_the_middle_one_or_a_wished_one():
    row = [home(number, east=number * 10.0) for number in range(1, 8)]
    assert set(propose(row, OTHERS).heads.values()) == ids(4)
    assert set(propose(row, OTHERS, wished=ids(2, 7)).heads.values()) == ids(2)


def test_villager_groups_stay_together_unless_asked():
    homes = [*hamlet(6, group="01"), *hamlet(5, group="02", first=7)]
    assert sizes(propose(homes, OTHERS)) == [5, 6]
    assert sizes(propose(homes, OTHERS, across=True)) == [11]
    assert propose([], OTHERS, across=True).heads == {}


def test_homes_to_visit_first_are_spread_over_the_heads():
    homes = hamlet(44, care=8)
    load = Counter(head for one, head in propose(homes, OTHERS).heads.items() if one.int <= 8)
    assert sorted(load.values()) == [2, 2, 2, 2]


def test_the_order_of_the_homes_changes_nothing():
    homes = hamlet(60)
    assert propose(homes, OTHERS) == propose(homes[::-1], OTHERS)


def test_given_heads_stay_and_take_who_is_near():
    row = [home(number, east=number * 10.0) for number in range(1, 7)]
    found = propose(row, OTHERS, heads=ids(1, 6))
    assert {one.int: head.int for one, head in found.heads.items()} == {1: 1, 2: 1, 3: 1, 4: 6, 5: 6, 6: 6}


def test_twelve_heads_for_137_leave_the_five_that_are_farthest_off():
    homes = hamlet(137)
    found = propose(homes, OTHERS, heads={one.id for one in homes[:12]})
    assert len(found.uncovered) == 5
    assert sizes(found) == [11] * 12


def test_a_group_without_a_head_is_uncovered_unless_links_may_cross():
    homes = [*hamlet(6, group="01"), *hamlet(2, group="02", first=7)]
    assert set(propose(homes, OTHERS, heads=ids(1)).uncovered) == ids(7, 8)
    assert propose(homes, OTHERS, heads=ids(1), across=True).uncovered == ()


# where no place is known


def test_numbers_count_as_numbers():
    assert [one.number for one in in_order([home(10), home(2), home(1)])] == ["1", "2", "10"]


def test_a_home_without_a_place_stands_beside_the_one_before_it_else_after():
    homes = [home(1), home(2, east=0.0), home(3), home(4, east=500.0), home(5), home(6, group="02")]
    found = places_of(homes)
    assert np.allclose(found[0], found[1])
    assert np.allclose(found[2], found[1])
    assert np.allclose(found[4], found[3])


def test_homes_without_any_place_are_linked_by_the_order_of_their_numbers():
    found = propose([home(number) for number in range(1, 23)], OTHERS)
    assert {one.int for one, head in found.heads.items() if head == found.heads[UUID(int=1)]} == set(
        range(1, 12)
    )


# who changes


def changed(before, after):
    return {one.int for one, head in after.heads.items() if before.heads.get(one) != head}


def test_nobody_changes_when_nothing_happened():
    homes = hamlet(44)
    before = propose(homes, OTHERS)
    assert changed(before, rebalance(before.heads, homes, OTHERS)) == set()


def test_who_goes_leaves_all_others_where_they_are():
    homes = hamlet(44)
    before = propose(homes, OTHERS)
    gone = next(one for one in homes if before.heads[one.id] != one.id)
    after = rebalance(before.heads, [one for one in homes if one != gone], OTHERS)
    assert changed(before, after) == set()
    assert gone.id not in after.heads


def test_who_comes_takes_the_nearest_head_with_room():
    homes = hamlet(40)
    before = propose(homes, OTHERS)
    after = rebalance(before.heads, [*homes, home(99, east=0.0)], OTHERS)
    assert 99 in changed(before, after)
    assert len(changed(before, after)) <= 2
    assert not after.uncovered


def test_others_make_room_where_the_next_head_is_far_off():
    row = [home(number, east=number * 100.0) for number in range(1, 34)]
    before = propose(row[:32], OTHERS, heads=ids(6, 17, 28))
    after = rebalance(before.heads, [*row[:32], home(99, east=0.0)], OTHERS)
    assert after.heads[UUID(int=99)] == UUID(int=6)
    assert changed(before, after) == {99, 11, 22}
    assert max(sizes(after)) == 11


def test_room_is_found_behind_several_full_heads():
    full = [home(number, east=number * 1.0) for number in range(1, 34)]
    homes = [*full, home(40, east=9000.0)]
    before = propose(homes, OTHERS, heads=ids(1, 12, 23, 40))
    after = rebalance(before.heads, [*homes, home(99, east=0.0)], OTHERS)
    assert changed(before, after) <= {99, *range(24, 34)}
    assert sizes(after) == [2, 11, 11, 11]


def test_where_no_room_is_left_the_newcomer_is_uncovered():
    homes = hamlet(11)
    before = propose(homes, OTHERS)
    assert rebalance(before.heads, [*homes, home(99, east=0.0)], OTHERS).uncovered == (UUID(int=99),)


def test_who_moved_is_linked_anew_and_a_head_stays_one():
    row = [home(number, east=number * 10.0) for number in range(1, 7)]
    before = propose(row, OTHERS, heads=ids(1, 6))
    row[1] = home(2, east=60.0)
    row[0] = home(1, east=5.0)
    after = rebalance(before.heads, row, OTHERS, moved=ids(1, 2))
    assert changed(before, after) == {2}


def test_who_is_in_another_villager_group_now_finds_a_head_there():
    homes = [*hamlet(6, group="01"), *hamlet(5, group="02", first=7)]
    before = propose(homes, OTHERS, heads=ids(1, 7))
    homes[2] = home(3, east=0.0, group="02")
    after = rebalance(before.heads, homes, OTHERS)
    assert after.heads[UUID(int=3)] == UUID(int=7)
    assert changed(before, after) == {3}
    assert changed(before, rebalance(before.heads, homes, OTHERS, across=True)) == set()


def test_the_links_of_a_head_that_is_gone_go_to_their_middle_one():
    row = [home(number, east=number * 10.0) for number in range(1, 8)]
    before = propose(row, OTHERS, heads=ids(1))
    after = rebalance(before.heads, row[1:], OTHERS)
    assert set(after.heads.values()) <= ids(4, 5)


def test_a_head_that_is_gone_with_nobody_left_is_forgotten():
    alone = [home(1, east=0.0), home(2, east=10.0, group="02")]
    before = propose(alone, OTHERS)
    assert rebalance(before.heads, alone[1:], OTHERS).heads == {UUID(int=2): UUID(int=2)}
