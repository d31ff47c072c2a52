"""Formulas that are refused, with the line they stand on."""

import pytest
from tests.rules.schemes import changed, try_scheme


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("__import__('os')", "没有“__import__”这个算法"),
        ("__import__('os').system('ls')", "有不认识的写法"),
        ("covert.real", "有不认识的写法"),
        ("covert ** cross", "只能用 + - * /"),
        ("covert % 2", "只能用 + - * /"),
        ("covert // 2", "只能用 + - * /"),
        ("month(", "写法有误"),
        ("", "versions.0.scores.month.formula"),
        ("covert cross", "写法有误"),
        ("weather", "没有“weather”，这里可用的是 covert、cross"),
        ("covert / 0", "只能除以一个不是 0 的数"),
        ("covert / (1 - 1)", "只能除以一个不是 0 的数"),
        ("covert / cross", "只能除以一个不是 0 的数"),
        ("9999999999 * covert", "不是可用的数字"),
        ("0.0000001 * covert", "不是可用的数字"),
        ("1e5 * covert", "不是可用的数字"),
        ("1_000 * covert", "不是可用的数字"),
        ("0x10 * covert", "不是可用的数字"),
        ("1j * covert", "不是可用的数字"),
        ("'text'", "不是可用的数字"),
        ("True", "不是可用的数字"),
        ("...", "不是可用的数字"),
        ("month", "“month”不是比 month 短、且有成绩的周期"),
        ("mean(quarter)", "“quarter”不是比 month 短"),
        ("round(covert)", "没有“round”这个算法，可用的是 sum、mean、min、max、first、last"),
        ("sum(covert, cross)", "括号里只写一个列名"),
        ("sum(covert + 1)", "括号里只写一个列名"),
        ("max()", "括号里只写一个列名"),
        ("max(sum(covert))", "括号里只写一个列名"),
        ("max(covert, key=cross)", "有不认识的写法"),
        ("max(*covert)", "有不认识的写法"),
        ("[covert]", "有不认识的写法"),
        ("covert if cross else 1", "有不认识的写法"),
        ("covert > 1", "有不认识的写法"),
        ("lambda: 1", "有不认识的写法"),
        ("(covert := 1)", "有不认识的写法"),
        ("+covert", "有不认识的写法"),
        ("~covert", "有不认识的写法"),
        ("not covert", "有不认识的写法"),
        ("f'{covert}'", "有不认识的写法"),
        ("covert, cross", "有不认识的写法"),
        ("-" * 300 + "covert", "嵌套太深"),
        ("covert" + "+ 1" * 150, "嵌套太深"),
        ("1 +" * 400, "versions.0.scores.month.formula"),
        ("covert; import os", "写法有误"),
    ],
)
def test_formula_that_is_not_taken(formula, said, capsys, tmp_path):
    text = changed("formula: covert + cross", f'formula: "{formula}"')
    lines = try_scheme(capsys, tmp_path, text)
    assert said in lines[0]
    assert lines[0].startswith("mine.yaml：第 21 行：")


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("month", "“month”有好几个值，请写 mean(month) 或 sum(month)"),
        ("covert", "“covert”有好几个值"),
        ("mean(half_year)", "不是比 quarter 短"),
        ("mean(quarter)", "不是比 quarter 短"),
    ],
)
def test_formula_of_a_quarter_that_is_not_taken(formula, said, capsys, tmp_path):
    assert said in try_scheme(capsys, tmp_path, changed("formula: mean(month)", f"formula: {formula}"))[0]


def test_year_made_of_a_period_that_only_some_have(capsys, tmp_path):
    text = changed("    eligible:", "      year: {formula: mean(half_year), decimals: 2}\n    eligible:")
    assert "只在部分周期有成绩" in try_scheme(capsys, tmp_path, text)[0]


def test_tie_that_reads_what_is_not_there(capsys, tmp_path):
    said = try_scheme(capsys, tmp_path, changed("formula: mean(cross)", "formula: mean(crass)"))
    assert said[0].startswith("mine.yaml：第 22 行：versions.0.scores.quarter.ties.0.formula：没有“crass”")


def test_tie_whose_formula_is_broken(capsys, tmp_path):
    said = try_scheme(capsys, tmp_path, changed("formula: mean(cross)", 'formula: "mean("'))
    assert said[0].startswith(
        "mine.yaml：第 22 行：versions.0.scores.quarter.ties.0.formula：算式“mean(”写法有误"
    )


def test_formula_in_a_case_that_is_not_chosen_is_read_too(capsys, tmp_path):
    cases = "formula: {switch: mode, cases: {on: mean(month), off: mean(}}, decimals: 2, ties"
    assert (
        "写法有误"
        in try_scheme(capsys, tmp_path, changed("formula: mean(month), decimals: 2, ties", cases))[0]
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("formula: mean(month), decimals: 2, ties", "formula: {switch: mode, cases: {on: mean(month), off: mean(moth)}}, decimals: 2, ties", "没有“moth”"),
        ("who: all", "who: all, unless: {switch: mode, cases: {on: none, off: low}}", "“low”要是写在前面"),
    ],
)  # fmt: skip
def test_case_that_is_not_chosen_must_make_sense_too(old, new, said, capsys, tmp_path):
    lines = try_scheme(capsys, tmp_path, changed(old, new))
    assert said in lines[0]
    assert len(lines) == 2
