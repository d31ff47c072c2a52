"""Numbers of our list of sources stay in the rules and out of what people read."""

import pytest

from wugong.base.citations import without_codes


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("农村人居环境整治实施方案（003#5）", "农村人居环境整治实施方案"),
        ("文明村创建方案（001#1、001#3、001#5）", "文明村创建方案"),
        ("罚款须先经法制审核（C12）", "罚款须先经法制审核"),
        ("升降多少算没有变化（R33，原文没有，默认 0）", "升降多少算没有变化（原文没有，默认 0）"),
        ("除以总户数（R33），三步按 C40", "除以总户数"),
        ("除以总户数（R33），三步按 C40，再取整", "除以总户数，再取整"),
        ("001#1 三之六", "三之六"),
        ("二、（四）2", "二、（四）2"),
        ("扣 3 分（2026年），C7 格，核对码 AC123456", "扣 3 分（2026年），C7 格，核对码 AC123456"),
        ("", ""),
    ],
)
def test_codes_are_left_out(text: str, read: str) -> None:
    assert without_codes(text) == read
