"""The handbook's example is done as it stands there: the same files, the same commands, the same answers."""

import re
from pathlib import Path

import pytest

from wugong.config import cli

PAGE = Path(__file__).parents[2] / "docs/handbook/appraise.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands of the page with their answers, in a folder that has the page's two files."""
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall(PAGE.read_text("utf-8"))
    scores, holders = (text for kind, text in blocks if kind == "csv")
    Path("scores.csv").write_text(scores, "utf-8")
    Path("holders.csv").write_text(holders, "utf-8")
    return [text.splitlines() for kind, text in blocks if kind == "console"]


def test_commands_of_the_page_answer_as_it_says(
    commands: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(commands) == 2
    for command, *answer in commands:
        words = command.removeprefix("$ wugong ").split()
        assert cli.run(words) == 0
        assert capsys.readouterr().out.splitlines() == answer


def test_result_is_what_the_page_tells(commands: list[list[str]]) -> None:
    cli.run(commands[0][0].removeprefix("$ wugong ").split())
    scores = Path("result/scores.csv").read_text("utf-8")
    awards = Path("result/awards.csv").read_text("utf-8")
    assert "B1,2026-09,,,,no" in scores
    assert "B1,2026-Q3,,,,no" in scores
    assert re.search(r"C1,2026-Q3,rank-reward,C1,10000\.00,proposed,丙村2026年三季度参评第 1 名", awards)
    assert "A1,2026-Q3,rank-reward" not in awards
