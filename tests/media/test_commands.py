"""The console word `media`."""

import pytest

from wugong.config import cli


def test_a_wrong_word_is_refused_with_the_way_to_the_help(capsys):
    assert cli.run(["media", "mop"]) == 2
    assert "wugong media --help" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_sweep_says_how_many_files_went(capsys, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert cli.run(["media", "sweep"]) == 0
    assert capsys.readouterr().out == "清除了 0 个没有登记的文件。\n"
