"""Every figure of the worked examples R01 to R14, from files through the command."""

from pathlib import Path

import pytest
from tests.rules.sheets import Result, read_rows, run, write_table

from wugong.config.cli import run as console

DATA = Path(__file__).parents[1] / "data" / "appraisal"


def town(folder: Path, *words: str, scores: str = "town.csv") -> Result:
    return run("town-environment", DATA / scores, *words, out=folder)


def held(folder: Path, *words: str) -> Result:
    """The worked town with A excluded and people posted."""
    registers = ("--holders", DATA / "town-holders.csv", "--posts", DATA / "town-posts.csv")
    return town(folder, *map(str, registers), *words)


def ranks(column: dict[str, str]) -> str:
    """Villages and their ranks, best first, those without a rank left out."""
    return " ".join(
        f"{code}{rank}" for code, rank in sorted(column.items(), key=lambda item: (item[1], item[0])) if rank
    )


def total(result: Result, *awards: str) -> float:
    return sum(float(row["amount"] or 0) for row in result.awards if row["award"] in awards)


# -- R01


def test_r01_month_scores(tmp_path):
    result = town(tmp_path, scores="r01.csv")
    scores = result.column("score", "2023-01")
    assert list(scores.values()) == ["83.00", "80.90", "100.00", "96.40", "70.00", ""]


def test_r01_month_with_a_missing_round_is_incomplete(tmp_path):
    row = town(tmp_path, scores="r01.csv").score("v6", "2023-01")
    assert (row["score"], row["rank"], row["eligible_rank"], row["complete"]) == ("", "", "", "no")


# -- R02


@pytest.mark.parametrize(
    ("reading", "scores"),
    [
        ("mean", "96.50 94.10 90.53 90.00 87.80 81.50 74.27 72.77"),
        ("literal", "86.85 84.69 81.48 81.00 79.02 73.35 66.84 65.49"),
    ],
)
def test_r02_quarter_scores_and_ranks(reading, scores, tmp_path):
    result = town(tmp_path, "--set", f"quarter={reading}")
    found = result.column("score", "2023-Q2")
    assert [found[code] for code in "BADCEFGH"] == scores.split()
    assert ranks(result.column("rank", "2023-Q2")) == "B1 A2 D3 C4 E5 F6 G7 H8"


def test_r02_previous_ranks(tmp_path):
    assert ranks(town(tmp_path).column("rank", "2023-Q1")) == "A1 C2 F3 B4 G5 E6 D7 H8"


def test_r02_near_ties_fall_to_the_cross_mean_under_the_mean(tmp_path):
    result = town(tmp_path, scores="r02-near-ties.csv")
    assert [result.score(code, "2023-Q1")["score"] for code in "xy"] == ["86.67", "86.67"]
    assert ranks(result.column("rank", "2023-Q1")) == "z1 y2 x3"


def test_r02_near_ties_differ_under_the_literal_reading(tmp_path):
    result = town(tmp_path, "--set", "quarter=literal", scores="r02-near-ties.csv")
    assert [result.score(code, "2023-Q1")["score"] for code in "xyz"] == ["78.00", "78.01", "90.00"]


def test_r02_routine_takes_the_missing_tenth(tmp_path):
    result = town(tmp_path, "--set", "quarter=with_routine", scores="r02-routine.csv")
    assert result.score("x", "2023-Q1")["score"] == "88.70"


# -- R03 and R04


def test_r03_half_year_is_the_mean_of_two_published_quarters(tmp_path):
    assert town(tmp_path / "four", scores="r04.csv").score("x", "2023-H1")["score"] == "89.80"
    halves = town(tmp_path / "town").column("score", "2023-H1")
    assert (halves["H"], halves["G"]) == ("73.39", "76.14")


@pytest.mark.parametrize(("reading", "year"), [("mean", "90.80"), ("literal", "81.72")])
def test_r04_year_is_a_quarter_of_each_quarter(reading, year, tmp_path):
    result = town(tmp_path, "--set", f"quarter={reading}", scores="r04.csv")
    assert result.score("x", "2023")["score"] == year


def test_this_schemes_only_half_year_is_the_first(tmp_path):
    periods = {row["period"] for row in town(tmp_path, scores="r04.csv").scores}
    assert "2023-H1" in periods
    assert "2023-H2" not in periods


# -- R05


def test_r05_ties_fall_to_cross_then_last_month_then_share(tmp_path):
    result = town(tmp_path, scores="r05.csv")
    assert set(result.column("score", "2023-Q1").values()) == {"82.67"}
    assert ranks(result.column("rank", "2023-Q1")) == "Y1 W2 Z2 X4"
    assert result.paid("rank-reward", "2023-Q1") == {"Y": "10000.00", "Z": "7000.00", "W": "7000.00"}


def test_r05_split_that_does_not_come_out_even_is_rounded_down(tmp_path):
    same = [
        {
            "village_code": c,
            "village": c,
            "town_code": "t",
            "month": f"2023-0{m}",
            "covert": "80",
            "cross": "80",
        }
        for c in "abcdefg"
        for m in (1, 2, 3)
    ]
    sheet = write_table(tmp_path / "same.csv", list(same[0]), same)
    paid = run("town-environment", sheet, out=tmp_path).paid("rank-reward", "2023-Q1")
    assert set(paid.values()) == {"3428.57"}


# -- R06 and R07


def test_r06_holder_stays_in_the_full_ranking_and_leaves_the_eligible_one(tmp_path):
    result = held(tmp_path)
    assert ranks(result.column("rank", "2023-Q2")) == "B1 A2 D3 C4 E5 F6 G7 H8"
    assert ranks(result.column("eligible_rank", "2023-Q2")) == "B1 D2 C3 E4 F5 G6 H7"


def test_r06_holder_of_a_later_day_is_still_eligible(tmp_path):
    assert held(tmp_path).score("A", "2023-Q1")["eligible_rank"] == "1"


def test_r07_money_passes_down_to_the_next_eligible(tmp_path):
    paid = held(tmp_path).paid("rank-reward", "2023-Q2")
    assert paid == {"B": "10000.00", "D": "8000.00", "C": "6000.00"}


def test_r07_positions_without_a_village_lapse(tmp_path):
    rows = [row for row in read_rows(DATA / "town.csv") if row["village_code"] in "AB"]
    sheet = write_table(tmp_path / "two.csv", list(rows[0]), rows)
    result = run("town-environment", sheet, "--holders", DATA / "town-holders.csv", out=tmp_path)
    assert result.paid("rank-reward", "2023-Q2") == {"B": "10000.00"}


# -- R08


def test_r08_town_pays_progress_to_the_two_that_gained_most(tmp_path):
    assert held(tmp_path).paid("progress", "2023-Q2") == {"B": "4000.00", "D": "4000.00"}


@pytest.mark.parametrize(
    ("place", "paid"), [("t1", {"t1-a", "t1-b"}), ("t2", set()), ("t3", {"t3-a"}), ("t4", {"t4-a", "t4-b"})]
)
def test_r08_gains_and_scores_choose(place, paid, tmp_path):
    found = town(tmp_path, scores="r08.csv").paid("progress", "2023-Q2")
    assert {code for code in found if code.startswith(place)} == paid


# -- R09


def test_r09_bottom_two_with_fines(tmp_path):
    result = held(tmp_path, "--set", "fines=on")
    assert result.paid("bottom", "2023-Q2") == {"H": "-2000.00", "G": "-1000.00"}


def test_r09_statement_without_fines_has_no_amount(tmp_path):
    assert held(tmp_path).paid("bottom", "2023-Q2") == {"H": "", "G": ""}


def test_r09_combined_quarter_result(tmp_path):
    result = held(tmp_path, "--set", "fines=on")
    sums = dict.fromkeys("ABCDEFGH", 0.0)
    for row in result.awards:
        if row["period"] == "2023-Q2" and row["recipient"] in sums:
            sums[row["recipient"]] += float(row["amount"] or 0)
    assert sums == {"A": 0, "B": 14000, "C": 6000, "D": 12000, "E": 0, "F": 0, "G": -1000, "H": -2000}


def test_r09_town_of_four_has_no_bottom(tmp_path):
    rows = [row for row in read_rows(DATA / "town.csv") if row["village_code"] in "ABGH"]
    sheet = write_table(tmp_path / "four.csv", list(rows[0]), rows)
    result = run("town-environment", sheet, "--set", "fines=on", out=tmp_path)
    assert "bottom" not in {row["award"] for row in result.awards}


def test_r09_reasons_carry_the_flags_of_c04_and_c12(tmp_path):
    result = held(tmp_path, "--set", "fines=on")
    reasons = {row["recipient"]: row["reason"] for row in result.awards if row["award"] == "bottom"}
    assert "推定数额" in reasons["H"]
    assert "须法制审核" in reasons["H"]
    assert "推定数额" not in reasons["G"]
    assert "须法制审核" in reasons["G"]


# -- R10


def test_r10_last_twice_is_referred(tmp_path):
    assert town(tmp_path).paid("referral", "2023-Q2") == {"H": ""}


def test_r10_every_last_after_a_last_is_referred_across_the_year(tmp_path):
    result = town(tmp_path, scores="r10.csv")
    lasts = [result.score("t1-h", f"{period}")["rank"] for period in ("2022-Q3", "2022-Q4", "2023-Q1")]
    assert lasts == ["8", "7", "8"]
    referred = [(row["village_code"], row["period"]) for row in result.awards if row["award"] == "referral"]
    assert referred == [("t2-h", "2022-Q4"), ("t2-h", "2023-Q1")]


# -- R11


def test_r11_cadres_follow_the_eligible_list_with_a_row_for_each_reason(tmp_path):
    rows = [
        row for row in held(tmp_path).awards if (row["award"], row["period"]) == ("post-reward", "2023-Q2")
    ]
    found = sorted((row["village_code"], row["recipient"], row["amount"]) for row in rows)
    assert found == [
        ("B", "cadre-B", "200.00"),
        ("B", "cadre-B", "300.00"),
        ("C", "cadre-C", "100.00"),
        ("D", "cadre-D", "200.00"),
        ("D", "cadre-D", "200.00"),
    ]


# -- R12


def test_r12_half_year_fines_for_leaders_and_cadres(tmp_path):
    result = held(tmp_path, "--set", "fines=on")
    assert result.paid("post-fine", "2023-H1") == {
        "leader-H": "-300.00",
        "cadre-H": "-200.00",
        "leader-G": "-200.00",
        "cadre-G": "-100.00",
    }
    assert total(result, "post-fine") == -800


def test_r12_without_fines_nothing_is_proposed(tmp_path):
    assert held(tmp_path).paid("post-fine", "2023-H1") == {}


# -- R13 and R14


def test_r13_city_pays_the_first_ten(tmp_path):
    result = run("city-half-year", "--register", f"ranking={DATA / 'r13-ranking.csv'}", out=tmp_path)
    assert result.paid("city-top-ten", "2023-H1") == {"430682101201": "50000.00", "430682101202": "50000.00"}
    assert result.scores == []


def test_r14_creation_rewards_add_up(tmp_path):
    result = run("creation", "--designations", DATA / "r14-designations.csv", out=tmp_path)
    assert total(result, "creation") == 1_410_000


def test_r14_reason_names_the_designation_in_chinese(tmp_path):
    result = run("creation", "--designations", DATA / "r14-designations.csv", out=tmp_path)
    assert "c1 2023年命名登记：岳阳市美丽屋场，拟奖 50000.00 元" in result.awards[4]["reason"]


def test_r14_unit_with_two_levels_in_a_year_gets_the_higher_only(tmp_path):
    rows = read_rows(DATA / "r14-designations.csv")
    rows.append(rows[2] | {"designation": "provincial-village"})
    sheet = write_table(tmp_path / "two-levels.csv", list(rows[0]), rows)
    result = run("creation", "--designations", sheet, out=tmp_path / "out")
    assert result.paid("creation", "2023")["v3"] == "500000.00"
    assert total(result, "creation") == 1_410_000 - 200_000 + 500_000


def test_r14_thirty_first_courtyard_is_refused(tmp_path, capsys):
    given = ["creation", "--designations", str(DATA / "r14-too-many.csv"), "--out", str(tmp_path / "out")]
    assert console(["appraise", *given]) == 2
    assert "第 32 行" in (said := capsys.readouterr().err)
    assert "名额 30 个" in said
    assert not (tmp_path / "out").exists()
