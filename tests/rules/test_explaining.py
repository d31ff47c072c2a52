"""The words in which a figure is explained, and the corners of schemes that the bundled ones do not reach."""

import pytest
from tests.rules.sheets import run_town
from tests.rules.small import appraisal_of, figure_of, scheme_of

QUARTER = [[(9000, 8000), (9000, 8000), (8000, 7000)]] * 3


def steps_of(scores: dict[str, str], period: str, place: int = 0, months=QUARTER) -> list[str]:
    return figure_of(appraisal_of(scheme_of(scores), "2023-01", months), period, place)[1]


def test_month_is_explained_by_its_inputs():
    assert steps_of({"month": "{formula: 0.3 * a + 0.7 * b, decimals: 2}"}, "2023-01") == [
        "0.3 × 甲项 90.00 + 0.7 × 乙项 80.00 = 83.00（四舍五入到 2 位小数）",
        "2 个村同为 83.00 分，并列",
        "全镇 3 个有成绩的村由高到低，列第 1 名",
    ]


def test_incomplete_figure_names_what_is_missing():
    months = [[(9000, None)], [(9000, 8000)], [(None, None)]]
    scores = {"month": "{formula: a + b, decimals: 2}", "quarter": "{formula: mean(month), decimals: 2}"}
    assert steps_of(scores, "2023-01", months=months) == ["缺乙项，2023年1月不出成绩，也不参加排名"]
    assert steps_of(scores, "2023-03", months=months) == ["缺甲项、乙项，2023年3月不出成绩，也不参加排名"]
    assert steps_of(scores, "2023-Q1", months=months) == [
        "缺2023年1月成绩、2023年3月成绩，2023年一季度不出成绩，也不参加排名"
    ]


def test_quarter_that_begins_before_the_facts_names_the_months_without():
    scores = {
        "month": "{formula: a, decimals: 2}",
        "quarter": '{formula: "max(mean(month), first(a))", decimals: 2}',
    }
    appraisal = appraisal_of(scheme_of(scores), "2023-03", [[(9000, 0)]])
    figure, steps = figure_of(appraisal, "2023-Q1")
    assert (figure.score, figure.rank) == (None, None)
    assert steps == ["缺2023年1月成绩、2023年2月成绩、2023年1月甲项，2023年一季度不出成绩，也不参加排名"]


def test_exact_score_is_shown_with_two_decimals_and_no_word_of_rounding():
    scores = {
        "month": "{formula: a / 3, decimals: exact}",
        "quarter": "{formula: mean(month), decimals: exact}",
    }
    months = [[(1000, 0)], [(1000, 0)], [(2000, 0)]]
    assert steps_of(scores, "2023-01", months=months)[0] == "甲项 10.00 ÷ 3 = 3.33"
    assert steps_of(scores, "2023-Q1", months=months)[0] == "（3.3333 + 3.3333 + 6.6667）÷ 3 = 4.44"


def test_unranked_score_says_no_rank():
    steps = steps_of({"month": "{formula: a, decimals: 2, ranked: no}"}, "2023-01")
    assert steps == ["甲项 90.00 = 90.00（四舍五入到 2 位小数）"]


def test_tie_that_falls_to_the_code_says_so():
    steps = steps_of({"month": "{formula: a, decimals: 2, last_tie: code}"}, "2023-01", 1)
    assert steps[1:] == ["2 个村同为 90.00 分，按代码先后", "全镇 3 个有成绩的村由高到低，列第 2 名"]


def town_rows(scores: dict[str, list[str]]) -> list[dict[str, str]]:
    rows = []
    for code, cells in scores.items():
        for month, cell in enumerate(cells, start=1):
            covert, _, cross = cell.partition("/")
            known = {
                "village_code": code,
                "village": f"{code}村",
                "town_code": "t",
                "month": f"2023-{month:02d}",
            }
            rows.append(known | {"covert": covert, "cross": cross or covert})
    return rows


def steps(result, code: str, period: str) -> list[str]:
    return next(
        f["steps"] for f in result.explain["figures"] if (f["village_code"], f["period"]) == (code, period)
    )


def test_tie_in_a_quarter_names_what_was_compared(tmp_path):
    rows = town_rows({"Y": ["69/89", "80", "85"], "Z": ["85", "80", "69/89"], "W": ["80", "85", "69/89"]})
    result = run_town(tmp_path, rows)
    assert (
        steps(result, "Y", "2023-Q1")[1]
        == "3 个村同为 82.67 分，依次比 交叉检查季度均分 84.6667、末月成绩 85.00"
    )
    assert steps(result, "Z", "2023-Q1")[1].endswith("、末月成绩 83.00，仍有 2 个并列")


def test_tie_in_a_month_is_shared_at_once(tmp_path):
    result = run_town(tmp_path, town_rows({"Y": ["80"], "Z": ["80"]}))
    assert steps(result, "Z", "2023-01")[1] == "2 个村同为 80.00 分，并列"


def test_holder_and_those_behind_are_told_why(tmp_path):
    rows = town_rows({"Y": ["90"] * 3, "Z": ["80"] * 3})
    result = run_town(tmp_path, rows, [{"village_code": "Y", "level": "county", "since": "2023-03-31"}])
    assert steps(result, "Y", "2023-Q1")[-1] == "已获奖，照常评分排名，不参加评奖，名额递进（保障措施五之四）"
    assert steps(result, "Z", "2023-Q1")[-1] == "参评第 1 名，前面有 1 个不参评（保障措施五之四）"
    assert "名额递进" in result.awards[0]["reason"]


def test_reasons_of_shared_ranks_say_what_is_shared(tmp_path):
    result = run_town(
        tmp_path, town_rows({"Y": ["90"] * 3, "Z": ["80"] * 3, "W": ["80"] * 3, "X": ["80"] * 3})
    )
    reasons = {row["recipient"]: row["reason"] for row in result.awards}
    assert "3 个村并列，平分第 2 至 3 名的奖金" in reasons["W"]
    assert "拟奖 4666.66 元" in reasons["W"]


def test_the_last_place_shared_is_a_place_of_its_own(tmp_path):
    result = run_town(
        tmp_path, town_rows({"A": ["95"] * 3, "Y": ["90"] * 3, "Z": ["80"] * 3, "W": ["80"] * 3})
    )
    reasons = {row["recipient"]: row["reason"] for row in result.awards}
    assert "2 个村并列，平分这一名的奖金" in reasons["W"]
    assert result.paid("rank-reward", "2023-Q1")["W"] == "3000.00"


def test_every_figure_and_award_is_in_the_explanations(tmp_path):
    result = run_town(tmp_path, town_rows({"Y": ["90"] * 4, "Z": ["80", "", "70", "60"]}))
    explain = result.explain
    assert list(explain) == ["scheme", "version", "basis", "switches", "rules", "figures", "awards"]
    figures = [
        (
            f["village_code"],
            f["period"],
            f["score"] or "",
            str(f["rank"] or ""),
            str(f["eligible_rank"] or ""),
        )
        for f in explain["figures"]
    ]
    assert figures == [row[:5] for row in result.score_rows]
    assert [a["reason"] for a in explain["awards"]] == [row["reason"] for row in result.awards]
    assert {row["status"] for row in result.awards} == {"proposed"}
    assert explain["switches"] == {
        "quarter": "mean",
        "progress_quota": "2",
        "progress_stackable": "yes",
        "fines": "off",
    }


def test_reason_is_never_taken_for_a_formula(tmp_path):
    rows = [row | {"village": "=1+1"} for row in town_rows({"Y": ["90"] * 3})]
    assert all(row["reason"].startswith("'=1+1") for row in run_town(tmp_path, rows).awards)


@pytest.mark.parametrize(("code", "shown"), [("-5", "-5"), ("+86.1", "+86.1"), ("-a", "'-a"), ("@x", "'@x")])
def test_a_code_leaves_as_it_came_unless_a_sheet_would_compute_it(code, shown, tmp_path):
    rows = [row | {"village_code": code} for row in town_rows({"Y": ["90"] * 3})]
    assert {row["village_code"] for row in run_town(tmp_path, rows).awards} == {shown}
