"""What a claim is worth: what is refused, each limit exactly at its threshold, and the steps in words."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wugong.rules.points_catalogue import (
    Catalogue,
    History,
    Limit,
    Past,
    QuantityRefused,
    read_catalogue,
    worth,
)

SMALL = read_catalogue((Path(__file__).parents[1] / "data" / "points" / "small.yaml").read_text("utf-8"))
DAY = date(2026, 5, 20)
HOURS, COURAGE, LITTER, FEAST = (SMALL.item(code) for code in ("hours", "courage", "litter", "feast"))


def had(item: str, points: int, day: date = DAY - timedelta(9)) -> History:
    return History(past=(Past(item, day, points),))


# refused


@pytest.mark.parametrize(
    "quantity", [0, -1, Decimal("0.001"), Decimal("1.005"), 10000, Decimal("NaN"), Decimal("Infinity")]
)
def test_quantity_that_cannot_be_meant_refused(quantity):
    with pytest.raises(QuantityRefused, match="“志愿服务”的数量要大于 0、小于 10000"):
        worth(HOURS, quantity, day=DAY)


def test_what_counts_by_the_time_is_claimed_one_at_a_time():
    with pytest.raises(QuantityRefused, match="按次记分，一次申报只写 1"):
        worth(COURAGE, 2, day=DAY)


@pytest.mark.parametrize("score", [19, 51])
def test_score_outside_the_range_refused(score):
    with pytest.raises(QuantityRefused, match="要打在 20～50 分 之内"):
        worth(COURAGE, day=DAY, score=score)


def test_score_refused_where_the_value_is_fixed():
    with pytest.raises(QuantityRefused, match="是定分项"):
        worth(HOURS, day=DAY, score=3)
    assert worth(HOURS, day=DAY, score=2).points == 2


# the value


@pytest.mark.parametrize(
    ("quantity", "points"),
    [
        (1, 2),
        (Decimal("0.5"), 1),
        (Decimal("0.49"), 0),
        (Decimal("1.99"), 3),
        (8, 16),
        (Decimal("9999.99"), 16),
    ],
)
def test_whole_steps_count_up_to_the_most(quantity, points):
    assert worth(HOURS, quantity, day=DAY).points == points


@pytest.mark.parametrize(("score", "points"), [(None, 20), (20, 20), (37, 37), (50, 50)])
def test_panel_decides_within_the_range(score, points):
    item = read_catalogue_without_caps().item("courage")
    assert worth(item, day=DAY, score=score).points == points


def read_catalogue_without_caps() -> Catalogue:
    text = (Path(__file__).parents[1] / "data" / "points" / "small.yaml").read_text("utf-8")
    return read_catalogue(
        text.replace("caps:\n  - {period: month, points: 30}\n  - {period: year, points: 100}\n", "")
    )


@pytest.mark.parametrize(("score", "points"), [(None, -5), (-5, -5), (-10, -10)])
def test_undecided_deduction_takes_the_least(score, points):
    assert worth(FEAST, day=DAY, score=score).points == points


# limits, at the threshold and one step on either side


@pytest.mark.parametrize(
    ("before", "points", "limits"),
    [
        (17, 2, ()),
        (18, 2, ()),
        (19, 1, (Limit.ITEM_CAP,)),
        (20, 0, (Limit.ITEM_CAP,)),
        (23, 0, (Limit.ITEM_CAP,)),
    ],
)
def test_item_cap_of_a_month(before, points, limits):
    found = worth(HOURS, 1, day=DAY, history=had("hours", before))
    assert (found.points, found.limited_by) == (points, limits)


@pytest.mark.parametrize(("day", "points"), [(date(2026, 3, 31), 2), (date(2026, 4, 1), 1)])
def test_item_cap_of_a_quarter(day, points):
    assert worth(HOURS, 1, day=DAY, history=had("hours", 24, day)).points == points


@pytest.mark.parametrize(("times", "points"), [(2, 2), (3, 0)])
def test_item_cap_of_times(times, points):
    past = tuple(Past("hours", date(2026, 5, 1 + 3 * place), 1) for place in range(times))
    assert worth(HOURS, 1, day=DAY, history=History(past=past)).points == points


@pytest.mark.parametrize(("days", "points"), [(-1, 0), (0, 0), (1, 0), (2, 2), (-2, 2)])
def test_cooling_counts_in_both_directions(days, points):
    found = worth(HOURS, 1, day=DAY, history=had("hours", 2, DAY - timedelta(days)))
    assert found.points == points
    assert (Limit.COOLING in found.limited_by) is (points == 0)


def test_what_was_worth_nothing_cools_nothing():
    assert worth(HOURS, 1, day=DAY, history=had("hours", 0, DAY)).points == 2


@pytest.mark.parametrize(("before", "points"), [(10, 20), (11, 19), (30, 0), (31, 0)])
def test_household_cap_of_a_month(before, points):
    assert worth(COURAGE, day=DAY, history=had("hours", before)).points == points


@pytest.mark.parametrize(("before", "points"), [(80, 20), (81, 19)])
def test_household_cap_of_a_year(before, points):
    found = worth(COURAGE, day=DAY, history=had("hours", before, date(2026, 1, 1)))
    assert found.points == points


def test_household_cap_counts_no_deduction_and_no_other_month():
    past = (Past("litter", DAY, -2), Past("courage", date(2026, 4, 30), 30), Past("courage", DAY, 10))
    assert worth(COURAGE, day=DAY, history=History(past=past)).points == 20


@pytest.mark.parametrize(("given_before", "points"), [(58, 2), (59, 1), (60, 0), (61, 0)])
def test_share_of_the_pool(given_before, points):
    history = History(pool=100, given={"work": given_before})
    assert worth(HOURS, 1, day=DAY, history=history).points == points


def test_share_of_the_pool_is_rounded_down():
    assert worth(HOURS, 1, day=DAY, history=History(pool=3)).points == 1  # 60 % of 3


def test_category_without_share_may_take_all_of_the_pool():
    assert worth(COURAGE, day=DAY, history=History(pool=1, given={"help": 5})).points == 20


@pytest.mark.parametrize(("balance", "points"), [(None, -2), (7, -2), (6, -1), (5, 0), (0, 0)])
def test_deduction_stops_at_the_floor(balance, points):
    found = worth(LITTER, 1, day=DAY, history=History(balance=balance))
    assert found.points == points
    assert (found.limited_by == (Limit.FLOOR,)) is (points > -2)


def test_deduction_stops_at_its_cap():
    found = worth(LITTER, 2, day=DAY, history=had("litter", -4))
    assert (found.points, found.limited_by) == (-2, (Limit.ITEM_CAP,))


def test_deduction_knows_no_household_cap_and_no_share():
    history = History(past=(Past("courage", DAY, 30),), balance=99, pool=100, given={"work": 60})
    assert worth(LITTER, 1, day=DAY, history=history).points == -2


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 11, 1)])
def test_act_outside_the_days_of_the_item_is_worth_nothing(day):
    found = worth(FEAST, day=day)
    assert (found.points, found.limited_by) == (0, (Limit.DATES,))
    assert "2026-03-01 到 2026-10-31" in found.reason


# in words


def test_reason_of_a_plain_claim():
    assert worth(HOURS, Decimal("1.5"), day=DAY).reason == "志愿服务：1.5 小时，每小时 2 分，得 3 分"
    assert worth(COURAGE, day=DAY).reason == "见义勇为：20～50 分，由评议小组定；没有定以前按 20 分算"
    assert worth(LITTER, 2, day=DAY).reason == "乱倒垃圾：2 处，每处扣 2 分，扣 4 分"


def test_reason_of_what_the_panel_decided():
    assert worth(FEAST, day=DAY, score=-7).reason == "超标办席：扣 5～10 分，评议小组扣 7 分"
    assert worth(COURAGE, day=DAY, score=25).reason == "见义勇为：20～50 分，评议小组定 25 分"


def test_every_limit_is_a_step_of_its_own():
    past = (Past("hours", date(2026, 5, 2), 17), Past("courage", date(2026, 5, 3), 12))
    found = worth(HOURS, Decimal("9.3"), day=DAY, history=History(past=past, pool=1000, given={"work": 10}))
    assert found.limited_by == (Limit.QUANTITY, Limit.ITEM_CAP, Limit.HOUSEHOLD_CAP)
    assert found.steps == (
        "志愿服务：9.3 小时，一次最多算 8 小时，每小时 2 分，得 16 分",
        "本项每月最多 20 分，已有 17 分",
        "每户每月最多 30 分，2026年5月已有 29 分",
        "记 1 分",
    )


def test_steps_of_odds_cooling_times_share_and_floor():
    assert "不足 0.5 小时的零头不算，按 1 小时" in worth(HOURS, Decimal("1.3"), day=DAY).reason
    assert (
        "同一项要隔 2 天，2026-05-19 已经记过"
        in worth(HOURS, day=DAY, history=had("hours", 1, date(2026, 5, 19))).reason
    )
    past = tuple(Past("hours", date(2026, 5, day), 1) for day in (1, 4, 7))
    assert "本项每月最多 3 次，已有 3 次" in worth(HOURS, day=DAY, history=History(past=past)).reason
    assert (
        "“投工”最多用积分池的 60%，即 60 分，已用 60 分"
        in worth(HOURS, day=DAY, history=History(pool=100, given={"work": 60})).reason
    )
    assert worth(LITTER, day=DAY, history=History(balance=6)).reason.endswith(
        "扣到 5 分为止，现有 6 分，基础分不扣；扣 1 分"
    )


# whatever the past


PASTS = st.lists(
    st.builds(
        Past,
        st.sampled_from(["hours", "courage", "litter"]),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.integers(-20, 60),
    ),
    max_size=12,
)


@given(PASTS, st.integers(1, 20), st.integers(0, 200))
def test_nothing_is_given_beyond_a_cap(past, quantity, given_before):
    history = History(past=tuple(past), pool=200, given={"work": given_before})
    found = worth(HOURS, quantity, day=DAY, history=history)
    assert 0 <= found.points <= 16
    if found.points:
        month = sum(abs(one.points) for one in past if one.item == "hours" and one.day.month == DAY.month)
        household = sum(one.points for one in past if one.points > 0 and one.day.month == DAY.month)
        assert month + found.points <= 20
        assert household + found.points <= 30
        assert given_before + found.points <= 120
    assert bool(found.limited_by) is (found.points < 2 * quantity)


@given(PASTS, st.integers(1, 20), st.integers(0, 100))
def test_a_deduction_never_goes_below_the_floor(past, quantity, balance):
    found = worth(LITTER, quantity, day=DAY, history=History(past=tuple(past), balance=balance))
    assert -6 <= found.points <= 0
    assert found.points == 0 or balance + found.points >= 5
