"""The console word `media`."""

import os

import pytest

from wugong.config import cli


def test_a_wrong_word_is_refused_with_the_way_to_the_help(capsys):
    assert cli.run(["media", "mop"]) == 2
    assert "wugong media --help" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_sweep_says_how_many_files_went(capsys, folder):
    left = folder / "990101" / "2026-01" / "left.jpg"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x")
    os.utime(left, (0, 0))
    assert cli.run(["media", "sweep"]) == 0
    assert capsys.readouterr().out == "清除了 1 个没有登记的文件。\n"
    assert cli.run(["media", "sweep"]) == 0
    assert capsys.readouterr().out == "清除了 0 个没有登记的文件。\n"
