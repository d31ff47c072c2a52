"""The corners of schemes that the bundled ones do not reach."""

from pathlib import Path

import pytest
from tests.rules.sheets import write_table
from tests.rules.small import HEAD, appraisal_of, scheme_of

from wugong.base.faults import Faults
from wugong.base.periods import Period
from wugong.config.cli import run as console
from wugong.rules.commands import appraise
from wugong.rules.documents import Document, read_document
from wugong.rules.library import read_scheme
from wugong.rules.progress import Progress

HEAD_UNTIL = HEAD.replace("from: 2000-01-01", "from: 2000-01-01\n    until: 2023-02-15")
QUARTER = [[(9000, 8000), (9000, 8000), (8000, 7000)]] * 3


AWARDS = """\
    awards:
      gifts:
        title: 礼物
        kind: rank
        public: yes
        period: month
        ranking: full
        from: top
        tied: each
        to:
          - {register: guests, recipient: person, amounts: {1: 10}}
          - {register: guests, recipient: person, amounts: {2: 5}}
      praise: {title: 表扬, kind: rank, public: yes, period: month, ranking: full, from: top, tied: each, amounts: {1: 7}, amounts_only: {switch: money, is: on}}
      worst: {title: 倒数第二连续, kind: streak, public: no, period: month, ranking: full, place: 2, times: 3, does: 约谈}
registers:
  guests: {title: 客人, columns: {code: {type: subject}, person: {type: text}, seats: {type: integer, least: 1, most: 9}, month: {type: period, levels: [month]}}}
switches:
  money: {title: 给不给钱, default: off, choices: {on: 给, off: 不给}}
"""


@pytest.fixture
def corner(tmp_path) -> Path:
    (tmp_path / "corner.yaml").write_text(
        HEAD + "      month: {formula: a + b, decimals: 2}\n" + AWARDS, "utf-8"
    )
    rows = [
        {"code": code, "title": code, "town": "t", "month": f"2023-0{month}", "a": str(score), "b": "0"}
        for month in (1, 2, 3)
        for code, score in (("x", 90), ("y", 80), ("z", 70))
    ]
    write_table(tmp_path / "scores.csv", list(rows[0]), rows)
    return tmp_path


def guests(folder: Path, *rows: str) -> str:
    (folder / "guests.csv").write_text("\n".join(["code,person,seats,month", *rows]) + "\n", "utf-8")
    return str(folder / "guests.csv")


def test_people_get_the_amount_of_their_place(corner, tmp_path):
    register = guests(corner, "x,王,1,2023-01", "y,李,9,2023-01", "z,赵,9,2023-02")
    assert (
        appraise(
            [
                str(corner / "corner.yaml"),
                str(corner / "scores.csv"),
                "--guests",
                register,
                "--out",
                str(tmp_path / "o"),
            ]
        )
        == 0
    )
    text = (tmp_path / "o" / "awards.csv").read_text("utf-8")
    assert "x,2023-01,gifts,王,10.00" in text
    assert "y,2023-01,gifts,李,5.00" in text
    assert "赵" not in text
    assert "x,2023-01,praise,x,," in text
    assert (
        "y,2023-03,worst,y,,proposed,y2023年1月、2023年2月、2023年3月连续 3 次在全镇列倒数第2，约谈。" in text
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("x,,1,2023-01", "person 列：“”不能空着"),
        ("x,王,０,2023-01", "seats 列：“０”不是整数"),
        ("x,王,1.5,2023-01", "seats 列：“1.5”不是整数"),
        ("x,王,0,2023-01", "seats 列：“0”不能小于 1"),
        ("x,王,10,2023-01", "seats 列：“10”不能大于 9"),
        ("x,王,1,2023-Q1", "month 列：“2023-Q1”不是可用的周期（月）"),
        ("x,王,1,soon", "month 列：“soon”不是可用的周期（月）"),
    ],
)
def test_register_cell_of_the_wrong_kind(row, said, corner, capsys):
    words = [
        str(corner / "corner.yaml"),
        str(corner / "scores.csv"),
        "--guests",
        guests(corner, row),
        "--out",
        "nowhere",
    ]
    assert console(["appraise", *words]) == 2
    assert said in capsys.readouterr().err


def test_awards_by_register_follow_the_version_in_force(tmp_path):
    (tmp_path / "s.yaml").write_text(
        """\
scheme: two
title: 两版
registers:
  list: {title: 名单, required: yes, columns: {unit: {type: code}, year: {type: period}, rank: {type: integer}}}
versions:
  - version: old
    from: 2020-01-01
    basis: {document: 旧文件}
    awards:
      prize: {title: 奖, kind: row, public: yes, register: list, recipient: unit, period_column: year, amount_by: {column: rank, at_most: {1: 100, 3: 50}}, quotas: {2: 1}}
  - version: new
    from: 2022-07-01
    basis: {document: 新文件}
    awards:
      prize: {title: 奖, kind: row, public: yes, register: list, recipient: unit, period_column: year, amount_by: {column: rank, at_most: {1: 200}}}
""",
        "utf-8",
    )
    (tmp_path / "l.csv").write_text(
        "unit,year,rank\na,2021,1\nb,2021,3\n\na,2022,1\nb,2022,2\nc,2019,1\nd,2021,4\n"
    )
    assert (
        appraise([str(tmp_path / "s.yaml"), "--list", str(tmp_path / "l.csv"), "--out", str(tmp_path / "o")])
        == 0
    )
    rows = [
        line.split(",")[:5] for line in (tmp_path / "o" / "awards.csv").read_text("utf-8").splitlines()[1:]
    ]
    assert rows == [
        ["a", "2021", "prize", "a", "100.00"],
        ["b", "2021", "prize", "b", "50.00"],
        ["a", "2022", "prize", "a", "200.00"],
    ]


def test_quota_of_a_register_holds_beside_a_score_sheet_too(corner, capsys):
    text = (
        (corner / "corner.yaml")
        .read_text("utf-8")
        .replace(
            "    awards:\n",
            "    awards:\n      seat: {title: 座位, kind: row, public: yes, register: guests, recipient: person, period_column: month, amount_by: {column: seats, at_most: {9: 1}}, quotas: {3: 1}}\n",
        )
    )
    (corner / "corner.yaml").write_text(text, "utf-8")
    register = guests(corner, "x,王,3,2023-01", "", "y,李,3,2023-01")
    words = [
        str(corner / "corner.yaml"),
        str(corner / "scores.csv"),
        "--guests",
        register,
        "--out",
        str(corner / "out"),
    ]
    assert console(["appraise", *words]) == 2
    assert "第 4 行，seats 列：2023年1月的 3 名额 1 个" in capsys.readouterr().err
    assert not (corner / "out").exists()


def test_facts_that_touch_no_period_of_the_scheme_give_no_figure(tmp_path):
    (tmp_path / "s.yaml").write_text(
        HEAD + "      half_year: {only: [H2], formula: mean(a), decimals: 2}\n", "utf-8"
    )
    write_table(
        tmp_path / "s.csv",
        ("code", "title", "town", "month", "a", "b"),
        [
            dict(
                zip(
                    ("code", "title", "town", "month", "a", "b"),
                    ("x", "x", "t", "2023-01", "1", "1"),
                    strict=True,
                )
            )
        ],
    )
    assert appraise([str(tmp_path / "s.yaml"), str(tmp_path / "s.csv"), "--out", str(tmp_path / "o")]) == 0
    assert (
        tmp_path / "o" / "scores.csv"
    ).read_text() == "village_code,period,score,rank,eligible_rank,complete\n"


def test_version_without_a_register_of_holders_leaves_nobody_out():
    appraisal = appraisal_of(scheme_of({"month": "{formula: a, decimals: 2}"}), "2023-01", QUARTER[:1])
    assert appraisal.facts.left_out(appraisal.scheme, "1", Period.parse("2023-01")) == [False] * 3


def test_period_beyond_the_end_of_a_version_has_no_figure():
    text = (
        HEAD_UNTIL
        + "      month: {formula: a, decimals: 2}\n      quarter: {formula: mean(month), decimals: 2}\n"
    )
    appraisal = appraisal_of(read_scheme(text), "2023-01", QUARTER[:1])
    assert [str(slot.period) for slot in appraisal.calendar.slots] == ["2023-01"]


def test_line_of_a_path_is_that_of_the_nearest_part_above():
    document = read_document("a:\n  b: 1\n", Faults("x"))
    assert document is not None
    assert [document.line(path) for path in (("a", "b"), ("a", "b", "c"), ("a", "d"), ("e",))] == [2, 2, 1, 1]
    assert Document({}).line(("a",)) == 1


def test_progress_may_be_silent(capsys):
    silent = Progress(shown=False)
    silent.say("开始")
    silent.step("读入", 1024)
    assert capsys.readouterr().err == ""


def test_progress_speaks_at_most_once_a_second(capsys):
    progress = Progress()
    for count in range(4096):
        progress.step("读入", count)
    assert capsys.readouterr().err == ""
    progress.last -= 2
    progress.step("读入", 1024)
    progress.step("读入", 2048)
    assert capsys.readouterr().err == "读入 1,024 行…\n"


@pytest.mark.parametrize("text", ["[" * 1024 * 1024, "- " * 1024 * 512, "{a: " * 1024 * 256])
def test_a_bottomless_document_is_refused_at_its_thirtieth_level(text):
    faults = Faults("办法")
    assert read_document(text, faults) is None
    assert "层次不超过 30 层" in faults.lines[0]
