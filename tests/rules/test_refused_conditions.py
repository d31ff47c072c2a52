"""Checks, conditions and counted inputs that make no sense: each a sentence with its line and key."""

import pytest
from tests.rules.counts import COUNTS, with_counts
from tests.rules.refusing import refused
from tests.rules.schemes import changed, try_scheme
from tests.rules.sheets import Row, write_table

COLUMNS = ("code", "title", "town", "half", "all", "part", "rest")
VILLAGE = {"code": "v", "title": "甲村", "town": "t", "half": "2023-H1", "all": "10", "part": "8"}


def try_sheet(capsys, folder, *rows: Row, text: str = COUNTS) -> list[str]:
    (folder / "counts.yaml").write_text(text, "utf-8")
    return refused(capsys, folder, folder / "counts.yaml", write_table(folder / "sheet.csv", COLUMNS, rows))


# -- the scheme

RATE = "holds: part / all >= goal / 100"
WHEN = "checks: met, amount: 12.5"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (RATE, "holds: part / all", "checks.enough.holds：条件“part / all”要写成两个算式相比，中间用 >=、>、<=、<、== 之一"),
        (RATE, "holds: 1 < part < 2", "要写成两个算式相比"),
        (RATE, "holds: part != all", "要写成两个算式相比"),
        (RATE, "holds: part >= (all", "写法有误"),
        (RATE, "holds: part >= all and 1", "要写成两个算式相比"),
        (RATE, "holds: part >= (all > 1)", "有不认识的写法"),
        (RATE, "holds: part / rest >= 1", "除数要总是大于 0"),
        (RATE, "holds: part / (all - 1) >= 1", "除数要总是大于 0"),
        (RATE, "holds: 'part / given(all, rest) >= 1'", "除数要总是大于 0"),
        (RATE, "holds: part / (all + rest) >= 1", "除数要总是大于 0"),
        (RATE, "holds: part / 0 >= 1", "只能除以一个不是 0 的数"),
        (RATE, "holds: part / half_year >= 1", "“half_year”不是比 half_year 短"),
        (RATE, "holds: parts >= 1", "没有“parts”，这里可用的是 all、part、rest"),
        (RATE, "holds: given(part) >= 1", "括号里只写一个列名"),
        (RATE, "holds: month >= 1", "“month”不是比 half_year 短、且有成绩的周期"),
        ("formula: enough,", "formula: before(enough),", "没有“enough”"),
        ("formula: enough,", "formula: mean(enough),", "没有“enough”"),
        ("formula: enough,", "formula: part / all,", "只能除以一个不是 0 的数"),
        ("formula: sum(half_year)", "formula: sum(half_year) + part", "“part”有好几个值"),
        ("formula: sum(half_year)", "formula: sum(half_year) + before(part)", "“part”有好几个值"),
        ("formula: sum(half_year)", "formula: sum(half_year) + enough", "没有“enough”"),
        ("checks:\n      enough: {title: 参与率, period: half_year", "checks:\n      enough: {title: 参与率, period: quarter", "checks.enough.period：这一版没有 quarter 的成绩"),
        ("checks:\n      enough", "checks:\n      part", "checks.part：这个名字已用作列名、周期名、开关名或奖项名"),
        ("checks:\n      enough", "checks:\n      goal", "checks.goal：这个名字已用作"),
        ("checks:\n      enough", "checks:\n      bad", "checks.bad：这个名字已用作"),
        ("checks:\n      enough", "checks:\n      year", "checks.year：这个名字已用作"),
        ("checks:\n      enough", "checks:\n      not-enough", "versions.0.checks"),
        (WHEN, "amount: 12.5", "awards.good：holds（条件）和 checks（达标情况）至少写一样"),
        (WHEN, "checks: maybe", "写的是“maybe”，只能是 met、unmet"),
        (WHEN, "holds: []", "awards.good.holds"),
        (WHEN, "holds: [part ** 2 > 1]", "只能用 + - * /"),
        (WHEN, "holds: [year > 1]", "“year”不是比 half_year 短"),
        (WHEN, "holds: [mean(half_year) > 1]", "“half_year”不是比 half_year 短"),
        ("period: half_year, checks: met", "period: year, checks: met", "awards.good.checks：这一版没有 year 的 checks"),
        ("period: half_year, checks: met", "period: quarter, checks: met", "这一版没有 quarter 的成绩"),
        ("period: half_year, holds: [part / all < 0.5, half_year < 1]", "period: quarter, holds: [quarter > 1]", "这一版没有 quarter 的成绩"),
        ("unit: points", "unit: sheep", "写的是“sheep”，只能是 yuan、points"),
        ("of: all", "of: everybody", "inputs.part.of：“everybody”要是另一项评分，而且它自己没有 of"),
        ("of: all", "of: part", "inputs.part.of：“part”要是另一项评分"),
        ("least: -10, most: 1000", "of: part, least: -10, most: 1000", "inputs.rest.of：“part”要是另一项评分，而且它自己没有 of"),
        ("period: half_year}\n", "period: week}\n", "subject.period：写的是“week”，只能是 month、quarter、half_year、year"),
        ("    scores:\n", "    scores:\n      quarter: {formula: part, decimals: 0}\n", "scores.quarter：成绩的周期不能比评分表的周期短"),
        (", article: 第二条}", ", only: {switch: goal, is: 70}}", "checks.enough.only：开关 goal 没有“70”这种取值"),
        (", article: 第二条}", ", only: {switch: goal, is: 80}}", "没有“enough”"),
    ],
)  # fmt: skip
def test_condition_that_makes_no_sense(old, new, said, capsys, tmp_path):
    lines = try_sheet(capsys, tmp_path, VILLAGE, text=with_counts(old, new))
    assert any(said in line for line in lines), lines
    assert all(line.startswith("counts.yaml：第 ") for line in lines[:-1])


def test_a_switch_that_is_no_number_is_no_name(capsys, tmp_path):
    lines = try_scheme(capsys, tmp_path, changed("formula: covert + cross", "formula: covert + mode"))
    assert "没有“mode”，这里可用的是 covert、cross" in lines[0]


# -- the sheet


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"part": "11"}, "第 2 行，part 列：参与户数 11 多于总户数 10，请核对"),
        ({"part": ""}, "第 2 行，part 列：参与户数和总户数要一起填，不能只填一个"),
        ({"all": ""}, "第 2 行，part 列：参与户数和总户数要一起填，不能只填一个"),
        ({"all": "0", "part": "0"}, "第 2 行，all 列：总户数“0”不在 1 到 1000 之间"),
        ({"half": "2023-01"}, "第 2 行，half 列：“2023-01”不是半年，写成 2026-H1 的样子"),
        ({"half": "2023"}, "第 2 行，half 列：“2023”不是半年"),
        ({"half": "2023-H3"}, "第 2 行，half 列：“2023-H3”不是半年"),
    ],
)
def test_count_that_cannot_be_right(cells, said, capsys, tmp_path):
    assert said in try_sheet(capsys, tmp_path, VILLAGE | cells)[0]


def test_second_row_in_the_half_year(capsys, tmp_path):
    said = try_sheet(capsys, tmp_path, VILLAGE, VILLAGE)
    assert "v 的 2023-H1 在第 2 行已经有了，只留一行" in said[0]


def test_half_years_that_reach_too_far(capsys, tmp_path):
    said = try_sheet(capsys, tmp_path, VILLAGE, VILLAGE | {"half": "2053-H1"})
    assert "半年从 2023-H1 到 2053-H1，跨了 366 个月" in said[0]


def test_a_half_year_before_the_first_version(capsys, tmp_path):
    said = try_sheet(capsys, tmp_path, VILLAGE | {"half": "2019-H2"})
    assert "在 2019-12-31 没有生效的版本" in said[-1]


def test_a_check_that_is_made_needs_its_columns(capsys, tmp_path):
    sheet = write_table(tmp_path / "sheet.csv", [c for c in COLUMNS if c != "part"], [])
    (tmp_path / "counts.yaml").write_text(COUNTS, "utf-8")
    assert "part" in refused(capsys, tmp_path, tmp_path / "counts.yaml", sheet)[0]
