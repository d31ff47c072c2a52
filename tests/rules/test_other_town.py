"""Another town's scheme, YAML alone: other inputs, monthly rewards, three consequences, a change in mid-year."""

from pathlib import Path

import pytest
from tests.rules.sheets import Result, run, write_table

DATA = Path(__file__).parents[1] / "data" / "schemes"


@pytest.fixture(scope="module")
def result(tmp_path_factory) -> Result:
    folder = tmp_path_factory.mktemp("riverside")
    captains = [{"code": code, "person": f"片长{code}"} for code in "abcde"]
    register = write_table(folder / "captains.csv", ("code", "person"), captains)
    return run(DATA / "riverside.yaml", DATA / "riverside.csv", "--captains", register, out=folder / "out")


def test_month_follows_the_version_in_force_on_its_last_day(result):
    assert list(result.column("score", "2024-04").values()) == ["82.00", "82.00", "59.00", "55.40", "55.41"]
    assert list(result.column("score", "2024-05").values()) == ["82.00", "80.00", "58.00", "54.50", "54.50"]


def test_a_missing_input_counts_as_the_scheme_says(result):
    figure = next(
        f for f in result.explain["figures"] if (f["village_code"], f["period"]) == ("c", "2024-03")
    )
    assert figure["score"] == "59.00"
    assert figure["inputs"]["waste"] == "0.00"


def test_month_ties_fall_to_the_schemes_own_tie_rule(result):
    assert list(result.column("rank", "2024-03").values()) == ["1", "2", "3", "4", "5"]
    assert list(result.column("rank", "2024-04").values()) == ["1", "1", "3", "5", "4"]


def test_exact_scores_rank_what_two_decimals_cannot_tell_apart(result):
    scores, ranks = result.column("score", "2024-Q2"), result.column("rank", "2024-Q2")
    assert (scores["d"], scores["e"]) == ("54.80", "54.80")
    assert (ranks["d"], ranks["e"]) == ("5", "4")


def test_quarter_ties_fall_to_the_order_of_codes(result):
    assert [result.column("score", "2024-Q2")[code] for code in "ab"] == ["82.00", "82.00"]
    assert [result.column("rank", "2024-Q2")[code] for code in "ab"] == ["1", "2"]


def test_a_quarter_that_the_file_does_not_hold_is_incomplete(result):
    assert set(result.column("complete", "2024-Q1").values()) == {"no"}


def test_monthly_rewards_of_each_version(result):
    assert result.paid("monthly", "2024-03") == {"a": "500.00", "b": "300.00"}
    assert result.paid("monthly", "2024-04") == {"a": "500.00", "b": "500.00"}
    assert result.paid("monthly", "2024-05") == {"a": "600.00", "b": "400.00", "c": "200.50"}
    assert result.paid("monthly", "2024-06") == {"b": "600.00", "a": "400.00", "c": "200.50"}


def test_three_consequences_from_the_bottom_begin_with_their_version(result):
    assert result.paid("last-three", "2024-04") == {}
    assert result.paid("last-three", "2024-06") == {"e": "-300.00", "d": "-200.00", "c": "-100.00"}


def test_those_tied_at_the_bottom_are_left_alone(result):
    assert result.paid("last-three", "2024-05") == {"c": "-100.00"}


def test_what_follows_a_place_may_have_an_amount_for_any_other(result):
    assert result.paid("captain", "2024-06") == {"片长b": "50.00", "片长a": "20.00", "片长c": "20.00"}


def test_explanation_names_the_version_and_its_document(result):
    rules = {figure["period"]: figure["rule"] for figure in result.explain["figures"]}
    assert rules["2024-04"] == "spring/month"
    assert rules["2024-05"] == "summer/month"
    assert rules["2024-Q2"] == "summer/quarter"
    assert result.explain["version"] == "summer"
    assert {rule["basis"] for rule in result.explain["rules"]} == {"河边镇〔2024〕1 号", "河边镇〔2024〕9 号"}
