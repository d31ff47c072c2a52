"""`wugong plan read`: its JSON is the contract, its refusals end with exit code 2."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from wugong.base.refusals import Refusal
from wugong.config import cli
from wugong.matters.plan_commands import plan

PLANS = Path(__file__).parents[1] / "data" / "plans"
TASK = {
    "no", "path", "title", "lines", "lead_units", "support_units", "group_units", "etc", "placeholder",
    "deadlines", "kpis", "recurrences",
}  # fmt: skip


def test_the_json_is_the_contract(capsys):
    assert plan(["read", str(PLANS / "brackets.txt"), "--json"]) == 0
    [document] = json.loads(capsys.readouterr().out)["documents"]
    assert {"title", "is_plan", "lines", "phases", "tasks", "safeguards"} <= set(document)
    first = document["tasks"][0]
    assert set(first) >= TASK
    assert (first["no"], first["path"], first["lines"]) == ("（1）", ["二、整治任务"], [9, 9])
    assert first["deadlines"] == [
        {"raw": "2026年5月15日前", "type": "date", "year": 2026, "month": 5, "day": 15, "inherited": False}
    ]


def test_etc_and_placeholders_are_flags(capsys):
    plan(["read", str(PLANS / "brackets.txt"), "--json"])
    tasks = json.loads(capsys.readouterr().out)["documents"][0]["tasks"]
    assert [one["etc"] for one in tasks] == [False, True, False, False]
    assert [one["placeholder"] for one in tasks] == [False, False, True, False]


def test_people_read_a_list(capsys):
    assert plan(["read", str(PLANS / "acts.txt"), str(PLANS / "lesson.txt")]) == 0
    said = capsys.readouterr().out
    assert (
        "  1  科学编制规划（第 9—9 行）\n     牵头：市民政局；配合：市自然资源局；各单位：各县区；时限：到2027年"
        in said
    )
    assert "不像方案" in said


@pytest.mark.parametrize("words", [[], ["read"], ["write"], ["read", "--xml", "a"], ["read", "/none.docx"]])
def test_what_cannot_be_done_is_refused(words):
    with pytest.raises(Refusal):
        plan(words)


def test_a_refused_file_ends_with_two_and_a_sentence(capsys, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    assert cli.run(["plan", "read", str(tmp_path / "empty.txt")]) == 2
    assert capsys.readouterr().err == "empty.txt：是空文件，请核对后再交\n"


def test_the_reader_starts_without_django():
    program = "import sys, wugong.matters.commands; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
