"""The special fund: what is refused, R15's worked numbers, shares that sum to the pool to the fen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wugong.base.faults import FileRefused
from wugong.rules.allotments import FundVersion, Share, allot, fund_text, read_fund, split

TEXT = fund_text()
FUND = read_fund(TEXT).versions[0]
R15 = [("P", "甲村", 1860, 9150), ("Q", "乙村", 2150, 8600), ("R", "丙村", 3260, 7840)]


def floating(*villages: tuple[str, str, int, int]) -> dict[str, int]:
    return {share.code: share.floating_fen for share in allot(FUND, villages)}


def one_fen() -> FundVersion:
    """A fund whose pool is one fen a head, so that remainders show."""
    return read_fund(TEXT.replace("floating: 10", "floating: 0.01")).versions[0]


# what is refused


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("base: 20", "base: -20", "第 11 行：versions.0.base：“-20”不合要求"),
        ("base: 20", "base: 20.001", "“20.001”不合要求"),
        ("floating: 10", "pool: 10", "第 12 行：versions.0：不认识的键“pool”"),
        ("flag: inferred", "flag: sure", "写的是“sure”，只能是 inferred、legal-review"),
        ("from: 2000-01-01", "from: 2000-02-30", "第 6 行：versions.0.from：没有“2000-02-30”这一天"),
        ("fund: special-fund", "fund: [", "YAML 写法有误"),
    ],
)
def test_document_refused_with_line_and_key(old, new, said):
    assert TEXT.count(old) == 1
    with pytest.raises(FileRefused) as refused:
        read_fund(TEXT.replace(old, new))
    assert any(said in line for line in refused.value.faults)


def test_later_version_must_begin_later():
    again = TEXT[TEXT.index("  - version") :]
    with pytest.raises(FileRefused, match="2 处要改") as refused:
        read_fund(TEXT + again)
    assert [line.rpartition("：")[2] for line in refused.value.faults] == [
        "版本“1”写了两次，请换一个名字",
        "版本要按生效日期从早到晚写",
    ]


def test_villages_that_cannot_be_are_all_named():
    with pytest.raises(FileRefused) as refused:
        allot(FUND, [("A", "甲村", -1, 0), ("B", "乙村", 0, -50), ("B", "乙村", 0, 0)])
    assert refused.value.faults == [
        "专项经费：甲村（A）的人口是 -1，不能小于 0",
        "专项经费：乙村（B）的得分是 -0.5，不能小于 0",
        "专项经费：乙村（B）写了两次，请只留一行",
    ]


# the document


@pytest.mark.parametrize(("day", "found"), [(date(1999, 12, 31), None), (date(2000, 1, 1), FUND)])
def test_version_in_force_on_a_day(day, found):
    assert read_fund(TEXT).version_on(day) == found


def test_bundled_fund_is_twenty_and_ten_and_says_what_is_a_proposal():
    fund = read_fund(TEXT)
    assert (fund.name, fund.title) == ("special-fund", "人居环境专项经费")
    assert (FUND.name, FUND.base_fen, FUND.floating_fen) == ("1", 2000, 1000)
    assert str(FUND.basis) == "农村人居环境整治实施方案（003#5） 保障措施二"
    assert [flag.name for flag in FUND.flags] == ["inferred"]
    assert "不是原文" in FUND.flags[0].says


def test_a_fund_need_not_have_flags():
    assert read_fund(TEXT[: TEXT.index("    flags")]).versions[0].flags == ()


# the shares


def test_r15_comes_out_as_worked():
    shares = allot(FUND, R15)
    assert [(share.code, share.base_fen, share.floating_fen) for share in shares] == [
        ("P", 37200_00, 20260_91),
        ("Q", 43000_00, 22012_12),
        ("R", 65200_00, 30426_97),
    ]
    assert sum(share.floating_fen for share in shares) == 72700_00
    assert sum(share.fen for share in shares) == 30_00 * (1860 + 2150 + 3260)


def test_a_share_says_how_to_recompute_it():
    assert allot(FUND, R15)[0] == Share(
        code="P",
        population=1860,
        score=9150,
        base_fen=3720000,
        floating_fen=2026091,
        said="甲村：基础部分 20 × 1860 = 37200.00 元；1860 人 × 91.5 分 = 170190，"
        "浮动部分 72700.00 × 170190 ÷ 610674 = 20260.91 元",
    )


def test_the_fen_left_over_is_said_where_it_goes():
    shares = allot(FUND, [("A", "甲村", 1, 1), ("B", "乙村", 1, 2)])
    assert [share.said.partition("，")[2] for share in shares] == [
        "浮动部分 20.00 × 0.01 ÷ 0.03 = 6.67 元（含尾差 0.01 元）",
        "浮动部分 20.00 × 0.02 ÷ 0.03 = 13.33 元",
    ]


def test_nobody_scored_leaves_the_pool_with_the_town():
    shares = allot(FUND, [("A", "甲村", 100, 0), ("B", "乙村", 50, 0)])
    assert [(share.base_fen, share.floating_fen) for share in shares] == [(200000, 0), (100000, 0)]
    assert shares[0].said == (
        "甲村：基础部分 20 × 100 = 2000.00 元；各村“人口 × 得分”都是 0，浮动部分 1500.00 元没有依据可分，"
        "留在镇里，请镇另行决定"
    )


def test_score_of_nothing_gets_the_base_alone():
    assert floating(("A", "甲村", 100, 0), ("B", "乙村", 50, 1)) == {"A": 0, "B": 1500_00}


def test_village_without_people_gets_nothing():
    share = allot(FUND, [("A", "甲村", 0, 9000), ("B", "乙村", 50, 8000)])[0]
    assert (share.fen, share.said) == (
        0, "甲村：基础部分 20 × 0 = 0.00 元；0 人 × 90 分 = 0，浮动部分 500.00 × 0 ÷ 4000 = 0.00 元",
    )  # fmt: skip


def test_no_people_at_all_have_no_pool():
    assert allot(FUND, [("A", "甲村", 0, 9000)])[0].said == "甲村：基础部分 20 × 0 = 0.00 元；没有浮动部分"


def test_one_village_gets_the_pool():
    assert floating(("A", "甲村", 7, 1)) == {"A": 70_00}


def test_no_village_no_share():
    assert allot(FUND, []) == []


# what rounding leaves over


def test_largest_remainder_takes_the_fen():
    assert split(10, [50, 30, 26]) == [5, 3, 2]  # 4.72, 2.83, 2.45: the two largest are topped up
    assert split(11_192_580, [50, 30, 25, 15]) == [4_663_575, 2_798_145, 2_331_788, 1_399_072]


def test_equal_remainders_go_to_the_larger_weight_then_to_the_earlier():
    assert split(5, [1, 3]) == [1, 4]  # 1.25 and 3.75
    assert split(2, [1, 3]) == [0, 2]  # 0.5 and 1.5
    assert split(1, [1, 1, 1]) == [1, 0, 0]


def test_equal_villages_go_by_code():
    shares = allot(one_fen(), [("C", "丙村", 1, 5000), ("A", "甲村", 1, 7500), ("B", "乙村", 1, 7500)])
    assert {share.code: share.floating_fen for share in shares} == {"A": 1, "B": 1, "C": 1}
    shares = allot(one_fen(), [("C", "丙村", 1, 1), ("B", "乙村", 1, 9999), ("A", "甲村", 2, 9999)])
    assert {share.code: share.floating_fen for share in shares} == {"A": 3, "B": 1, "C": 0}
    even = [("B", "乙村", 1, 3000), ("A", "甲村", 1, 3000), ("C", "丙村", 3, 0)]
    assert [share.floating_fen for share in allot(one_fen(), even)] == [3, 2, 0]


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_parts_sum_to_the_pool_and_stay_within_one(pool, weights):
    parts, whole = split(pool, weights), sum(weights)
    assert sum(parts) == (pool if whole else 0)
    assert all(
        0 <= part * whole - pool * weight + whole <= 2 * whole
        for part, weight in zip(parts, weights, strict=True)
    )


@given(
    st.dictionaries(
        st.text("ABC", min_size=1, max_size=3), st.tuples(st.integers(0, 9000), st.integers(0, 10000))
    ),
    st.randoms(use_true_random=False),
)
def test_order_of_the_villages_does_not_matter(villages, chance):
    rows = [(code, f"{code}村", *numbers) for code, numbers in villages.items()]
    shuffled = chance.sample(rows, len(rows))
    assert allot(FUND, rows) == allot(FUND, shuffled)
