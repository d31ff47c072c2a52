"""Groups by nearness: as few as can be, never too large, near, and the same for the same points."""

import numpy as np
import pytest

from wugong.bench.link_ten_work import made_up
from wugong.rules.grouping.layout import halves, in_metres, lay_out
from wugong.rules.grouping.nearness import (
    first_division,
    groups_around_heads,
    groups_by_nearness,
    least_pairwise,
    mean_pairwise,
)


def grouped(points, size=10, care=None):
    count = len(points)
    return groups_by_nearness(
        points, size, ids=np.arange(count), care=np.zeros(count, bool) if care is None else care
    )


@pytest.mark.parametrize(("points", "groups"), [(0, 0), (1, 1), (10, 1), (11, 2), (100, 10), (137, 14)])
def test_there_are_as_few_groups_as_can_be_and_none_is_too_large(points, groups):
    found = np.bincount(grouped(made_up(200)[:points]))
    assert len(found) == groups
    assert all(1 <= size <= 10 for size in found)


def test_a_large_land_is_walked_piece_by_piece_and_needs_no_group_more():
    layout = lay_out(made_up(9005), np.arange(9005))
    pieces, groups = np.bincount(halves(layout, 4000)), np.bincount(first_division(layout, 10))
    assert sorted(pieces) == [1005, 4000, 4000]
    assert (len(groups), groups.min(), groups.max()) == (901, 5, 10)


def test_two_hamlets_apart_are_two_groups():
    dice = np.random.default_rng(5)
    hamlets = np.vstack([dice.normal(0, 30, (10, 2)), dice.normal((5000, 0), 30, (10, 2))])
    assert grouped(hamlets).tolist() == [0] * 10 + [1] * 10


def test_groups_are_numbered_from_the_west():
    found, points = grouped(made_up(200)), made_up(200)
    west = [points[found == group, 0].min() for group in range(20)]
    assert west == sorted(west)


def test_the_order_of_the_rows_changes_nothing():
    points, shuffled = made_up(300), np.random.default_rng(3).permutation(300)
    points[40:60] = points[40]  # one house with many households: only their ids tell them apart
    first = groups_by_nearness(points, 10, ids=np.arange(300), care=np.zeros(300, bool))
    again = groups_by_nearness(points[shuffled], 10, ids=shuffled, care=np.zeros(300, bool))
    assert first[shuffled].tolist() == again.tolist()


def test_exchanges_shorten_the_first_division_and_stay_above_the_bound():
    points = made_up(2000)
    layout = lay_out(points, np.arange(2000))
    start = np.empty(2000, np.int64)
    start[layout.order] = first_division(layout, 10)
    ours = mean_pairwise(points, grouped(points))
    assert least_pairwise(points, 10) < ours < 0.93 * 84.5 < mean_pairwise(points, start)


def test_care_is_spread_evenly():
    points = made_up(200)
    care = np.zeros(200, bool)
    care[:40] = True  # they live together
    assert np.bincount(grouped(points, care=care), weights=care).max() <= 3


def test_everyone_in_one_place_is_grouped_too():
    assert np.bincount(grouped(np.zeros((25, 2)))).max() <= 10


def test_no_pair_has_no_distance():
    assert mean_pairwise(np.zeros((1, 2)), np.zeros(1, np.int64)) == 0


def around(points, heads, start, size=11):
    count = len(points)
    ids, care = np.arange(count), np.zeros(count, bool)
    return groups_around_heads(points, size, ids=ids, heads=np.array(heads), start=np.array(start), care=care)


def test_heads_stay_heads_and_each_takes_who_is_near():
    points = np.array([[0.0, 0], [1000, 0], [10, 0], [20, 0], [990, 0], [980, 0]])
    found = around(points, [0, 1], [0, 1, 1, 1, 0, 0], size=4)
    assert found.tolist() == [0, 1, 0, 0, 1, 1]


def test_no_head_takes_more_than_fit():
    dice = np.random.default_rng(5)
    points = np.vstack([np.zeros((1, 2)), [[3000.0, 0]], dice.normal(0, 30, (14, 2))])
    found = around(points, [0, 1], [0, 1] + [0] * 7 + [1] * 7, size=9)
    assert sorted(np.bincount(found).tolist()) == [7, 9]


def test_heads_alone_are_their_own():
    assert around(np.zeros((1, 2)), [0], [0]).tolist() == [0]
    assert around(np.array([[0.0, 0], [1, 1]]), [0, 1], [0, 1]).tolist() == [0, 1]


def test_degrees_become_metres():
    found = in_metres(np.array([[112.0, 30.0], [112.0, 30.001], [112.001, 30.0]]))
    assert np.linalg.norm(found[1] - found[0]) == pytest.approx(111.3, abs=0.1)
    assert np.linalg.norm(found[2] - found[0]) == pytest.approx(96.4, abs=0.1)
    assert len(in_metres(np.zeros((0, 2)))) == 0
