"""The console word `registers`: what is refused, what is printed, the exit code."""

import json
from pathlib import Path

import pytest

from wugong.base.faults import FileRefused
from wugong.config.cli import run as console
from wugong.rules.commands import WORDS
from wugong.rules.register_commands import NoSuchRegisterFile, RegistersUsage, check, lint, registers
from wugong.rules.register_reading import BUNDLED

SMALL = (Path(__file__).parents[1] / "data" / "registers" / "small.yaml").read_text("utf-8")
CASES = """register: small
cases:
  - {name: 登记, opened: 2026-11-16 09:00, by: asker, facts: {kind: small}, due: {begin: 2026-11-18 09:00}}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, "utf-8")
    return path


# refused


@pytest.mark.parametrize("words", [[], ["fly"], ["lint"], ["check", "task", "--loud"], ["list", "task"]])
def test_words_that_cannot_be_understood_refused(words):
    with pytest.raises(RegistersUsage, match="用法请看 wugong registers"):
        registers(words)


@pytest.mark.parametrize("word", [lint, check])
def test_missing_file_refused(word, tmp_path):
    with pytest.raises(NoSuchRegisterFile, match=r"随带的台账有 bare-house、.*、waste-pool"):
        word([str(tmp_path / "none.yaml")])


def test_text_that_is_not_utf8_refused(tmp_path):
    path = tmp_path / "gbk.yaml"
    path.write_bytes("台账".encode("gbk"))
    with pytest.raises(FileRefused) as refused:
        check([str(path)])
    assert refused.value.faults == ["gbk.yaml：这不是 UTF-8 文字，请另存为 UTF-8"]


def test_a_register_that_does_not_fit_is_refused_by_its_name(small):
    small.write_text(SMALL.replace("years_kept: 10", "years_kept: x"), "utf-8")
    with pytest.raises(FileRefused, match=r"^small\.yaml 共有 1 处要改"):
        check([str(small)])


# list


def test_the_bundled_ones_are_listed(capsys):
    assert registers(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(BUNDLED) == 23
    assert "waste-pool：垃圾池拆除（环境），4 个状态、4 个动作、1 个时限" in lines


def test_the_list_as_json(capsys):
    assert registers(["list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["registers"]
    assert [row["code"] for row in rows] == list(BUNDLED)
    assert set(rows[0]) == {
        "code", "title", "stage", "group", "minutes", "fields", "states", "moves", "clocks", "tables",
    }  # fmt: skip


def test_the_console_knows_the_word(capsys):
    assert WORDS["registers"] is registers
    assert console(["registers", "lint", "task"]) == 0
    assert capsys.readouterr().out.endswith("写得对，可以用\n")


# lint


def test_faults_are_printed_by_line(small, capsys):
    small.write_text(SMALL.replace("to: done,", "to: over,"), "utf-8")
    assert lint([str(small)]) == 1
    out = capsys.readouterr().out
    assert "没有“over”这个状态" in out
    assert out.endswith("1 处要改\n")


def test_faults_as_json(small, capsys):
    small.write_text(SMALL.replace("to: done,", "to: over,"), "utf-8")
    assert lint([str(small), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert len(found["faults"]) == 1
    assert found["advice"] == []


def test_what_one_may_think_over_is_told(small, capsys):
    text = SMALL.replace("by: [desk], needs: [reason]}", "by: [desk]}").replace("tables:", "quotas_:")
    begin, end = text.index("    clocks:"), text.index("    confirmation:")
    text = text[:begin] + text[end : text.index("    quotas_:")]
    small.write_text(text, "utf-8")
    assert lint([str(small), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)["advice"]
    assert [one[:6] for one in said] == ["没有写时限（", "动作“不办”", "没有写月表（"]


def test_limits_without_a_basis_are_told(small, capsys):
    assert lint([str(small)]) == 0
    assert "可以想想：时限“开始”没有全写依据（article）" in capsys.readouterr().out


# check


@pytest.mark.parametrize("code", BUNDLED)
def test_the_cases_of_each_bundled_register_come_out(code, capsys):
    assert check([code, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["failures"], found["without_case"]) == ([], [])
    assert found["moves"] > 0
    assert found["cases"] > 0


def test_cases_beside_the_file_are_found(small, capsys):
    small.with_suffix(".cases.yaml").write_text(CASES, "utf-8")
    assert check([str(small)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "没有算例的动作：start、drop、finish、close、confirm、reopen",
        "小台账：6 个动作，1 个算例，0 个不符",
    ]


def test_a_case_that_does_not_come_out_is_told(small, tmp_path, capsys):
    cases = tmp_path / "mine.yaml"
    cases.write_text(CASES.replace("2026-11-18 09:00", "2026-11-19 09:00"), "utf-8")
    assert check([str(small), "--cases", str(cases)]) == 1
    assert "第 3 行：登记：begin 应于 2026-11-19 09:00:00 到期" in capsys.readouterr().out


def test_without_cases_the_moves_are_named(small, capsys):
    assert check([str(small)]) == 0
    assert "小台账：6 个动作，0 个算例，0 个不符" in capsys.readouterr().out


def test_where_every_move_has_a_case_none_is_named(capsys):
    assert check(["waste-pool"]) == 0
    assert capsys.readouterr().out.splitlines() == ["垃圾池拆除：4 个动作，3 个算例，0 个不符"]
