"""Replaying a year of claims under a draft: old and new side by side, what is cut, what has no item any more."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from wugong.rules.points_catalogue import Limit, read_catalogue
from wugong.rules.points_replay import OldClaim, Replay, replay

SMALL = read_catalogue((Path(__file__).parents[1] / "data" / "points" / "small.yaml").read_text("utf-8"))
YEAR = 2025  # the year before the draft begins


def claim(
    item: str, points: int, day: date = date(YEAR, 5, 20), household: str = "甲", quantity: str = "1"
) -> OldClaim:
    return OldClaim(item, f"旧·{item}", household, day, points, Decimal(quantity))


def news(*claims: OldClaim, **options: object) -> list[int]:
    return [line.new for line in replay(SMALL, claims, **options).lines]


def test_nothing_replayed_is_nothing():
    found = replay(SMALL, [])
    assert found == Replay((), (), ())
    assert (found.old, found.new, found.limited, found.gone) == (0, 0, (), ())


def test_what_has_no_item_any_more_is_named():
    found = replay(SMALL, [claim("dance", 5), claim("hours", 2)])
    (gone,) = found.gone
    assert (gone.claim.item, gone.new, gone.said) == ("dance", 0, "新细则里没有这一项")
    assert (found.old, found.new) == (7, 2)


def test_quantity_that_the_draft_does_not_take_is_named():
    (gone,) = replay(SMALL, [claim("courage", 5, quantity="3")]).gone
    assert "按次记分" in gone.said


def test_an_item_by_another_name():
    found = replay(SMALL, [claim("volunteering", 6, quantity="2")], renamed={"volunteering": "hours"})
    assert [(row.key, row.title, row.old, row.new) for row in found.items] == [("hours", "志愿服务", 6, 4)]


def test_the_draft_is_taken_to_have_held_then():
    assert SMALL.since.year > YEAR
    assert news(claim("hours", 2), claim("feast", -5, date(YEAR, 12, 1))) == [2, -5]


def test_claims_count_in_the_order_of_their_days():
    late, early = (
        claim("hours", 16, date(YEAR, 5, 30), quantity="8"),
        claim("hours", 16, date(YEAR, 5, 1), quantity="8"),
    )
    found = replay(SMALL, [late, early])
    assert [(line.claim, line.new) for line in found.lines] == [(early, 16), (late, 4)]
    assert [line.limited_by for line in found.limited] == [(Limit.ITEM_CAP,)]


def test_each_household_has_caps_of_its_own():
    day = date(YEAR, 5, 30)
    assert news(claim("hours", 16, quantity="8"), claim("hours", 16, day, household="乙", quantity="8")) == [
        16,
        16,
    ]


@pytest.mark.parametrize(("old", "new"), [(5, 20), (20, 20), (29, 29), (99, 30)])
def test_panel_stays_as_close_to_the_old_points_as_it_may(old, new):
    """The range ends at 50, the household's month at 30."""
    assert news(claim("courage", old)) == [new]


@pytest.mark.parametrize(("old", "new"), [(-1, -5), (-7, -7), (-20, -10)])
def test_deductions_stay_within_their_range(old, new):
    assert news(claim("feast", old)) == [new]


@pytest.mark.parametrize(("pool", "total"), [(None, 32), (53, 31), (20, 12)])
def test_share_of_each_periods_pool(pool, total):
    claims = [claim("hours", 16, household=name, quantity="8") for name in "甲乙"]
    assert sum(news(*claims, pool=pool)) == total
    later = claim("hours", 2, date(YEAR, 6, 20), household="丙")
    assert news(*claims, later, pool=pool)[-1] == 2  # another month, another pool


def test_rows_by_household_and_by_item():
    found = replay(SMALL, [
        claim("hours", 10, quantity="2"),
        claim("dance", 3),
        claim("litter", -1, household="乙"),
    ])  # fmt: skip
    assert [(row.title, row.times, row.old, row.new, row.difference, row.limited, row.gone) for row in found.households] == [
        ("乙", 1, -1, -2, -1, 0, 0), ("甲", 2, 13, 4, -9, 0, 1),
    ]  # fmt: skip
    assert [(row.key, row.title) for row in found.items] == [
        ("dance", "旧·dance"), ("hours", "志愿服务"), ("litter", "乱倒垃圾"),
    ]  # fmt: skip
    assert sum(row.new for row in found.items) == sum(row.new for row in found.households) == found.new == 2
