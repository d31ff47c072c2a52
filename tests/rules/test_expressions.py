"""Formulas made up at random: the engine's figure, and the formula it says, against plain fractions."""

import re
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.small import appraisal_of, figure_of, scheme_of

from wugong.rules.expressions import ExpressionRefused, constant, parse, series_in

NUMBERS = st.sampled_from(["0", "1", "2", "0.30", "0.7", "3.5", "100", "0.125"])
SCORES = st.integers(-10_000, 10_000)
SERIES = [
    f"{over}({name})"
    for over in ("sum", "mean", "min", "max", "first", "last")
    for name in ("a", "b", "month")
]


def formulas(names: list[str]) -> st.SearchStrategy[str]:
    leaves = st.sampled_from(names) | NUMBERS

    def bigger(smaller: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.tuples(smaller, st.sampled_from(["+", "-", "*"]), smaller).map(
                lambda part: f"({part[0]} {part[1]} {part[2]})"
            ),
            st.tuples(smaller, st.sampled_from(["2", "0.5", "(3 - 1)", "(2 / 5)", "(2 * 4)"])).map(
                lambda part: f"{part[0]} / {part[1]}"
            ),
            st.tuples(st.sampled_from(["max", "min"]), smaller, smaller).map(
                lambda part: f"{part[0]}({part[1]}, {part[2]})"
            ),
            smaller.map(lambda part: f"-{part}"),
        )

    return st.recursive(leaves, bigger, max_leaves=6).filter(lambda text: any(name in text for name in names))


def exact(text: str, values: dict[str, object]) -> Fraction:
    """The formula as Python reads it, every number a fraction."""
    fractions = re.sub(r"(?<![A-Za-z_.0-9])([0-9]+(?:\.[0-9]+)?)", r"F('\1')", text)
    overs = {
        "sum": sum,
        "mean": lambda part: sum(part) / len(part),
        "first": lambda p: p[0],
        "last": lambda p: p[-1],
    }
    return Fraction(
        eval(fractions, {"__builtins__": {}}, {"F": Fraction, "max": max, "min": min, **overs, **values})
    )


def rounded(value: Fraction, decimals: int) -> int:
    half = floor(abs(value) * 10**decimals + Fraction(1, 2))
    return half if value >= 0 else -half


def said_back(steps: list[str]) -> Fraction:
    """The formula in the explanation, computed from its own words."""
    text = steps[0].rsplit(" = ", 1)[0]
    text = text.replace("甲项 ", "").replace("乙项 ", "").replace("（", "(").replace("）", ")")
    text = (
        text.replace("×", "*")
        .replace("÷", "/")
        .replace("最高", "max")
        .replace("最低", "min")
        .replace("、", ",")
    )
    return exact(text, {})


@settings(deadline=None, max_examples=40)
@given(formulas(["a", "b"]), SCORES, SCORES, st.integers(0, 4))
def test_month_is_what_its_formula_says(formula, a, b, decimals):
    scheme = scheme_of({"month": f'{{formula: "{formula}", decimals: {decimals}}}'})
    figure, steps = figure_of(appraisal_of(scheme, "2023-01", [[(a, b)]]), "2023-01")
    wanted = rounded(exact(formula, {"a": Fraction(a, 100), "b": Fraction(b, 100)}), decimals)
    assert figure.score == wanted
    assert rounded(said_back(steps), decimals) == wanted


@settings(deadline=None, max_examples=40)
@given(formulas(SERIES), st.lists(st.tuples(SCORES, SCORES), min_size=3, max_size=3), st.integers(0, 4))
def test_quarter_is_what_its_formula_says(formula, months, decimals):
    scheme = scheme_of(
        {
            "month": "{formula: a / 3 + b, decimals: 2}",
            "quarter": f'{{formula: "{formula}", decimals: {decimals}}}',
        }
    )
    figure, steps = figure_of(appraisal_of(scheme, "2023-01", [[month] for month in months]), "2023-Q1")
    values = {"a": [Fraction(a, 100) for a, _ in months], "b": [Fraction(b, 100) for _, b in months]}
    scores = [Fraction(rounded(Fraction(a, 300) + Fraction(b, 100), 2), 100) for a, b in months]
    known = {"sum": sum, "mean": lambda p: sum(p) / len(p), "first": lambda p: p[0], "last": lambda p: p[-1]}
    wanted = rounded(series_value(formula, values | {"month": scores}, known), decimals)
    assert figure.score == wanted
    assert rounded(said_back(steps), decimals) == wanted


def series_value(formula: str, values: dict[str, list[Fraction]], known: dict[str, object]) -> Fraction:
    for over in ("sum", "mean", "min", "max", "first", "last"):
        for name, series in values.items():
            function = known.get(over) or {"min": min, "max": max}[over]
            formula = formula.replace(f"{over}({name})", f"({function(series)})")
    return exact(formula, {})


@given(st.text(max_size=30))
def test_any_text_is_an_expression_or_refused_in_words(text):
    try:
        known = list(series_in(parse(text)))
    except ExpressionRefused as refusal:
        known = [refusal.facts["why"]]
    assert known or constant(parse(text)) is not None or "m" in text


def test_series_are_named_in_the_order_they_appear():
    named = [(series.name, series.over) for series in series_in(parse("max(sum(a), 2 * b) - last(c) / 2"))]
    assert named == [("a", "sum"), ("b", None), ("c", "last")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 * 3 - 1", 5),
        ("1 / 4", Fraction(1, 4)),
        ("a", None),
        ("a * 2", None),
        ("1 + a", None),
        ("max(1, 2)", None),
    ],
)
def test_constant_of_an_expression(text, value):
    assert constant(parse(text)) == value
