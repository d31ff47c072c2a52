"""How a scheme is told in plain Chinese."""

import pytest

from wugong.base.periods import Period
from wugong.review.methods import method_of
from wugong.rules.library import read_scheme, scheme_text

TEXT = scheme_text("town-environment")


def lines(text: str, period: str) -> dict[str, str]:
    return dict(method_of(read_scheme(text), Period.parse(period)).lines)


def test_month_is_told_without_what_rests_on_it() -> None:
    assert lines(TEXT, "2026-07") == {
        "月成绩": "0.30 × 暗访 + 0.70 × 交叉检查，四舍五入到 2 位小数",
        "名次": "分高者在前，同分并列",
    }


def test_switched_reading_is_the_one_told() -> None:
    scheme = read_scheme(TEXT, {"quarter": "with_routine"})
    told = dict(method_of(scheme, Period.parse("2026-Q3")).lines)
    assert told["季度成绩"].startswith("0.30 × 合计（月成绩） + 0.10 × 平均（平时督查）")


def test_what_is_not_public_is_not_told() -> None:
    told = lines(TEXT, "2026-Q3")
    assert list(told) == ["月成绩", "季度成绩", "名次", "已获奖村", "季度名次奖", "进步奖"]


def test_award_says_who_is_eligible_and_what_ties_do() -> None:
    told = lines(TEXT, "2026-Q3")
    assert told["季度名次奖"].startswith("按参评名次，第 1 名 10000 元")
    assert told["进步奖"] == (
        "参评的村里，比上期升 3 位以上的，取升得最多的 2 个，各 4000 元；升幅相同的看成绩，仍分不出的都不发"
    )


def test_award_that_does_not_go_with_another_says_so() -> None:
    scheme = read_scheme(TEXT, {"progress_stackable": "no"})
    told = dict(method_of(scheme, Period.parse("2026-Q3")).lines)
    assert told["进步奖"].startswith("参评的村里，没有得季度名次奖、比上期升 3 位以上")


def test_scheme_of_other_subjects_is_told_with_their_name() -> None:
    scheme = read_scheme(TEXT.replace("  name: 村\n", "  name: 社区\n"))
    method = method_of(scheme, Period.parse("2026-Q3"))
    assert method.subject == "社区"
    assert "村" not in dict(method.lines)["进步奖"] + dict(method.lines)["已获奖村"]


@pytest.mark.parametrize(("tied", "said"), [("each", "并列的各得一份"), ("none", "并列的不发")])
def test_what_a_tie_does_to_a_reward_is_told(tied: str, said: str) -> None:
    assert said in lines(TEXT.replace("tied: split", f"tied: {tied}"), "2026-Q3")["季度名次奖"]


def test_award_without_a_plain_sentence_is_left_out() -> None:
    public = TEXT.replace(
        "移交镇纪委按程序处理\n        public: no", "移交镇纪委按程序处理\n        public: yes"
    )
    assert public != TEXT
    assert "连续末位移交" not in lines(public, "2026-Q3")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "        decimals: 2\n        article: 保障措施五之一\n      quarter:",
            "        decimals: exact\n        last_tie: code\n        article: 保障措施五之一\n      quarter:",
            ("0.30 × 暗访 + 0.70 × 交叉检查", "分高者在前，同分按代码先后"),
        ),
    ],
)
def test_exact_scores_and_order_by_code_are_told(before: str, after: str, said: tuple[str, str]) -> None:
    assert before in TEXT
    told = lines(TEXT.replace(before, after), "2026-07")
    assert (told["月成绩"], told["名次"]) == said


def test_points_are_not_told_as_money() -> None:
    told = lines(scheme_text("three-way-review"), "2026-Q3")
    assert told["名次积分"] == "第 1 名 30 分，第 2 名 20 分，第 3 名 10 分；并列的各得一份"


def test_first_of_several_and_names_with_figures_are_in_words() -> None:
    told = lines(scheme_text("participation-grade"), "2026")["全年成绩"]
    assert told.startswith("取第一个有的（县审参与户数, 镇核参与户数, 村报参与户数）")
    civilised = method_of(read_scheme(scheme_text("civilised-village")), Period.parse("2026"))
    assert "_92" not in dict(civilised.lines)["全年成绩"]
