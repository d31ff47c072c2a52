"""The console command: which room answers, and how it ends."""

import os
import subprocess
import sys

import pytest

from wugong.base.refusals import Refusal
from wugong.config import cli


def wugong(*arguments, **surroundings):
    command = [sys.executable, "-m", "wugong.config.cli", *arguments]
    return subprocess.run(command, env=os.environ | surroundings, capture_output=True, text=True)


@pytest.fixture
def word(monkeypatch):
    """Let a room offer the word `try`, which does what the test says."""

    def offer(does):
        monkeypatch.setattr(cli, "words", lambda rooms: {"try": does} if rooms is cli.PURE else {})

    return offer


def refuse(arguments):
    raise Refusal(why="没有带表")


def stumble(arguments):
    raise ZeroDivisionError("by nought")


def test_a_refusal_is_its_sentence_and_exit_code_two(word, capsys):
    word(refuse)
    assert cli.run(["try"]) == 2
    assert capsys.readouterr().err == "这一步不能办：没有带表\n"


def test_a_fault_of_ours_is_a_sentence_and_exit_code_one(word, capsys, monkeypatch):
    monkeypatch.delenv("WUGONG_DEBUG", raising=False)
    word(stumble)
    assert cli.run(["try"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("系统出了差错，不是您的操作有误：ZeroDivisionError")
    assert "Traceback" not in said


def test_a_developer_sees_the_traceback(word, capsys, monkeypatch):
    monkeypatch.setenv("WUGONG_DEBUG", "yes")
    word(stumble)
    assert cli.run(["try"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_word_gets_its_arguments_and_gives_the_exit_code(word):
    word(len)
    assert cli.run(["try", "a", "b", "c"]) == 3


def test_help_names_the_words_of_the_rooms_and_of_django():
    done = wugong()
    assert done.returncode == 0
    assert done.stdout.startswith("五共的命令：")
    assert "appraise" in done.stdout.splitlines()[0]
    assert "migrate" in done.stdout


def test_an_unknown_word_is_refused_with_a_next_step():
    done = wugong("appriase")
    assert (done.returncode, done.stderr) == (2, "没有“appriase”这个命令；输入 wugong help 看有哪些。\n")


def test_a_wrong_variable_is_refused_with_its_name():
    done = wugong("check", WUGONG_DEBUG="maybe")
    assert done.returncode == 2
    assert done.stderr.startswith("环境变量 WUGONG_DEBUG 不能是 'maybe'")


def test_a_state_folder_that_cannot_be_is_refused_with_a_sentence():
    done = wugong("check", WUGONG_STATE="/proc/nope")
    assert done.returncode == 2
    assert done.stderr.startswith("环境变量 WUGONG_STATE 不能是 '/proc/nope'")


def test_a_house_that_serves_others_passes_the_checks_for_deployment():
    done = wugong("check", "--deploy", "--fail-level", "WARNING", WUGONG_HOSTS="wugong.example")
    assert done.returncode == 0, done.stderr


def test_the_pure_words_are_found_without_django():
    program = "import sys; from wugong.config import cli; print(sorted(cli.words(cli.PURE)), 'django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.endswith(" False\n"), done.stderr
    assert "'appraise'" in done.stdout


def test_a_terminal_without_chinese_gets_escapes_and_the_same_exit_code():
    done = wugong("help", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "\\u4e94\\u5171" in done.stdout
