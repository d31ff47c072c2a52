"""What is said of a check and of a condition: the arithmetic, how much is lacking, and never a rounded rate."""

import pytest
from tests.rules.counts import COUNTS, proposals_of, with_counts

RATE = "part / all >= goal / 100"


def said_of(holds: str, half: tuple[int | None, int | None, int | None]) -> tuple[str, str]:
    """How the check stands and what is said of it, between its title and its article."""
    text = with_counts(RATE, f'"{holds}"').replace(", does: 入户动员", "")
    checked = next(one for one in proposals_of(text, [half]) if one.award == "enough")
    words = checked.reason.removeprefix("甲村2023年上半年参与率：").removesuffix("（第二条）。")
    return checked.status, words


@pytest.mark.parametrize(
    ("holds", "half", "status", "words"),
    [
        ("part / all >= 0.8", (100, 80, None), "met", "达标，参与户数 80 户 ÷ 总户数 100 户 = 80%，不低于 80%"),
        ("part / all >= 0.8", (100, 79, None), "unmet", "未达标，参与户数 79 户 ÷ 总户数 100 户 = 79%，低于 80%，还差 1 户才到 80%"),
        ("part / all >= 0.8", (999, 799, None), "unmet", "未达标，参与户数 799 户 ÷ 总户数 999 户 = 79.97%，低于 80%，还差 1 户才到 80%"),
        ("part / all >= 0.95", (160, 144, None), "unmet", "未达标，参与户数 144 户 ÷ 总户数 160 户 = 90%，低于 95%，还差 8 户才到 95%"),
        ("part / all > 0.8", (100, 80, None), "unmet", "未达标，参与户数 80 户 ÷ 总户数 100 户 = 80%，不高于 80%，还差 1 户才超过 80%"),
        ("part / all == 1", (100, 99, None), "unmet", "未达标，参与户数 99 户 ÷ 总户数 100 户 = 99%，不等于 100%，还差 1 户才到 100%"),
        ("part / all - 0.5 >= 0.25", (100, 60, None), "unmet", "未达标，参与户数 60 户 ÷ 总户数 100 户 - 0.5 = 10%，低于 25%"),
        ("part / all - 0.8 >= 0 - 0.0001", (9999, 7998, None), "unmet", "未达标，参与户数 7998 户 ÷ 总户数 9999 户 - 0.8 = -0.01%，低于 -0.01%"),
        ("part / all - 0.8 >= 0", (900, 719, None), "unmet", "未达标，参与户数 719 户 ÷ 总户数 900 户 - 0.8 = -0.11%，低于 0%"),
        ("(part + 1) / (all * 2) >= 0.5", (10, 8, None), "unmet", "未达标，（参与户数 8 户 + 1） ÷ （总户数 10 户 × 2） = 45%，低于 50%，还差 1 户才到 50%"),
        ("part / all >= rest / 1000", (10, 8, 9000), "unmet", "未达标，参与户数 8 户 ÷ 总户数 10 户 = 80%，低于积存 900.00 ÷ 1000 = 90%，还差 1 户才到 90%"),
        ("part >= all", (10, 8, None), "unmet", "未达标，参与户数 8 户，低于总户数 10 户，还差 2 户"),
        ("part > 8", (10, 8, None), "unmet", "未达标，参与户数 8 户，不高于 8，还差 1 户"),
        ("part == 0", (10, 2, None), "unmet", "未达标，参与户数 2 户，不等于 0，多出 2 户"),
        ("part == 3", (10, 2, None), "unmet", "未达标，参与户数 2 户，不等于 3，还差 1 户"),
        ("part <= 1", (10, 2, None), "unmet", "未达标，参与户数 2 户，高于 1，多出 1 户"),
        ("part < 2", (10, 2, None), "unmet", "未达标，参与户数 2 户，不低于 2，多出 1 户"),
        ("rest <= 1.5", (10, 2, 15), "met", "达标，积存 1.50，不高于 1.5"),
        ("max(part, rest) < 3", (10, 2, 25), "met", "达标，最高（参与户数 2 户、积存 2.50） = 2.5，低于 3"),
        ("min(part, rest) < 3", (10, 2, 25), "met", "达标，最低（参与户数 2 户、积存 2.50） = 2，低于 3"),
        ("given(rest, part) == 2", (10, 2, None), "met", "达标，参与户数 2 户，等于 2"),
        ("given(rest, part) == 2.5", (10, 2, 25), "met", "达标，积存 2.50，等于 2.5"),
        ("given(rest, 0 - 1) * 2 < 0", (10, 2, None), "met", "达标，（0 - 1） × 2 = -2，低于 0"),
    ],
)  # fmt: skip
def test_check_says_its_arithmetic_and_what_is_lacking(holds, half, status, words):
    assert said_of(holds, half) == (status, words)


def test_unmet_check_says_what_to_do_and_is_no_award():
    check = proposals_of(COUNTS, [(10, 7, None)])[0]
    assert check.reason.endswith("还差 1 户才到 80%，入户动员（第二条）。")
    assert (check.status, check.amount, check.public, check.person) == ("unmet", "", True, False)
    assert check.article == "第二条"


def test_check_without_an_article_rests_on_the_document():
    check = proposals_of(with_counts(", article: 第二条}", "}"), [(10, 8, None)])[0]
    assert check.reason.endswith("不低于 80%。")
    assert check.article == "文件 第一条"


def test_nothing_is_said_where_facts_are_missing():
    assert proposals_of(COUNTS, [(None, None, None)]) == []


def test_a_switch_stands_for_its_number():
    half = (100, 85, None)
    assert proposals_of(COUNTS, [half])[0].status == "met"
    assert proposals_of(COUNTS, [half], {"goal": "90"})[0].status == "unmet"


def test_points_are_said_as_points():
    good = proposals_of(COUNTS, [(10, 8, None)])[1]
    assert (good.award, good.amount, good.unit) == ("good", "12.50", "points")
    assert good.reason == "甲村2023年上半年：1 项标准全部达到，拟记 12.5 积分。"


def test_points_may_be_taken():
    taken = proposals_of(with_counts("amount: 12.5", "amount: -3"), [(10, 8, None)])[1]
    assert taken.reason.endswith("拟扣 3 积分。")


def test_all_of_several_conditions_must_hold():
    assert [one.award for one in proposals_of(COUNTS, [(10, 5, None)])] == ["enough"]
    bad = proposals_of(COUNTS, [(10, 4, None)])[-1]
    assert bad.reason == (
        "甲村2023年上半年：参与户数 4 户 ÷ 总户数 10 户 = 40%，低于 50%；成绩 0.00，低于 1，上门。"
    )


def test_what_stands_on_the_left_twice_is_said_once():
    text = with_counts("part / all < 0.5, half_year < 1", "part > 1, part <= 4")
    assert (
        proposals_of(text, [(10, 4, None)])[-1].reason
        == "甲村2023年上半年：参与户数 4 户，高于 1，不高于 4，上门。"
    )


def test_own_words_take_the_place_of_the_arithmetic():
    text = with_counts("does: 上门, public: no", "says: 太少, does: 上门, public: no")
    assert proposals_of(text, [(10, 4, None)])[-1].reason == "甲村2023年上半年：太少，上门。"


def test_unmet_says_how_many_are_met():
    text = with_counts("checks: met, amount: 12.5", "checks: unmet, amount: 12.5")
    assert proposals_of(text, [(10, 7, None)])[1].reason.startswith("甲村2023年上半年：1 项标准达到 0 项")


def test_the_half_year_before_is_read_and_named():
    text = with_counts("part / all < 0.5, half_year < 1", "part < before(part), before(half_year) > 0")
    first, last = (10, 9, None), (10, 8, None)
    awards = proposals_of(text, [first, last])
    assert [(str(one.period), one.award) for one in awards if one.award == "bad"] == [("2023-H2", "bad")]
    assert awards[-1].reason == (
        "甲村2023年下半年：参与户数 8 户，低于 2023年上半年参与户数 9 户；2023年上半年成绩 1.00，高于 0，上门。"
    )


def test_a_check_on_the_year_reads_all_its_half_years():
    text = with_counts("part / all < 0.5, half_year < 1", "part < 3").replace(
        "    scores:\n",
        "      steady: {title: 全年, period: year, holds: min(part) / max(all) + mean(half_year) + first(rest) >= 3, public: yes}\n    scores:\n",
    )
    halves = [(10, 9, 20), (9, 9, 30)]
    steady = next(one for one in proposals_of(text, halves) if one.award == "steady")
    assert steady.status == "met"
    assert steady.reason == (
        "甲村2023年全年：达标，最低（9 户、9 户） ÷ 最高（10 户、9 户） + （1.00 + 1.00）÷ 2 + 积存 2.00 = 390%，不低于 300%。"
    )


@pytest.mark.parametrize("checks", ["met", "unmet"])
def test_no_verdict_while_a_check_has_nothing_to_read(checks):
    text = with_counts(RATE, "part > before(part)").replace("formula: enough", "formula: part")
    text = text.replace("checks: met, amount", f"checks: {checks}, amount")
    first, last = (10, 8, None), (10, 9 if checks == "met" else 7, None)
    said = [(str(one.period), one.award) for one in proposals_of(text, [first, last])]
    assert said == [("2023-H2", "enough"), ("2023-H2", "good")]
