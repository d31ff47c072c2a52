"""Runs the console word on what must be refused, and sees that nothing is written and nothing is lost."""

import re
from pathlib import Path

from wugong.config.cli import run as console

CHINESE = re.compile("[\u4e00-\u9fff]")
RESULT = ["awards.csv", "explain.json", "scores.csv"]


def refused(capsys, folder: Path, *words: str | Path) -> list[str]:
    """The lines said on stderr; the earlier result in DIR is kept, byte for byte."""
    out = folder / "kept"
    out.mkdir(exist_ok=True)
    for name in RESULT:
        (out / name).write_text(f"an earlier {name}")
    said = refused_into(capsys, out, *words)
    assert sorted(path.name for path in out.iterdir()) == RESULT
    assert all(path.read_text() == f"an earlier {path.name}" for path in out.iterdir())
    return said


def refused_into(capsys, out: Path, *words: str | Path) -> list[str]:
    """The lines said on stderr, each with a Chinese sentence; nothing stands on stdout."""
    capsys.readouterr()
    assert console(["appraise", *map(str, words), "--out", str(out)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert lines
    assert all(CHINESE.search(line) for line in lines)
    return lines
