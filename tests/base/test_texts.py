"""Texts that somebody typed, without what nobody can see."""

import pytest

from wugong.base.texts import mark, printable


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("记错\x07了", "记错了"),
        ("\x00\x1b[31m红\x7f\x9f", "[31m红"),
        ("坏\ud800字", "坏字"),
        ("一\n二\r\n三\t四", "一\n二\r\n三\t四"),
        ("𠮷村\u3000\u200d", "𠮷村\u3000\u200d"),
        ("", ""),
    ],
)
def test_control_characters_go_and_lines_stay(typed: str, kept: str) -> None:
    assert printable(typed) == kept


def test_marked_text_is_the_text() -> None:
    assert mark("公示") == "公示"
