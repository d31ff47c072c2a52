"""Numbers as plans write them: Chinese and Arabic numerals, masked ones (x, ××, 20xx) as none."""

import re
from typing import Final

DIGITS: Final = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
POWERS: Final = {"十": 10, "百": 100, "千": 1000}
CHINESE: Final = "一二三四五六七八九十百"
MASK: Final = r"(?:[xX×*＊Ｘ]{1,6}|某{1,3}|_{2,})"
EMPTY: Final = re.compile(rf"[\s(]*(?:{MASK}[\s、,;)]*)+|[\s/.…-]*|待定|待填|待明确|待补充|略")


def chinese(text: str) -> int | None:
    """Return the value of a Chinese or Arabic numeral below a hundred million; None where it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    total = section = digit = 0
    for one in text:
        if one in DIGITS:
            digit = DIGITS[one]
        elif one in POWERS:
            section, digit = section + (digit or 1) * POWERS[one], 0
        elif one == "万":
            total, section, digit = (section + digit or 1) * 10_000, 0, 0
        else:
            return None
    return total + section + digit if text else None


def spelled(text: str) -> int | None:
    """Return the value of digits written one by one, as in 二〇二六; None where something else stands."""
    if not text or any(one not in DIGITS for one in text):
        return None
    return int("".join(str(DIGITS[one]) for one in text))


def is_blank(text: str) -> bool:
    """Whether the text only holds the place of something to be filled in (xxx, ××, ____)."""
    return EMPTY.fullmatch(text) is not None
